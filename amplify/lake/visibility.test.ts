import { isEnumType, isInputObjectType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { contractSchema } from "../events/contract-schema.js";
import { companiesTable, lakeTables, ownersTable, type LakeTable } from "./tables.js";
import { companyColumns, grantedColumns, isLakeGroup, lakeGroupNames, ownerKey, visibilityOf } from "./visibility.js";

const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

/** A table with other columns marked personal. */
function marked(table: LakeTable, personal: readonly string[]): LakeTable {
  const mark = (columns: LakeTable["columns"]) =>
    columns.map((column) => ({ ...column, personal: personal.includes(column.name) }));
  return { ...table, columns: mark(table.columns), partitionKeys: mark(table.partitionKeys) };
}

describe("visibilityOf", () => {
  it("shows a developer every column, and nothing is withheld", () => {
    const { visible, withheld, joinsOwners } = visibilityOf("developer");
    expect(names(visible)).toEqual(names(companyColumns));
    expect(withheld).toEqual([]);
    expect(joinsOwners).toBe(true);
  });

  it.each([
    { personal: ["first_name", "last_name", "address"] },
    { personal: ["category_code", "continent", "gender"] },
    { personal: [] },
  ])("withholds what is personal from an analyst, with the reason: $personal", ({ personal }) => {
    const tables = { companies: marked(companiesTable, personal), owners: marked(ownersTable, personal) };
    const { visible, withheld, joinsOwners } = visibilityOf("businessAnalyst", tables);
    expect(names(visible)).toEqual(names(companyColumns).filter((name) => !personal.includes(name)));
    expect(withheld.map(({ name, reason }) => [name, reason]).sort()).toEqual(
      personal.map((name) => [name, "Personal data, not granted to businessAnalyst"]).sort(),
    );
    expect(joinsOwners).toBe(true);
  });

  it.each([ownerKey.company, ownerKey.owner])("withholds all of the owners where %s is personal", (key) => {
    const tables = { companies: marked(companiesTable, [key]), owners: marked(ownersTable, [key]) };
    const { visible, withheld, joinsOwners } = visibilityOf("businessAnalyst", tables);
    expect(joinsOwners).toBe(false);
    expect(visible.filter(({ table }) => table === tables.owners)).toEqual([]);
    expect(withheld.find(({ name }) => name === "age")?.reason).toBe(
      "Owners cannot be found: their key is not granted to businessAnalyst",
    );
    expect(visibilityOf("developer", tables).withheld).toEqual([]);
  });

  it("agrees with the grants, column by column", () => {
    for (const group of ["developer", "businessAnalyst"] as const) {
      const granted = lakeTables.flatMap((table) => names(grantedColumns(group, table)));
      expect(names(visibilityOf(group).visible).filter((name) => !granted.includes(name))).toEqual([]);
    }
  });
});

describe("isLakeGroup", () => {
  it.each([
    ...lakeGroupNames.map((group) => ({ group, expected: true })),
    ...["operations", "", "Developer", "developer ", "__proto__", "constructor", "toString"].map((group) => ({
      group,
      expected: false,
    })),
  ])("says $expected of '$group'", ({ group, expected }) => {
    expect(isLakeGroup(group)).toBe(expected);
  });
});

describe("the schema", () => {
  const schema = contractSchema();

  it("names the columns of the tables, in the type, the enum and the filter", () => {
    const expected = names(companyColumns).toSorted();
    const [type, column, filter] = ["Companies", "CompanyColumn", "CompanyFilter"].map((name) => schema.getType(name));
    expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual(expected);
    expect(isEnumType(column) && names(column.getValues()).sort()).toEqual(expected);
    expect(isInputObjectType(filter) && Object.keys(filter.getFields()).sort()).toEqual(expected);
  });

  it("gives each column its type", () => {
    const [type, filter] = [schema.getType("Companies"), schema.getType("CompanyFilter")];
    for (const { name, type: hiveType } of companyColumns) {
      const isNumber = hiveType === "bigint";
      expect(isObjectType(type) && String(type.getFields()[name]?.type)).toBe(isNumber ? "Float" : "String");
      const expected = isNumber ? "CompanyNumberFilter" : "CompanyTextFilter";
      expect(isInputObjectType(filter) && String(filter.getFields()[name]?.type)).toBe(expected);
    }
  });
});
