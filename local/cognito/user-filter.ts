import { invalidParameter } from "./cognito-input.js";
import type { UserRecord } from "./user-record.js";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html: Filter. */
const searchable: Readonly<Record<string, (user: UserRecord) => string | undefined>> = {
  username: (user) => user.username,
  sub: (user) => user.sub,
  "cognito:user_status": (user) => user.status,
  status: (user) => (user.enabled ? "Enabled" : "Disabled"),
  ...Object.fromEntries(
    ["email", "phone_number", "name", "given_name", "family_name", "preferred_username"].map((name) => [
      name,
      (user: UserRecord) => user.attributes[name],
    ]),
  ),
};
const shape = /^\s*"?([a-z_:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * Compiles a filter such as `email = "ada@example.com"` or `given_name ^= "A"`. Case matters for
 * `cognito:user_status` alone.
 * @throws AwsError InvalidParameterException for another form or an attribute that cannot be searched for
 */
export function userFilter(filter: string): (user: UserRecord) => boolean {
  if (filter.trim() === "") return () => true;
  const [, name = "", operator, quoted = ""] = shape.exec(filter) ?? [];
  if (operator === undefined) {
    throw invalidParameter(
      `Error while parsing filter ${filter}: expected an attribute, = or ^=, and a text in quotes.`,
    );
  }
  const read = Object.hasOwn(searchable, name) ? searchable[name] : undefined;
  if (read === undefined) {
    throw invalidParameter(
      `Filter: ${name} cannot be searched for; expected one of ${Object.keys(searchable).sort().join(", ")}.`,
    );
  }
  const fold = name === "cognito:user_status" ? (text: string) => text : (text: string) => text.toLowerCase();
  const wanted = fold(quoted.replace(/\\(.)/g, "$1"));
  return (user) => {
    const value = read(user);
    if (value === undefined) return false;
    return operator === "=" ? fold(value) === wanted : fold(value).startsWith(wanted);
  };
}
