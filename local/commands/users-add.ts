import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { oneTimePassword } from "../cognito/password-policy.js";
import { CommandError } from "./command-error.js";
import type { Terminal } from "./terminal.js";
import { checkGroups, listGroups, passwordRules, withUsers } from "./users-target.js";

/** What `users add` was told. */
export interface AddOptions {
  readonly url: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** A source for secrets. */
  readonly randomBytes: (count: number) => Buffer;
}

/**
 * Makes a user and prints the one-time password, which is kept nowhere.
 * @returns the exit code
 * @throws CommandError for what the user has to correct; nothing has been made then
 */
export async function addUser(options: AddOptions, terminal: Terminal): Promise<number> {
  const { url, email, groups, randomBytes } = options;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new CommandError(`Expected an email address, came ${JSON.stringify(email)}.`, "People sign in with it.");
  }
  return withUsers(url, async (target) => {
    const { client, userPoolId: UserPoolId } = target;
    const known = await listGroups(target);
    checkGroups(groups, known);
    const rules = await passwordRules(target);
    const password = oneTimePassword(rules, randomBytes);
    try {
      await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          TemporaryPassword: password,
          MessageAction: "SUPPRESS",
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
        }),
      );
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error;
      throw new CommandError(
        `There is a user ${email} already.`,
        "`users groups` changes the groups, `users reset` gives another one-time password.",
        { cause: error },
      );
    }
    for (const GroupName of new Set(groups)) {
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
    }
    terminal.out(`made ${email} in ${groupWords(groups)}`);
    for (const line of passwordLines(password, rules.temporaryPasswordValidityDays)) terminal.out(line);
    return 0;
  });
}

/** `developer, operations`, or that there is none. */
export function groupWords(groups: readonly string[]): string {
  return groups.length === 0 ? "no group" : groups.join(", ");
}

/** Tells a one-time password and what it is good for. */
export function passwordLines(password: string, days: number): string[] {
  return [
    `  one-time password  ${password}`,
    `  good for ${days === 1 ? "a day" : `${days} days`} and one sign-in, which asks for a new one`,
  ];
}
