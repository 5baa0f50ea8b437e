import {
  GetCrawlerCommand,
  GetPartitionsCommand,
  GetTableCommand,
  StartCrawlerCommand,
  StopCrawlerCommand,
} from "@aws-sdk/client-glue";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { companiesHeader, fillSampleLake, parquet, runningLake, type RunningLake } from "./running-lake.js";
import { accountId, bucketName, crawlerName, databaseName, roleArn, sampleLake } from "./sample-lake.js";

const row = (n: number): string => `${n},c:${n},Name ${n},web,operating,1`;
const name = { Name: crawlerName };

async function partitionsOf(lake: RunningLake): Promise<readonly (string | undefined)[][]> {
  const request = new GetPartitionsCommand({ DatabaseName: databaseName, TableName: "companies" });
  const { Partitions } = await lake.glue().send(request);
  return (Partitions ?? []).map(({ Values, StorageDescriptor, Parameters }) => [
    Values?.join(),
    StorageDescriptor?.Location?.slice(`s3://${bucketName}/`.length),
    Parameters?.["classification"],
  ]);
}

async function formatsOf(lake: RunningLake): Promise<unknown> {
  return (await partitionsOf(lake)).map(([, , format]) => format);
}

async function columnsOf(lake: RunningLake, table: string): Promise<unknown> {
  const { Table } = await lake.glue().send(new GetTableCommand({ DatabaseName: databaseName, Name: table }));
  return Table?.StorageDescriptor?.Columns?.map(({ Name, Type }) => `${String(Name)} ${String(Type)}`);
}

