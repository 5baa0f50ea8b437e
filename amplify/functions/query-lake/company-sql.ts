import { companiesTable, ownersTable } from "../../lake/tables.js";
import { ownerKey, type CompanyColumn, type Visibility } from "../../lake/visibility.js";
import { joined, sql, within, type Sql } from "./sql-fragment.js";

/** Conditions by the name of their column; all of them must hold. */
export type Conditions = ReadonlyMap<string, Sql>;

/** What a SELECT over the companies is made of. */
export interface Selection {
  readonly columns: Sql;
  readonly where: readonly Sql[];
  /** `GROUP BY …` or `ORDER BY …` */
  readonly tail?: string;
  readonly offset?: number;
  readonly limit?: number;
  /** Looks for the owners of these companies alone; all companies where left out. */
  readonly companies?: CompanyRows;
}

/** Companies as they lie in their table, without owners. */
export interface CompanyRows {
  /** Columns of the companies; `ownerKey.company` is among them. */
  readonly columns: readonly CompanyColumn[];
  /** On columns of the companies. */
  readonly where: readonly Sql[];
  /** `ORDER BY …`, by columns of the companies. */
  readonly tail: string;
  readonly limit: number;
}

/** Makes SELECTs over the companies of one database as one group sees them. */
export type CompanySelect = (selection: Selection) => Sql;

/** A name of tables.ts as SQL identifier. @throws Error where it is none: names never come from callers */
function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_-]*$/.test(name)) {
    throw new Error(`${JSON.stringify(name)}: expected a name of lower-case letters, digits, _ and -. Rename it.`);
  }
  return `"${name}"`;
}

/** A column in a SELECT over the companies. */
export function reference({ name, table }: CompanyColumn): string {
  return `${table.name === companiesTable.name ? "c" : "o"}.${identifier(name)}`;
}

/** Columns under their own names. */
export function columnList(columns: readonly CompanyColumn[], expression = reference): Sql {
  return sql(columns.map((column) => `${expression(column)} AS ${identifier(column.name)}`).join(", "));
}

/** Name of an output column, for an ORDER BY outside of the SELECT that made it. */
export function outputName({ name }: CompanyColumn): string {
  return identifier(name);
}

/**
 * SELECTs over companies with their owners, or over companies alone where a key of the join is withheld. Companies
 * without owner stay. The text is read alike by Athena's engine 3 (Trino) and DuckDB; OFFSET stands before LIMIT, as Trino has it.
 */
export function companySelect(database: string, { joinsOwners }: Pick<Visibility, "joinsOwners">): CompanySelect {
  const schema = identifier(database);
  const table = sql(`${schema}.${identifier(companiesTable.name)} AS c`);
  const owners = `${schema}.${identifier(ownersTable.name)} AS o`;
  const sameOwner = `c.${identifier(ownerKey.company)} = o.${identifier(ownerKey.owner)}`;
  const join = joinsOwners ? ` LEFT JOIN ${owners} ON ${sameOwner}` : "";
  return ({ columns, companies, ...rest }) => {
    const few = companies && statement({ ...companies, columns: columnList(companies.columns), from: table });
    const source = few === undefined ? table : within("(", few, ") AS c");
    return statement({ ...rest, columns, from: within("", source, join) });
  };
}

function statement(parts: Omit<Selection, "companies"> & { readonly from: Sql }): Sql {
  const { columns, from, where, tail, offset, limit } = parts;
  const head = [within("SELECT ", columns, ""), within("FROM ", from, "")];
  const condition = where.length === 0 ? [] : [within("WHERE ", joined(where, " AND "), "")];
  const end = [
    tail,
    offset === undefined ? undefined : `OFFSET ${offset}`,
    limit === undefined ? undefined : `LIMIT ${limit}`,
  ].filter((part) => part !== undefined);
  return joined([...head, ...condition, ...end.map((part) => sql(part))], " ");
}
