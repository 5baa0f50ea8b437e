import { beforeAll, describe, expect, test } from "vitest";
import { fillSampleLake, startLake, type RunningLake } from "./running-lake.js";

let lake: RunningLake;
beforeAll(async () => {
  lake = await startLake();
  await fillSampleLake(lake);
  return () => lake.dispose();
});

/** What a query ended with: `COLUMN_NOT_FOUND: …`, or undefined where it succeeded. */
async function failure(sql: string, parameters?: string[]): Promise<string | undefined> {
  const { Status } = await lake.query(sql, { role: "analyst", ...(parameters === undefined ? {} : { parameters }) });
  return Status?.State === "SUCCEEDED" ? undefined : Status?.StateChangeReason;
}

function unresolved(place: string, name: string): string {
  const text = `Column '${name}' cannot be resolved or requester is not authorized to access requested resources`;
  return `COLUMN_NOT_FOUND: ${place}: ${text}`;
}

// Texts of Athena: recorded COLUMN_NOT_FOUND answers with AthenaError { ErrorCategory: 2, ErrorType: 1006 }.
describe("a column that is withheld and one that nobody has are told of in the same words", () => {
  test.each([
    ["SELECT first_name FROM owners", "line 1:8", "first_name"],
    ["SELECT nobody FROM owners", "line 1:8", "nobody"],
    ["SELECT o.first_name FROM owners o", "line 1:8", "o.first_name"],
    ["SELECT 'é',\n  count(*)\nFROM owners WHERE last_name = 'x'", "line 3:19", "last_name"],
    ["SELECT * FROM owners ORDER BY address", "line 1:31", "address"],
    ["SELECT gender FROM owners GROUP BY address", "line 1:36", "address"],
    ["SELECT owners.last_name FROM owners", "line 1:8", "owners.last_name"],
    ["SELECT lake.owners.first_name FROM lake.owners", "line 1:8", "lake.owners.first_name"],
    ["SELECT x.last_name FROM owners", "line 1:8", "x.last_name"],
    ["SELECT max(gender) FILTER (WHERE last_name='x') FROM owners", "line 1:34", "last_name"],
    ["SELECT sum(age) OVER (ORDER BY last_name) FROM owners", "line 1:32", "last_name"],
    ["SELECT * FROM companies c JOIN owners o ON c.company_name = o.last_name", "line 1:61", "o.last_name"],
    [
      "SELECT * FROM owners WHERE EXISTS (SELECT 1 FROM companies WHERE company_name = address)",
      "line 1:81",
      "address",
    ],
    ["WITH o AS (SELECT * FROM owners) SELECT last_name FROM o", "line 1:41", "last_name"],
    ["SELECT count(*) FROM owners HAVING max(last_name) > 'M'", "line 1:40", "last_name"],
    ["SELECT (SELECT address) FROM owners", "line 1:16", "address"],
    [
      "UNLOAD (SELECT address FROM owners) TO 's3://sample-lake/exports/e/' WITH (format = 'PARQUET')",
      "line 1:16",
      "address",
    ],
    // DuckDB's own syntax, for which it gives no place.
    ["SELECT * EXCLUDE (last_name) FROM owners", "line 1:1", "last_name"],
    ["SELECT * EXCLUDE (nobody) FROM owners", "line 1:1", "nobody"],
    ["SELECT * REPLACE ('x' AS last_name) FROM owners", "line 1:1", "last_name"],
    ["SELECT * FROM owners a JOIN owners b USING (last_name)", "line 1:1", "last_name"],
    ["SELECT o['first_name'] FROM owners o", "line 1:1", "first_name"],
    ["SELECT struct_extract(o, 'first_name') FROM owners o", "line 1:1", "first_name"],
  ])("%s", async (sql, place, name) => {
    const { Status } = await lake.query(sql, { role: "analyst" });
    expect(Status).toMatchObject({
      State: "FAILED",
      StateChangeReason: unresolved(place, name),
      AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false, ErrorMessage: unresolved(place, name) },
    });
  });

  test("a star gives what is granted and no more", async () => {
    const { ResultConfiguration } = await lake.query("SELECT * FROM owners ORDER BY 1", { role: "analyst" });
    const csv = await lake.content(String(ResultConfiguration?.OutputLocation).slice("s3://sample-lake/".length));
    expect(csv).toBe(
      '"people_id","gender","age","designation"\n"1","F","36","CEO"\n"2","M",,"COO"\n"3","F","51","Manager"\n',
    );
    expect(await lake.rows("SELECT owners FROM owners LIMIT 1", { role: "analyst" })).toEqual([
      ["{'people_id': 1, 'gender': F, 'age': 36, 'designation': CEO}"],
    ]);
  });
});

