import {
  GetQueryResultsCommand,
  GetQueryRuntimeStatisticsCommand,
  paginateGetQueryResults,
  type Row,
} from "@aws-sdk/client-athena";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { csvRows, fillSampleLake, startLake, type RunningLake } from "./running-lake.js";
import { bucketName } from "./sample-lake.js";

let lake: RunningLake;
beforeAll(async () => {
  lake = await startLake();
  await fillSampleLake(lake);
  return () => lake.dispose();
});

const texts = (rows: readonly Row[] | undefined) =>
  rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue));

describe("the result of a SELECT", () => {
  test("is CSV as Athena writes it: all quoted, quotes doubled, nulls empty, line breaks kept", async () => {
    const { QueryExecutionId, ResultConfiguration, Statistics } = await lake.query(
      `SELECT company_name, owner_id, '' AS nothing, continent, count(*) OVER ()
       FROM companies ORDER BY "index"`,
      { role: "analyst" },
    );
    const key = `query-results/${String(QueryExecutionId)}.csv`;
    expect(ResultConfiguration?.OutputLocation).toBe(`s3://${bucketName}/${key}`);
    expect(await lake.content(key)).toBe(
      '"company_name","owner_id","nothing","continent","_col4"\n' +
        '"Fog, ""Sea"" & Söhne","1","","eu","3"\n"Line\nBreak","2","","eu","3"\n"Ohne",,"","us","3"\n',
    );
    expect(lake.objects.head(bucketName, key)?.contentType).toBe("application/octet-stream");
    const sizes = lake.objects.list(bucketName, "companies/").map(({ size }) => size);
    expect(Statistics?.DataScannedInBytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  test("comes in pages, the header first, with types as Athena names them", async () => {
    const sql = `SELECT "index", company_name, owner_id FROM companies ORDER BY 1`;
    const { QueryExecutionId } = await lake.query(sql, { role: "analyst" });
    const client = lake.athena("analyst");
    const pages: unknown[] = [];
    for await (const page of paginateGetQueryResults({ client, pageSize: 2 }, { QueryExecutionId })) {
      pages.push(texts(page.ResultSet?.Rows));
      expect(page.ResultSet?.ResultSetMetadata?.ColumnInfo).toMatchObject([
        { CatalogName: "hive", Name: "index", Label: "index", Type: "bigint", Precision: 19, CaseSensitive: false },
        { Name: "company_name", Type: "varchar", Precision: 2_147_483_647, CaseSensitive: true },
        { Name: "owner_id", Type: "bigint" },
      ]);
    }
    expect(pages).toEqual([
      [
        ["index", "company_name", "owner_id"],
        ["1", 'Fog, "Sea" & Söhne', "1"],
      ],
      [
        ["2", "Line\nBreak", "2"],
        ["3", "Ohne", undefined],
      ],
    ]);
  });

  test("has types and values as Athena writes them", async () => {
    const sql = `SELECT sum(age), avg(age), 7/2, DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05', true,
      CAST(1.5 AS decimal(3,1)), CAST(1 AS integer), NULL, 'a' || chr(34) FROM owners`;
    const { QueryExecutionId } = await lake.query(sql, { role: "analyst" });
    const { ResultSet } = await lake.athena("analyst").send(new GetQueryResultsCommand({ QueryExecutionId }));
    expect(texts(ResultSet?.Rows)?.[1]).toEqual([
      "87",
      "43.5",
      "3",
      "2020-01-02",
      "2020-01-02 03:04:05.000",
      "true",
      "1.5",
      "1",
      undefined,
      'a"',
    ]);
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type)).toEqual([
      "bigint",
      "double",
      "integer",
      "date",
      "timestamp",
      "boolean",
      "decimal",
      "integer",
      "integer",
      "varchar",
    ]);
  });

  test("without rows is the header alone", async () => {
    const { QueryExecutionId } = await lake.query("SELECT gender FROM owners WHERE age > 900", { role: "analyst" });
    const { ResultSet, NextToken } = await lake
      .athena("analyst")
      .send(new GetQueryResultsCommand({ QueryExecutionId }));
    expect([texts(ResultSet?.Rows), NextToken]).toEqual([[["gender"]], undefined]);
  });

  test("of 60,000 rows keeps its order and is read to the end", async () => {
    const sql = `SELECT r.range AS n, repeat('"é,' || chr(10), 3) AS text FROM range(60000) r ORDER BY n DESC`;
    const { QueryExecutionId } = await lake.query(sql, { role: "analyst" });
    const rows = csvRows(await lake.content(`query-results/${String(QueryExecutionId)}.csv`));
    expect(rows.slice(1).map(([n]) => Number(n))).toEqual(Array.from({ length: 60_000 }, (_, index) => 59_999 - index));
    let count = 0;
    const client = lake.athena("analyst");
    for await (const { ResultSet } of paginateGetQueryResults({ client, pageSize: 1000 }, { QueryExecutionId })) {
      expect(texts(ResultSet?.Rows)).toEqual(rows.slice(count, count + 1000));
      count += 1000;
    }
    expect(count).toBe(61_000);
    const statistics = await client.send(new GetQueryRuntimeStatisticsCommand({ QueryExecutionId }));
    expect(statistics.QueryRuntimeStatistics?.Rows).toMatchObject({ OutputRows: 60_000 });
  });
});

describe("execution parameters", () => {
  test.each([
    [["'Fog, \"Sea\" & Söhne'"], "company_name = ?", ["1"]],
    [["'it''s'"], "company_name <> ?", ["1", "2", "3"]],
    [["2"], `"index" >= ?`, ["2", "3"]],
    [["-1", "1"], `"index" BETWEEN ? AND ?`, ["1"]],
    // Recorded: what does not parse, or names something, is a text.
    [["Ohne"], "company_name = ?", ["3"]],
    [["' OR 1=1 --"], "company_name = ?", []],
    [["''' OR 1=1 --'"], "company_name = ?", []],
    [["'sea'"], "strpos(lower(company_name), lower(?)) > 0", ["1"]],
    [["NULL"], "coalesce(?, 1) = 1", ["1", "2", "3"]],
  ])("%j in %s", async (parameters, condition, expected) => {
    const rows = await lake.rows(`SELECT "index" FROM companies WHERE ${condition} ORDER BY 1`, {
      role: "analyst",
      parameters,
    });
    expect(rows.map(([index]) => index)).toEqual(expected);
  });

  test("give the page, too", async () => {
    const sql = `SELECT "index" FROM companies ORDER BY "index" OFFSET ? LIMIT ?`;
    expect(await lake.rows(sql, { role: "analyst", parameters: ["1", "1"] })).toEqual([["2"]]);
  });
});

describe("what Trino and DuckDB say alike", () => {
  test.each([
    [`SELECT "companies"."index" FROM "lake"."companies" ORDER BY 1`, [["1"], ["2"], ["3"]]],
    [`SELECT owner_id FROM companies ORDER BY owner_id ASC NULLS LAST`, [["1"], ["2"], [null]]],
    [`SELECT owner_id FROM companies ORDER BY owner_id DESC NULLS LAST`, [["2"], ["1"], [null]]],
    [`SELECT owner_id FROM companies ORDER BY owner_id DESC`, [["2"], ["1"], [null]]],
    [
      `SELECT 'x', count(*) FROM companies UNION ALL SELECT gender, count(*) FROM owners GROUP BY gender ORDER BY 1`,
      [
        ["F", "2"],
        ["M", "1"],
        ["x", "3"],
      ],
    ],
    [
      `SELECT c.company_id, o.gender FROM companies c LEFT JOIN owners o ON c.owner_id = o.people_id ORDER BY 1`,
      [
        ["c:1", "F"],
        ["c:2", "M"],
        ["c:3", null],
      ],
    ],
    [`/* x */ SELECT count(*) FROM companies;; `, [["3"]]],
    [`SELECT count(*) FROM companies -- all of them`, [["3"]]],
    [`WITH owners AS (SELECT 5 AS first_name) SELECT first_name FROM owners`, [["5"]]],
    [`WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT count(*) FROM n`, [["3"]]],
    [`SELECT count(*) FROM companies CROSS JOIN UNNEST(ARRAY[1, 2]) AS t(x)`, [["6"]]],
  ])("%s", async (sql, expected) => {
    expect(await lake.rows(sql, { role: "analyst" })).toEqual(expected);
  });

  test("a qualified name needs no database in the context, another one does", async () => {
    const options = { role: "analyst", database: undefined };
    expect(await lake.rows("SELECT count(*) FROM awsdatacatalog.lake.owners", options)).toEqual([["3"]]);
    await expect(lake.rows("SELECT count(*) FROM owners", options)).rejects.toThrow(
      "SCHEMA_NOT_FOUND: line 1:22: Schema 'default' does not exist",
    );
  });
});

describe("UNLOAD", () => {
  async function readBack(sql: string, file: string): Promise<unknown> {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(sql.replace("$", `'${file}'`))).getRowObjectsJson();
    connection.closeSync();
    instance.closeSync();
    return rows;
  }

  test("writes Parquet, a manifest, and no row to GetQueryResults", async () => {
    const { QueryExecutionId, Status, Statistics, ResultConfiguration, SubstatementType } = await lake.query(
      `UNLOAD (SELECT first_name, address, sum(age) AS age FROM owners WHERE people_id <= ? GROUP BY 1, 2 ORDER BY 1)
       TO 's3://${bucketName}/exports/of-ada/' WITH (format = 'PARQUET', compression = 'SNAPPY')`,
      { role: "developer", workGroup: "exports", parameters: ["1"] },
    );
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    const id = String(QueryExecutionId);
    expect(SubstatementType).toBe("UNLOAD");
    expect(ResultConfiguration?.OutputLocation).toBe(`s3://${bucketName}/exports/${id}`);
    expect(Statistics?.DataManifestLocation).toBe(`s3://${bucketName}/exports/${id}-manifest.csv`);
    const [object, ...others] = lake.objects.list(bucketName, "exports/of-ada/");
    expect(others).toEqual([]);
    expect(await lake.content(`exports/${id}-manifest.csv`)).toBe(`s3://${bucketName}/${String(object?.key)}\n`);
    expect(object?.key).toMatch(/^exports\/of-ada\/[0-9a-f-]{36}\.parquet$/);
    expect(await readBack("SELECT *, typeof(age) AS type FROM read_parquet($)", String(object?.file))).toEqual([
      { first_name: "Ada", address: '12 Crescent, Flat "B"\nLondon', age: "36", type: "BIGINT" },
    ]);
    const results = await lake.athena("developer").send(new GetQueryResultsCommand({ QueryExecutionId }));
    expect(results).toMatchObject({ UpdateCount: 1, ResultSet: { Rows: [] } });
  });

  test("writes text", async () => {
    const sql = `UNLOAD (SELECT "index", company_name FROM companies WHERE "index" <> 2 ORDER BY 1) TO 's3://${bucketName}/exports/text/'
      WITH (format = 'TEXTFILE', field_delimiter = '|', compression = 'NONE')`;
    expect((await lake.query(sql, { role: "analyst", workGroup: "exports" })).Status).toMatchObject({
      State: "SUCCEEDED",
    });
    const [object] = lake.objects.list(bucketName, "exports/text/");
    expect(await lake.content(String(object?.key))).toBe('1|Fog, "Sea" & Söhne\n3|Ohne\n');
  });

  test("writes no file where there is no row, and never into a place with objects", async () => {
    const unload = (prefix: string) =>
      lake.query(
        `UNLOAD (SELECT gender FROM owners WHERE age > 900) TO 's3://${bucketName}/${prefix}' WITH (format = 'PARQUET')`,
        { role: "analyst", workGroup: "exports" },
      );
    const { QueryExecutionId, Status } = await unload("exports/none/");
    expect(Status).toMatchObject({ State: "SUCCEEDED" });
    expect(lake.objects.list(bucketName, "exports/none/")).toEqual([]);
    expect(await lake.content(`exports/${String(QueryExecutionId)}-manifest.csv`)).toBe("");
    expect((await unload("exports/")).Status?.StateChangeReason).toMatch(/^HIVE_PATH_ALREADY_EXISTS: Target directory/);
  });

  test("is refused where the role may not write", async () => {
    const { Status } = await lake.query(
      `UNLOAD (SELECT 1 AS one) TO 's3://${bucketName}/companies/continent=zz/' WITH (format = 'PARQUET')`,
      { role: "developer", workGroup: "exports" },
    );
    expect(Status?.StateChangeReason).toContain("is not authorized to perform: s3:PutObject");
    expect(lake.objects.list(bucketName, "companies/continent=zz/")).toEqual([]);
  });
});
