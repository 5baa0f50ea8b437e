import type { GlueColumnModel, GlueDatabaseModel, LakeGrantModel } from "../synth/backend-model.js";

/** Stands for everybody: Lake Formation then leaves the decision to IAM. */
const everybody = "IAM_ALLOWED_PRINCIPALS";
/** Names that include every permission on a table (https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html). */
const all: ReadonlySet<string> = new Set(["ALL", "SUPER"]);

/** A table as permissions know it: its name and its columns of the moment, partition keys last. */
export interface PermittedTable {
  readonly databaseName: string;
  readonly name: string;
  readonly allColumns: readonly GlueColumnModel[];
}

/** What Lake Formation grants whom: from the synthesized grants and nothing else. Roles are named by ARN. */
export interface LakePermissions {
  /** Columns that a role may SELECT, in the table's order; none: the role reads nothing of it. */
  readable(roleArn: string, table: PermittedTable): readonly GlueColumnModel[];
  /**
   * Columns that the catalog shows a role: those it may read; every column for who reads none but holds another
   * permission on the whole table, as crawlers do. Undefined: it does not see the table.
   */
  visible(roleArn: string, table: PermittedTable): readonly GlueColumnModel[] | undefined;
  /** Whether a role sees a database: a permission on it, or on something in it. */
  seesDatabase(roleArn: string, database: Pick<GlueDatabaseModel, "name">): boolean;
  /** Whether a role may change a table in the catalog. */
  mayAlter(roleArn: string, table: PermittedTable): boolean;
  /** Roles with a grant. */
  readonly grantees: readonly string[];
}

/** @param administratorArn the sandbox's own role: it may do everything, as a data lake administrator who granted it all */
export function createLakePermissions(grants: readonly LakeGrantModel[], administratorArn: string): LakePermissions {
  const isFor = (roleArn: string) => (grant: LakeGrantModel) =>
    grant.principalArn === roleArn || grant.principalArn === everybody;
  const onTable = (roleArn: string, table: PermittedTable): readonly LakeGrantModel[] =>
    grants
      .filter(isFor(roleArn))
      .filter(({ databaseName, tableName }) => databaseName === table.databaseName && tableName === table.name);
  const allows = (grant: LakeGrantModel, permission: string): boolean =>
    grant.permissions.some((name) => name === permission || all.has(name));

  function readable(roleArn: string, table: PermittedTable): readonly GlueColumnModel[] {
    if (roleArn === administratorArn) return table.allColumns;
    const selecting = onTable(roleArn, table).filter((grant) => allows(grant, "SELECT"));
    if (selecting.some(({ columns }) => columns === "all")) return table.allColumns;
    const names = new Set(selecting.flatMap(({ columns }) => columns));
    return table.allColumns.filter(({ name }) => names.has(name));
  }

  return {
    readable,
    visible(roleArn, table) {
      const columns = readable(roleArn, table);
      if (columns.length > 0) return columns;
      return onTable(roleArn, table).some((grant) => grant.columns === "all") ? table.allColumns : undefined;
    },
    seesDatabase: (roleArn, { name }) =>
      roleArn === administratorArn || grants.filter(isFor(roleArn)).some(({ databaseName }) => databaseName === name),
    mayAlter: (roleArn, table) =>
      roleArn === administratorArn || onTable(roleArn, table).some((grant) => allows(grant, "ALTER")),
    grantees: [...new Set(grants.map(({ principalArn }) => principalArn).filter((arn) => arn !== everybody))],
  };
}

/** Lake Formation's refusal (https://docs.aws.amazon.com/lake-formation/latest/dg/troubleshooting.html). */
export function insufficientPermissions(permission: string, name: string): string {
  return `Insufficient Lake Formation permission(s): Required ${permission} on ${name}`;
}
