import {
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { oneTimePassword } from "../cognito/password-policy.js";
import type { Terminal } from "./terminal.js";
import { passwordLines } from "./users-add.js";
import { findUser, passwordRules, withUsers } from "./users-target.js";

/** What `users reset` was told. */
export interface ResetOptions {
  readonly url: string;
  /** Email address, or what stands before its @. */
  readonly name: string;
  /** The authenticator app goes, too. */
  readonly totp: boolean;
  /** A source for secrets. */
  readonly randomBytes: (count: number) => Buffer;
}

/**
 * Gives a user another one-time password, ends a lock after wrong ones, and prints the password.
 * @returns the exit code
 * @throws CommandError for an unknown user
 */
export async function resetUser(options: ResetOptions, terminal: Terminal): Promise<number> {
  const { url, name, totp, randomBytes } = options;
  return withUsers(url, async (target) => {
    const { client, userPoolId: UserPoolId } = target;
    const { username: Username, email } = await findUser(target, name);
    const rules = await passwordRules(target);
    const Password = oneTimePassword(rules, randomBytes);
    if (totp) {
      const SoftwareTokenMfaSettings = { Enabled: false, PreferredMfa: false };
      await client.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, SoftwareTokenMfaSettings }));
    }
    await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: false }));
    terminal.out(totp ? `reset ${email}, without authenticator app` : `reset ${email}`);
    for (const line of passwordLines(Password, rules.temporaryPasswordValidityDays)) terminal.out(line);
    return 0;
  });
}
