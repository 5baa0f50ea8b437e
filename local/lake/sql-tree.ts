import { queryError } from "./query-error.js";

/** A table that a query names. */
export interface TableReference {
  /** "" where the query leaves it out. */
  readonly catalog: string;
  readonly schema: string;
  readonly table: string;
  /** Byte of the SQL text. */
  readonly position: number;
}

/** What a query is made of, as far as it matters here. */
export interface SqlTree {
  /** Tables and views; names of common table expressions are none. */
  readonly tables: readonly TableReference[];
  /** Column names as written, dots between their parts, by byte of the SQL text. */
  readonly columns: ReadonlyMap<number, string>;
}

/** Words a byte of a SQL text as `line 1:8`. */
export type PlaceOf = (byte: number) => string;

type Node = Readonly<Record<string, unknown>>;

interface Visit {
  readonly node: unknown;
  /** Names that common table expressions give here, in lower case. */
  readonly names: ReadonlySet<string>;
}

/** Table functions that read nothing. */
const harmlessTableFunctions: ReadonlySet<string> = new Set(["unnest", "range", "generate_series"]);
/** Functions that show or change what belongs to the sandbox, not to the lake. */
const refusedFunctions: ReadonlySet<string> = new Set([
  "current_setting",
  "getvariable",
  "write_log",
  "getenv",
  "current_query",
  "currval",
  "nextval",
]);
/** What may stand in FROM. */
const relations: ReadonlySet<string> = new Set(["JOIN", "SUBQUERY", "EMPTY", "EMPTY_FROM", "EXPRESSION_LIST"]);

/**
 * Walks the tree that DuckDB's parser makes of a SELECT (https://duckdb.org/docs/stable/data/json/sql_to_and_from_json).
 * Without recursion: SQL may be nested deeper than the stack.
 *
 * @param placeOf words a byte of the text that was parsed as `line 1:8`
 * @throws QueryError NOT_SUPPORTED or FUNCTION_NOT_FOUND for what Athena does not have and the sandbox must not run
 */
export function readSqlTree(root: unknown, placeOf: PlaceOf): SqlTree {
  const tables: TableReference[] = [];
  const columns = new Map<number, string>();
  const open: Visit[] = [{ node: root, names: new Set() }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { node, names } = visit;
    if (Array.isArray(node)) {
      for (const member of node) open.push({ node: member as unknown, names });
    } else if (isNode(node)) {
      checkFunction(node, placeOf);
      if (isRelation(node)) tables.push(...tablesOf(node, names, placeOf));
      if (node["class"] === "COLUMN_REF" && Array.isArray(node["column_names"])) {
        columns.set(positionOf(node), node["column_names"].join("."));
      }
      open.push(...childrenOf(node, names));
    }
  }
  tables.sort((one, other) => one.position - other.position);
  return { tables, columns };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

/** Nodes of FROM have a `sample`; so have SELECTs. */
function isRelation(node: Node): boolean {
  return "sample" in node && typeof node["type"] === "string" && !node["type"].endsWith("_NODE");
}

/** A node's own common table expressions are known in all of it, each to those after it. */
function childrenOf(node: Node, names: ReadonlySet<string>): Visit[] {
  const map = node["cte_map"];
  const entries = isNode(map) && Array.isArray(map["map"]) ? (map["map"] as readonly unknown[]) : [];
  const known = new Set(names);
  const visits: Visit[] = [];
  for (const entry of entries) {
    if (!isNode(entry)) continue;
    const name = String(entry["key"]).toLowerCase();
    const inside = isRecursive(entry["value"]) ? new Set([...known, name]) : new Set(known);
    visits.push({ node: entry["value"], names: inside });
    known.add(name);
  }
  for (const [key, child] of Object.entries(node)) {
    if (key !== "cte_map" && isNode(child)) visits.push({ node: child, names: known });
  }
  return visits;
}

function isRecursive(value: unknown): boolean {
  const query = isNode(value) ? value["query"] : undefined;
  const node = isNode(query) ? query["node"] : undefined;
  return isNode(node) && node["type"] === "RECURSIVE_CTE_NODE";
}

function tablesOf(node: Node, names: ReadonlySet<string>, placeOf: PlaceOf): TableReference[] {
  const type = String(node["type"]);
  if (type === "BASE_TABLE") {
    const reference = {
      catalog: textOf(node["catalog_name"]),
      schema: textOf(node["schema_name"]),
      table: textOf(node["table_name"]),
      position: positionOf(node),
    };
    return reference.schema === "" && names.has(reference.table.toLowerCase()) ? [] : [reference];
  }
  if (type === "TABLE_FUNCTION") {
    const name = isNode(node["function"]) ? String(node["function"]["function_name"]).toLowerCase() : "";
    if (harmlessTableFunctions.has(name)) return [];
    const at = placeOf(positionOf(node));
    throw queryError("FUNCTION_NOT_FOUND", `${at}: Table function '${name}' not registered`);
  }
  if (relations.has(type)) return [];
  const at = placeOf(positionOf(node));
  throw queryError("NOT_SUPPORTED", `${at}: Athena has no ${type} in FROM`);
}

function checkFunction(node: Node, placeOf: PlaceOf): void {
  if (node["class"] !== "FUNCTION") return;
  const name = String(node["function_name"]).toLowerCase();
  if (!refusedFunctions.has(name)) return;
  throw queryError("FUNCTION_NOT_FOUND", `${placeOf(positionOf(node))}: Function '${name}' not registered`);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** DuckDB's place of a node; it writes the largest number where it knows none. */
function positionOf(node: Node): number {
  const position = node["query_location"];
  return typeof position === "number" && position < Number.MAX_SAFE_INTEGER ? position : 0;
}
