import { describe, test } from "vitest";
import { fixtureResources } from "./testing/fixture-backend.js";
import { expectRefusal, mistake, refusal, type Refusal } from "./testing/read-fixture.js";

const storage = "TableInput.StorageDescriptor";

const refusals: readonly Refusal[] = [
  refusal(
    "another account's catalog",
    ["Parcels", "CatalogId", "111111111111"],
    "CatalogId 111111111111 of AWS::Glue::Table",
  ),
  refusal("a linked database", ["Database", "DatabaseInput.TargetDatabase", {}], "DatabaseInput.TargetDatabase"),
  refusal(
    "tables that everybody may read by default",
    ["Database", "DatabaseInput.CreateTableDefaultPermissions", [{ Permissions: ["ALL"] }]],
    "IAM_ALLOWED_PRINCIPALS would let every role read every column",
    "change-settings.html",
  ),
  mistake(
    "a database in capitals",
    ["Database", "DatabaseInput.Name", "Post"],
    "lower-case letters",
    "tables-databases-columns-names.html",
  ),
  mistake(
    "a column in capitals",
    ["Senders", `${storage}.Columns.0.Name`, "Id"],
    "lower-case letters",
    "tables-databases-columns-names.html",
  ),
  mistake(
    "a column that is there twice",
    ["Parcels", "TableInput.PartitionKeys.0.Name", "sender"],
    "sender is there twice",
    "Glue refuses it",
  ),
  mistake("a table of no database", ["Parcels", "DatabaseName", "gone"], "a database of this definition"),
  mistake(
    "a location without a slash",
    ["Senders", `${storage}.Location`, "s3://lake-lake/senders"],
    "slash at the end",
    "tables-location-format.html",
  ),
  mistake(
    "another bucket",
    ["Senders", `${storage}.Location`, "s3://elsewhere/senders/"],
    "a bucket of this definition",
  ),
  refusal(
    "JSON",
    ["Senders", `${storage}.SerdeInfo.SerializationLibrary`, "org.openx.data.jsonserde.JsonSerDe"],
    "SerializationLibrary org.openx.data.jsonserde.JsonSerDe of AWS::Glue::Table",
  ),
  refusal("CSV without headers", ["Parcels", "TableInput.Parameters", {}], "skip.header.line.count (absent)"),
  refusal("semicolons", ["Parcels", `${storage}.SerdeInfo.Parameters`, { separatorChar: ";" }], "separatorChar ;"),
  refusal("single quotes", ["Parcels", `${storage}.SerdeInfo.Parameters`, { quoteChar: "'" }], "quoteChar '"),
  refusal(
    "partition projection",
    ["Senders", "TableInput.Parameters", { "projection.enabled": "true" }],
    "projection.enabled",
  ),
  refusal("a view", ["Senders", "TableInput.ViewOriginalText", "select 1"], "ViewOriginalText"),
  refusal("a managed table", ["Senders", "TableInput.TableType", "MANAGED_TABLE"], "EXTERNAL_TABLE"),
  refusal("Iceberg", ["Senders", "OpenTableFormatInput", {}], "OpenTableFormatInput"),
  refusal("a crawler of folders", ["Crawler", "Targets", { S3Targets: [] }], "use CatalogTargets"),
  mistake(
    "a crawler of two databases",
    ["Crawler", "Targets.CatalogTargets", [{}, {}]],
    "one database and its tables",
    "API_CatalogTarget",
  ),
  mistake(
    "a crawler of unknown tables",
    ["Crawler", "Targets.CatalogTargets.0.Tables", ["gone"]],
    "tables of this definition in post",
  ),
  mistake(
    "a crawler of nothing",
    ["Crawler", "Targets.CatalogTargets.0.Tables", []],
    "tables of this definition in post",
  ),
  mistake(
    "a crawler with a foreign role",
    ["Crawler", "Role", "arn:aws:iam::000000000000:role/gone"],
    "a role of this definition",
  ),
  refusal("a crawler by the clock", ["Crawler", "Schedule", {}], "Schedule of AWS::Glue::Crawler"),
  refusal(
    "a crawler that deletes",
    ["Crawler", "SchemaChangePolicy.DeleteBehavior", "DELETE_FROM_DATABASE"],
    "DeleteBehavior LOG only",
    "catalog targets",
  ),
  refusal(
    "a crawler that deprecates, as by default",
    ["Crawler", "SchemaChangePolicy", undefined],
    "DeleteBehavior LOG only",
    "catalog targets",
  ),
  refusal(
    "a crawler that changes nothing",
    ["Crawler", "SchemaChangePolicy.UpdateBehavior", "LOG"],
    "use UPDATE_IN_DATABASE",
  ),
  refusal(
    "a crawler of new folders only",
    ["Crawler", "RecrawlPolicy", { RecrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" }],
    "use CRAWL_EVERYTHING",
  ),
  refusal(
    "a crawler that renames",
    ["Crawler", "Configuration", '{"CrawlerOutput":{"Tables":{"TableThreshold":9}}}'],
    "CrawlerOutput.Tables.TableThreshold = 9",
  ),
  mistake(
    "a crawler with a broken configuration",
    ["Crawler", "Configuration", "{"],
    "the text of a JSON object",
    "crawler-configuration.html",
  ),
  {
    what: "two tables of one name",
    resources: { ...fixtureResources(), Again: fixtureResources()["Parcels"] ?? {} },
    code: "INVALID_TEMPLATE",
    expected: "are both named post.parcels. Rename one.",
    source: "Glue refuses it",
  },
];

describe("a catalog is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
