import { paginateListUsersInGroup } from "@aws-sdk/client-cognito-identity-provider";
import type { Terminal } from "./terminal.js";
import { groupWords } from "./users-add.js";
import { listGroups, listUsers, withUsers, type NamedUser, type UsersTarget } from "./users-target.js";

/** States of users in words (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html). */
const statusWords: Readonly<Record<string, string>> = {
  CONFIRMED: "has a password",
  FORCE_CHANGE_PASSWORD: "has a one-time password",
  RESET_REQUIRED: "has to set a password",
};

/**
 * Prints every user with state and groups, a line each.
 * @returns the exit code
 * @throws CommandError where no sandbox listens
 */
export async function printUsers({ url }: { readonly url: string }, terminal: Terminal): Promise<number> {
  return withUsers(url, async (target) => {
    const users = await listUsers(target);
    if (users.length === 0) {
      terminal.out("no users; `npm run users -- add EMAIL --group GROUP` makes one");
      return 0;
    }
    const groups = await groupsByUser(target);
    const states = users.map(stateOf);
    const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
    const [emailWidth, stateWidth] = [width(users.map(({ email }) => email)), width(states)];
    for (const [index, { email, username }] of users.entries()) {
      const state = states[index] ?? "";
      const words = groupWords(groups.get(username) ?? []);
      terminal.out(`${email.padEnd(emailWidth)}  ${state.padEnd(stateWidth)}  ${words}`);
    }
    return 0;
  });
}

function stateOf({ status, enabled }: NamedUser): string {
  return enabled ? (statusWords[status] ?? status) : "disabled";
}

/** One call for each group and 60 members, not one for each user. */
async function groupsByUser(target: UsersTarget): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>();
  for (const name of await listGroups(target)) {
    const request = { UserPoolId: target.userPoolId, GroupName: name };
    for await (const page of paginateListUsersInGroup({ client: target.client }, request)) {
      for (const { Username = "" } of page.Users ?? []) groups.set(Username, [...(groups.get(Username) ?? []), name]);
    }
  }
  return groups;
}
