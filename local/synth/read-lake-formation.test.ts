import { describe, test } from "vitest";
import type { JsonObject } from "./template.js";
import { resource } from "./testing/fixture-assembly.js";
import { fixtureResources } from "./testing/fixture-backend.js";
import { expectRefusal, mistake, refusal, type Refusal } from "./testing/read-fixture.js";

const iamAllowed = [{ Principal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" }, Permissions: ["ALL"] }];
const { Settings: _, ...withoutSettings } = fixtureResources();
const { Location: __, ...withoutLocation } = fixtureResources();
const columnsOf = (columns: JsonObject): JsonObject => ({
  TableWithColumns: { DatabaseName: "post", Name: "senders", ...columns },
});

const refusals: readonly Refusal[] = [
  {
    what: "tables without settings of Lake Formation",
    resources: withoutSettings,
    code: "UNSUPPORTED_FEATURE",
    expected: "the definition has no AWS::LakeFormation::DataLakeSettings",
    source: "change-settings.html",
  },
  refusal(
    "settings that leave tables to IAM",
    ["Settings", "CreateTableDefaultPermissions", iamAllowed],
    "CreateTableDefaultPermissions of AWS::LakeFormation::DataLakeSettings",
    "change-settings.html",
  ),
  refusal(
    "settings that leave databases to IAM",
    ["Settings", "CreateDatabaseDefaultPermissions", iamAllowed],
    "leave the list empty",
  ),
  {
    what: "tables outside the registered locations",
    resources: withoutLocation,
    code: "UNSUPPORTED_FEATURE",
    expected: "s3://lake-lake/parcels/, is not registered with Lake Formation",
    source: "register-data-lake.html",
  },
  refusal(
    "a location whose name is only the beginning of the table's",
    ["Location", "ResourceArn", "arn:aws:s3:::lake-lake/parcel"],
    "s3://lake-lake/parcels/, is not registered",
    "register-data-lake.html",
  ),
  refusal("hybrid access", ["Location", "HybridAccessEnabled", true], "HybridAccessEnabled", "hybrid-access-mode.html"),
  mistake(
    "a location that is none",
    ["Location", "ResourceArn", "lake-lake"],
    "the ARN of a bucket",
    "API_RegisterResource",
  ),
  refusal(
    "a grant to IAM_ALLOWED_PRINCIPALS",
    ["SendersGrant", "Principal.DataLakePrincipalIdentifier", "IAM_ALLOWED_PRINCIPALS"],
    "grant to the roles that may read",
    "change-settings.html",
  ),
  mistake(
    "a grant to a user",
    ["SendersGrant", "Principal.DataLakePrincipalIdentifier", "arn:aws:iam::000000000000:user/u"],
    "the ARN of a role",
  ),
  refusal(
    "a grant by exclusion",
    ["SendersGrant", "Resource", columnsOf({ ColumnWildcard: { ExcludedColumnNames: ["phone"] } })],
    "Columns that come later would be granted with the rest",
  ),
  mistake(
    "a grant on an unknown column",
    ["SendersGrant", "Resource", columnsOf({ ColumnNames: ["name"] })],
    "columns of post.senders: id, phone",
  ),
  mistake(
    "a grant on no column",
    ["SendersGrant", "Resource", columnsOf({ ColumnNames: [] })],
    "columns of post.senders",
  ),
  mistake(
    "a grant on all columns and on some",
    ["SendersGrant", "Resource", columnsOf({ ColumnNames: ["id"], ColumnWildcard: {} })],
    "either ColumnNames or ColumnWildcard",
    "API_TableWithColumnsResource",
  ),
  mistake(
    "another permission than SELECT on columns",
    ["SendersGrant", "Permissions", ["SELECT", "DESCRIBE"]],
    "the one permission on columns",
    "lf-permissions-reference.html",
  ),
  mistake(
    "a grant on an unknown table",
    ["SendersGrant", "Resource.TableWithColumns.Name", "gone"],
    "a table of this definition in post",
  ),
  mistake(
    "a grant on an unknown database",
    ["DatabaseGrant", "Resource.Database.Name", "gone"],
    "a database of this definition",
  ),
  mistake(
    "a grant on one table and on all",
    ["TablesGrant", "Resource.Table.Name", "senders"],
    "either Name or TableWildcard",
    "API_TableResource",
  ),
  mistake(
    "a grant on two things",
    ["TablesGrant", "Resource.Catalog", {}],
    "exactly one kind of resource",
    "API_Resource",
  ),
  refusal("a row filter", ["SendersGrant", "Resource", { DataCellsFilter: {} }], "not on rows"),
  refusal("tags", ["SendersGrant", "Resource", { LFTagPolicy: {} }], "LFTagPolicy"),
  ...[
    ["AWS::LakeFormation::Permissions", "Use AWS::LakeFormation::PrincipalPermissions."],
    ["AWS::LakeFormation::DataCellsFilter", "not on rows"],
    ["AWS::Glue::Job", 'list it as "deploys only"'],
  ].map(([type = "", expected = ""]): Refusal => ({
    what: `a resource of type ${type}`,
    resources: { ...fixtureResources(), Other: resource(type, "lake/Other") },
    code: "UNSUPPORTED_RESOURCE",
    expected,
    source: "resource-types.ts",
  })),
];

describe("grants are refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
