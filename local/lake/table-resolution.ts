import type { Catalog } from "./catalog.js";
import { insufficientPermissions } from "./lake-permissions.js";
import { queryError } from "./query-error.js";
import type { RolePlan, TablePlan } from "./role-plan.js";
import type { PlaceOf, TableReference } from "./sql-tree.js";

/** Athena's name of the Glue catalog. */
export const glueCatalogName = "awsdatacatalog";
/** What Athena takes where a request names no database. */
const defaultDatabase = "default";
/** Views of information_schema that Athena has, too; they show the role's own tables. */
const informationSchema: ReadonlySet<string> = new Set(["columns", "tables", "schemata"]);

/** Where unqualified names point to: `QueryExecutionContext`. */
export interface QueryContext {
  readonly catalog: string | undefined;
  readonly database: string | undefined;
}

/**
 * Finds the tables that a query names in the plan of its role.
 *
 * @returns each table once
 * @throws QueryError CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, or
 * INSUFFICIENT_LAKE_FORMATION_PERMISSIONS for a table of the lake that the role may not read
 */
export function resolveTables(
  references: readonly TableReference[],
  context: QueryContext,
  source: { readonly catalog: Catalog; readonly plan: RolePlan; readonly placeOf: PlaceOf },
): readonly TablePlan[] {
  const found = new Set<TablePlan>();
  for (const reference of references) {
    const table = resolve(reference, context, source);
    if (table !== undefined) found.add(table);
  }
  return [...found];
}

function resolve(
  reference: TableReference,
  context: QueryContext,
  { catalog, plan, placeOf }: { readonly catalog: Catalog; readonly plan: RolePlan; readonly placeOf: PlaceOf },
): TablePlan | undefined {
  const at = placeOf(reference.position);
  const catalogName = (reference.catalog || context.catalog || glueCatalogName).toLowerCase();
  const schema = (reference.schema || context.database || defaultDatabase).toLowerCase();
  const name = reference.table.toLowerCase();
  if (catalogName !== glueCatalogName) {
    throw queryError("CATALOG_NOT_FOUND", `${at}: Catalog '${catalogName}' does not exist`);
  }
  if (schema === "information_schema" && informationSchema.has(name)) return undefined;
  if (!catalog.databases.some((database) => database.name === schema)) {
    throw queryError("SCHEMA_NOT_FOUND", `${at}: Schema '${schema}' does not exist`);
  }
  const known = catalog.find(schema, name);
  if (known === undefined) {
    throw queryError("TABLE_NOT_FOUND", `${at}: Table '${catalogName}.${schema}.${name}' does not exist`);
  }
  const readable = plan.tables.find(({ table }) => table.databaseName === schema && table.name === name);
  if (readable !== undefined) return readable;
  throw queryError("INSUFFICIENT_LAKE_FORMATION_PERMISSIONS", insufficientPermissions("Select", name));
}
