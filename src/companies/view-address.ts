import { isColumnName, isNumberColumn, WIDTH_LIMITS, type ColumnName } from "./columns";
import { filteredColumns, withConditions, type CompaniesFilter, type Conditions } from "./filter";
import { NUMBER_LIMITS, wholeNumber } from "./filter-draft";
import {
  initialView,
  MAXIMUM_FIRST_ROW,
  MAXIMUM_SORT_COLUMNS,
  pageSizes,
  type CompaniesView,
  type SortBy,
} from "./view";

/** A part of an address that makes no sense and was left out, in words for people. */
export interface DamagedParameter {
  readonly parameter: string;
  readonly expected: string;
  readonly actual: string;
}

/** What an address says. */
export interface AddressedView {
  readonly view: CompaniesView;
  readonly damaged: readonly DamagedParameter[];
}

const conditionNames = ["equals", "contains", "in", "from", "to", "missing"] as const;
type ConditionName = (typeof conditionNames)[number];

/**
 * The query string of a view, without `?`; empty for the initial one. People can read it:
 * `company_name.contains=air&status.in=closed&status.in=acquired&age.from=30&sort=status,-age&rows=250`.
 */
export function viewSearch(view: CompaniesView): string {
  const parameters = new URLSearchParams();
  for (const column of filteredColumns(view.filter)) {
    const conditions: Conditions = view.filter[column] ?? {};
    for (const name of conditionNames) {
      const value: unknown = (conditions as Readonly<Partial<Record<ConditionName, unknown>>>)[name];
      if (value === undefined) continue;
      for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
        parameters.append(`${column}.${name}`, String(each));
      }
    }
  }
  if (view.sort.length > 0) {
    parameters.set("sort", view.sort.map((by) => (by.direction === "DESC" ? "-" : "") + by.column).join(","));
  }
  if (view.columns !== undefined) parameters.set("columns", view.columns.join(","));
  const widths = Object.entries(view.widths).map(([column, width]) => `${column}:${String(width)}`);
  if (widths.length > 0) parameters.set("widths", widths.join(","));
  if (view.pageSize !== initialView.pageSize) parameters.set("rows", String(view.pageSize));
  if (view.charts !== undefined) parameters.set("charts", view.charts);
  if (view.firstRow !== undefined) parameters.set("row", String(view.firstRow));
  // Commas and colons may stand as they are in a query (RFC 3986, 3.4), and are easier to read.
  return parameters.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
}

/** Reads a query string, with or without `?`. What makes no sense is left out and named. */
export function parseViewSearch(search: string): AddressedView {
  const parameters = new URLSearchParams(search);
  const damaged: DamagedParameter[] = [];
  let view = initialView;
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    const leaveOut = (expected: string) => {
      const actual = values.map((value) => (value.length > 80 ? `${value.slice(0, 80)}…` : value)).join(", ");
      damaged.push({ parameter: name, expected, actual: actual === "" ? "(empty)" : actual });
    };
    const read = name.includes(".") ? readCondition(view.filter, name, values) : readSetting(name, values);
    if ("expected" in read) leaveOut(read.expected);
    else view = { ...view, ...read };
  }
  return { view, damaged };
}

type Reading = Partial<CompaniesView> | { readonly expected: string };

function readSetting(name: string, values: readonly string[]): Reading {
  const [value = ""] = values;
  if (values.length > 1) return { expected: "one value" };
  switch (name) {
    case "sort":
      return readSort(value);
    case "columns": {
      const columns = value.split(",");
      const good = columns.filter(isColumnName);
      const isWhole = good.length === columns.length && new Set(good).size === good.length;
      return isWhole ? { columns: good } : { expected: "names of columns, each once, with commas between" };
    }
    case "widths":
      return readWidths(value);
    case "rows": {
      const pageSize = pageSizes.find((size) => String(size) === value);
      return pageSize === undefined ? { expected: `one of ${pageSizes.join(", ")}` } : { pageSize };
    }
    case "charts":
      return value === "open" || value === "closed" ? { charts: value } : { expected: "open or closed" };
    case "row": {
      const firstRow = /^\d{1,8}$/.test(value) ? Number(value) : Number.NaN;
      if (firstRow === 1) return { firstRow: undefined };
      return firstRow > 1 && firstRow <= MAXIMUM_FIRST_ROW
        ? { firstRow }
        : { expected: `the number of a row, 1 to ${String(MAXIMUM_FIRST_ROW)}` };
    }
    default:
      return { expected: "no parameter of this name" };
  }
}

function readSort(value: string): Reading {
  const sort = value.split(",").flatMap((part): readonly SortBy[] => {
    const column = part.replace(/^-/, "");
    return isColumnName(column) ? [{ column, direction: part.startsWith("-") ? "DESC" : "ASC" }] : [];
  });
  const isWhole =
    sort.length === value.split(",").length && new Set(sort.map(({ column }) => column)).size === sort.length;
  return isWhole && sort.length <= MAXIMUM_SORT_COLUMNS
    ? { sort }
    : { expected: `up to ${String(MAXIMUM_SORT_COLUMNS)} names of columns, each once, with - in front for downwards` };
}

function readWidths(value: string): Reading {
  const { least, most } = WIDTH_LIMITS;
  const expected = `column:pixels with commas between, ${String(least)} to ${String(most)} pixels`;
  const widths: Partial<Record<ColumnName, number>> = {};
  for (const part of value.split(",")) {
    const [column = "", pixels = "", ...more] = part.split(":");
    const width = /^\d{1,4}$/.test(pixels) ? Number(pixels) : Number.NaN;
    if (!isColumnName(column) || more.length > 0 || !(width >= least && width <= most)) return { expected };
    widths[column] = width;
  }
  return { widths };
}

function readCondition(filter: CompaniesFilter, parameter: string, values: readonly string[]): Reading {
  const [column = "", name = "", ...more] = parameter.split(".");
  const condition = conditionNames.find((each) => each === name);
  if (!isColumnName(column) || condition === undefined || more.length > 0) {
    return { expected: `a column and one of ${conditionNames.join(", ")}` };
  }
  if (condition !== "in" && values.length > 1) return { expected: "one value" };
  const [value = ""] = values;
  const before: Conditions = filter[column] ?? {};
  const withValue = (given: unknown): Reading => ({
    filter: withConditions(filter, column, { ...before, [condition]: given }),
  });
  if (condition === "missing") {
    return value === "true" || value === "false" ? withValue(value === "true") : { expected: "true or false" };
  }
  if (condition === "contains") {
    const isGood = isNumberColumn(column) ? /^-?\d*$/.test(value) && value !== "" : value !== "";
    return isGood ? withValue(value) : { expected: isNumberColumn(column) ? "digits of a number" : "a text" };
  }
  if (!isNumberColumn(column)) return withValue(condition === "in" ? values : value);
  const numbers = values.map(wholeNumber);
  if (!numbers.every((number) => typeof number === "number")) {
    return { expected: `a whole number from ${String(NUMBER_LIMITS.least)} to ${String(NUMBER_LIMITS.most)}` };
  }
  return withValue(condition === "in" ? numbers : numbers[0]);
}
