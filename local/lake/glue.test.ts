import {
  GetCrawlersCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  ListCrawlersCommand,
  StartCrawlerCommand,
} from "@aws-sdk/client-glue";
import { beforeAll, describe, expect, test } from "vitest";
import { fillSampleLake, runningLake, startLake, type RunningLake } from "./running-lake.js";
import {
  accountId,
  bucketName,
  crawlerName,
  databaseName,
  openOwnerColumns,
  region,
  sampleLake,
} from "./sample-lake.js";

let lake: RunningLake;
beforeAll(async () => {
  lake = await startLake();
  await fillSampleLake(lake);
  return () => lake.dispose();
});

const owners = { DatabaseName: databaseName, Name: "owners" };
const companies = { DatabaseName: databaseName, TableName: "companies" };

describe("the catalog", () => {
  test("shows a table as it is declared and crawled", async () => {
    const { Table } = await lake.glue().send(new GetTableCommand({ DatabaseName: databaseName, Name: "companies" }));
    expect(Table).toMatchObject({
      Name: "companies",
      DatabaseName: databaseName,
      CatalogId: accountId,
      TableType: "EXTERNAL_TABLE",
      IsRegisteredWithLakeFormation: true,
      Parameters: { classification: "csv", "skip.header.line.count": "1" },
      PartitionKeys: [{ Name: "continent", Type: "string" }],
      StorageDescriptor: {
        Location: `s3://${bucketName}/companies/`,
        SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde" },
      },
    });
    expect(Table?.CreateTime).toBeInstanceOf(Date);
  });

  test("shows a role with column grants the granted columns only", async () => {
    const columns = async (role: string | undefined) => {
      const { Table } = await lake.glue(role).send(new GetTableCommand(owners));
      return Table?.StorageDescriptor?.Columns?.map(({ Name }) => Name);
    };
    expect(await columns("analyst")).toEqual(openOwnerColumns);
    expect(await columns("developer")).toHaveLength(7);
    expect(await columns("crawler")).toHaveLength(7);
    expect(await columns(undefined)).toHaveLength(7);
    const { TableList } = await lake
      .glue("analyst")
      .send(new GetTablesCommand({ DatabaseName: databaseName, Expression: "own.*" }));
    expect(TableList?.map(({ StorageDescriptor }) => StorageDescriptor?.Columns?.map(({ Name }) => Name))).toEqual([
      openOwnerColumns,
    ]);
    const { Partitions } = await lake.glue("analyst").send(new GetPartitionsCommand(companies));
    expect(Partitions?.map(({ Values }) => Values)).toEqual([["eu"], ["us"]]);
  });

  test("comes in pages", async () => {
    const first = await lake.glue().send(new GetPartitionsCommand({ ...companies, MaxResults: 1 }));
    expect(first.Partitions?.map(({ Values }) => Values)).toEqual([["eu"]]);
    const next = await lake.glue().send(new GetPartitionsCommand({ ...companies, NextToken: first.NextToken }));
    expect([next.Partitions?.map(({ Values }) => Values), next.NextToken]).toEqual([[["us"]], undefined]);
    const wrong = lake.glue().send(new GetPartitionsCommand({ ...companies, NextToken: "any" }));
    await expect(wrong).rejects.toMatchObject({ name: "InvalidInputException" });
  });

  test("lists databases that a role has a grant in", async () => {
    const names = async (role: string) =>
      (await lake.glue(role).send(new GetDatabasesCommand({}))).DatabaseList?.map(({ Name }) => Name);
    expect([await names("analyst"), await names("stranger")]).toEqual([[databaseName], []]);
    const { Database } = await lake.glue("analyst").send(new GetDatabaseCommand({ Name: databaseName }));
    expect(Database).toMatchObject({ Name: databaseName, Description: "Companies and their owners" });
  });
});

