import { describe, expect, it } from "vitest";
import { selectedFields } from "./selected-fields.js";

const known = ["items", "totalCount", "status", "category"];

/** Which of the known fields count as selected. */
function selected(selection: readonly string[], selectionText?: string): readonly string[] {
  const request = { field: "companies", selection, ...(selectionText === undefined ? {} : { selectionText }) } as const;
  const isSelected = selectedFields(request, known);
  return known.filter((name) => isSelected(name));
}

describe("selectedFields", () => {
  it.each([
    "{ items { age } }",
    "{\n  items {\n    age\n  }\n}",
    "{ items { years: age } }",
    "{ items { ...Fields } }",
    "{ items { ... on Companies { years: age } } __typename }",
    "{ items @include(if: $wanted) { age } }",
    "{ items @include(if: true) { age } totalCount @skip(if: true) }",
    "{ companies(filter: { age: { from: 40 } }) { items { age } } }",
  ])("believes the list of paths for %s", (text) => {
    expect(selected(["items", "items/age", "__typename"], text)).toEqual(["items"]);
  });

  it.each([
    "{ rows: items { age } }",
    "{ items: totalCount }",
    "{ category: status { value } }",
    "{items:totalCount}",
    "{ items { age } n : totalCount }",
    "{ ...Fields }",
    "{ items { age } ... { category: status { value } } }",
    "{ ... on CompanyConnection @include(if: true) { items: totalCount } }",
    '{ items @include(if: ") (") { age } n: totalCount @include(if: ")") }',
    "{ # (\n items: totalCount # )\n }",
    "{ mine: companies { items { age } } }",
    "{ companies { items: totalCount } }",
    "{ items { age }",
    "{ }",
    "",
    undefined,
  ])("takes everything for selected with %s", (text) => {
    expect(selected(["items"], text)).toEqual(known);
  });

  it("takes everything for selected where a path is of no field", () => {
    expect(selected(["rows", "rows/age"], "{ items { age } }")).toEqual(known);
  });
});
