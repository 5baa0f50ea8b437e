import type { GlueDatabaseModel, GlueTableModel, LakeGrantModel, RoleModel } from "./backend-model.js";
import { PropertyReader, type PropertySupport } from "./property-reader.js";
import { defaultPermissionAdvice } from "./read-glue.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import { SynthError } from "./synth-error.js";

/** What grants may point at. */
export interface GrantSurroundings {
  readonly databases: readonly GlueDatabaseModel[];
  readonly tables: readonly GlueTableModel[];
  readonly roles: readonly RoleModel[];
}

/**
 * S3 ARNs registered with Lake Formation.
 * @throws SynthError for locations where IAM would go on deciding beside Lake Formation
 */
export function readRegisteredLocations(ofType: ResourcesByType): readonly string[] {
  return ofType("AWS::LakeFormation::Resource").map((resource) => {
    const location = PropertyReader.of(resource, {
      runs: ["ResourceArn", "HybridAccessEnabled"],
      noLocalEffect: ["RoleArn", "UseServiceLinkedRole", "ExpectedResourceOwnerAccount"],
      refused: { WithFederation: "Its data lies in S3.", WithPrivilegedAccess: "Grant what is to be read." },
    });
    if (location.optionalBoolean("HybridAccessEnabled") === true) {
      throw location.refuse("HybridAccessEnabled", "IAM would let roles read what no grant gives them: leave it out.");
    }
    const arn = location.text("ResourceArn");
    return arn.startsWith("arn:aws:s3:::")
      ? arn
      : location.fail("ResourceArn", "the ARN of a bucket or of a prefix in one");
  });
}

/**
 * Holds that grants alone decide who reads the tables: Lake Formation's settings are part of the definition, give nothing
 * to IAM_ALLOWED_PRINCIPALS (which an account does until they say otherwise,
 * https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html), and every table lies in a registered location.
 * @throws SynthError otherwise
 */
export function checkGrantsDecide(
  ofType: ResourcesByType,
  tables: readonly GlueTableModel[],
  registeredLocations: readonly string[],
): void {
  const settings = ofType("AWS::LakeFormation::DataLakeSettings");
  for (const resource of settings) {
    const reader = PropertyReader.of(resource, {
      runs: ["CreateDatabaseDefaultPermissions", "CreateTableDefaultPermissions"],
      // Administrators grant; they read no more than they are granted.
      noLocalEffect: ["Admins", "MutationType", "Parameters", "TrustedResourceOwners"],
      refused: Object.fromEntries(
        [
          "AllowExternalDataFiltering",
          "AllowFullTableExternalDataAccess",
          "AuthorizedSessionTagValueList",
          "ExternalDataFilteringAllowList",
        ].map((name) => [name, "Only Athena reads the sandbox's lake: leave it out."]),
      ),
    });
    // Absent means empty: access through Lake Formation.
    for (const name of ["CreateDatabaseDefaultPermissions", "CreateTableDefaultPermissions"]) {
      if (reader.list(name).length > 0) throw reader.refuse(name, defaultPermissionAdvice);
    }
  }
  const [table] = tables;
  if (table === undefined) return;
  if (settings.length === 0) {
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `${table.path} is a table, but the definition has no AWS::LakeFormation::DataLakeSettings. Without it the account's own ` +
        "settings hold, which let every role read every column (IAM_ALLOWED_PRINCIPALS) until somebody changes them. Add it, " +
        "with empty CreateDatabaseDefaultPermissions and CreateTableDefaultPermissions.",
    );
  }
  for (const { path, location } of tables) {
    const arn = location.replace(/^s3:\/\//, "arn:aws:s3:::");
    if (registeredLocations.some((registered) => arn.startsWith(`${registered.replace(/\/$/, "")}/`))) continue;
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `The location of ${path}, ${location}, is not registered with Lake Formation, so that not its grants but IAM would ` +
        "decide who reads it. Register the bucket or the prefix with AWS::LakeFormation::Resource.",
    );
  }
}

const tagAdvice = "It knows grants on tables and columns: name these.";
const resourceSupport: PropertySupport = {
  runs: ["Catalog", "Database", "DataLocation", "Table", "TableWithColumns"],
  noLocalEffect: [],
  refused: {
    DataCellsFilter: "It knows grants on whole columns, not on rows.",
    LFTag: tagAdvice,
    LFTagPolicy: tagAdvice,
  },
};

/**
 * Grants on databases, tables and columns. A grant on all tables of a database becomes one for each; grants on locations
 * and on the catalog concern those who make tables, and make none here.
 * @throws SynthError for grants to anything but roles of the definition, and for columns that are granted by exclusion
 */
