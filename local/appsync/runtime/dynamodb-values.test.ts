import fc from "fast-check";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { toDynamoDB, toMapValues } from "./dynamodb-values.js";
import { testExpressions } from "./expression-table.js";

const GUIDE = "https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html";
const RECORDED =
  "by the rules recorded on AWS in https://github.com/localstack/appsync-utils __tests__/__snapshots__/index.test.js.snap";
const TYPES = "@aws-appsync/utils 2.1.1 lib/dynamodb-utils.d.ts: null and undefined give null";

describe("util.dynamodb", () => {
  testExpressions([
    { expression: 'util.dynamodb.toDynamoDB("LHR")', expected: { S: "LHR" }, source: GUIDE },
    { expression: "util.dynamodb.toDynamoDB(-12.5)", expected: { N: -12.5 }, source: RECORDED },
    { expression: "util.dynamodb.toDynamoDB(false)", expected: { BOOL: false }, source: GUIDE },
    { expression: "util.dynamodb.toDynamoDB(null)", expected: { NULL: null }, source: RECORDED },
    {
      expression: 'util.dynamodb.toDynamoDB([1, "b", [true]])',
      expected: { L: [{ N: 1 }, { S: "b" }, { L: [{ BOOL: true }] }] },
      source: GUIDE,
    },
    {
      expression: "util.dynamodb.toDynamoDB({ gate: { terminal: 5 } })",
      expected: { M: { gate: { M: { terminal: { N: 5 } } } } },
      source: GUIDE,
    },
    { expression: "util.dynamodb.toDynamoDB({})", expected: { M: {} }, source: GUIDE },
    {
      expression: "util.dynamodb.toDynamoDB(util.time.nowISO8601)",
      error: "a function cannot be stored",
      source: "JSON has no functions",
    },
    { expression: 'util.dynamodb.toString("A12")', expected: { S: "A12" }, source: GUIDE },
    { expression: "util.dynamodb.toString(null)", expected: null, source: TYPES },
    { expression: "util.dynamodb.toNumber(7)", expected: { N: 7 }, source: GUIDE },
    { expression: "util.dynamodb.toNumber(undefined)", expected: null, source: TYPES },
    { expression: 'util.dynamodb.toBinary("SGVsbG8=")', expected: { B: "SGVsbG8=" }, source: GUIDE },
    { expression: "util.dynamodb.toBoolean(false)", expected: { BOOL: false }, source: GUIDE },
    { expression: "util.dynamodb.toNull()", expected: { NULL: null }, source: RECORDED },
    { expression: 'util.dynamodb.toStringSet(["T1", "T2"])', expected: { SS: ["T1", "T2"] }, source: GUIDE },
    { expression: "util.dynamodb.toNumberSet([1, 2.5])", expected: { NS: [1, 2.5] }, source: RECORDED },
    { expression: 'util.dynamodb.toBinarySet(["SGVsbG8="])', expected: { BS: ["SGVsbG8="] }, source: GUIDE },
    { expression: "util.dynamodb.toStringSet(null)", expected: null, source: TYPES },
    { expression: "util.dynamodb.toList([1, null])", expected: { L: [{ N: 1 }, { NULL: null }] }, source: GUIDE },
    { expression: "util.dynamodb.toList(null)", expected: null, source: TYPES },
    { expression: "util.dynamodb.toMap({ num: 1 })", expected: { M: { num: { N: 1 } } }, source: GUIDE },
    { expression: "util.dynamodb.toMap(null)", expected: null, source: TYPES },
    {
      expression: 'util.dynamodb.toMapValues({ carrier: "JK", gone: undefined })',
      expected: { carrier: { S: "JK" } },
      source: GUIDE,
    },
    {
      expression: 'util.dynamodb.toS3Object("key", "bucket", "eu-west-1")',
      expected: { S: '{"s3":{"key":"key","bucket":"bucket","region":"eu-west-1"}}' },
      source: RECORDED,
    },
    {
      expression: 'util.dynamodb.toS3Object("key", "bucket", "eu-west-1", "v7")',
      expected: { S: '{"s3":{"key":"key","bucket":"bucket","region":"eu-west-1","version":"v7"}}' },
      source: RECORDED,
    },
    {
      expression: 'util.dynamodb.fromS3ObjectJson(util.dynamodb.toS3Object("k", "b", "r", "v").S)',
      expected: { key: "k", bucket: "b", region: "r", version: "v" },
      source: GUIDE,
    },
    {
      expression: 'util.dynamodb.fromS3ObjectJson("no link")',
      expected: null,
      source: "chosen: a text that is no link has no parts",
    },
    {
      expression: "util.dynamodb.toJson({})",
      error: "util.dynamodb.toJson is not implemented",
      source: "a VTL function",
    },
  ]);

  const SEED = 20240125;
  test(`what is written is read back (seed ${SEED})`, () => {
    const key = fc.string().filter((name) => name !== "__proto__");
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (item) => {
        const stored = JSON.parse(JSON.stringify(toMapValues(item), asOnTheWire)) as Parameters<typeof unmarshall>[0];
        expect(unmarshall(stored)).toEqual(item);
        expect(toDynamoDB(item)).toEqual({ M: toMapValues(item) });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** Requests to DynamoDB carry numbers as text and a null as `true`; AppSync's data source sees to that. */
function asOnTheWire(key: string, value: unknown): unknown {
  if (key === "N" && typeof value === "number") return String(value);
  return key === "NULL" && value === null ? true : value;
}
