import { describe, expect, test } from "vitest";
import type { JsonObject } from "./template.js";
import { fixtureResources } from "./testing/fixture-backend.js";
import { changed, expectRefusal, read, refusal, type Refusal } from "./testing/read-fixture.js";

const trustOf = (statement: JsonObject): readonly [string, string, JsonObject] => [
  "ReaderRole",
  "AssumeRolePolicyDocument.Statement.0",
  { Effect: "Allow", Action: "sts:AssumeRole", ...statement },
];

describe("roles become models", () => {
  test("with the ARNs, services and providers that they trust", async () => {
    const { roles } = (await read(fixtureResources())).model;
    const trusted = Object.fromEntries(roles.map(({ name, trustedPrincipals }) => [name, trustedPrincipals]));
    expect(trusted).toMatchObject({
      "lake-ReaderRole": ["arn:aws:iam::000000000000:role/lake-asker-ServiceRole"],
      "lake-asker-ServiceRole": ["lambda.amazonaws.com"],
      "lake-CrawlerRole": ["glue.amazonaws.com"],
    });
  });

  test.each([
    {
      what: "a federated provider on conditions",
      statement: {
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:0" } },
      },
      expected: ["cognito-identity.amazonaws.com"],
    },
    {
      what: "an account by its number",
      statement: { Principal: { AWS: ["000000000000"] } },
      expected: ["arn:aws:iam::000000000000:root"],
    },
    { what: "any action", statement: { Action: "sts:*", Principal: { AWS: "arn:a" } }, expected: ["arn:a"] },
    { what: "tagging alone", statement: { Action: "sts:TagSession", Principal: { AWS: "arn:a" } }, expected: [] },
  ])("that trust $what", async ({ statement, expected }) => {
    const { roles } = (await read(changed(...trustOf(statement)))).model;
    expect(roles.find(({ name }) => name === "lake-ReaderRole")?.trustedPrincipals).toEqual(expected);
  });

  test("that nothing here assumes, whatever their policies say", async () => {
    const statement = { Effect: "Allow", Action: "s3:*", Resource: "*", Condition: {} };
    const policies = [{ PolicyName: "p", PolicyDocument: { Statement: [statement] } }];
    for (const role of ["TidyRole", "CrawlerRole"]) {
      const { roles } = (await read(changed(role, "Policies", policies))).model;
      expect(roles.find(({ logicalId }) => logicalId === role)?.statements).toEqual([]);
    }
  });
});

test("a role's statements become models, also on the prefix of a list", async () => {
  const listing = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::lake" };
  const Condition = { StringLike: { "s3:prefix": ["own/*", "also/*"] } };
  const policies = [{ PolicyName: "p", PolicyDocument: { Statement: [{ ...listing, Condition }, listing] } }];
  const { roles } = (await read(changed("ReaderRole", "Policies", policies))).model;
  const model = { effect: "Allow", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::lake"] };
  const { statements = [] } = roles.find(({ logicalId }) => logicalId === "ReaderRole") ?? {};
  expect(statements).toEqual(expect.arrayContaining([{ ...model, listedPrefixes: ["own/*", "also/*"] }, model]));
});

const onPrefix = (condition: JsonObject) => ({
  Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*", Condition: condition }],
});
const like = { "s3:prefix": "own/*" };
const onCondition = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", Condition: {} }] };
const refusals: readonly Refusal[] = [
  refusal(
    "a condition in the role of a function that runs here",
    ["AskerRole", "Policies.0.PolicyDocument", onCondition],
    'cannot check Condition in a statement of AWS::IAM::Role "AskerRole"',
  ),
  refusal(
    "a condition in a role that another role assumes",
    ["ReaderRole", "Policies", [{ PolicyName: "p", PolicyDocument: onCondition }]],
    'cannot check Condition in a statement of AWS::IAM::Role "ReaderRole"',
  ),
  ...[
    { StringEquals: like },
    { StringLike: { ...like, "s3:delimiter": "/" } },
    { StringLike: like, Bool: { "aws:SecureTransport": "true" } },
    { StringLike: { "s3:prefix": [] } },
  ].map((condition) =>
    refusal(
      `another condition than StringLike on s3:prefix alone: ${JSON.stringify(condition)}`,
      ["ReaderRole", "Policies", [{ PolicyName: "p", PolicyDocument: onPrefix(condition) }]],
      "without conditions but StringLike on s3:prefix",
    ),
  ),
  refusal(
    "AWS's policies in the role of a function that runs here",
    ["AskerRole", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]],
    'does not know what "arn:aws:iam::aws:policy/AmazonS3FullAccess" allows',
  ),
  refusal(
    "trust on a condition",
    trustOf({ Principal: { AWS: "arn:a" }, Condition: {} }),
    "Condition in the trust policy",
  ),
  refusal("trust in everybody", trustOf({ Principal: { AWS: "*" } }), 'Principal "*" in the trust policy'),
  refusal("trust in everybody, written shortly", trustOf({ Principal: "*" }), 'Principal "*" in the trust policy'),
  refusal("trust by exception", trustOf({ NotPrincipal: { AWS: "arn:a" } }), "in the trust policy of AWS::IAM::Role"),
  refusal("distrust", trustOf({ Effect: "Deny", Principal: { AWS: "arn:a" } }), "Deny in the trust policy"),
];

describe("a role is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
