import { describe, expect, test } from "vitest";
import { fixtureResources } from "./testing/fixture-backend.js";
import { changed, read } from "./testing/read-fixture.js";

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

describe("a data lake becomes a model", () => {
  test("of its catalog", async () => {
    const { lake } = (await read(fixtureResources())).model;
    expect(lake.databases).toEqual([
      { path: "root/lake/Database", logicalId: "Database", name: "post", description: "Parcels" },
    ]);
    expect(lake.tables).toEqual([
      {
        path: "root/lake/Parcels",
        logicalId: "Parcels",
        databaseName: "post",
        name: "parcels",
        description: "One row for each parcel",
        location: "s3://lake-lake/parcels/",
        format: "csv",
        columns: [
          { name: "number", type: "bigint", comment: "The number" },
          { name: "sender", type: "string", comment: "The sender" },
        ],
        partitionKeys: [{ name: "country", type: "string", comment: "The country" }],
      },
      {
        path: "root/lake/Senders",
        logicalId: "Senders",
        databaseName: "post",
        name: "senders",
        description: undefined,
        location: "s3://lake-lake/senders/",
        format: "parquet",
        columns: [
          { name: "id", type: "bigint", comment: "The id" },
          { name: "phone", type: "string", comment: "The phone" },
        ],
        partitionKeys: [],
      },
    ]);
  });

  test("of its crawler, whose role may be given by name", async () => {
    const { lake } = (await read(fixtureResources())).model;
    expect(lake.crawlers).toEqual([
      {
        path: "root/lake/Crawler",
        logicalId: "Crawler",
        name: "lake-Crawler",
        arn: "arn:aws:glue:us-east-1:000000000000:crawler/lake-Crawler",
        databaseName: "post",
        tableNames: ["parcels"],
        roleArn: role("lake-CrawlerRole"),
      },
    ]);
    const byArn = changed("Crawler", "Role", { "Fn::GetAtt": ["CrawlerRole", "Arn"] });
    expect((await read(byArn)).model.lake.crawlers).toEqual(lake.crawlers);
  });

  test("of its grants: a wildcard is every table there is, locations grant no columns", async () => {
    const { lake } = (await read(fixtureResources())).model;
    expect(lake.registeredLocations).toEqual(["arn:aws:s3:::lake-lake"]);
    expect(
      lake.grants.map(({ logicalId, tableName, columns, permissions }) => [logicalId, tableName, columns, permissions]),
    ).toEqual([
      ["DatabaseGrant", undefined, "all", ["DESCRIBE"]],
      ["TablesGrant", "parcels", "all", ["DESCRIBE"]],
      ["TablesGrant", "senders", "all", ["DESCRIBE"]],
      ["ParcelsGrant", "parcels", "all", ["SELECT"]],
      ["SendersGrant", "senders", ["id"], ["SELECT"]],
    ]);
    for (const grant of lake.grants) {
      expect(grant).toMatchObject({ databaseName: "post", principalArn: role("lake-ReaderRole") });
    }
  });

  test("of a grant on one table by its name", async () => {
    const one = changed("TablesGrant", "Resource.Table", { DatabaseName: "post", Name: "senders" });
    const grants = (await read(one)).model.lake.grants.filter(({ logicalId }) => logicalId === "TablesGrant");
    expect(grants).toMatchObject([{ tableName: "senders", columns: "all", permissions: ["DESCRIBE"] }]);
  });

  test("of its work groups", async () => {
    const { lake } = (await read(fixtureResources())).model;
    expect(lake.workGroups).toEqual([
      {
        path: "root/lake/WorkGroup",
        logicalId: "WorkGroup",
        name: "questions",
        arn: "arn:aws:athena:us-east-1:000000000000:workgroup/questions",
        enabled: true,
        enforced: true,
        outputLocation: "s3://lake-lake/results/",
        bytesScannedCutoff: 20_000_000,
      },
    ]);
    const off = (await read(changed("WorkGroup", "State", "DISABLED"))).model.lake.workGroups;
    expect(off).toMatchObject([{ enabled: false }]);
  });

  test.each([
    { logicalId: "Database", property: "DatabaseInput.Name", expected: ["lake_database", "parcels", "questions"] },
    { logicalId: "Parcels", property: "TableInput.Name", expected: ["post", "lake_parcels", "questions"] },
    { logicalId: "WorkGroup", property: "Name", expected: ["post", "parcels", "lake-WorkGroup"] },
  ])(
    "with a name for $logicalId that the service takes, where it has none",
    async ({ logicalId, property, expected }) => {
      const { lake } = (await read(changed(logicalId, property, undefined))).model;
      expect([lake.databases[0]?.name, lake.tables[0]?.name, lake.workGroups[0]?.name]).toEqual(expected);
      // What refers to it follows.
      expect(lake.crawlers).toMatchObject([{ databaseName: expected[0], tableNames: [expected[1]] }]);
    },
  );

  test("without anything where the definition has none", async () => {
    const without = Object.fromEntries(
      Object.entries(fixtureResources()).filter(
        ([, { Type }]) => typeof Type === "string" && !/Glue|LakeFormation|Athena/.test(Type),
      ),
    );
    const asker = changed("Asker", "Environment", undefined)["Asker"] ?? {};
    expect((await read({ ...without, Asker: asker })).model.lake).toEqual({
      databases: [],
      tables: [],
      crawlers: [],
      registeredLocations: [],
      grants: [],
      workGroups: [],
    });
  });
});
