import { minifyIntrospection, outputIntrospectionFile } from "@gql.tada/internal";
import { buildSchema, introspectionFromSchema } from "graphql";
import { expect, test } from "vitest";
import contract from "../../amplify/data/schema.graphql?raw";

// What AppSync adds to every schema (https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html and
// …/security-authz.html): scalars and directives that the contract uses without declaring them.
const providedByAppSync = `
  scalar AWSDate
  scalar AWSTime
  scalar AWSDateTime
  scalar AWSTimestamp
  scalar AWSEmail
  scalar AWSJSON
  scalar AWSURL
  scalar AWSPhone
  scalar AWSIPAddress
  directive @aws_api_key on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_iam on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
`;

test("graphql-env.d.ts is made from today's schema (to make it anew: npx vitest run src/api/graphql-env -u)", async () => {
  const introspection = introspectionFromSchema(buildSchema(providedByAppSync + contract), { descriptions: false });
  const text = outputIntrospectionFile(minifyIntrospection(introspection), {
    fileType: ".d.ts",
    shouldPreprocess: true,
  });
  await expect(text).toMatchFileSnapshot("./graphql-env.d.ts");
});
