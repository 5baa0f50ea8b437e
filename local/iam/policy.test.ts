import { describe, expect, test } from "vitest";
import type { PolicyStatementModel } from "../synth/backend-model.js";
import { evaluatePolicy, type PolicyDecision } from "./policy.js";

const logic = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
const wildcards = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";
const prefixes = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html";
const actions = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";

const api = "arn:aws:appsync:us-east-1:123456789012:apis/abc";
const field = `${api}/types/Mutation/fields/updateFlightStatus`;
const allow = (action: string, ...resources: string[]): PolicyStatementModel => ({
  effect: "Allow",
  actions: [action],
  resources,
});
const deny = (action: string, ...resources: string[]): PolicyStatementModel => ({
  effect: "Deny",
  actions: [action],
  resources,
});

interface Row {
  readonly name: string;
  readonly statements: readonly PolicyStatementModel[];
  readonly expected: PolicyDecision;
  readonly source: string;
}

describe("a condition on the prefix of a list", () => {
  const bucket = "arn:aws:s3:::lake";
  const below = (...listedPrefixes: string[]): PolicyStatementModel => ({
    ...allow("s3:ListBucket", bucket),
    listedPrefixes,
  });
  test.each<{ prefix: string | undefined; expected: PolicyDecision; source: string }>([
    { prefix: "own/", expected: "Allowed", source: prefixes },
    { prefix: "own/a/b", expected: "Allowed", source: prefixes },
    { prefix: "also/x", expected: "Allowed", source: prefixes },
    { prefix: "own", expected: "ImplicitlyDenied", source: prefixes },
    { prefix: "Own/", expected: "ImplicitlyDenied", source: prefixes },
    { prefix: "other/own/", expected: "ImplicitlyDenied", source: prefixes },
    { prefix: "", expected: "ImplicitlyDenied", source: prefixes },
    { prefix: undefined, expected: "ImplicitlyDenied", source: prefixes },
  ])("$prefix: $expected ($source)", ({ prefix, expected }) => {
    expect(evaluatePolicy([below("own/*", "also/*")], "s3:ListBucket", bucket, prefix)).toBe(expected);
  });

  test("of a Deny denies what is below it alone", () => {
    const statements = [allow("s3:*", "*"), { ...deny("s3:ListBucket", bucket), listedPrefixes: ["own/*"] }];
    expect(evaluatePolicy(statements, "s3:ListBucket", bucket, "own/a")).toBe("ExplicitlyDenied");
    expect(evaluatePolicy(statements, "s3:ListBucket", bucket)).toBe("Allowed");
  });
});

describe("policy evaluation", () => {
  const rows: readonly Row[] = [
    { name: "no statement", statements: [], expected: "ImplicitlyDenied", source: logic },
    { name: "exact", statements: [allow("appsync:GraphQL", field)], expected: "Allowed", source: logic },
    {
      name: "another field",
      statements: [allow("appsync:GraphQL", `${field}2`)],
      expected: "ImplicitlyDenied",
      source: logic,
    },
    {
      name: "another action",
      statements: [allow("appsync:GetType", field)],
      expected: "ImplicitlyDenied",
      source: logic,
    },
    {
      name: "all fields of a type",
      statements: [allow("appsync:GraphQL", `${api}/types/Mutation/*`)],
      expected: "Allowed",
      source: wildcards,
    },
    {
      name: "star spans slashes",
      statements: [allow("appsync:GraphQL", `${api}/*`)],
      expected: "Allowed",
      source: wildcards,
    },
    {
      name: "question mark is one character",
      statements: [allow("appsync:GraphQL", `${api}/types/Mutation/fields/updateFlightStatu?`)],
      expected: "Allowed",
      source: wildcards,
    },
    {
      name: "question mark is not none",
      statements: [allow("appsync:GraphQL", `${field}?`)],
      expected: "ImplicitlyDenied",
      source: wildcards,
    },
    {
      name: "a dot is a dot",
      statements: [allow("appsync:GraphQL", field.replace("F", "."))],
      expected: "ImplicitlyDenied",
      source: wildcards,
    },
    {
      name: "resources heed case",
      statements: [allow("appsync:GraphQL", field.toLowerCase())],
      expected: "ImplicitlyDenied",
      source: wildcards,
    },
    {
      name: "actions ignore case",
      statements: [allow("APPSYNC:graphql", field)],
      expected: "Allowed",
      source: actions,
    },
    { name: "action wildcard", statements: [allow("appsync:Graph*", field)], expected: "Allowed", source: actions },
    { name: "all actions", statements: [allow("*", "*")], expected: "Allowed", source: actions },
    {
      name: "deny after allow",
      statements: [allow("*", "*"), deny("appsync:*", field)],
      expected: "ExplicitlyDenied",
      source: logic,
    },
    {
      name: "deny before allow",
      statements: [deny("appsync:*", field), allow("*", "*")],
      expected: "ExplicitlyDenied",
      source: logic,
    },
    {
      name: "deny of something else",
      statements: [deny("s3:*", "*"), allow("*", "*")],
      expected: "Allowed",
      source: logic,
    },
  ];
  test.each(rows)("$name: $expected ($source)", ({ statements, expected }) => {
    expect(evaluatePolicy(statements, "appsync:GraphQL", field)).toBe(expected);
  });
});