describe("a crawl", () => {
  test("adds the partitions that hold objects and removes those that hold none", async () => {
    const lake = await runningLake();
    await lake.put("companies/continent=eu/a.csv", `${companiesHeader}${row(1)}\n`);
    await lake.put("companies/continent=north%20america/deep/down/a.csv", `${companiesHeader}${row(2)}\n`);
    await lake.put("companies/continent=asia/empty.csv", "");
    await lake.put("companies/continent=asia/_SUCCESS", "done");
    await lake.put("companies/continent=__HIVE_DEFAULT_PARTITION__/a.csv", `${companiesHeader}${row(3)}\n`);
    await lake.crawl();
    expect(await partitionsOf(lake)).toEqual([
      ["__HIVE_DEFAULT_PARTITION__", "companies/continent=__HIVE_DEFAULT_PARTITION__/", "csv"],
      ["eu", "companies/continent=eu/", "csv"],
      ["north america", "companies/continent=north%20america/", "csv"],
    ]);
    expect(await lake.rows(`SELECT "index", continent FROM companies ORDER BY 1`)).toEqual([
      ["1", "eu"],
      ["2", "north america"],
      ["3", null],
    ]);
    await lake.objects.delete(bucketName, "companies/continent=eu/a.csv");
    await lake.put("companies/continent=us/a.csv", `${companiesHeader}${row(4)}\n`);
    await lake.crawl();
    expect(lake.events.filter(({ source }) => source === "aws.glue").at(-1)?.detail).toMatchObject({
      partitionsCreated: "1",
      partitionsDeleted: "1",
      partitionsUpdated: "0",
    });
    expect(lake.log.warnings).toEqual([]);
  });

  test("gives each partition the format of its objects, whatever they are called", async () => {
    const lake = await runningLake();
    const columns =
      "'c:' || i AS company_id, 'Name' AS company_name, 'web' AS category_code, 'closed' AS status, 1::BIGINT AS owner_id";
    await lake.put(
      "companies/continent=eu/companies.csv",
      await parquet(`SELECT i AS "index", ${columns} FROM range(3) t(i)`),
    );
    await lake.put("companies/continent=us/companies.parquet", `${companiesHeader}${row(7)}\n`);
    await lake.crawl();
    expect(await formatsOf(lake)).toEqual(["parquet", "csv"]);
    expect(await lake.rows("SELECT count(*), max(company_id) FROM companies")).toEqual([["4", "c:7"]]);
    // A partition whose objects changed their format is updated.
    await lake.put(
      "companies/continent=us/companies.parquet",
      await parquet(`SELECT 8::BIGINT AS "index", ${columns} FROM range(1) t(i)`),
    );
    await lake.crawl();
    expect(await formatsOf(lake)).toEqual(["parquet", "parquet"]);
    expect(await lake.rows("SELECT count(*) FROM companies")).toEqual([["4"]]);
  });

  test("follows a table without partitions that changed its format", async () => {
    const lake = await runningLake();
    await lake.put(
      "owners/owners.csv",
      'people_id,first_name,last_name,gender,age,designation,address\n1,Ada,Byron,F,36,CEO,"Line\nBreak"\n',
    );
    await lake.crawl();
    expect(await lake.rows("SELECT age, address FROM owners", { role: "developer" })).toEqual([["36", "Line\nBreak"]]);
  });

  test("adds columns behind the declared ones, in lower case; grants of the whole table take them in", async () => {
    const lake = await runningLake();
    await lake.put("companies/continent=eu/a.csv", gzipSync("x"));
    await lake.put(
      "companies/continent=eu/a.csv",
      `${companiesHeader.trim()},Funding_Total,City\n${row(1)},1000,Bonn\n`,
    );
    await lake.put(
      "owners/a",
      await parquet("SELECT 1::BIGINT AS people_id, 1.5::DOUBLE AS Score, DATE '2020-01-02' AS since, [1] AS list"),
    );
    await lake.crawl();
    expect(await columnsOf(lake, "companies")).toEqual([
      "index bigint",
      "company_id string",
      "company_name string",
      "category_code string",
      "status string",
      "owner_id bigint",
      "funding_total string",
      "city string",
    ]);
    expect(await columnsOf(lake, "owners")).toMatchObject({ length: 9, 7: "score double", 8: "since date" });
    expect(await lake.rows("SELECT city, funding_total, continent FROM companies", { role: "developer" })).toEqual([
      ["Bonn", "1000", "eu"],
    ]);
    expect(await lake.rows("SELECT score, since FROM owners", { role: "developer" })).toEqual([["1.5", "2020-01-02"]]);
    await expect(lake.rows("SELECT city FROM companies", { role: "analyst" })).rejects.toThrow("COLUMN_NOT_FOUND");
    expect(lake.log.warnings).toEqual([
      `Crawler ${crawlerName}: s3://${bucketName}/owners/a: column list has a type that the sandbox does not keep; it is left out`,
    ]);
    expect(lake.events.filter(({ source }) => source === "aws.glue").at(-1)?.detail).toMatchObject({
      tablesUpdated: "2",
    });
  });

  test("names what fits nothing and goes on", async () => {
    const lake = await runningLake();
    await lake.put("companies/stray.csv", `${companiesHeader}${row(1)}\n`);
    await lake.put("companies/country=de/a.csv", `${companiesHeader}${row(1)}\n`);
    await lake.put("companies/continent=eu/a.csv", `${companiesHeader}${row(1)}\n`);
    await lake.put("companies/continent=eu/b.parquet", await parquet("SELECT 1 AS a"));
    await lake.put("companies/continent=eu/c.csv", "1,c:1,Secretname,web,operating,1\n");
    await lake.put("companies/continent=eu/d.csv", `company_id,Index\nc:9,9\n`);
    await lake.put("companies/continent=eu/e.csv", Buffer.from([0x61, 0, 0x62, 0xff]));
    await lake.put("companies/continent=eu/f.csv", Buffer.from("n\u00e4me,b\n", "latin1"));
    await lake.put("companies/continent=eu/g.csv.gz", "no gzip");
    await lake.put("companies/continent=eu/h", Buffer.from("PAR1 cut off"));
    await lake.put("companies/continent=eu/i", Buffer.from("PAR1 no metadata here PAR1"));
    await lake.crawl();
    const found = lake.log.warnings.map((warning) =>
      warning.replace(`Crawler ${crawlerName}: s3://${bucketName}/companies/`, ""),
    );
    expect(found).toEqual([
      "continent=eu/b.parquet is parquet, but objects before it are csv; queries will fail",
      "continent=eu/c.csv has no header with the columns of companies; its first line is passed over",
      "continent=eu/d.csv: its columns are not in the order of companies; Athena goes by position",
      "continent=eu/e.csv is neither Parquet nor text",
      "continent=eu/f.csv is neither Parquet nor text in UTF-8",
      "continent=eu/g.csv.gz is named .gz, but is not compressed with gzip",
      "continent=eu/h begins like Parquet, but is cut off",
      "continent=eu/i begins and ends like Parquet, but its metadata cannot be read",
      `country=de/a.csv lies in no partition of companies; expected s3://${bucketName}/companies/continent=<string>/`,
      `stray.csv lies in no partition of companies; expected s3://${bucketName}/companies/continent=<string>/`,
    ]);
    expect(await partitionsOf(lake)).toEqual([["eu", "companies/continent=eu/", "csv"]]);
    expect(await columnsOf(lake, "companies")).toHaveLength(6);
    const [, succeeded] = lake.events;
    expect(succeeded?.detail["warningMessage"]).toContain("stray.csv lies in no partition");
    expect(JSON.stringify([lake.events, lake.log])).not.toContain("Secretname");
  });

  test("fails where the crawler's role may not change the table", async () => {
    const grants = sampleLake.grants.filter(({ principalArn }) => principalArn !== roleArn("crawler"));
    const lake = await runningLake({ model: { ...sampleLake, grants } });
    await expect(lake.crawl()).rejects.toThrow(
      "Insufficient Lake Formation permission(s): Required Alter on companies",
    );
    expect(lake.events.at(-1)?.detail).toMatchObject({
      state: "Failed",
      crawlerName,
      errorMessage: "Insufficient Lake Formation permission(s): Required Alter on companies",
    });
  });
});

