import { describe, expect, it } from "vitest";
import { companyColumns } from "../../lake/visibility.js";
import { companyItem } from "./company-item.js";

const order = companyColumns.map((column) => ({ column, direction: "ASC" as const }));

describe("a number of a row", () => {
  it.each([
    { digits: null, expected: null },
    { digits: "0", expected: 0 },
    { digits: "-2147483649", expected: -2_147_483_649 },
    { digits: "2147483648", expected: 2_147_483_648 },
    { digits: "9007199254740991", expected: 9_007_199_254_740_991 },
    { digits: "-9007199254740991", expected: -9_007_199_254_740_991 },
    // A JSON number of these digits may have been another one: 2^53 and 2^53 + 1 are written alike.
    { digits: "9007199254740992", expected: null },
    { digits: "9007199254740993", expected: null },
    { digits: "-9223372036854775808", expected: null },
  ])("$digits is $expected to a reader of JSON", ({ digits, expected }) => {
    const row = order.map(({ column }) => (column.type === "bigint" ? digits : "text"));
    expect(companyItem(order, row)).toEqual(
      Object.fromEntries(companyColumns.map(({ name, type }) => [name, type === "bigint" ? expected : "text"])),
    );
  });
});