const unregistered = (name: string) => `FUNCTION_NOT_FOUND: line 1:15: Table function '${name}' not registered`;

describe("queries that fail", () => {
  // Trino's words (https://github.com/trinodb/trino, StatementAnalyzer) as Athena prefixes them; types: recorded answers.
  test.each([
    ["SELECT * FROM nope", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.nope' does not exist", 1301],
    ["SELECT * FROM nope.nope", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nope' does not exist", 1301],
    ["SELECT * FROM x.lake.owners", "CATALOG_NOT_FOUND: line 1:15: Catalog 'x' does not exist", 1006],
    [
      "WITH b AS (SELECT * FROM b) SELECT * FROM b",
      "TABLE_NOT_FOUND: line 1:26: Table 'awsdatacatalog.lake.b' does not exist",
      1301,
    ],
    ["SELECT nofunc(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'nofunc' not registered", 1303],
    ["SELECT lower(1)", "TYPE_MISMATCH: line 1:8: Unexpected parameters for function lower", 1002],
    [
      "SELECT CAST(designation AS bigint) FROM owners",
      "INVALID_CAST_ARGUMENT: line 1:8: Cannot cast a value to bigint",
      1100,
    ],
    ["SELECT error(designation) FROM owners", "GENERIC_USER_ERROR: line 1:1: The query cannot be carried out", 1000],
    [
      "SELECT list(r.range) FROM range(200000000) r",
      "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor",
      0,
    ],
    // What is not of the lake.
    ["SELECT * FROM read_csv('/etc/passwd')", unregistered("read_csv"), 1303],
    ["SELECT * FROM glob('/*')", unregistered("glob"), 1303],
    ["SELECT * FROM duckdb_settings()", unregistered("duckdb_settings"), 1303],
    ["SELECT * FROM duckdb_secrets()", unregistered("duckdb_secrets"), 1303],
    ["SELECT * FROM query('SELECT 1')", unregistered("query"), 1303],
    ["SELECT * FROM query_table('owners')", unregistered("query_table"), 1303],
    ["SELECT * FROM json_execute_serialized_sql('x')", unregistered("json_execute_serialized_sql"), 1303],
    ["SELECT * FROM pragma_storage_info('owners')", unregistered("pragma_storage_info"), 1303],
    [
      "SELECT current_setting('temp_directory')",
      "FUNCTION_NOT_FOUND: line 1:8: Function 'current_setting' not registered",
      1303,
    ],
    ["SELECT getenv('HOME')", "FUNCTION_NOT_FOUND: line 1:8: Function 'getenv' not registered", 1303],
    [
      "SELECT * FROM '/etc/passwd'",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake./etc/passwd' does not exist",
      1301,
    ],
    [
      "SELECT * FROM duckdb_settings",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.duckdb_settings' does not exist",
      1301,
    ],
    [
      "SELECT * FROM sqlite_master",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.sqlite_master' does not exist",
      1301,
    ],
    [
      "SELECT * FROM duckdb_settings WHERE EXISTS (WITH duckdb_settings AS (SELECT 1) SELECT 1)",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.duckdb_settings' does not exist",
      1301,
    ],
    ["SELECT * FROM pg_catalog.pg_tables", "SCHEMA_NOT_FOUND: line 1:15: Schema 'pg_catalog' does not exist", 1301],
    ["SELECT * FROM system.main.duckdb_tables", "CATALOG_NOT_FOUND: line 1:15: Catalog 'system' does not exist", 1006],
    ["SELECT * FROM (SHOW TABLES)", "NOT_SUPPORTED: line 1:1: Athena has no SHOW_REF in FROM", 1200],
    [
      "SELECT * FROM (PIVOT owners ON gender IN ('F') USING count(*))",
      "NOT_SUPPORTED: line 1:16: Athena has no PIVOT in FROM",
      1200,
    ],
  ])("%s", async (sql, reason, type) => {
    const { Status } = await lake.query(sql, { role: "analyst" });
    expect(Status).toMatchObject({ State: "FAILED", StateChangeReason: reason, AthenaError: { ErrorType: type } });
  });

  test("the views of information_schema show granted columns only", async () => {
    const sql = "SELECT table_name, column_name FROM information_schema.columns WHERE table_name = 'owners' ORDER BY 2";
    expect((await lake.rows(sql, { role: "analyst" })).map(([, name]) => name)).toEqual([
      "age",
      "designation",
      "gender",
      "people_id",
    ]);
    expect(await lake.rows(sql, { role: "developer" })).toHaveLength(7);
    expect(await lake.rows("SELECT table_name FROM information_schema.tables", { role: "analyst" })).toEqual([
      ["companies"],
      ["owners"],
    ]);
  });

  test("another number of parameters than question marks", async () => {
    // Recorded: the query fails, not the request; parameters of SQL without question marks are passed over.
    const reason = "INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected 2 but found 1";
    expect(await failure("SELECT gender FROM owners WHERE age > ? AND age < ?", ["1"])).toBe(reason);
    expect(await failure("SELECT gender FROM owners LIMIT ?")).toBe(reason.replace("2 but found 1", "1 but found 0"));
    expect(await failure("SELECT gender FROM owners", ["1"])).toBeUndefined();
  });
});

describe("requests that make no query", () => {
  const unsupported = "Queries of this type are not supported";
  test.each([
    ["INSERT INTO owners VALUES (1)", unsupported],
    ["CREATE TABLE x AS SELECT 1", unsupported],
    ["DROP TABLE owners", unsupported],
    ["COPY owners TO '/tmp/x'", unsupported],
    ["EXPORT DATABASE '/tmp/x'", unsupported],
    ["ATTACH '/tmp/x'", unsupported],
    ["DETACH awsdatacatalog", unsupported],
    ["USE memory", unsupported],
    ["SET memory_limit = '1GB'", unsupported],
    ["RESET lock_configuration", unsupported],
    ["PRAGMA database_list", unsupported],
    ["CALL pragma_version()", unsupported],
    ["INSTALL httpfs", unsupported],
    ["LOAD httpfs", unsupported],
    ["PREPARE x AS SELECT 1", unsupported],
    ["BEGIN", unsupported],
    ["EXPLAIN SELECT 1", unsupported],
    ["SHOW TABLES", unsupported],
    ["DESCRIBE owners", unsupported],
    ["SUMMARIZE owners", unsupported],
    ["PIVOT owners ON gender USING count(*)", unsupported],
    ["SELECT 1; SELECT 2", "Only one sql statement is allowed. Got: SELECT 1; SELECT 2"],
    ["SELECT 1; DROP TABLE owners", "Queries of this type are not supported"],
    ["selec 1", "line 1:1: mismatched input 'selec'"],
    ["SELECT gender\nFROM owners WHERE gender = ", "line 2:28: mismatched input '<EOF>'"],
    ["SELECT 1) FROM (SELECT 2", "line 1:9: mismatched input ')'"],
    ["WITH x AS (DELETE FROM owners RETURNING *) SELECT * FROM x", "line 1:1: the statement cannot be read"],
    ["UNLOAD (SELECT 1) TO 'x' WITH (format = 'PARQUET')", "UNLOAD: the target is not a valid S3 path."],
  ])("%s", async (sql, message) => {
    await expect(failure(sql)).rejects.toMatchObject({ name: "InvalidRequestException", message });
  });

  test("SQL that is nested deeper than the parser goes", async () => {
    const sql = `SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)}`;
    await expect(failure(sql)).rejects.toMatchObject({ message: "line 1:10004: mismatched input '('" });
  });

  test("SQL of more than 262,144 bytes", async () => {
    const name = "InvalidRequestException";
    const message = expect.stringContaining("less than or equal to 262144") as string;
    await expect(failure(`SELECT '${"x".repeat(262_144)}'`)).rejects.toMatchObject({ name, message });
  });
});
