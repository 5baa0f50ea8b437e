import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.js";
import { openCatalog } from "./catalog.js";
import { createLakePermissions } from "./lake-permissions.js";
import { openLockedDatabase, type LockedDatabase } from "./locked-database.js";
import { openRoleDatabases } from "./role-databases.js";
import { companiesHeader, fillSampleLake, parquet, runningLake, startLake, type RunningLake } from "./running-lake.js";
import { bucketName, databaseName, roleArn, sampleLake } from "./sample-lake.js";

const databasesOf = ({ directory }: RunningLake): string => join(directory, "lake", "role-databases");

/** Fingerprints of the databases that lie on disk. */
function filesOf(lake: RunningLake): string[] {
  return readdirSync(databasesOf(lake)).filter((name) => /^[0-9a-f]{64}$/.test(name));
}

describe("the database of the analyst", () => {
  let lake: RunningLake;
  let database: LockedDatabase;
  let file = "";
  beforeAll(async () => {
    lake = await startLake();
    await fillSampleLake(lake);
    await lake.rows("SELECT 1", { role: "analyst" });
    file = join(databasesOf(lake), filesOf(lake)[0] ?? "", "awsdatacatalog.duckdb");
    database = await openLockedDatabase(file, join(lake.directory, "temporary"));
    return async () => {
      database.close();
      await lake.dispose();
    };
  });

  test("holds no byte of a personal column", () => {
    const bytes = readFileSync(file);
    expect(bytes.includes("Manager")).toBe(true);
    for (const secret of ["Secretname", "Byron", "Hidden Lane", "Crescent", "last_name"]) {
      expect(bytes.includes(secret), secret).toBe(false);
    }
  });

  // Below Athena, as it were: SQL that the service would not even let through.
  test.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/*')",
    "SELECT * FROM parquet_metadata('/etc/passwd')",
    "SELECT * FROM read_duckdb('/tmp/other.duckdb')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT getenv('HOME')",
    "ATTACH '/tmp/other.duckdb'",
    "ATTACH ':memory:' AS other",
    "COPY owners TO '/tmp/owners.csv'",
    "COPY owners FROM '/etc/passwd'",
    "EXPORT DATABASE '/tmp/export'",
    "IMPORT DATABASE '/tmp/export'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/any.duckdb_extension'",
    "INSERT INTO owners VALUES (9, 'F', 1, 'CEO')",
    "DELETE FROM owners",
    "DROP TABLE owners",
    "ALTER TABLE owners ADD COLUMN last_name VARCHAR",
    "CREATE TABLE lake.mine (a INTEGER)",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET allowed_configs = ['enable_external_access']",
    "SET temp_directory = '/tmp'",
    "SET memory_limit = '64GB'",
    "SET threads = 64",
    "SET log_query_path = '/tmp/log'",
    "SET errors_as_json = false",
    "PRAGMA profiling_output = '/tmp/profile'",
    "SELECT last_name FROM owners",
    "SELECT * FROM awsdatacatalog.lake.secrets",
  ])("refuses %s", async (sql) => {
    const connection = await database.connect("lake");
    try {
      await expect(connection.run(sql)).rejects.toThrow(/exception_type/);
    } finally {
      connection.closeSync();
    }
  });

  test("knows of no other database and no other column", async () => {
    const connection = await database.connect("lake");
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
    expect(await rows("SELECT database_name FROM duckdb_databases() WHERE NOT internal")).toEqual([["awsdatacatalog"]]);
    expect(
      await rows("SELECT DISTINCT column_name FROM duckdb_columns() WHERE table_name = 'owners' ORDER BY 1"),
    ).toEqual([["age"], ["designation"], ["gender"], ["people_id"]]);
    expect(await rows("SELECT count(*) FROM duckdb_tables() WHERE database_name <> 'awsdatacatalog'")).toEqual([["0"]]);
    expect(await rows("SELECT * FROM duckdb_secrets()")).toEqual([]);
    expect(await rows("SELECT count(*) FROM duckdb_views() WHERE NOT internal")).toEqual([["0"]]);
    connection.closeSync();
  });
});

describe("the role decides which columns exist", () => {
  test("from the grants and nothing else", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    const columns = async (role: string | undefined) => {
      const sql = "SELECT column_name FROM information_schema.columns WHERE table_name = 'owners'";
      return (await lake.rows(sql, role === undefined ? {} : { role })).map(([name]) => name);
    };
    const all = ["people_id", "first_name", "last_name", "gender", "age", "designation", "address"];
    expect(await columns("developer")).toEqual(all);
    expect(await columns(undefined)).toEqual(all);
    expect(await columns("analyst")).toEqual(["people_id", "gender", "age", "designation"]);
    // Developer and administrator see the same: one file serves both.
    expect(filesOf(lake)).toHaveLength(2);
  });

  test("one column less in the grants is one column less in the database", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    expect(await lake.rows("SELECT max(age) FROM owners", { role: "analyst" })).toEqual([["51"]]);
    const former = filesOf(lake);
    await lake.lake.dispose();

    const grants = sampleLake.grants.filter(({ columns }) => columns === "all" || !columns.includes("age"));
    const later = await runningLake({ model: { ...sampleLake, grants }, directory: lake.directory });
    await expect(later.rows("SELECT max(age) FROM owners", { role: "analyst" })).rejects.toThrow(
      "COLUMN_NOT_FOUND: line 1:12",
    );
    expect(await later.rows("SELECT max(people_id) FROM owners", { role: "analyst" })).toEqual([["3"]]);
    expect(filesOf(later)).not.toEqual(former);
    expect(filesOf(later)).toHaveLength(1);
  });
});

describe("databases follow the bucket", () => {
  const count = async (lake: RunningLake) => (await lake.rows("SELECT count(*) FROM companies", analyst))[0]?.[0];
  const analyst = { role: "analyst" };
  const row = (n: number): string => `${companiesHeader}${n},c:${n},New,web,operating,1\n`;

  test("the former one answers until the new one is there; a new partition takes a crawl", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    expect(await count(lake)).toBe("3");
    const [first] = filesOf(lake);
    await lake.put("companies/continent=us/b.csv", row(4));
    await lake.put("companies/continent=asia/a.csv", row(5));
    expect(await count(lake)).toBe("3");
    expect(await count(lake)).toBe("4");
    await lake.crawl();
    expect(await count(lake)).toBe("5");
    await lake.objects.delete(bucketName, "companies/continent=us/b.csv");
    await lake.crawl();
    expect(await count(lake)).toBe("4");
    // Former files go; the one in use stays.
    expect(filesOf(lake)).toHaveLength(1);
    expect(filesOf(lake)).not.toContain(first);
  });

  test("a crawl has built the databases of readers, and of all who have asked, when it tells its success", async () => {
    const whenTold: string[][] = [];
    const lake: RunningLake = await runningLake({
      readers: ["developer"],
      onEvent: async ({ detail }) => {
        if (detail["state"] === "Succeeded") whenTold.push(filesOf(lake));
      },
    });
    await fillSampleLake(lake);
    expect(whenTold[0], "nobody has asked").toHaveLength(1);
    expect(await count(lake)).toBe("3");
    await lake.put("companies/continent=asia/a.csv", row(5));
    await lake.crawl();
    expect(await count(lake)).toBe("4");
    expect(whenTold[1]).toEqual(expect.arrayContaining(filesOf(lake)));
    expect(filesOf(lake)).toHaveLength(2);
  });

  test("a reader's database is there before anybody asks", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    expect(filesOf(lake)).toEqual([]);
    await lake.lake.dispose();
    const later = await runningLake({ directory: lake.directory, readers: ["analyst", "stranger"] });
    await later.lake.idle();
    expect(filesOf(later)).toHaveLength(1);
    expect(await count(later)).toBe("3");
    expect(filesOf(later)).toHaveLength(1);
  });

  test("a former one never answers for one that cannot be built", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    expect(await count(lake)).toBe("3");
    await lake.put("companies/continent=us/b.csv", `${companiesHeader}four,c:4,New,web,operating,1\n`);
    await lake.crawl();
    await expect(count(lake)).rejects.toThrow("HIVE_BAD_DATA");
    await lake.put("companies/continent=us/b.csv", row(4));
    expect(await count(lake)).toBe("4");
  });

  test("a former one never answers once other columns are granted", async () => {
    const { objects, directory, log, ...lake } = await runningLake();
    await fillSampleLake({ objects, directory, log, ...lake });
    const granted = createLakePermissions(sampleLake.grants, roleArn("administrator"));
    const withheld = new Set<string>();
    const databases = await openRoleDatabases({
      catalog: await openCatalog({ model: sampleLake, directory: join(directory, "lake"), clock: systemClock, log }),
      permissions: {
        ...granted,
        readable: (arn, table) => granted.readable(arn, table).filter(({ name }) => !withheld.has(name)),
      },
      objects,
      directory: join(directory, "other-databases"),
      roleArns: [],
      readerArns: [],
      log,
    });
    onTestFinished(() => databases.dispose());
    const oldest = async () => {
      const database = await databases.acquire(roleArn("analyst"));
      const connection = await database.connect(databaseName);
      try {
        return (await connection.runAndReadAll("SELECT max(age) FROM owners")).getRowsJson();
      } finally {
        connection.closeSync();
        database.release();
      }
    };
    expect(await oldest()).toEqual([["51"]]);
    await lake.put("companies/continent=us/b.csv", row(4));
    withheld.add("age");
    await expect(oldest()).rejects.toThrow("age");
  });

  test("a query that runs keeps the rows it began with", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    const running = lake.rows("SELECT count(*), sum(hash(r.range)) FROM companies CROSS JOIN range(3000000) r", {
      role: "analyst",
    });
    await lake.put("companies/continent=us/b.csv", `${companiesHeader}4,c:4,New,web,operating,1\n`);
    const [[rows] = []] = await Promise.all([
      running,
      lake.rows("SELECT count(*) FROM companies", { role: "analyst" }),
    ]);
    expect(["9000000", "12000000"]).toContain(rows?.[0]);
  });

  test("files outlive a restart; queries that come together share one build", async () => {
    const lake = await runningLake();
    await fillSampleLake(lake);
    await Promise.all([1, 2, 3, 4].map((n) => lake.rows(`SELECT ${n}`, { role: "analyst" })));
    const [name = ""] = filesOf(lake);
    const { ino } = statSync(join(databasesOf(lake), name, "awsdatacatalog.duckdb"));
    await lake.lake.dispose();
    const later = await runningLake({ directory: lake.directory });
    expect(await later.rows("SELECT count(*) FROM companies", { role: "analyst" })).toEqual([["3"]]);
    expect(filesOf(later)).toEqual([name]);
    expect(statSync(join(databasesOf(later), name, "awsdatacatalog.duckdb")).ino).toBe(ino);
  });

  test("an empty lake has empty tables", async () => {
    const lake = await runningLake();
    expect(await lake.rows("SELECT count(*) FROM companies c JOIN owners o ON c.owner_id = o.people_id")).toEqual([
      ["0"],
    ]);
  });
});

describe("CSV", () => {
  async function companies(content: string | Uint8Array, name = "a.csv"): Promise<RunningLake> {
    const lake = await runningLake();
    await lake.put(`companies/continent=eu/${name}`, content);
    await lake.crawl();
    return lake;
  }
  const sql = `SELECT "index", company_id, company_name, owner_id FROM companies ORDER BY 1`;

  // https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html; line breaks and empty numbers: README.md.
  test.each([
    [
      "doubled quotes, commas, line breaks",
      `${companiesHeader}1,c:1,"a ""b"", c\nd",x,y,2\n`,
      [["1", "c:1", 'a "b", c\nd', "2"]],
    ],
    ["Windows line ends", `${companiesHeader}1,c:1,a,x,y,2\n`.replaceAll("\n", "\r\n"), [["1", "c:1", "a", "2"]]],
    ["no line end at the end", `${companiesHeader}1,c:1,a,x,y,2`, [["1", "c:1", "a", "2"]]],
    ["empty cells: texts stay empty, numbers are null", `${companiesHeader}1,,"",x,y,\n`, [["1", "", "", null]]],
    ["a short row: what is missing is null", `${companiesHeader}1,c:1\n`, [["1", "c:1", null, null]]],
    [
      "a long row: what is too much is left out",
      `${companiesHeader}1,c:1,a,x,y,2,more,"and more"\n`,
      [["1", "c:1", "a", "2"]],
    ],
    [
      "cells go by position, whatever the header says",
      `Index,company_name,company_id,category_code,status,owner_id\n1,first,second,x,y,2\n`,
      [["1", "first", "second", "2"]],
    ],
    ["other scripts", `${companiesHeader}1,c:1,"東京 🚀 é",x,y,2\n`, [["1", "c:1", "東京 🚀 é", "2"]]],
    [
      "signs and zeros",
      `${companiesHeader}-01,c:1,a,x,y,+9223372036854775807\n`,
      [["-1", "c:1", "a", "9223372036854775807"]],
    ],
    ["a header alone", companiesHeader, []],
  ])("%s", async (_name, content, expected) => {
    expect(await (await companies(content)).rows(sql)).toEqual(expected);
  });

  test("gzip by its ending, among others", async () => {
    const lake = await companies(gzipSync(`${companiesHeader}1,c:1,packed,x,y,2\n`), "a.csv.gz");
    await lake.put("companies/continent=eu/b.csv", `${companiesHeader}2,c:2,plain,x,y,3\n`);
    expect((await lake.rows(sql)).map(([, , name]) => name)).toEqual(["packed", "plain"]);
  });

  test.each([
    [
      "text where a number belongs",
      `${companiesHeader}1,c:1,a,x,y,2\n2,c:2,"b\nc",x,y,Secret Street 1\n`,
      "field 5: row 3, column 'owner_id'",
      "bigint",
    ],
    ["a fraction", `${companiesHeader}1.5,c:1,a,x,y,2\n`, "field 0: row 2, column 'index'", "bigint"],
    [
      "a number too large",
      `${companiesHeader}9223372036854775808,c:1,a,x,y,2\n`,
      "field 0: row 2, column 'index'",
      "bigint",
    ],
  ])("%s fails the query and names the place, not the value", async (_name, content, place, type) => {
    const lake = await companies(content);
    const text = `Error parsing field value for ${place} of s3://${bucketName}/companies/continent=eu/a.csv is not a ${type}`;
    await expect(lake.rows(sql)).rejects.toThrow(`HIVE_BAD_DATA: ${text}`);
    const { Status } = await lake.query(sql);
    expect(JSON.stringify([Status, lake.log.errors, lake.events])).not.toContain("Secret Street");
    // Another object is no way round, a better one is.
    await lake.put("companies/continent=eu/a.csv", `${companiesHeader}1,c:1,a,x,y,2\n`);
    expect(await lake.rows(sql)).toHaveLength(1);
  });

  test("a bad cell of a column that a role may not read does not keep it from the others", async () => {
    const grants = sampleLake.grants.filter(({ columns }) => columns === "all" || !columns.includes("owner_id"));
    const lake = await runningLake({ model: { ...sampleLake, grants } });
    await lake.put("companies/continent=eu/a.csv", `${companiesHeader}1,c:1,a,x,y,none\n`);
    await lake.crawl();
    expect(await lake.rows("SELECT company_id FROM companies", { role: "analyst" })).toEqual([["c:1"]]);
    await expect(lake.rows("SELECT company_id FROM companies", { role: "developer" })).rejects.toThrow("HIVE_BAD_DATA");
  });
});

describe("Parquet", () => {
  test("goes by name in any case and order; what is missing is null", async () => {
    const lake = await runningLake();
    await lake.put(
      "owners/a.parquet",
      await parquet("SELECT 36::INTEGER AS AGE, 1::SMALLINT AS People_Id, 'F' AS gender"),
    );
    await lake.put("owners/b.parquet", await parquet("SELECT 2::BIGINT AS people_id, 'B' AS first_name"));
    await lake.crawl();
    expect(await lake.rows("SELECT people_id, first_name, gender, age FROM owners ORDER BY 1")).toEqual([
      ["1", null, "F", "36"],
      ["2", "B", null, null],
    ]);
  });

  test.each([
    ["another type", () => parquet("SELECT 'one' AS people_id"), "Field people_id's type VARCHAR in parquet file"],
    ["no Parquet", async () => Buffer.from("people_id\n1\n"), `Not valid Parquet file: s3://${bucketName}/owners/b`],
  ])("%s fails the query and names the object", async (_name, content, text) => {
    const lake = await runningLake();
    await lake.put("owners/a", await parquet("SELECT 1::BIGINT AS people_id"));
    await lake.crawl();
    await lake.put("owners/b", await content());
    await expect(lake.rows("SELECT count(*) FROM owners")).rejects.toThrow(`HIVE_BAD_DATA: ${text}`);
  });
});

test("rows stay in the order of the objects", async () => {
  const lake = await runningLake();
  const names = Array.from({ length: 5_000 }, (_, index) => createHash("md5").update(String(index)).digest("hex"));
  for (const part of [0, 1]) {
    const rows = names
      .slice(part * 2_500, (part + 1) * 2_500)
      .map((name, index) => `${part * 2_500 + index},${name},n,x,y,1\n`);
    await lake.put(`companies/continent=eu/${part}.csv`, companiesHeader + rows.join(""));
  }
  await lake.crawl();
  expect((await lake.rows("SELECT company_id FROM companies")).map(([name]) => name)).toEqual(names);
});
