import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { GlueColumnModel, GlueDatabaseModel, GlueTableModel, LakeModel } from "../synth/backend-model.js";
import { parseS3Location, type S3Location } from "./s3-location.js";

/** A format of objects. */
export type LakeFormat = GlueTableModel["format"];

/** A partition as the catalog knows it. */
export interface CatalogPartition {
  /** One for each partition key; null: Hive's default partition. */
  readonly values: readonly (string | null)[];
  /** Key prefix in the table's bucket, with the slash at its end. */
  readonly prefix: string;
  readonly format: LakeFormat;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What crawls found of a table beyond its declaration. */
export interface TableFindings {
  /** Columns that objects have and the declaration lacks; partition keys are none. */
  readonly columns: readonly GlueColumnModel[];
  /** Format of the objects of a table without partition keys; undefined: as declared. */
  readonly format: LakeFormat | undefined;
  /** By prefix. */
  readonly partitions: readonly CatalogPartition[];
}

/** A table: its declaration with what crawls found. */
export interface CatalogTable extends TableFindings {
  readonly model: GlueTableModel;
  readonly databaseName: string;
  readonly name: string;
  readonly location: S3Location;
  /** Declared columns, then those that crawls found. */
  readonly dataColumns: readonly GlueColumnModel[];
  /** Data columns, then partition keys. */
  readonly allColumns: readonly GlueColumnModel[];
  /** When a crawl changed it, milliseconds since 1970; undefined: as declared. */
  readonly updatedAt: number | undefined;
}

/** The last crawl of a crawler. */
export interface LastCrawl {
  readonly status: "SUCCEEDED" | "CANCELLED" | "FAILED";
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly errorMessage?: string | undefined;
}

/** The Glue catalog: what the backend declares, and what crawls found, which outlives `kill -9`. */
export interface Catalog {
  readonly databases: readonly GlueDatabaseModel[];
  /** When this catalog was made, milliseconds since 1970. */
  readonly createdAt: number;
  tables(): readonly CatalogTable[];
  find(databaseName: string, name: string): CatalogTable | undefined;
  lastCrawl(crawlerName: string): LastCrawl | undefined;
  /** Whether a crawl began and did not end, as after `kill -9`. */
  isUnderWay(crawlerName: string): boolean;
  /** Notes that a crawl begins. Resolves when it is on disk. */
  begin(crawlerName: string): Promise<void>;
  /** Notes that a crawl is over, its record told to whom it concerns. Resolves when it is on disk. */
  end(crawlerName: string): Promise<void>;
  /** Takes up what a crawl found, all at once. Resolves when it is on disk. */
  record(crawlerName: string, crawl: LastCrawl, findings: ReadonlyMap<CatalogTable, TableFindings>): Promise<void>;
}

const column = z.object({ name: z.string(), type: z.string(), comment: z.string().optional() });
const format = z.enum(["csv", "parquet"]);
const partition = z.object({
  values: z.array(z.string().nullable()),
  prefix: z.string(),
  format,
  createdAt: z.number(),
});
const storedTable = z.object({
  databaseName: z.string(),
  name: z.string(),
  /** Of the declaration that the findings belong to. */
  declaration: z.string(),
  columns: z.array(column),
  format: format.optional(),
  partitions: z.array(partition),
  updatedAt: z.number(),
});
const crawl = z.object({
  status: z.enum(["SUCCEEDED", "CANCELLED", "FAILED"]),
  startedAt: z.number(),
  errorMessage: z.string().optional(),
});
const storedCatalog = z.object({
  createdAt: z.number(),
  tables: z.array(storedTable),
  crawls: z.record(z.string(), crawl),
  /** Crawlers whose crawl is under way. */
  running: z.array(z.string()).default([]),
});
type StoredCatalog = z.infer<typeof storedCatalog>;
type StoredTable = z.infer<typeof storedTable>;

const fileName = "catalog.json";

/**
 * Opens the catalog in `directory` (file `catalog.json`, made where it is missing). What was found of a table whose
 * declaration has changed since is dropped; the next crawl finds it again.
 *
 * @throws Error where the directory cannot be used, or a location is none
 */
export async function openCatalog(options: {
  readonly model: LakeModel;
  readonly directory: string;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}): Promise<Catalog> {
  const { model, directory, clock, log } = options;
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, fileName);
  const stored = (await readStored(file, log)) ?? { createdAt: clock.now(), tables: [], crawls: {}, running: [] };
  const crawls = new Map(Object.entries(stored.crawls));
  const underWay = new Set(stored.running);
  const tables = new Map<string, CatalogTable>();
  for (const declared of model.tables) {
    const found = stored.tables.find(
      (table) => tableKey(table) === tableKey(declared) && table.declaration === declarationHash(declared),
    );
    tables.set(tableKey(declared), catalogTable(declared, findingsOf(found), found?.updatedAt));
  }

