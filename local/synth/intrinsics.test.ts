import { describe, expect, test } from "vitest";
import { evaluate, type Scope } from "./intrinsics.js";
import { noValue, pseudoParameter } from "./pseudo-parameters.js";
import { SynthError } from "./synth-error.js";
import type { Json } from "./template.js";

const reference = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference";

const scope: Scope = {
  reference(name) {
    const pseudo = pseudoParameter(name, "root");
    if (pseudo !== undefined) return pseudo;
    return name === "Zones" ? ["a", "b"] : name === "Count" ? 3 : `ref-${name}`;
  },
  attribute: (logicalId, name) => (name === "Split" ? ["x", "y"] : `${logicalId}:${name}`),
  condition: (name) => name === "Yes",
  mapping: (map, key, second) => (map === "Regions" && key === "us-east-1" && second === "ami" ? "ami-1" : undefined),
};

const rows: readonly { name: string; value: Json; expected: unknown; source: string }[] = [
  { name: "plain values", value: { a: [1, true, null, "x"] }, expected: { a: [1, true, null, "x"] }, source: "JSON" },
  { name: "Ref", value: { Ref: "Bus" }, expected: "ref-Bus", source: `${reference}-ref.html` },
  { name: "Ref of a number", value: { Ref: "Count" }, expected: 3, source: `${reference}-ref.html` },
  {
    name: "pseudo parameters",
    value: [{ Ref: "AWS::AccountId" }, { Ref: "AWS::Region" }, { Ref: "AWS::Partition" }, { Ref: "AWS::URLSuffix" }],
    expected: ["000000000000", "us-east-1", "aws", "amazonaws.com"],
    source: `${reference}-ref.html`,
  },
  {
    name: "AWS::NoValue in an object",
    value: { a: { Ref: "AWS::NoValue" }, b: 1 },
    expected: { b: 1 },
    source: "pseudo-parameter-reference.html",
  },
  {
    name: "AWS::NoValue in a list",
    value: [1, { Ref: "AWS::NoValue" }, 2],
    expected: [1, 2],
    source: "pseudo-parameter-reference.html",
  },
  {
    name: "AWS::NoValue alone",
    value: { Ref: "AWS::NoValue" },
    expected: noValue,
    source: "pseudo-parameter-reference.html",
  },
  {
    name: "Fn::GetAtt as a list",
    value: { "Fn::GetAtt": ["Bus", "Arn"] },
    expected: "Bus:Arn",
    source: `${reference}-getatt.html`,
  },
  {
    name: "Fn::GetAtt as text, dots in the attribute",
    value: { "Fn::GetAtt": "Nested.Outputs.Name" },
    expected: "Nested:Outputs.Name",
    source: `${reference}-getatt.html`,
  },
  {
    name: "Fn::Join",
    value: { "Fn::Join": ["-", ["a", { Ref: "Bus" }, 1]] },
    expected: "a-ref-Bus-1",
    source: `${reference}-join.html`,
  },
  {
    name: "Fn::Join of a list parameter",
    value: { "Fn::Join": [",", { Ref: "Zones" }] },
    expected: "a,b",
    source: `${reference}-join.html`,
  },
  {
    name: "Fn::Sub",
    value: { "Fn::Sub": "${AWS::Region}/${Bus}/${Bus.Arn}/${!Literal}" },
    expected: "us-east-1/ref-Bus/Bus:Arn/${Literal}",
    source: `${reference}-sub.html`,
  },
  {
    name: "Fn::Sub with variables",
    value: { "Fn::Sub": ["${a}-${Bus}", { a: { "Fn::GetAtt": ["X", "Y"] } }] },
    expected: "X:Y-ref-Bus",
    source: `${reference}-sub.html`,
  },
  {
    name: "Fn::Sub without variables",
    value: { "Fn::Sub": "plain" },
    expected: "plain",
    source: `${reference}-sub.html`,
  },
  { name: "Fn::Select", value: { "Fn::Select": [1, ["a", "b"]] }, expected: "b", source: `${reference}-select.html` },
  {
    name: "Fn::Select with a text index",
    value: { "Fn::Select": ["0", { Ref: "Zones" }] },
    expected: "a",
    source: `${reference}-select.html`,
  },
  {
    name: "Fn::Split and Fn::Select",
    value: { "Fn::Select": [5, { "Fn::Split": [":", "arn:aws:s3:::bucket"] }] },
    expected: "bucket",
    source: `${reference}-split.html`,
  },
  {
    name: "Fn::If, true",
    value: { "Fn::If": ["Yes", { Ref: "A" }, { Ref: "B" }] },
    expected: "ref-A",
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::If, false, to nothing",
    value: { a: { "Fn::If": ["No", 1, { Ref: "AWS::NoValue" }] } },
    expected: {},
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::Equals",
    value: { "Fn::Equals": [{ Ref: "Bus" }, "ref-Bus"] },
    expected: true,
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::Equals of number and text",
    value: { "Fn::Equals": [{ Ref: "Count" }, "3"] },
    expected: true,
    source: "parameters are texts",
  },
  {
    name: "Fn::Equals of lists",
    value: { "Fn::Equals": [{ Ref: "Zones" }, ["a", "c"]] },
    expected: false,
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::And",
    value: { "Fn::And": [{ Condition: "Yes" }, { "Fn::Equals": ["a", "a"] }] },
    expected: true,
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::Or",
    value: { "Fn::Or": [{ Condition: "No" }, { Condition: "Yes" }] },
    expected: true,
    source: `${reference}-conditions.html`,
  },
  {
    name: "Fn::Not",
    value: { "Fn::Not": [{ Condition: "Yes" }] },
    expected: false,
    source: `${reference}-conditions.html`,
  },
  {
    name: "Condition as an ordinary key",
    value: { Condition: { Bool: { a: "true" } } },
    expected: { Condition: { Bool: { a: "true" } } },
    source: "IAM policy grammar",
  },
  {
    name: "Fn::FindInMap",
    value: { "Fn::FindInMap": ["Regions", { Ref: "AWS::Region" }, "ami"] },
    expected: "ami-1",
    source: `${reference}-findinmap.html`,
  },
  {
    name: "Fn::Base64",
    value: { "Fn::Base64": { "Fn::Sub": "é-${Bus}" } },
    expected: "w6ktcmVmLUJ1cw==",
    source: `${reference}-base64.html`,
  },
];

