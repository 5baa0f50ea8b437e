import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildFilterExpression } from "./dynamodb-expression.js";
import { valueOf } from "./evaluate-expression.js";

const RECORDED =
  "by the rules recorded on AWS in https://github.com/localstack/appsync-utils __tests__/__snapshots__/transform.test.js.snap";
const GUIDE = "https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html";

const ROWS = [
  {
    filter: '{ gate: { eq: "B7" } }',
    expression: "(#gate = :gate_eq)",
    values: { ":gate_eq": { S: "B7" } },
    source: RECORDED,
  },
  { filter: "{ num: { ne: 1 } }", expression: "(#num <> :num_ne)", values: { ":num_ne": { N: 1 } }, source: RECORDED },
  { filter: "{ num: { lt: 1 } }", expression: "(#num < :num_lt)", values: { ":num_lt": { N: 1 } }, source: RECORDED },
  { filter: "{ num: { le: 1 } }", expression: "(#num <= :num_le)", values: { ":num_le": { N: 1 } }, source: RECORDED },
  { filter: "{ num: { gt: 1 } }", expression: "(#num > :num_gt)", values: { ":num_gt": { N: 1 } }, source: RECORDED },
  { filter: "{ num: { ge: 1 } }", expression: "(#num >= :num_ge)", values: { ":num_ge": { N: 1 } }, source: RECORDED },
  {
    filter: '{ to: { contains: "L" } }',
    expression: "(contains(#to,:to_contains))",
    values: { ":to_contains": { S: "L" } },
    source: RECORDED,
  },
  {
    filter: '{ to: { notContains: "L" } }',
    expression: "(NOT contains(#to,:to_notContains))",
    values: { ":to_notContains": { S: "L" } },
    source: RECORDED,
  },
  {
    filter: '{ to: { beginsWith: "L" } }',
    expression: "(begins_with(#to,:to_beginsWith))",
    values: { ":to_beginsWith": { S: "L" } },
    source: RECORDED,
  },
  {
    filter: "{ num: { between: [1, 9] } }",
    expression: "(#num BETWEEN :num_between_start AND :num_between_end)",
    values: { ":num_between_start": { N: 1 }, ":num_between_end": { N: 9 } },
    source: RECORDED,
  },
  {
    filter: '{ to: { in: ["A", "B"] } }',
    expression: "(#to IN (:to_in_0, :to_in_1))",
    values: { ":to_in_0": { S: "A" }, ":to_in_1": { S: "B" } },
    source: RECORDED,
  },
  { filter: "{ to: { in: [] } }", expression: "(null)", values: {}, source: RECORDED },
  {
    filter: "{ to: { attributeExists: false } }",
    expression: "(attribute_not_exists(#to))",
    values: {},
    source: RECORDED,
  },
  {
    filter: '{ to: { attributeType: "boolean" } }',
    expression: "(attribute_type(#to,:to_attributeType))",
    values: { ":to_attributeType": { S: "BOOL" } },
    source: RECORDED,
  },
  {
    filter: "{ to: { size: { gt: 2 } } }",
    expression: "(size(#to) > :to_size_gt)",
    values: { ":to_size_gt": { N: 2 } },
    source: RECORDED,
  },
  {
    filter: "{ a: { eq: 1 }, b: { ge: 2, le: 3 } }",
    expression: "(#a = :a_eq) AND ((#b >= :b_ge) AND (#b <= :b_le))",
    values: { ":a_eq": { N: 1 }, ":b_ge": { N: 2 }, ":b_le": { N: 3 } },
    source: RECORDED,
  },
  {
    filter: "{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { not: { c: { eq: null } } }] }",
    expression: "(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (NOT (#c = :or_1_not_c_eq)))",
    values: { ":or_0_and_0_a_eq": { N: 1 }, ":or_0_and_1_b_eq": { N: 2 }, ":or_1_not_c_eq": { NULL: null } },
    source: RECORDED,
  },
  { filter: "{}", expression: "", values: {}, source: RECORDED },
];

describe("util.transform.toDynamoDBFilterExpression", () => {
  test.each(ROWS)("$filter", ({ filter, expression, values }) => {
    for (const name of ["toDynamoDBFilterExpression", "toDynamoDBConditionExpression"]) {
      const result = JSON.parse(String(valueOf(`util.transform.${name}(${filter})`))) as Record<string, unknown>;
      expect(result).toMatchObject({ expression, expressionValues: values });
    }
  });

  test.each([
    { filter: "null", source: RECORDED },
    { filter: "[]", source: RECORDED },
    { filter: '"text"', source: RECORDED },
    { filter: "{ to: { sounds: 1 } }", source: RECORDED },
    { filter: '{ to: "LHR" }', source: RECORDED },
    { filter: "{ and: { a: { eq: 1 } } }", source: RECORDED },
    { filter: "{ to: { between: [1] } }", source: RECORDED },
    { filter: '{ to: { in: "x" } }', source: RECORDED },
    { filter: '{ to: { attributeExists: "yes" } }', source: RECORDED },
    { filter: '{ to: { attributeType: "S" } }', source: RECORDED },
  ])("$filter gives null", ({ filter }) => {
    expect(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)).toBeNull();
  });

  test(`the names of a filter are in expressionNames (${GUIDE})`, () => {
    expect(buildFilterExpression({ "a.b": { eq: 1 }, c: {} }).expressionNames).toEqual({ "#a.b": "a.b", "#c": "c" });
  });

  const SEED = 4711;
  test(`every placeholder is bound and every value is used (seed ${SEED})`, () => {
    const operators = fc.oneof(
      fc.record({ eq: fc.integer() }),
      fc.record({ between: fc.tuple(fc.integer(), fc.integer()) }),
      fc.record({ in: fc.array(fc.string(), { minLength: 1 }) }),
      fc.record({ ge: fc.integer(), le: fc.integer() }),
      fc.record({ size: fc.record({ gt: fc.nat() }) }),
    );
    const { filter } = fc.letrec<{ filter: object }>((tie) => ({
      filter: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.dictionary(fc.constantFrom("gate", "num", "to"), operators, { minKeys: 1 }),
        fc.record({ and: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ or: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie("filter") }),
      ),
    }));
    fc.assert(
      fc.property(filter, (given) => {
        const { expression, expressionNames, expressionValues } = buildFilterExpression({ ...given });
        expect(new Set(expression.match(/#\w+/g))).toEqual(new Set(Object.keys(expressionNames)));
        const used = expression.match(/:\w+/g) ?? [];
        expect(new Set(used)).toEqual(new Set(Object.keys(expressionValues)));
        expect(used.length).toBe(Object.keys(expressionValues).length);
        expect(expression.split("(").length).toBe(expression.split(")").length);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
