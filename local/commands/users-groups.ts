import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Terminal } from "./terminal.js";
import { groupWords } from "./users-add.js";
import { checkGroups, findUser, listGroups, withUsers, type UsersTarget } from "./users-target.js";

/** What `users groups` was told. */
export interface GroupsOptions {
  readonly url: string;
  /** Email address, or what stands before its @. */
  readonly name: string;
  /** All that the user shall be in afterwards. */
  readonly groups: readonly string[];
}

/**
 * Puts a user into these groups and no others, and prints which they were and are.
 * @returns the exit code
 * @throws CommandError for an unknown user or group; nothing has been changed then
 */
export async function setGroups({ url, name, groups }: GroupsOptions, terminal: Terminal): Promise<number> {
  return withUsers(url, async (target) => {
    const { client, userPoolId: UserPoolId } = target;
    checkGroups(groups, await listGroups(target));
    const { username: Username, email } = await findUser(target, name);
    const before = await groupsOf(target, Username);
    // Added first: the user is never in no group on the way from one to another.
    for (const GroupName of new Set(groups)) {
      if (!before.includes(GroupName)) {
        await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
      }
    }
    for (const GroupName of before) {
      if (!groups.includes(GroupName)) {
        await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }));
      }
    }
    terminal.out(email);
    terminal.out(`  before  ${groupWords(before)}`);
    terminal.out(`  after   ${groupWords(await groupsOf(target, Username))}`);
    terminal.out("  Whoever is signed in has the groups of before until the tokens are refreshed.");
    return 0;
  });
}

async function groupsOf({ client, userPoolId }: UsersTarget, username: string): Promise<string[]> {
  const { Groups = [] } = await client.send(
    new AdminListGroupsForUserCommand({ UserPoolId: userPoolId, Username: username }),
  );
  return Groups.flatMap(({ GroupName }) => GroupName ?? []);
}