  const state = (): StoredCatalog => ({
    createdAt: stored.createdAt,
    tables: [...tables.values()].flatMap(storedTableOf),
    crawls: Object.fromEntries(crawls),
    running: [...underWay],
  });
  let writing: Promise<void> = Promise.resolve();
  // One write after another: each holds all that came before.
  const write = (): Promise<void> => {
    writing = writing.catch(() => undefined).then(() => writeStored(file, state()));
    return writing;
  };
  await write();

  return {
    databases: model.databases,
    createdAt: stored.createdAt,
    tables: () => [...tables.values()],
    find: (databaseName, name) => tables.get(tableKey({ databaseName, name })),
    lastCrawl: (crawlerName) => crawls.get(crawlerName),
    isUnderWay: (crawlerName) => underWay.has(crawlerName),
    async begin(crawlerName) {
      underWay.add(crawlerName);
      await write();
    },
    async end(crawlerName) {
      underWay.delete(crawlerName);
      await write();
    },
    async record(crawlerName, last, findings) {
      for (const [table, found] of findings) {
        tables.set(tableKey(table), catalogTable(table.model, found, clock.now()));
      }
      crawls.set(crawlerName, last);
      await write();
    },
  };
}

function tableKey({ databaseName, name }: { readonly databaseName: string; readonly name: string }): string {
  return `${databaseName}.${name}`;
}

function declarationHash({ location, format: declaredFormat, columns, partitionKeys }: GlueTableModel): string {
  const shape = (one: GlueColumnModel): readonly string[] => [one.name, one.type];
  const facts = [location, declaredFormat, columns.map(shape), partitionKeys.map(shape)];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

function findingsOf(found: StoredTable | undefined): TableFindings {
  const columns = (found?.columns ?? []).map(({ name, type, comment }) => ({ name, type, comment }));
  return { columns, format: found?.format, partitions: found?.partitions ?? [] };
}

function catalogTable(model: GlueTableModel, findings: TableFindings, updatedAt: number | undefined): CatalogTable {
  const { databaseName, name } = model;
  const dataColumns = [...model.columns, ...findings.columns];
  const allColumns = [...dataColumns, ...model.partitionKeys];
  const location = parseS3Location(model.location);
  return { ...findings, model, databaseName, name, location, dataColumns, allColumns, updatedAt };
}

function storedTableOf(table: CatalogTable): StoredTable[] {
  const { databaseName, name, columns, partitions, updatedAt, model } = table;
  if (updatedAt === undefined) return [];
  const found = {
    databaseName,
    name,
    declaration: declarationHash(model),
    columns: columns.map((one) => ({
      name: one.name,
      type: one.type,
      ...(one.comment === undefined ? {} : { comment: one.comment }),
    })),
    partitions: partitions.map((one) => ({ ...one, values: [...one.values] })),
    updatedAt,
  };
  return [table.format === undefined ? found : { ...found, format: table.format }];
}

async function readStored(file: string, log: Log): Promise<StoredCatalog | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return storedCatalog.parse(JSON.parse(text));
  } catch (error) {
    await rename(file, `${file}.damaged`);
    const reason = error instanceof Error ? error.message : String(error);
    log.error(`${file} is damaged and was put aside as ${file}.damaged (${reason}). Run the crawler to fill it again.`);
    return undefined;
  }
}

/** A new file takes the old one's place at once: a crash leaves either, never half of one. */
async function writeStored(file: string, state: StoredCatalog): Promise<void> {
  const next = `${file}.new`;
  const handle = await open(next, "w");
  try {
    await handle.writeFile(JSON.stringify(state, null, 1));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}
