import { isObject } from "./plain-value.js";

/** The members of `ctx.identity` by mode (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html). */
const IDENTITIES = [
  {
    name: "IAM Authorization",
    required: ["accountId", "sourceIp", "username", "userArn"],
    optional: ["cognitoIdentityPoolId", "cognitoIdentityId", "cognitoIdentityAuthType", "cognitoIdentityAuthProvider"],
  },
  {
    name: "User Pool Authorization",
    required: ["sourceIp", "username", "sub", "issuer", "claims", "defaultAuthStrategy"],
    optional: ["groups"],
  },
  { name: "Open ID Connect Authorization", required: ["sub", "issuer", "claims"], optional: [] },
  { name: "Lambda Authorization", required: [], optional: ["resolverContext"] },
] as const;

/**
 * The answer of `util.authType()`: the mode whose identity has just these members. AWS decides by the shape, recorded by
 * https://github.com/localstack/appsync-utils (__tests__/authType.test.js): an incomplete or mixed identity, like none at all,
 * counts as an API key.
 */
export function authorizationType(identity: unknown): string {
  if (!isObject(identity)) return "API Key Authorization";
  const keys = Object.keys(identity);
  const found = IDENTITIES.find(({ required, optional }) => {
    const known = new Set<string>([...required, ...optional]);
    return keys.every((key) => known.has(key)) && required.every((key) => (identity[key] ?? null) !== null);
  });
  return found?.name ?? "API Key Authorization";
}