describe("a partition key that is not granted", () => {
  // Lake Formation's guide does not say what GetPartitions shows then; the sandbox shows nothing.
  const grants = sampleLake.grants.filter(({ columns }) => !columns.includes("continent"));
  const shown = async (command: GetTableCommand | GetTablesCommand | GetPartitionsCommand) => {
    const own = await runningLake({ model: { ...sampleLake, grants } });
    await fillSampleLake(own);
    // Each command has a type of its own; sent alike all the same.
    const send = (role: string) =>
      (own.glue(role).send as (one: unknown) => Promise<unknown>).call(own.glue(role), command);
    return { send, text: async (role: string) => JSON.stringify(await send(role)) };
  };

  test("takes the partitions with it: their values and places", async () => {
    const { send, text } = await shown(new GetPartitionsCommand(companies));
    await expect(send("analyst")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "Insufficient Lake Formation permission(s): Required Select on companies",
    });
    for (const role of ["developer", "crawler"]) expect(await text(role)).toContain("companies/continent=eu/");
  });

  test.each([
    { operation: "GetTable", command: new GetTableCommand({ DatabaseName: databaseName, Name: "companies" }) },
    { operation: "GetTables", command: new GetTablesCommand({ DatabaseName: databaseName }) },
  ])("leaves the table without it, and without the number of its values: $operation", async ({ command }) => {
    const { text } = await shown(command);
    expect(await text("analyst")).toContain("company_id");
    expect(await text("analyst")).not.toMatch(/"Name":"continent"|"partitions":"2"/);
    expect(await text("developer")).toMatch(/"Name":"continent".*"partitions":"2"/);
  });
});

describe("refusals", () => {
  const iam = `arn:aws:glue:${region}:${accountId}:catalog`;
  test.each([
    // Lake Formation's words: https://docs.aws.amazon.com/lake-formation/latest/dg/troubleshooting.html
    [
      "stranger",
      new GetTableCommand(owners),
      "AccessDeniedException",
      "Insufficient Lake Formation permission(s): Required Describe on owners",
    ],
    ["stranger", new GetPartitionsCommand(companies), "AccessDeniedException", "Required Describe on companies"],
    [
      "stranger",
      new GetDatabaseCommand({ Name: databaseName }),
      "AccessDeniedException",
      `Required Describe on ${databaseName}`,
    ],
    [
      "stranger",
      new GetTablesCommand({ DatabaseName: databaseName }),
      "AccessDeniedException",
      `Required Describe on ${databaseName}`,
    ],
    [
      "outsider",
      new GetTableCommand(owners),
      "AccessDeniedException",
      `is not authorized to perform: glue:GetTable on resource: ${iam}`,
    ],
    [
      "analyst",
      new StartCrawlerCommand({ Name: crawlerName }),
      "AccessDeniedException",
      "is not authorized to perform: glue:StartCrawler",
    ],
    [
      "developer",
      new GetTableCommand({ DatabaseName: databaseName, Name: "nobody" }),
      "EntityNotFoundException",
      "Entity Not Found",
    ],
    [undefined, new GetDatabaseCommand({ Name: "nobody" }), "EntityNotFoundException", "Database nobody not found."],
    [
      undefined,
      new StartCrawlerCommand({ Name: "nobody" }),
      "EntityNotFoundException",
      "Crawler entry with name nobody does not exist",
    ],
    [
      undefined,
      new GetPartitionsCommand({ ...companies, Expression: "continent = 'eu'" }),
      "InvalidInputException",
      "all partitions only",
    ],
    [
      undefined,
      new GetTableCommand({ Name: "owners", DatabaseName: undefined }),
      "InvalidInputException",
      "Value null at 'databaseName'",
    ],
  ] as const)("%s: %o", async (role, command, name, message) => {
    // Each command has a type of its own; sent alike all the same.
    const send = lake.glue(role).send.bind(lake.glue(role)) as (one: unknown) => Promise<unknown>;
    await expect(send(command)).rejects.toMatchObject({ name, message: expect.stringContaining(message) as string });
  });
});

test("lists crawlers", async () => {
  expect((await lake.glue().send(new ListCrawlersCommand({}))).CrawlerNames).toEqual([crawlerName]);
  const { Crawlers } = await lake.glue().send(new GetCrawlersCommand({}));
  expect(Crawlers).toMatchObject([{ Name: crawlerName, State: "READY", CrawlElapsedTime: 0 }]);
});
