import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "./evaluate-expression.js";
import { testExpressions } from "./expression-table.js";
import { toSubscriptionFilter } from "./subscription-filter.js";

const GUIDE = "https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html";
const RECORDED =
  "by the rules recorded on AWS in https://github.com/localstack/appsync-utils __tests__/__snapshots__/transform-subscription.test.js.snap";
const OURS = "a wrong input must fail loudly";

const entry = (fieldName: string, operator: string, value: unknown) => ({ fieldName, operator, value });
const groups = (...filters: object[][]) => ({ filterGroup: filters.map((entries) => ({ filters: entries })) });
const call = (...args: string[]) => `util.transform.toSubscriptionFilter(${args.join(", ")})`;

describe("util.transform.toSubscriptionFilter", () => {
  testExpressions([
    {
      expression: call('{ terminal: { eq: "5" } }'),
      expected: groups([entry("terminal", "eq", "5")]),
      source: RECORDED,
    },
    {
      expression: call('{ terminal: { eq: "5" }, carrier: { in: ["JK", "BA"] } }'),
      expected: groups([entry("terminal", "eq", "5"), entry("carrier", "in", ["JK", "BA"])]),
      source: GUIDE,
    },
    {
      expression: call("{ num: { ge: 100, eq: 7 } }"),
      expected: groups([entry("num", "ge", 100)], [entry("num", "eq", 7)]),
      source: RECORDED,
    },
    {
      expression: call(
        "{ z: { eq: 0 }, and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 }, d: { eq: 4 } }] }] }",
      ),
      expected: groups(
        [entry("z", "eq", 0), entry("a", "eq", 1), entry("b", "eq", 2)],
        [entry("z", "eq", 0), entry("a", "eq", 1), entry("c", "eq", 3), entry("d", "eq", 4)],
      ),
      source: RECORDED,
    },
    {
      expression: call("{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }", '["b"]'),
      expected: groups([entry("a", "eq", 1)]),
      source: RECORDED,
    },
    {
      expression: call("{ a: { eq: 1 } }", "[]", '{ r1: { ge: 250 }, r2: { eq: "p" } }'),
      expected: groups([entry("a", "eq", 1), entry("r1", "ge", 250)], [entry("a", "eq", 1), entry("r2", "eq", "p")]),
      source: RECORDED,
    },
    { expression: call("{}", "[]", "{ r: { eq: 1 } }"), expected: groups([entry("r", "eq", 1)]), source: RECORDED },
    { expression: call("{}"), expected: groups(), source: RECORDED },
    { expression: call("{ a: {} }"), expected: groups(), source: RECORDED },
    { expression: call("{ and: [] }"), expected: groups(), source: RECORDED },
    {
      expression: call("{ not: { a: { eq: 1 } } }"),
      expected: groups([entry("not", "a", { eq: 1 })]),
      source: RECORDED,
    },
    { expression: call("{ a: { bogus: 1 } }"), expected: groups([entry("a", "bogus", 1)]), source: RECORDED },
    { expression: call("null"), expected: null, source: RECORDED },
    { expression: call("[]"), expected: null, source: RECORDED },
    { expression: call('\'{"a":{"eq":1}}\''), expected: null, source: RECORDED },
  ]);

  const SEED = 1984;
  test(`selects what the filter says, entry by entry (seed ${SEED})`, () => {
    const operation = fc.oneof(
      fc.record({ eq: fc.nat(3) }),
      fc.record({ ne: fc.nat(3) }),
      fc.record({ gt: fc.nat(3) }),
      fc.record({ gt: fc.nat(3), eq: fc.nat(3) }),
    );
    const fields = fc.dictionary(fc.constantFrom("a", "b", "c"), operation, { minKeys: 1, noNullPrototype: true });
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fields as fc.Arbitrary<Filter>,
        fc.record({ and: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Filter>,
        fc.record({ or: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Filter>,
      ),
    }));
    const item = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3) });
    fc.assert(
      fc.property(filter, fields as fc.Arbitrary<Filter>, fc.array(item, { minLength: 5 }), (given, rules, items) => {
        const plain = toSubscriptionFilter(given)?.filterGroup ?? [];
        const ruled = toSubscriptionFilter(given, [], rules)?.filterGroup ?? [];
        for (const candidate of items) {
          expect(plain.some(({ filters }) => filters.every((one) => holds(one, candidate)))).toBe(
            says(given, candidate),
          );
          // At least one of the rules must hold as well.
          const anyRule = Object.entries(rules).some(([field, operators]) => says({ [field]: operators }, candidate));
          expect(ruled.some(({ filters }) => filters.every((one) => holds(one, candidate)))).toBe(
            says(given, candidate) && anyRule,
          );
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

type Filter = Record<string, unknown>;
type Item = Readonly<Record<string, number>>;

/** The meaning of a filter, told straight from the documentation without making groups. */
function says(filter: Filter, item: Item): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === "and") return (value as Filter[]).every((member) => says(member, item));
    if (key === "or") return (value as Filter[]).some((member) => says(member, item));
    return Object.entries(value as Filter).some(([operator, operand]) =>
      holds({ fieldName: key, operator, value: operand }, item),
    );
  });
}

function holds(
  { fieldName, operator, value }: { fieldName: string; operator: string; value: unknown },
  item: Item,
): boolean {
  const actual = item[fieldName] ?? 0;
  return operator === "eq" ? actual === value : operator === "ne" ? actual !== value : actual > Number(value);
}

describe("extensions", () => {
  const evaluate = (statement: string) => evaluateExpression(`(${statement}, null)`);

  test(`setSubscriptionFilter and setSubscriptionInvalidationFilter are reported (${GUIDE})`, () => {
    const filter = groups([entry("terminal", "eq", "5")]);
    const both = evaluate(
      `extensions.setSubscriptionFilter(${call('{ terminal: { eq: "5" } }')}), extensions.setSubscriptionInvalidationFilter(${JSON.stringify(filter)})`,
    );
    expect(both.subscriptionFilter).toEqual(filter);
    expect(both.subscriptionInvalidationFilter).toEqual(filter);
  });

  test("invalidateSubscriptions is reported (https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html)", () => {
    const { invalidations } = evaluate(
      'extensions.invalidateSubscriptions({ subscriptionField: "onFlightStatusUpdate", payload: { carrier: "JK" } })',
    );
    expect(invalidations).toEqual([{ subscriptionField: "onFlightStatusUpdate", payload: { carrier: "JK" } }]);
  });

  test("evictFromApiCache is accepted: there is no cache", () => {
    expect(
      evaluate('extensions.evictFromApiCache("Query", "listFlights", { "ctx.args.date": "d" })').outcome.type,
    ).toBe("value");
  });

  testExpressions([
    { expression: "extensions.setSubscriptionFilter(null)", error: "expected {filterGroup:", source: OURS },
    {
      expression:
        'extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: "a", operator: "lte", value: 1 }] }] })',
      error: "filterGroup[0].filters[0].operator: expected one of eq, ne, le",
      source: GUIDE,
    },
    {
      expression:
        'extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: "a", operator: "between", value: [1] }] }] })',
      error: "between takes two bounds",
      source: GUIDE,
    },
    {
      expression:
        'extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: "", operator: "eq", value: 1 }] }] })',
      error: "fieldName: expected a field's name",
      source: OURS,
    },
    {
      expression: "extensions.invalidateSubscriptions({})",
      error: "expected {subscriptionField, payload}",
      source: OURS,
    },
    { expression: "extensions.evictFromApiCache()", error: "expected a type name", source: OURS },
    { expression: "extensions.flush()", error: "extensions.flush is not implemented", source: OURS },
  ]);
});
