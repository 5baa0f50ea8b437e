import { mkdir } from "node:fs/promises";
import path from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { Faker, en } from "@faker-js/faker";
import { companiesTable, ownersTable, type LakeColumn } from "../../amplify/lake/tables.js";
import { sampleCompanies, type SampleCompany } from "./sample-companies.js";
import { sampleOwner, type SampleOwner } from "./sample-people.js";

/** What to make. */
export interface DatasetOptions {
  /** Rows, at least 1. */
  readonly companies: number;
  readonly owners: number;
  /** The same seed, the same rows. */
  readonly seed: number;
  /** Format of the companies; owners are Parquet, as their table declares. */
  readonly format: "csv" | "parquet";
}

/** The sample that `npm start` puts into an empty lake. */
export const sampleDataset: DatasetOptions = { companies: 5_000, owners: 800, seed: 2026, format: "csv" };

/**
 * Writes a data set in the layout of the lake: `companies/continent=eu/companies.csv` (or .parquet) and
 * `owners/owners.parquet` below `directory`, which is made where it is missing.
 */
export async function writeDataset(directory: string, options: DatasetOptions): Promise<void> {
  const faker = new Faker({ locale: [en], seed: options.seed });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await fill(connection, "owners", ownersTable.columns, owners(faker, options.owners));
    const columns = [...companiesTable.columns, ...companiesTable.partitionKeys];
    await fill(connection, "companies", columns, sampleCompanies(faker, options.companies, options.owners));

    await mkdir(path.join(directory, "owners"), { recursive: true });
    await connection.run(
      `COPY (FROM owners ORDER BY people_id) TO ${literal(path.join(directory, "owners", "owners.parquet"))} (FORMAT parquet)`,
    );
    const continents = await connection.runAndReadAll("SELECT DISTINCT continent FROM companies ORDER BY continent");
    for (const [continent] of continents.getRows()) {
      const folder = path.join(directory, "companies", `continent=${String(continent)}`);
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `companies.${options.format}`);
      // In the order that most queries want: engines then pass over what cannot be among the first rows.
      await connection.run(
        `COPY (SELECT * EXCLUDE (continent) FROM companies WHERE continent = ${literal(String(continent))} ORDER BY company_name)
         TO ${literal(file)} (FORMAT ${options.format}${options.format === "csv" ? ", HEADER" : ""})`,
      );
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function* owners(faker: Faker, count: number): Generator<SampleOwner> {
  for (let id = 1; id <= count; id += 1) yield sampleOwner(faker, id);
}

/** Rows that are appended before other work of the process gets its turn. */
const rowsPerTurn = 20_000;

async function fill(
  connection: DuckDBConnection,
  table: string,
  columns: readonly LakeColumn[],
  rows: Iterable<SampleCompany | SampleOwner>,
): Promise<void> {
  const declared = columns.map(({ name, type }) => `"${name}" ${type === "bigint" ? "BIGINT" : "VARCHAR"}`);
  await connection.run(`CREATE TABLE ${table} (${declared.join(", ")})`);
  const appender = await connection.createAppender(table);
  let count = 0;
  for (const row of rows) {
    const cells = new Map<string, string | number | null>(Object.entries(row));
    for (const { name } of columns) {
      const cell = cells.get(name) ?? null;
      if (cell === null) appender.appendNull();
      else if (typeof cell === "number") appender.appendBigInt(BigInt(cell));
      else appender.appendVarchar(cell);
    }
    appender.endRow();
    count += 1;
    if (count % rowsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  appender.closeSync();
}

/** A text as SQL. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
