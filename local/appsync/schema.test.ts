import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSampleApi, sample } from "./sample-api.js";
import { buildSchema, subscribedMutations } from "./schema.js";

const authorizationDocs = "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html";
const realtimeDocs = "https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html";
const scalarDocs = "https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html";

describe("schemas that the service would refuse or the sandbox cannot run", () => {
  test.each([
    {
      sdl: "type Query { a: String @nonsense }",
      expected: /Unknown directive "@nonsense"\. Change/,
      source: "AppSync has no custom directives",
    },
    { sdl: "type Query { a: Nope }", expected: /Nope/, source: "GraphQL specification, section 3" },
    { sdl: "type Query { a: ", expected: /Syntax Error/, source: "GraphQL specification, section 2" },
    { sdl: "scalar Money type Query { a: Money }", expected: /Money is not one of AppSync's/, source: scalarDocs },
    {
      sdl: "directive @mine on FIELD_DEFINITION type Query { a: String @mine }",
      expected: /@mine/,
      source: "AppSync has no custom directives",
    },
    { sdl: "type Query { a: String @aws_oidc }", expected: /Query\.a: @aws_oidc/, source: authorizationDocs },
    { sdl: "type Query @aws_lambda { a: String }", expected: /type Query: @aws_lambda/, source: authorizationDocs },
    {
      sdl: 'type Query { a: String @aws_auth(cognito_groups: ["x"]) }',
      expected: /Query\.a: .*@aws_auth/,
      source: authorizationDocs,
    },
    {
      sdl: "type Query { a: String } type Mutation { m: String } type Subscription { s: String }",
      expected: /Subscription\.s: expected @aws_subscribe/,
      source: realtimeDocs,
    },
    {
      sdl: 'type Query { a: String } type Mutation { m: String } type Subscription { s: String @aws_subscribe(mutations: ["n"]) }',
      expected: /names n, which is no field of Mutation/,
      source: realtimeDocs,
    },
    {
      sdl: 'type Query { a: String } type Mutation { m: Int } type Subscription { s: String @aws_subscribe(mutations: ["m"]) }',
      expected: /returns String, but its mutation m returns Int/,
      source: realtimeDocs,
    },
  ])("$sdl", ({ sdl, expected }) => {
    expect(() => createSampleApi({ schema: sdl })).toThrow(expected);
  });

  test("an authorization directive needs its mode", () => {
    expect(() =>
      createSampleApi({ schema: "type Query { a: String @aws_iam }", api: { additionalAuthorization: [] } }),
    ).toThrow(/Query\.a: @aws_iam needs the authorization mode AWS_IAM.*API_KEY/);
  });

  test("resolvers name fields, data sources and functions that exist", () => {
    const schema = "type Query { a: String }";
    expect(() => createSampleApi({ schema, units: { "Query.b": "" } })).toThrow(
      /sample\/Query\.b.*Query\.b, which the schema does not have/,
    );
    expect(() => createSampleApi({ schema, units: { "Query.a@nowhere": "" } })).toThrow(
      /data source nowhere, which does not exist/,
    );
  });
});

test("@aws_auth works where user pools are the one mode", async () => {
  const { run } = createSampleApi({
    schema: 'type Query { a: String @aws_auth(cognito_groups: ["staff"]) b: String }',
    units: {
      "Query.a": `export const request = () => ({ payload: "yes" }); export const response = (ctx) => ctx.result;`,
    },
    api: {
      defaultAuthorization: { mode: "AMAZON_COGNITO_USER_POOLS", userPoolId: sample.userPoolId },
      additionalAuthorization: [],
    },
  });
  const user = { mode: "AMAZON_COGNITO_USER_POOLS", identity: {}, roleArn: undefined } as const;
  expect(await run("{ a }", {}, { ...user, groups: ["staff"] })).toEqual({ data: { a: "yes" } });
  expect(await run("{ a }", {}, { ...user, groups: ["guests"] })).toMatchObject({
    data: { a: null },
    errors: [{ errorType: "Unauthorized" }],
  });
});

test("the backend's own schema loads, and its subscription listens to both mutations", () => {
  const sdl = readFileSync(new URL("../../amplify/data/schema.graphql", import.meta.url), "utf8");
  const schema = buildSchema(sdl, "amplify/data");
  expect(subscribedMutations(schema).get("onFlightStatusUpdate")).toEqual(["updateFlightStatus", "scheduleFlight"]);
});