describe("evaluate", () => {
  test.each(rows)("$name ($source)", ({ value, expected }) => {
    expect(evaluate(value, scope, "here")).toEqual(expected);
  });
});

const errors: readonly { value: Json; code: string; expected: string; source: string }[] = [
  {
    value: { "Fn::ImportValue": "x" },
    code: "UNSUPPORTED_INTRINSIC",
    expected:
      "here: the sandbox cannot evaluate Fn::ImportValue, which reads another deployment's exports. Put the value itself into amplify/.",
    source: "not modelled",
  },
  {
    value: { "Fn::GetAZs": "" },
    code: "UNSUPPORTED_INTRINSIC",
    expected: "Fn::GetAZs, which asks the account",
    source: "not modelled",
  },
  {
    value: { "Fn::Transform": {} },
    code: "UNSUPPORTED_INTRINSIC",
    expected: "Fn::Transform, which runs a macro",
    source: "not modelled",
  },
  {
    value: { "Fn::Cidr": [] },
    code: "UNSUPPORTED_INTRINSIC",
    expected: "cannot evaluate Fn::Cidr",
    source: "not modelled",
  },
  {
    value: { "Fn::Join": ["", [{ a: 1 }]] },
    code: "INVALID_TEMPLATE",
    expected: "here: Fn::Join expects text",
    source: `${reference}-join.html`,
  },
  {
    value: { "Fn::Join": "x" },
    code: "INVALID_TEMPLATE",
    expected: "here: Fn::Join expects a list",
    source: `${reference}-join.html`,
  },
  {
    value: { "Fn::Select": [2, ["a"]] },
    code: "INVALID_TEMPLATE",
    expected: "here: Fn::Select expects an item at index 2",
    source: `${reference}-select.html`,
  },
  {
    value: { "Fn::FindInMap": ["Regions", "eu", "ami"] },
    code: "INVALID_TEMPLATE",
    expected: "an entry Regions.eu.ami",
    source: `${reference}-findinmap.html`,
  },
  {
    value: { "Fn::Not": ["yes"] },
    code: "INVALID_TEMPLATE",
    expected: "here: Fn::Not expects conditions",
    source: `${reference}-conditions.html`,
  },
  {
    value: { "Fn::GetAtt": ["Bus"] },
    code: "INVALID_TEMPLATE",
    expected: "a name and an attribute",
    source: `${reference}-getatt.html`,
  },
  {
    value: { "Fn::Sub": ["${a}", []] },
    code: "INVALID_TEMPLATE",
    expected: "an object of variables",
    source: `${reference}-sub.html`,
  },
  {
    value: { "Fn::Base64": { Ref: "AWS::NoValue" } },
    code: "INVALID_TEMPLATE",
    expected: "AWS::NoValue expects a whole property",
    source: "pseudo-parameter-reference.html",
  },
];

describe("evaluate refuses", () => {
  test.each(errors)("$value with: $expected", ({ value, code, expected }) => {
    const run = (): unknown => evaluate(value, scope, "here");
    expect(run).toThrow(SynthError);
    expect(run).toThrow(expected);
    expect(run).toThrow(expect.objectContaining({ code }));
  });
});
