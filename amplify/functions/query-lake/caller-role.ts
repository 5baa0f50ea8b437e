import { grantedColumns, isLakeGroup, type LakeGroup } from "../../lake/visibility.js";
import { lakeTables } from "../../lake/tables.js";
import { LakeFailure } from "./lake-failure.js";
import type { LakeCaller } from "./lake-request.js";

/** A user pool group as GetGroup shows it. */
export interface UserGroup {
  readonly roleArn: string | undefined;
  /** The least number comes first; undefined: last. */
  readonly precedence: number | undefined;
}

/** GetGroup of the user pool; undefined: there is no such group. */
export type GetGroup = (name: string) => Promise<UserGroup | undefined>;

/** Whom the lake sees. */
export interface CallerRole {
  readonly group: LakeGroup;
  readonly roleArn: string;
  readonly userName: string;
}

/** How long an answer of GetGroup is good for: a changed role takes effect within a minute. */
const groupMilliseconds = 60_000;

/**
 * GetGroup with its answers kept for a minute; failures are not kept.
 * @param now - milliseconds since 1970
 */
export function cachedGroups(getGroup: GetGroup, now: () => number): GetGroup {
  const known = new Map<string, { readonly group: UserGroup | undefined; readonly until: number }>();
  return async (name) => {
    const cached = known.get(name);
    if (cached !== undefined && now() < cached.until) return cached.group;
    const group = await getGroup(name);
    known.set(name, { group, until: now() + groupMilliseconds });
    return group;
  };
}

function grantedCount(group: LakeGroup): number {
  return lakeTables.reduce((count, table) => count + grantedColumns(group, table).length, 0);
}

/**
 * The role that a caller's groups give. Of several groups that read the lake the one with the least precedence number
 * wins (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html); where these are
 * equal, the one that is granted least. Other groups do not count.
 * @throws LakeFailure Unauthorized: no user, no group that reads the lake, or the winning group has no role
 */
export async function callerRole(caller: LakeCaller | null, getGroup: GetGroup): Promise<CallerRole> {
  if (caller === null) {
    throw new LakeFailure("Unauthorized", "The companies are for signed-in users. Sign in and try again.");
  }
  const names = Array.isArray(caller.groups) ? [...new Set(caller.groups)].filter(isLakeGroup) : [];
  const candidates: { readonly group: LakeGroup; readonly found: UserGroup }[] = [];
  for (const group of names) {
    const found = await getGroup(group);
    if (found !== undefined) candidates.push({ group, found });
  }
  const [winner] = candidates.sort(
    (one, other) =>
      (one.found.precedence ?? Infinity) - (other.found.precedence ?? Infinity) ||
      grantedCount(one.group) - grantedCount(other.group),
  );
  if (winner === undefined) {
    throw new LakeFailure(
      "Unauthorized",
      "You are in no group that may see the companies. Ask an administrator to add you to one, then sign in again.",
    );
  }
  const { group, found } = winner;
  if (found.roleArn === undefined || found.roleArn === "") {
    throw new LakeFailure(
      "Unauthorized",
      `Your group ${group} has no role to see the companies with. Ask an administrator to give it one.`,
    );
  }
  return { group, roleArn: found.roleArn, userName: caller.username };
}
