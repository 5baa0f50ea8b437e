import { createHash } from "node:crypto";

/** Temporary credentials of an assumed role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** AssumeRole of AWS STS. */
export type AssumeRole = (roleArn: string, sessionName: string) => Promise<RoleCredentials>;

/** Gives credentials of a role for a user that are good for at least so many milliseconds. */
export type RoleSessions = (
  roleArn: string,
  userName: string,
  lastingMilliseconds?: number,
) => Promise<RoleCredentials>;

const mostSessions = 100;
const spareMilliseconds = 5 * 60_000;

/**
 * A session name that carries the user into CloudTrail and Lake Formation's audit: 2 to 64 of `[\w+=,.@-]`
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). A name that is not such is shortened to
 * what it has of these, and a hash keeps it apart from others.
 */
export function sessionNameOf(userName: string): string {
  if (/^[A-Za-z0-9_+=,.@-]{2,64}$/.test(userName)) return userName;
  const hash = createHash("sha256").update(userName).digest("hex").slice(0, 12);
  return `${userName.replaceAll(/[^A-Za-z0-9_+=,.@-]/g, "-").slice(0, 51)}-${hash}`;
}

/**
 * Assumes roles and keeps up to 100 sessions, one for each role and user; the longest unused goes first.
 * @param now - milliseconds since 1970
 */
export function roleSessions(assumeRole: AssumeRole, now: () => number): RoleSessions {
  const sessions = new Map<string, RoleCredentials>();
  return async (roleArn, userName, lasting = spareMilliseconds) => {
    const sessionName = sessionNameOf(userName);
    const key = `${roleArn} ${sessionName}`;
    const known = sessions.get(key);
    const isGood = known !== undefined && known.expiration.getTime() - now() > lasting;
    const credentials = isGood ? known : await assumeRole(roleArn, sessionName);
    // Put at the end: a Map keeps the order of insertion.
    sessions.delete(key);
    sessions.set(key, credentials);
    const [oldest] = sessions.keys();
    if (sessions.size > mostSessions && oldest !== undefined) sessions.delete(oldest);
    return credentials;
  };
}
