import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { lakeTables, type LakeTable } from "../../../lake/tables.js";
import type { AthenaApi } from "../athena-api.js";
import type { LakeRow, SampleLake } from "./sample-lake.js";

/** Name of the database that the tables lie in. */
export const sampleDatabase = "lake";

/** A query as it was started. */
export interface StartedQuery {
  readonly text: string;
  readonly parameters: readonly string[];
  readonly workGroup: string;
  /** Rows that it gave. */
  readonly rows: number;
}

/** Athena's calls in front of DuckDB, in memory. */
export interface DuckDbAthena {
  readonly api: AthenaApi;
  readonly started: StartedQuery[];
  insert(table: LakeTable, rows: readonly LakeRow[]): Promise<void>;
  /** Runs SQL of the test's own. */
  run(text: string): Promise<void>;
  dispose(): void;
}

/** Puts literals in the place of question marks, as Athena does; those in texts of the SQL stay. */
function withParameters(text: string, parameters: readonly string[]): string {
  const rest = [...parameters];
  const whole = text.replaceAll(/'(?:[^']|'')*'|\?/g, (part) => {
    if (part !== "?") return part;
    const literal = rest.shift();
    if (literal === undefined) throw new Error(`Too few parameters for ${text}`);
    return literal;
  });
  if (rest.length > 0) throw new Error(`${rest.length} parameters too many for ${text}`);
  return whole;
}

async function insertRows(connection: DuckDBConnection, table: LakeTable, rows: readonly LakeRow[]): Promise<void> {
  const columns = [...table.columns, ...table.partitionKeys];
  const marks = columns.map(() => "?").join(", ");
  const statement = await connection.prepare(`INSERT INTO "${sampleDatabase}"."${table.name}" VALUES (${marks})`);
  for (const row of rows) {
    columns.forEach(({ name, type }, index) => {
      const value = row[name] ?? null;
      if (value === null) statement.bindNull(index + 1);
      else if (type === "bigint") statement.bindBigInt(index + 1, BigInt(value));
      else statement.bindVarchar(index + 1, String(value));
    });
    await statement.run();
  }
}

/** Fills a database in memory and answers as Athena does: header row, texts, null for no value, pages. */
export async function startDuckDbAthena(lake: SampleLake, resultsPerPage = 1_000): Promise<DuckDbAthena> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`CREATE SCHEMA "${sampleDatabase}"`);
  for (const table of lakeTables) {
    const columns = [...table.columns, ...table.partitionKeys].map(
      ({ name, type }) => `"${name}" ${type === "bigint" ? "BIGINT" : "VARCHAR"}`,
    );
    await connection.run(`CREATE TABLE "${sampleDatabase}"."${table.name}" (${columns.join(", ")})`);
    await insertRows(connection, table, table.name === "owners" ? lake.owners : lake.companies);
  }
  const started: StartedQuery[] = [];
  const results = new Map<string, readonly (readonly (string | null)[])[]>();
  const api: AthenaApi = {
    async start({ text, parameters }, database, workGroup) {
      if (database !== sampleDatabase) throw new Error(`No database ${database}`);
      const tooLong = parameters.find((parameter) => parameter.length < 1 || parameter.length > 1_024);
      if (tooLong !== undefined) throw new Error("A parameter must have 1 to 1,024 characters");
      const reader = await connection.runAndReadAll(withParameters(text, parameters));
      const rows = reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
      const id = `query-${started.length}`;
      results.set(id, [reader.columnNames(), ...rows]);
      started.push({ text, parameters, workGroup, rows: rows.length });
      return id;
    },
    get: async () => ({
      state: "SUCCEEDED",
      reason: undefined,
      query: undefined,
      workGroup: undefined,
      outputLocation: undefined,
      completed: undefined,
    }),
    async results(id, nextToken) {
      const rows = results.get(id) ?? [];
      const from = Number(nextToken ?? 0);
      const to = from + resultsPerPage;
      return { rows: rows.slice(from, to), nextToken: to < rows.length ? String(to) : undefined };
    },
    stop: async () => undefined,
  };
  return {
    api,
    started,
    insert: (table, rows) => insertRows(connection, table, rows),
    async run(text) {
      await connection.run(text);
    },
    dispose() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
