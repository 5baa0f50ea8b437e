import { describe, expect, test } from "vitest";
import { fidelityTable, resourceTypes } from "./resource-types.js";

describe("the fidelity table", () => {
  test("has one row for each type, what runs first", () => {
    const rows = fidelityTable()
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows).toHaveLength(Object.keys(resourceTypes).length);
    const order = rows.map((row) => row.split("|")[2]?.trim());
    expect(order).toEqual([...order].sort((a, b) => rank(a) - rank(b)));
  });

  test.each(Object.entries(resourceTypes))("%s says in a sentence what it means", (_type, { note }) => {
    expect(note).toMatch(/^[A-Z`].*\.$/);
    expect(note).not.toContain("|");
  });
});

function rank(fidelity: string | undefined): number {
  return ["modelled", "partly", "deploys only"].indexOf(fidelity ?? "");
}
