import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SubscriptionFilterEntry } from "../runtime/evaluation.js";
import { compileFilter, filterOfArguments, passes, type CompiledFilter } from "./filter.js";
import { FilterIndex } from "./filter-index.js";

const seed = 20260718;

const name = fc.constantFrom("a", "b", "c", "in.d", "in.e");
const scalar = fc.oneof(fc.constantFrom("", "x", "xy", "1"), fc.integer({ min: 0, max: 3 }));
const condition: fc.Arbitrary<Pick<SubscriptionFilterEntry, "operator" | "value">> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ operator: fc.constant("eq" as const), value: fc.oneof(scalar, fc.boolean()) }) },
  fc.record({ operator: fc.constantFrom("ne" as const), value: scalar }),
  fc.record({ operator: fc.constantFrom("le" as const, "lt" as const, "ge" as const, "gt" as const), value: scalar }),
  fc.record({ operator: fc.constantFrom("contains" as const, "notContains" as const), value: scalar }),
  fc.record({ operator: fc.constant("beginsWith" as const), value: fc.constantFrom("x", "1") }),
  fc.record({
    operator: fc.constantFrom("in" as const, "notIn" as const, "containsAny" as const),
    value: fc.array(scalar, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ operator: fc.constant("between" as const), value: fc.tuple(scalar, scalar) }),
);
const alternative = fc
  .uniqueArray(fc.record({ fieldName: name, condition }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ fieldName }) => fieldName,
  })
  .map((entries) => ({ filters: entries.map(({ fieldName, condition: rest }) => ({ fieldName, ...rest })) }));
const enhanced = fc
  .array(alternative, { minLength: 1, maxLength: 4 })
  .map((filterGroup) => compileFilter({ filterGroup }));
const byArguments = fc
  .dictionary(fc.constantFrom("a", "b", "c"), fc.oneof(scalar, fc.constant(null)), { maxKeys: 3 })
  .map(filterOfArguments);
const filter: fc.Arbitrary<CompiledFilter> = fc.oneof(enhanced, byArguments);

const field = fc.oneof(scalar, fc.boolean(), fc.constant(null), fc.array(scalar, { maxLength: 3 }));
const publication = fc.record(
  {
    a: field,
    b: field,
    c: field,
    in: fc.oneof(fc.constant(null), fc.record({ d: field, e: field }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);

describe("filter index", () => {
  test(`finds exactly what evaluating every filter finds, each once (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(
        fc.array(filter, { maxLength: 25 }),
        fc.array(publication, { minLength: 1, maxLength: 10 }),
        fc.array(fc.nat(24), { maxLength: 8 }),
        (filters, publications, removed) => {
          const index = new FilterIndex<number>();
          for (const [item, each] of filters.entries()) index.add(item, each);
          for (const item of removed) index.delete(item);
          for (const value of publications) {
            const wanted = filters.flatMap((each, item) =>
              !removed.includes(item) && passes(each, value) ? [item] : [],
            );
            expect(index.find(value).sort((a, b) => a - b)).toEqual(wanted);
          }
        },
      ),
      { seed, numRuns: 1_000 },
    );
  });

  test(`filters of equal key agree on every value (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(filter, filter, publication, (one, other, value) => {
        if (one.key === other.key) expect(passes(one, value)).toBe(passes(other, value));
      }),
      { seed, numRuns: 2_000 },
    );
  });

  test("evaluates only filters whose equalities hold", () => {
    const index = new FilterIndex<number>();
    let evaluated = 0;
    for (let item = 0; item < 1_000; item += 1) {
      const others = [{ path: ["num"], test: () => (evaluated += 1) > 0 }];
      const equalities = [{ path: ["carrier"], value: `C${String(item)}` }];
      index.add(item, { key: String(item), alternatives: [{ equalities, others }] });
    }
    expect(index.find({ carrier: "C7", num: 1 })).toEqual([7]);
    expect(evaluated).toBe(1);
  });

  test("is empty after everything was taken out", () => {
    const index = new FilterIndex<string>();
    index.add("all", filterOfArguments({}));
    index.add("one", filterOfArguments({ carrier: "JK" }));
    index.delete("all");
    index.delete("one");
    index.delete("never");
    expect(index.size).toBe(0);
    expect(index.find({ carrier: "JK" })).toEqual([]);
  });
});
