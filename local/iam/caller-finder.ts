import type { Clock } from "../clock.js";
import type { AccessKeyStore } from "./access-key-store.js";
import { callerOfRole, callerOfSession, type Caller, type CallerFinder } from "./caller.js";
import { checkDate, sessionOver, unknownKey, verifySignature, type SigningCredentials } from "./request-signature.js";
import type { RoleDirectory } from "./role-directory.js";
import { isSessionKeyId, type SessionStore } from "./session-store.js";
import { readSignature } from "./signature-parts.js";

/** Milliseconds that the date of a signature may differ from the clock (https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html). */
const maximumAgeMs = 15 * 60 * 1000;

/** Whose signatures are known. */
export interface CallerFinderOptions {
  readonly keys: Pick<AccessKeyStore, "find">;
  readonly sessions: Pick<SessionStore, "find">;
  readonly roles: RoleDirectory;
  readonly region: string;
  readonly clock: Pick<Clock, "now">;
}

/** Credentials together with whom they stand for. */
export interface KnownCredentials extends SigningCredentials {
  readonly caller: Caller;
}

/**
 * Looks up access keys of roles and sessions. An id of neither is undefined: the administrator's business.
 *
 * @throws SignatureError for a session that is over and for a key whose role the backend has no longer
 */
export function findCredentials(options: CallerFinderOptions, accessKeyId: string): KnownCredentials | undefined {
  const session = options.sessions.find(accessKeyId);
  if (session !== undefined) return { ...session, caller: callerOfSession(session.role, session.sessionName) };
  // Made here, but forgotten: it has expired, or the sandbox has been started again.
  if (isSessionKeyId(accessKeyId)) throw sessionOver();
  const key = options.keys.find(accessKeyId);
  if (key === undefined) return undefined;
  const role = options.roles.find(key.roleArn);
  if (role === undefined) throw unknownKey();
  return {
    accessKeyId,
    secretAccessKey: key.secretAccessKey,
    caller: callerOfRole(role, accessKeyId),
  };
}

/** See CallerFinder. */
export function createCallerFinder(options: CallerFinderOptions): CallerFinder {
  const { roles, region, clock } = options;
  return async (request, service) => {
    const parts = readSignature(request);
    const known = findCredentials(options, parts.accessKeyId);
    if (known === undefined) {
      // Nothing of an unknown key's signature can be proven, but a presigned link still has its end.
      if (parts.expiresIn !== undefined) checkDate(parts, maximumAgeMs, clock.now());
      return callerOfRole(roles.administrator, parts.accessKeyId);
    }
    const scope = { region, service, maximumAgeMs };
    const { caller } = await verifySignature(request, scope, { find: () => known }, clock);
    return caller;
  };
}
