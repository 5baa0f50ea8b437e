import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema } from "graphql";

/** What AppSync adds to every schema, in so far as ours uses it. */
const appSyncDefinitions = /* GraphQL */ `
  scalar AWSDate
  scalar AWSDateTime
  scalar AWSURL
  directive @aws_api_key on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_iam on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
`;

/** The contract, `data/schema.graphql`, as a GraphQL schema. Throws where it is none. */
export function contractSchema(): GraphQLSchema {
  const text = readFileSync(new URL("../data/schema.graphql", import.meta.url), "utf8");
  return buildSchema(`${appSyncDefinitions}\n${text}`);
}
