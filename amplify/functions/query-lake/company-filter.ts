import { companyColumns, type CompanyColumn } from "../../lake/visibility.js";
import { recordOf, textOf, wholeNumberOf } from "./argument-value.js";
import { reference, type Conditions } from "./company-sql.js";
import { badRequest } from "./lake-failure.js";
import { joined, numberValue, sql, textValue, within, type Sql } from "./sql-fragment.js";

/** Most values of an `in`. */
const mostValues = 100;

/** What a filter may ask of a column: the fields of the schema's two inputs. */
const questions = ["equals", "contains", "in", "from", "to", "missing"] as const;

/** One value of a condition, checked. */
function valueOf(field: string, column: CompanyColumn, value: unknown): Sql {
  return column.type === "bigint" ? numberValue(wholeNumberOf(field, value)) : textValue(textOf(field, value));
}

function anyOf(field: string, column: CompanyColumn, values: unknown): Sql {
  if (!Array.isArray(values) || values.length > mostValues) {
    const came: unknown = Array.isArray(values) ? `${values.length} values` : values;
    throw badRequest(field, `a list of up to ${mostValues} values`, came, "Shorten the list or use from and to.");
  }
  // A list without values holds nothing.
  if (values.length === 0) return sql("1 = 0");
  const list = values.map((value: unknown, index) => valueOf(`${field}[${index}]`, column, value));
  return within(`${reference(column)} IN (`, joined(list, ", "), ")");
}

function contained(field: string, column: CompanyColumn, value: unknown): Sql {
  const text = textOf(field, value);
  // Every text contains the empty one; how engines look for it differs.
  if (text === "") return sql(`${reference(column)} IS NOT NULL`);
  const looked = column.type === "bigint" ? `CAST(${reference(column)} AS varchar)` : `lower(${reference(column)})`;
  return within(`strpos(${looked}, lower(`, textValue(text), ")) > 0");
}

function isMissing(field: string, column: CompanyColumn, value: unknown): Sql {
  if (typeof value !== "boolean") throw badRequest(field, "true or false", value, "Correct it or leave it out.");
  return sql(`${reference(column)} IS ${value ? "" : "NOT "}NULL`);
}

type Question = (typeof questions)[number];

const conditionMakers: Readonly<Record<Question, (field: string, column: CompanyColumn, value: unknown) => Sql>> = {
  equals: (field, column, value) => within(`${reference(column)} = `, valueOf(field, column, value), ""),
  contains: contained,
  in: anyOf,
  from: (field, column, value) => within(`${reference(column)} >= `, valueOf(field, column, value), ""),
  to: (field, column, value) => within(`${reference(column)} <= `, valueOf(field, column, value), ""),
  missing: isMissing,
};

/** The conditions on one column; null and absent ones do not count. */
function columnConditions(field: string, column: CompanyColumn, filter: unknown): readonly Sql[] {
  const given = recordOf(field, filter, questions);
  return questions.flatMap((question) => {
    const value = given.get(question);
    return value === undefined || value === null
      ? []
      : [conditionMakers[question](`${field}.${question}`, column, value)];
  });
}

/**
 * Checks a filter and turns it into conditions, in the order of the columns whatever the filter's own. Every value
 * becomes a parameter. null, {} and fields with null ask nothing.
 * @throws LakeFailure BadRequest that names the field. Withheld columns are refused before: see `refuseWithheld`.
 */
export function conditionsOf(filter: unknown): Conditions {
  const conditions = new Map<string, Sql>();
  if (filter === undefined || filter === null) return conditions;
  const given = recordOf(
    "filter",
    filter,
    companyColumns.map(({ name }) => name),
  );
  for (const column of companyColumns) {
    const columnFilter = given.get(column.name);
    if (columnFilter === undefined || columnFilter === null) continue;
    const asked = columnConditions(`filter.${column.name}`, column, columnFilter);
    if (asked.length > 0) conditions.set(column.name, joined(asked, " AND "));
  }
  return conditions;
}
