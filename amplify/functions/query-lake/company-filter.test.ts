import { describe, expect, it } from "vitest";
import { conditionsOf } from "./company-filter.js";

describe("conditionsOf", () => {
  it.each([
    { filter: null, expected: {} },
    { filter: {}, expected: {} },
    { filter: { status: null, age: {} }, expected: {} },
    { filter: { status: { equals: null, in: null } }, expected: {} },
    { filter: { status: { equals: "" } }, expected: { status: ['c."status" = ?', "''"] } },
    { filter: { status: { contains: "a" } }, expected: { status: ['strpos(lower(c."status"), lower(?)) > 0', "'a'"] } },
    { filter: { status: { contains: "" } }, expected: { status: ['c."status" IS NOT NULL'] } },
    { filter: { status: { in: [] } }, expected: { status: ["1 = 0"] } },
    {
      filter: { age: { contains: "3" } },
      expected: { age: ['strpos(CAST(o."age" AS varchar), lower(?)) > 0', "'3'"] },
    },
    { filter: { age: { in: [1, -2] } }, expected: { age: ['o."age" IN (?, ?)', "1", "-2"] } },
    { filter: { age: { to: 5, from: 0 } }, expected: { age: ['o."age" >= ? AND o."age" <= ?', "0", "5"] } },
    { filter: { gender: { missing: false } }, expected: { gender: ['o."gender" IS NOT NULL'] } },
    { filter: { gender: { missing: true } }, expected: { gender: ['o."gender" IS NULL'] } },
    {
      filter: { status: { equals: "b" }, index: { in: [2_147_483_648, -9_007_199_254_740_991] } },
      expected: {
        index: ['c."index" IN (?, ?)', "2147483648", "-9007199254740991"],
        status: ['c."status" = ?', "'b'"],
      },
    },
  ])("makes $expected of $filter", ({ filter, expected }) => {
    const conditions = [...conditionsOf(filter)].map(([name, { text, parameters }]) => [name, [text, ...parameters]]);
    expect(conditions).toEqual(Object.entries(expected));
  });

  it.each([
    { filter: "x", message: 'filter: expected an object, got "x". It may have index, company_id' },
    { filter: { people_id: { equals: 1 } }, message: 'got "people_id". Leave it out or correct its name.' },
    {
      filter: { age: 3 },
      message: "filter.age: expected an object, got 3. It may have equals, contains, in, from, to, missing.",
    },
    { filter: { age: { contains: 3 } }, message: "filter.age.contains: expected a text, got 3" },
    { filter: { age: { like: "3" } }, message: "filter.age: expected no fields but equals, contains, in, from, to" },
    { filter: { age: { equals: 2 ** 53 } }, message: "filter.age.equals: expected a whole number from" },
    { filter: { age: { from: -(2 ** 53) } }, message: "a whole number from -9007199254740991 to 9007199254740991" },
    { filter: { age: { in: [1, 2.5] } }, message: "filter.age.in[1]: expected a whole number" },
    {
      filter: { status: { in: Array.from({ length: 101 }, String) } },
      message: 'filter.status.in: expected a list of up to 100 values, got "101 values". Shorten the list',
    },
    { filter: { status: { in: [null] } }, message: "filter.status.in[0]: expected a text, got null" },
    {
      filter: { status: { equals: "é".repeat(257) } },
      message: 'filter.status.equals: expected up to 256 characters, got "257 characters". Shorten the text.',
    },
    { filter: { status: { equals: "a\0" } }, message: 'expected a text without control characters, got "a\\u0000"' },
    { filter: { status: { from: "\ud83d" } }, message: "filter.status.from: expected a text without control" },
    { filter: { status: { missing: "true" } }, message: 'filter.status.missing: expected true or false, got "true"' },
  ])("refuses $filter", ({ filter, message }) => {
    expect(() => conditionsOf(filter)).toThrow(message);
  });

  it("takes 256 characters, also those of two UTF-16 units and line breaks", () => {
    for (const text of ["😀".repeat(256), "'".repeat(256), "a\r\n\tb"]) {
      expect(conditionsOf({ status: { equals: text } }).get("status")?.text).toMatch(
        /^c."status" = (\?|\(\? \|\| \?\))$/,
      );
    }
  });
});
