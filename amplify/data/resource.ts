import { readFileSync } from "node:fs";
import { defineData } from "@aws-amplify/backend";

/** Longest that AppSync lets an API key live (https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html). */
const apiKeyDays = 365;

/**
 * The GraphQL API over `schema.graphql`. Kiosks use the API key, which is the default; the user pool and IAM come in
 * through `auth`, as additional modes.
 */
export const data = defineData({
  schema: readFileSync(new URL("./schema.graphql", import.meta.url), "utf8"),
  authorizationModes: {
    defaultAuthorizationMode: "apiKey",
    apiKeyAuthorizationMode: { description: "Kiosks: read and subscribe", expiresInDays: apiKeyDays },
  },
});
