import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listKeys } from "./key-listing.js";
import { compareUtf8, SortedKeys } from "./sorted-keys.js";

// Few letters, so that keys share prefixes; the last two have another order in UTF-16 than in UTF-8.
const key = fc.string({ unit: fc.constantFrom("a", "b", "/", "é", "\uffee", "😀"), minLength: 1, maxLength: 6 });
const seed = 20260201;

describe("keys in the order of their bytes", () => {
  test("compares as the bytes of UTF-8", () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(Math.sign(compareUtf8(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
      { seed },
    );
  });

  test("stays in order, whatever is added and deleted", () => {
    const change = fc.record({ key, isAdded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(key), fc.array(change, { maxLength: 40 }), (first, changes) => {
        const oracle = new Set(first);
        const keys = new SortedKeys(oracle);
        for (const { key: changed, isAdded } of changes) {
          if (isAdded) {
            oracle.add(changed);
            keys.add(changed);
          } else {
            oracle.delete(changed);
            keys.delete(changed);
          }
        }
        expect(keys.withPrefix("")).toEqual([...oracle].sort(compareUtf8));
        expect(keys.withPrefix("a/")).toEqual([...oracle].filter((one) => one.startsWith("a/")).sort(compareUtf8));
      }),
      { seed },
    );
  });
});

describe("listing", () => {
  /** All keys and rolled-up prefixes, the slow way. */
  function everything(keys: readonly string[], prefix: string, delimiter: string): string[] {
    const entries = new Set<string>();
    for (const one of keys) {
      if (!one.startsWith(prefix)) continue;
      const at = delimiter === "" ? -1 : one.indexOf(delimiter, prefix.length);
      entries.add(at < 0 ? one : one.slice(0, at + delimiter.length));
    }
    return [...entries].sort(compareUtf8);
  }

  test("page by page it gives everything once, in order", () => {
    const request = fc.record({
      keys: fc.array(key, { maxLength: 30 }),
      prefix: fc.constantFrom("", "a", "a/", "/", "😀"),
      delimiter: fc.constantFrom("", "/", "b/"),
      limit: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(request, ({ keys, prefix, delimiter, limit }) => {
        const sorted = new SortedKeys(new Set(keys));
        const seen: string[] = [];
        for (let after: string | undefined = ""; after !== undefined;) {
          const page = listKeys(sorted, { prefix, delimiter, after, limit });
          const entries = [...page.keys, ...page.commonPrefixes].sort(compareUtf8);
          expect(entries.length).toBeLessThanOrEqual(limit);
          if (page.next !== undefined) expect(entries.at(-1)).toBe(page.next);
          seen.push(...entries);
          after = page.next;
        }
        expect(seen).toEqual(everything(keys, prefix, delimiter));
      }),
      { seed, numRuns: 500 },
    );
  });

  test("starts behind a key that need not exist", () => {
    const keys = new SortedKeys(["a", "b", "c/1", "c/2"]);
    const list = (after: string, delimiter = "") => listKeys(keys, { prefix: "", delimiter, after, limit: 10 });
    expect(list("aa").keys).toEqual(["b", "c/1", "c/2"]);
    expect(list("c/1").keys).toEqual(["c/2"]);
    expect(list("c/1", "/")).toEqual({ keys: [], commonPrefixes: ["c/"], next: undefined });
    expect(list("c/", "/")).toEqual({ keys: [], commonPrefixes: [], next: undefined });
    expect(list("z").keys).toEqual([]);
  });

  test("rolls up a hundred thousand keys below two folders without looking at each", () => {
    const keys = new SortedKeys(Array.from({ length: 100_000 }, (_, index) => `part/${index % 2}/${index}`));
    let looks = 0;
    const at = keys.at.bind(keys);
    keys.at = (index) => {
      looks += 1;
      return at(index);
    };
    const listing = listKeys(keys, { prefix: "part/", delimiter: "/", after: "", limit: 1000 });
    expect(listing.commonPrefixes).toEqual(["part/0/", "part/1/"]);
    expect(looks).toBeLessThan(10);
  });
});
