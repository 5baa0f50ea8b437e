import type { Clock } from "../clock.js";
import { base32 } from "./base32.js";
import type { Role } from "./role-directory.js";

/** What AssumeRole hands out. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
}

/** A role somebody has assumed. */
export interface Session extends TemporaryCredentials {
  readonly role: Role;
  readonly sessionName: string;
}

/** The sessions of this process. They end with it: whoever assumed a role assumes it again after a restart. */
export interface SessionStore {
  /** @param seconds until they expire */
  create(role: Role, sessionName: string, seconds: number): TemporaryCredentials;
  /** The session of an access key id; one that is over may be found or not (see `isSessionKeyId`). */
  find(accessKeyId: string): Session | undefined;
}

/**
 * Beginning of the ids that are made here. `ASIA` marks temporary credentials; the rest tells this sandbox's from those
 * of an AWS account, so that a session that is over, or of a run before, is never taken for an unknown caller.
 */
const idPrefix = "ASIALOCAL";

/** Whether a session store, of this run or another, has made this access key id. */
export function isSessionKeyId(accessKeyId: string): boolean {
  return accessKeyId.startsWith(idPrefix);
}

/** @param options.randomBytes source of ids, secrets and tokens */
export function createSessionStore(options: {
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Uint8Array;
}): SessionStore {
  const { clock, randomBytes } = options;
  const sessions = new Map<string, Session>();
  const secret = (bytes: number): string => Buffer.from(randomBytes(bytes)).toString("base64");

  function forgetExpired(): void {
    for (const [id, { expiration }] of sessions) if (expiration <= clock.now()) sessions.delete(id);
  }

  return {
    create(role, sessionName, seconds) {
      forgetExpired();
      const credentials: TemporaryCredentials = {
        accessKeyId: `${idPrefix}${base32(randomBytes(20 - idPrefix.length))}`,
        secretAccessKey: secret(30),
        sessionToken: secret(96),
        expiration: clock.now() + seconds * 1000,
      };
      sessions.set(credentials.accessKeyId, { ...credentials, role, sessionName });
      return credentials;
    },
    find: (accessKeyId) => sessions.get(accessKeyId),
  };
}