export function readGrants(ofType: ResourcesByType, surroundings: GrantSurroundings): readonly LakeGrantModel[] {
  return ofType("AWS::LakeFormation::PrincipalPermissions").flatMap((resource): readonly LakeGrantModel[] => {
    const permissions = PropertyReader.of(resource, {
      runs: ["Principal", "Resource", "Permissions"],
      // Nobody hands grants on here.
      noLocalEffect: ["Catalog", "PermissionsWithGrantOption"],
    });
    const grant = {
      path: resource.path,
      logicalId: resource.logicalId,
      principalArn: readPrincipal(permissions, surroundings.roles),
      permissions: permissions.texts("Permissions"),
    };
    const on = (permissions.object("Resource") ?? permissions.fail("Resource", "an object")).only(resourceSupport);
    if (Object.keys(on.values).length !== 1) permissions.fail("Resource", "exactly one kind of resource");
    const [database, table, columns] = [on.object("Database"), on.object("Table"), on.object("TableWithColumns")];
    if (database !== undefined) {
      const databaseName = databaseOf(database, "Name", surroundings);
      return [{ ...grant, databaseName, tableName: undefined, columns: "all" }];
    }
    if (table !== undefined) {
      return tablesOf(table, surroundings).map(({ databaseName, name }) => ({
        ...grant,
        databaseName,
        tableName: name,
        columns: "all",
      }));
    }
    if (columns === undefined) return [];
    const granted = tableOf(columns, surroundings);
    if (grant.permissions.some((permission) => permission !== "SELECT")) {
      permissions.fail("Permissions", "SELECT, the one permission on columns; grant DESCRIBE and others on the Table");
    }
    return [
      { ...grant, databaseName: granted.databaseName, tableName: granted.name, columns: readColumns(columns, granted) },
    ];
  });
}

function readPrincipal(permissions: PropertyReader, roles: readonly RoleModel[]): string {
  const principal = permissions.object("Principal") ?? permissions.fail("Principal", "an object");
  const arn = principal.text("DataLakePrincipalIdentifier");
  if (arn === "IAM_ALLOWED_PRINCIPALS") {
    throw principal.refuse(
      `DataLakePrincipalIdentifier ${arn}`,
      "It would let every role read every column, grants or not: grant to the roles that may read.",
    );
  }
  if (!roles.some((role) => role.arn === arn)) {
    principal.fail("DataLakePrincipalIdentifier", "the ARN of a role of this definition");
  }
  return arn;
}

function databaseOf(reader: PropertyReader, property: string, { databases }: GrantSurroundings): string {
  const name = reader.text(property);
  return databases.some((database) => database.name === name)
    ? name
    : reader.fail(property, "a database of this definition");
}

function tablesOf(reader: PropertyReader, surroundings: GrantSurroundings): readonly GlueTableModel[] {
  reader.only({ runs: ["DatabaseName", "Name", "TableWildcard"], noLocalEffect: ["CatalogId"] });
  if (!reader.has("TableWildcard")) return [tableOf(reader, surroundings)];
  if (reader.has("Name")) reader.fail("Name", "either Name or TableWildcard");
  const databaseName = databaseOf(reader, "DatabaseName", surroundings);
  return surroundings.tables.filter((table) => table.databaseName === databaseName);
}

function tableOf(reader: PropertyReader, surroundings: GrantSurroundings): GlueTableModel {
  const databaseName = databaseOf(reader, "DatabaseName", surroundings);
  const name = reader.text("Name");
  const found = surroundings.tables.find((table) => table.databaseName === databaseName && table.name === name);
  return found ?? reader.fail("Name", `a table of this definition in ${databaseName}`);
}

function readColumns(reader: PropertyReader, table: GlueTableModel): LakeGrantModel["columns"] {
  reader.only({ runs: ["DatabaseName", "Name", "ColumnNames", "ColumnWildcard"], noLocalEffect: ["CatalogId"] });
  const wildcard = reader.object("ColumnWildcard");
  if (wildcard !== undefined) {
    if (reader.has("ColumnNames")) reader.fail("ColumnNames", "either ColumnNames or ColumnWildcard");
    if (wildcard.list("ExcludedColumnNames").length > 0) {
      throw wildcard.refuse(
        "ExcludedColumnNames",
        "Columns that come later would be granted with the rest: name the columns that may be read in ColumnNames.",
      );
    }
    return "all";
  }
  const names = reader.texts("ColumnNames");
  const known = new Set([...table.columns, ...table.partitionKeys].map(({ name }) => name));
  if (names.length === 0 || names.some((name) => !known.has(name))) {
    reader.fail("ColumnNames", `columns of ${table.databaseName}.${table.name}: ${[...known].join(", ")}`);
  }
  return names;
}
