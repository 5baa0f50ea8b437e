import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf, type Statement } from "../testing/template-resources.js";
import { lakeTables } from "./tables.js";

type Properties = Readonly<Record<string, unknown>>;

describe.each(["sandbox", "branch"] as const)("the data lake of a %s", (deploymentType) => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(deploymentType), "lake");
  }, 120_000);

  function all(type: string): [id: string, resource: Resource][] {
    return resourcesIn(stack, type);
  }
  function only(type: string): { id: string; resource: Resource; properties: Properties } {
    const [found, ...others] = all(type);
    expect(others).toEqual([]);
    return { id: found?.[0] ?? "", resource: found?.[1] ?? { Type: "" }, properties: found?.[1].Properties ?? {} };
  }

  describe("the bucket", () => {
    it("is encrypted, versioned and open to nobody", () => {
      expect(only("AWS::S3::Bucket").properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
        VersioningConfiguration: { Status: "Enabled" },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
    });

    it("is reached by TLS only", () => {
      const { Statement } = only("AWS::S3::BucketPolicy").properties.PolicyDocument as { Statement: Statement[] };
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Action: "s3:*",
          Principal: { AWS: "*" },
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      );
    });

    it("forgets results after a day, former versions after a month, and uploads that nobody ends", () => {
      const { Rules } = only("AWS::S3::Bucket").properties.LifecycleConfiguration as { Rules: Properties[] };
      expect(Rules).toHaveLength(3);
      for (const Prefix of ["query-results/", "exports/"]) {
        expect(Rules).toContainEqual(
          expect.objectContaining({
            Prefix,
            Status: "Enabled",
            ExpirationInDays: 1,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          }),
        );
      }
      expect(Rules.find(({ Prefix }) => Prefix === undefined)).toMatchObject({
        Status: "Enabled",
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      });
      const expiring = Rules.filter((rule) => "ExpirationInDays" in rule).map(({ Prefix }) => String(Prefix));
      for (const { prefix } of lakeTables) {
        expect(expiring.some((expired) => prefix.startsWith(expired) || expired.startsWith(prefix))).toBe(false);
      }
    });

    it("tells EventBridge of its objects, without a custom resource", () => {
      expect(only("AWS::S3::Bucket").properties.NotificationConfiguration).toEqual({
        EventBridgeConfiguration: { EventBridgeEnabled: true },
      });
      expect(all("Custom::S3BucketNotifications")).toEqual([]);
    });

    it("outlives a branch and goes with a sandbox", () => {
      const keep = deploymentType === "branch";
      expect(only("AWS::S3::Bucket").resource.DeletionPolicy).toBe(keep ? "Retain" : "Delete");
      expect(all("Custom::S3AutoDeleteObjects")).toHaveLength(keep ? 0 : 1);
    });
  });

  describe("the catalog", () => {
    it("has the tables of tables.ts, with what their columns mean", () => {
      const tables = all("AWS::Glue::Table").map(([, { Properties }]) => Properties?.TableInput as Properties);
      expect(tables).toHaveLength(lakeTables.length);
      for (const table of lakeTables) {
        const input = tables.find(({ Name }) => Name === table.name);
        const columns = (list: typeof table.columns) =>
          list.map(({ name, type, description }) => ({ Name: name, Type: type, Comment: description }));
        expect(input).toMatchObject({ Description: table.description, TableType: "EXTERNAL_TABLE" });
        expect(input?.PartitionKeys).toEqual(columns(table.partitionKeys));
        const storage = input?.StorageDescriptor as Properties;
        expect(storage.Columns).toEqual(columns(table.columns));
        expect(shown(storage.Location)).toBe(`s3://\${${only("AWS::S3::Bucket").id}}/${table.prefix}`);
      }
    });

    it.each([
      {
        name: "companies",
        serde: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
        parameters: { classification: "csv", "skip.header.line.count": "1" },
      },
      {
        name: "owners",
        serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: { classification: "parquet" },
      },
    ])("reads $name with $serde", ({ name, serde, parameters }) => {
      const inputs = all("AWS::Glue::Table").map(([, { Properties }]) => Properties?.TableInput as Properties);
      const input = inputs.find(({ Name }) => Name === name);
      expect(input?.Parameters).toMatchObject(parameters);
      expect(input?.StorageDescriptor).toMatchObject({ SerdeInfo: { SerializationLibrary: serde } });
    });

    it("has a crawler over these tables that adds partitions and columns, when it is started", () => {
      const { properties } = only("AWS::Glue::Crawler");
      const tables = all("AWS::Glue::Table").map(([id]) => ({ Ref: id }));
      expect(properties.Targets).toEqual({
        CatalogTargets: [{ DatabaseName: { Ref: only("AWS::Glue::Database").id }, Tables: tables }],
      });
      expect(properties).not.toHaveProperty("Schedule");
      expect(properties.SchemaChangePolicy).toEqual({ UpdateBehavior: "UPDATE_IN_DATABASE", DeleteBehavior: "LOG" });
      const configuration = JSON.parse(String(properties.Configuration)) as { CrawlerOutput: unknown };
      expect(configuration.CrawlerOutput).toEqual({ Tables: { AddOrUpdateBehavior: "MergeNewColumns" } });
      expect(properties.Classifiers).toEqual([{ Ref: only("AWS::Glue::Classifier").id }]);
      expect(only("AWS::Glue::Classifier").properties).toMatchObject({
        CsvClassifier: { ContainsHeader: "PRESENT", Delimiter: ",", QuoteSymbol: '"' },
      });
    });

    it("lets the crawler write to its tables in the catalog and touch no object by itself", () => {
      const statements = statementsOf(stack, "CrawlerRole");
      const actions = statements.flatMap(actionsOf);
      expect(actions.filter((action) => action.startsWith("s3:"))).toEqual([]);
      expect(actions).not.toContain("glue:CreateTable");
      expect(actions.filter((action) => action.includes("Delete"))).toEqual([]);
      expect(only("AWS::Glue::Crawler").properties.LakeFormationConfiguration).toEqual({
        UseLakeFormationCredentials: true,
      });
    });
  });

  describe("Lake Formation", () => {
    it("gives IAMAllowedPrincipals nothing", () => {
      expect(only("AWS::LakeFormation::DataLakeSettings").properties).toMatchObject({
        CreateDatabaseDefaultPermissions: [],
        CreateTableDefaultPermissions: [],
        MutationType: "REPLACE",
      });
      expect(only("AWS::Glue::Database").properties).toMatchObject({
        DatabaseInput: { CreateTableDefaultPermissions: [] },
      });
      expect(JSON.stringify(stack.template)).not.toMatch(/IAM_?ALLOWED_?PRINCIPALS/i);
    });

    it("is administered by the role that deploys, and keeps its settings when the stack goes", () => {
      const { resource, properties } = only("AWS::LakeFormation::DataLakeSettings");
      expect(JSON.stringify(properties.Admins)).toContain("-cfn-exec-role-");
      expect(resource.DeletionPolicy).toBe("Retain");
    });

    it("is set before the database is made, and knows the tables before it grants", () => {
      const waitsFor = (id: string): readonly string[] => {
        const { DependsOn = [] } = stack.template.Resources[id] ?? {};
        const direct = typeof DependsOn === "string" ? [DependsOn] : DependsOn;
        return direct.flatMap((each) => [each, ...waitsFor(each)]);
      };
      const settings = only("AWS::LakeFormation::DataLakeSettings").id;
      expect(waitsFor(only("AWS::Glue::Database").id)).toContain(settings);
      const tables = all("AWS::Glue::Table").map(([id]) => id);
      for (const [id] of all("AWS::LakeFormation::PrincipalPermissions")) {
        expect(waitsFor(id)).toEqual(expect.arrayContaining([settings, ...tables]));
      }
    });

    it("has the folders of the tables under it, and reads them with a role that can do nothing else", () => {
      const locations = all("AWS::LakeFormation::Resource").map(([, { Properties }]) => Properties ?? {});
      const bucket = only("AWS::S3::Bucket").id;
      expect(locations.map(({ ResourceArn }) => shown(ResourceArn))).toEqual(
        lakeTables.map(({ prefix }) => `\${${bucket}.Arn}/${prefix.replace(/\/$/, "")}`),
      );
      for (const location of locations) {
        expect(location).toMatchObject({ UseServiceLinkedRole: false, HybridAccessEnabled: false });
        expect(shown(location.RoleArn)).toContain("LocationRole");
      }
      expect(statementsOf(stack, "LocationRole").map((each) => [actionsOf(each), shown(each.Resource)])).toEqual([
        [["s3:GetObject"], lakeTables.map(({ prefix }) => `\${${bucket}.Arn}/${prefix}*`).join(",")],
        [["s3:ListBucket"], `\${${bucket}.Arn}`],
      ]);
    });

    it("lets the crawler at tables and folders", () => {
      const grants = all("AWS::LakeFormation::PrincipalPermissions").map(([, { Properties }]) => Properties ?? {});
      for (const grant of grants) {
        expect(shown(grant.Principal)).toContain("CrawlerRole");
        expect(grant.PermissionsWithGrantOption).toEqual([]);
      }
      const kinds = grants.map(({ Resource, Permissions }) => [Object.keys(Resource as object)[0], Permissions]);
      const table = ["Table", ["ALTER", "DESCRIBE", "INSERT", "SELECT"]];
      const location = ["DataLocation", ["DATA_LOCATION_ACCESS"]];
      expect(kinds).toEqual([["Database", ["DESCRIBE"]], table, table, location, location]);
    });
  });

  describe("Athena", () => {
    it.each(
      ["developer", "businessAnalyst"].flatMap((group) => [
        { kind: "queries", group, prefix: `query-results/${group}/`, bytes: 10 * 2 ** 30 },
        { kind: "exports", group, prefix: `exports/${group}/`, bytes: 100 * 2 ** 30 },
      ]),
    )(
      "has a work group for $kind of $group with settings that no client overrides",
      ({ kind, group: owner, prefix, bytes }) => {
        const groups = all("AWS::Athena::WorkGroup").map(([, { Properties }]) => Properties ?? {});
        expect(groups).toHaveLength(4);
        const group = groups.find(({ Name }) => Name === `lake-${kind}-${owner}-airside-test`);
        const configuration = group?.WorkGroupConfiguration as Properties;
        expect(configuration).toMatchObject({
          EnforceWorkGroupConfiguration: true,
          PublishCloudWatchMetricsEnabled: true,
          BytesScannedCutoffPerQuery: bytes,
          EngineVersion: { SelectedEngineVersion: "Athena engine version 3" },
          ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: "SSE_S3" } },
        });
        const { OutputLocation } = configuration.ResultConfiguration as Properties;
        expect(shown(OutputLocation)).toBe(`s3://\${${only("AWS::S3::Bucket").id}}/${prefix}`);
      },
    );
  });

  it("has names that no other deployment of the account has", () => {
    expect(only("AWS::Glue::Database").properties.DatabaseName).toBe("lake_airside_test");
    expect(only("AWS::Glue::Crawler").properties.Name).toBe("lake-airside-test");
    expect(only("AWS::S3::Bucket").properties).not.toHaveProperty("BucketName");
  });
});