describe("a crawler", () => {
  test("tells its beginning and its end, and what it did", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
    const envelope = { source: "aws.glue", "detail-type": "Glue Crawler State Change", resources: [], time };
    expect(lake.events).toEqual([
      {
        ...envelope,
        detail: { accountId, crawlerName, state: "Started", startTime: time, message: "Crawler Started" },
      },
      {
        ...envelope,
        // Fields and their types as texts: https://docs.aws.amazon.com/AmazonCloudWatch/latest/events/EventTypes.html
        detail: {
          accountId,
          crawlerName,
          state: "Succeeded",
          message: "Crawler Succeeded",
          tablesCreated: "0",
          tablesUpdated: "0",
          tablesDeleted: "0",
          partitionsCreated: "2",
          partitionsUpdated: "0",
          partitionsDeleted: "0",
          warningMessage: "N/A",
          "runningTime (sec)": "0",
          completionDate: time,
          cloudWatchLogLink: expect.stringContaining("logEventViewer:group=/aws-glue/crawlers") as string,
        },
      },
    ]);
    const { Crawler } = await lake.glue().send(new GetCrawlerCommand(name));
    expect(Crawler).toMatchObject({ State: "READY", DatabaseName: databaseName, LastCrawl: { Status: "SUCCEEDED" } });
    expect(Crawler?.LastCrawl?.StartTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test("runs once at a time, and can be stopped", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lake = await runningLake({ onEvent: () => held });
    await lake.put("companies/continent=eu/a.csv", `${companiesHeader}${row(1)}\n`);
    const glue = lake.glue();
    await glue.send(new StartCrawlerCommand(name));
    expect((await glue.send(new GetCrawlerCommand(name))).Crawler?.State).toBe("RUNNING");
    await expect(glue.send(new StartCrawlerCommand(name))).rejects.toMatchObject({
      name: "CrawlerRunningException",
      message: `Crawler with name ${crawlerName} has already started`,
    });
    await glue.send(new StopCrawlerCommand(name));
    expect((await glue.send(new GetCrawlerCommand(name))).Crawler?.State).toBe("STOPPING");
    await expect(glue.send(new StopCrawlerCommand(name))).rejects.toMatchObject({ name: "CrawlerStoppingException" });
    release();
    await lake.lake.idle();
    const { Crawler } = await glue.send(new GetCrawlerCommand(name));
    expect(Crawler).toMatchObject({ State: "READY", LastCrawl: { Status: "CANCELLED" } });
    expect(await partitionsOf(lake)).toEqual([]);
    await expect(glue.send(new StopCrawlerCommand(name))).rejects.toMatchObject({ name: "CrawlerNotRunningException" });
    await lake.crawl();
    expect(await partitionsOf(lake)).toHaveLength(1);
  });

  test("is begun anew after a restart where it was under way, or nobody could be told of its end", async () => {
    const told = async (lake: RunningLake): Promise<unknown> => {
      await lake.lake.idle();
      return lake.events.map(({ detail }) => detail["state"]);
    };
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await runningLake({ onEvent: () => held });
    await first.put("companies/continent=eu/a.csv", `${companiesHeader}${row(1)}\n`);
    await first.glue().send(new StartCrawlerCommand(name));
    const ended = first.lake.dispose();
    // Queries end before crawls do; let go sooner, the crawl would come to its end.
    await expect
      .poll(async () => (await first.glue().send(new GetCrawlerCommand(name))).Crawler?.State)
      .toBe("STOPPING");
    release();
    await ended;
    expect(await told(first)).toEqual(["Started"]);

    const { directory } = first;
    const deaf = await runningLake({
      directory,
      onEvent: async ({ detail }) => {
        if (detail["state"] !== "Started") throw new Error("the disk is full");
      },
    });
    expect(await told(deaf)).toEqual(["Started", "Succeeded", "Failed"]);
    expect(deaf.log.errors.at(-1)).toContain("the disk is full");
    await deaf.lake.dispose();

    const again = await runningLake({ directory });
    expect(await told(again)).toEqual(["Started", "Succeeded"]);
    expect(await partitionsOf(again)).toHaveLength(1);
    await again.lake.dispose();
    expect(await told(await runningLake({ directory }))).toEqual([]);
  });

  test("forgets nothing over a restart, but what belongs to another declaration", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    await lake.put("owners/b", await parquet("SELECT 9::BIGINT AS people_id, 'x' AS extra"));
    await lake.crawl();
    await lake.lake.dispose();

    const same = await runningLake({ directory: lake.directory });
    expect(await partitionsOf(same)).toHaveLength(2);
    expect(await same.rows("SELECT extra FROM owners WHERE people_id = 9")).toEqual([["x"]]);
    const { Crawler } = await same.glue().send(new GetCrawlerCommand(name));
    expect(Crawler).toMatchObject({ State: "READY", LastCrawl: { Status: "SUCCEEDED" } });
    await same.lake.dispose();

    const [companies, owners] = sampleLake.tables;
    if (companies === undefined || owners === undefined) throw new Error("The sample has two tables.");
    const tables = [companies, { ...owners, columns: owners.columns.slice(0, 3) }];
    const other = await runningLake({ directory: lake.directory, model: { ...sampleLake, tables } });
    expect(await partitionsOf(other)).toHaveLength(2);
    expect(await columnsOf(other, "owners")).toEqual(["people_id bigint", "first_name string", "last_name string"]);
  });
});
