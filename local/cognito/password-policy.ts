import { AwsError } from "../aws-json/aws-error.js";
import type { PasswordPolicyModel } from "../synth/backend-model.js";

// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: these, and the space inside.
const symbols = new Set("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ");

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html: ProposedPassword. */
const longest = 256;
const shape = /^[\S]+.*[\S]+$/;

/**
 * Checks a password that somebody has chosen.
 * @throws AwsError InvalidPasswordException naming the first rule that it breaks; InvalidParameterException for what is
 * no password at all (blanks at an end, more than 256 characters)
 */
export function checkPassword(policy: PasswordPolicyModel, password: string): void {
  if (password.length > longest) {
    throw invalidParameter(`Member must have length less than or equal to ${longest}`);
  }
  const rules: readonly (readonly [isBroken: boolean, words: string])[] = [
    [password.length < policy.minimumLength, "Password not long enough"],
    [policy.requireLowercase && !/[a-z]/.test(password), "Password must have lowercase characters"],
    [policy.requireUppercase && !/[A-Z]/.test(password), "Password must have uppercase characters"],
    [policy.requireNumbers && !/[0-9]/.test(password), "Password must have numeric characters"],
    [
      policy.requireSymbols && ![...password.trim()].some((c) => symbols.has(c)),
      "Password must have symbol characters",
    ],
  ];
  for (const [isBroken, words] of rules) {
    if (isBroken) throw new AwsError("InvalidPasswordException", `Password did not conform with policy: ${words}`);
  }
  if (!shape.test(password)) {
    throw invalidParameter(`Member must satisfy regular expression pattern: ${shape.source}`);
  }
}

function invalidParameter(constraint: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `1 validation error detected: Value at 'password' failed to satisfy constraint: ${constraint}`,
  );
}

/** What cannot be taken for something else when it is read aloud or copied by hand: no 0 O o, 1 l I i, 2 Z z, 5 S s. */
const lowercase = "abcdefghjkmnpqrtuvwxy";
const uppercase = "ABCDEFGHJKLMNPQRTUVWXY";
const digits = "346789";
const groupLength = 4;
const fewestGroups = 4;

/**
 * A password for one sign-in, such as `Tk7m-4hQx-9pWc-ub3R`: readable, and right by any policy.
 * @param randomBytes a source for secrets
 */
export function oneTimePassword(
  policy: Pick<PasswordPolicyModel, "minimumLength">,
  randomBytes: (count: number) => Buffer,
): string {
  const pick = (from: string): string => from.charAt(randomBytes(4).readUInt32BE() % from.length);
  const groups = Math.max(fewestGroups, Math.ceil((policy.minimumLength + 1) / (groupLength + 1)));
  const characters = [pick(lowercase), pick(uppercase), pick(digits)];
  while (characters.length < groups * groupLength) characters.push(pick(lowercase + uppercase + digits));
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomBytes(4).readUInt32BE() % (last + 1);
    const moved = characters[other] ?? "";
    characters[other] = characters[last] ?? "";
    characters[last] = moved;
  }
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength).join(""),
  ).join("-");
}
