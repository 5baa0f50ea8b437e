import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  type QueryExecution,
} from "@aws-sdk/client-athena";
import { GetCrawlerCommand, GlueClient, StartCrawlerCommand } from "@aws-sdk/client-glue";
import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";
import { createAwsJsonHandler } from "../aws-json/aws-json-handler.js";
import { systemClock, type Clock } from "../clock.js";
import { disposeAll, type Disposable } from "../disposable.js";
import { createAccessKeyStore } from "../iam/access-key-store.js";
import { createCallerFinder } from "../iam/caller-finder.js";
import { createRoleDirectory } from "../iam/role-directory.js";
import { memoryLog, type MemoryLog } from "../memory-log.js";
import { openObjectStore, type ObjectStore } from "../s3/object-store.js";
import type { LakeModel } from "../synth/backend-model.js";
import { openLake, type Lake } from "./lake.js";
import type { LakeEvent } from "./lake-event.js";
import {
  accountId,
  bucketName,
  crawlerName,
  databaseName,
  region,
  roleArn,
  sampleBucket,
  sampleLake,
  sampleRoles,
} from "./sample-lake.js";

/** A lake behind HTTP. For tests only. */
export interface RunningLake extends Disposable {
  readonly lake: Lake;
  readonly objects: ObjectStore;
  /** What was published, in order. */
  readonly events: readonly LakeEvent[];
  readonly log: MemoryLog;
  /** Where the lake keeps its state. */
  readonly directory: string;
  /** Clients of a role; of the administrator where none is named. */
  athena(role?: string): AthenaClient;
  glue(role?: string): GlueClient;
  put(key: string, content: string | Uint8Array): Promise<void>;
  /** Runs the crawler and waits for its end. */
  crawl(): Promise<void>;
  /** Starts a query and gives it as it ended. */
  query(sql: string, options?: QueryOptions): Promise<QueryExecution>;
  /** Rows of a query's result without the header, fields as texts. @throws Error where the query failed */
  rows(sql: string, options?: QueryOptions): Promise<readonly (readonly (string | null)[])[]>;
  /** The content of an object. */
  content(key: string): Promise<string>;
}

export interface QueryOptions {
  readonly role?: string;
  readonly workGroup?: string;
  readonly parameters?: string[];
  readonly database?: string | undefined;
}

/** What a lake of a test may have of its own. */
export interface RunningLakeOptions {
  readonly model?: LakeModel;
  /** Of a lake that ran before; made, and removed at the end, where left out. */
  readonly directory?: string;
  /** Of the lake itself; requests are signed and checked by the system's. */
  readonly clock?: Clock;
  /** Roles whose databases are kept ready. */
  readonly readers?: readonly string[];
  /** Awaited before an event counts as published. */
  readonly onEvent?: (event: LakeEvent) => Promise<void>;
}

/** Starts a lake that ends with the test. */
export async function runningLake(options: RunningLakeOptions = {}): Promise<RunningLake> {
  const running = await startLake(options);
  onTestFinished(() => running.dispose());
  return running;
}

/** Starts a lake that several tests share: `beforeAll` gives `dispose` back. */
export async function startLake(options: RunningLakeOptions = {}): Promise<RunningLake> {
  const parts: Disposable[] = [];
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "airside-lake-")));
  if (options.directory === undefined) {
    parts.push({ dispose: () => rm(directory, { recursive: true, force: true }) });
  }
  const log = memoryLog();
  const events: LakeEvent[] = [];
  const common = { accountId, region, clock: systemClock, newId: randomUUID, log };
  const roles = createRoleDirectory(accountId, sampleRoles);
  const objects = await openObjectStore({
    ...common,
    directory: join(directory, "s3"),
    buckets: [sampleBucket],
    publish: async () => undefined,
  });
  const lake = await openLake({
    ...common,
    clock: options.clock ?? systemClock,
    model: options.model ?? sampleLake,
    objects,
    roles,
    readerArns: (options.readers ?? []).map(roleArn),
    publish: async (event) => {
      events.push(event);
      await options.onEvent?.(event);
    },
    directory: join(directory, "lake"),
  });
  parts.push(objects, lake);
  const keys = createAccessKeyStore(join(directory, "keys"), randomBytes);
  const callers = createCallerFinder({ keys, sessions: { find: () => undefined }, roles, region, clock: systemClock });
  const services = { AWSGlue: lake.glue, AmazonAthena: lake.athena };
  const server = createServer(createAwsJsonHandler({ services, callers, log }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws`;

  const settings = (role: string | undefined) => ({
    endpoint,
    region,
    maxAttempts: 1,
    credentials:
      role === undefined ? { accessKeyId: "AKIDANYBODY", secretAccessKey: "any" } : keys.forRole(roleArn(role)),
  });
  const clients: { destroy(): void }[] = [];
  parts.push({
    async dispose() {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const kept = <Client extends { destroy(): void }>(client: Client): Client => {
    clients.push(client);
    return client;
  };

  async function query(sql: string, { role, workGroup = "queries", parameters, ...rest }: QueryOptions = {}) {
    const client = kept(new AthenaClient(settings(role)));
    const database = "database" in rest ? rest.database : databaseName;
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workGroup,
        ...(database === undefined ? {} : { QueryExecutionContext: { Database: database } }),
        ...(parameters === undefined ? {} : { ExecutionParameters: parameters }),
      }),
    );
    await lake.idle();
    const { QueryExecution } = await kept(new AthenaClient(settings(undefined))).send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    if (QueryExecution === undefined) throw new Error(`Query ${String(QueryExecutionId)} is not known.`);
    return QueryExecution;
  }

  const running: RunningLake = {
    dispose: () => disposeAll(parts),
    lake,
    objects,
    events,
    log,
    directory,
    athena: (role) => kept(new AthenaClient(settings(role))),
    glue: (role) => kept(new GlueClient(settings(role))),
    async put(key, content) {
      await objects.put(bucketName, key, typeof content === "string" ? Buffer.from(content) : content);
    },
    async crawl() {
      const glue = kept(new GlueClient(settings(undefined)));
      await glue.send(new StartCrawlerCommand({ Name: crawlerName }));
      await lake.idle();
      const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: crawlerName }));
      if (Crawler?.LastCrawl?.Status !== "SUCCEEDED") throw new Error(Crawler?.LastCrawl?.ErrorMessage);
    },
    query,
    async rows(sql, queryOptions) {
      const { Status, ResultConfiguration } = await query(sql, queryOptions);
      if (Status?.State !== "SUCCEEDED") throw new Error(Status?.StateChangeReason);
      const key = String(ResultConfiguration?.OutputLocation).slice(`s3://${bucketName}/`.length);
      return csvRows(await running.content(key)).slice(1);
    },
    async content(key) {
      const file = objects.head(bucketName, key)?.file;
      if (file === undefined) throw new Error(`There is no object ${key}.`);
      return readFile(file, "utf8");
    },
  };
  return running;
}

/** Reads CSV as Athena writes it, by other means than the lake's own. */
export function csvRows(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const [, quoted, , end] of text.matchAll(/(?:"((?:[^"]|"")*)"|())(,|\n)/g)) {
    row.push(quoted === undefined ? null : quoted.replaceAll('""', '"'));
    if (end === "\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/** Parquet with the rows of a SELECT. */
export async function parquet(select: string): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), "airside-parquet-"));
  const file = join(directory, "made.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const content = await readFile(file);
  await rm(directory, { recursive: true });
  return content;
}

export const companiesHeader = "Index,company_id,company_name,category_code,status,owner_id\n";

/** Two continents with three companies, three owners; names with what is hard to read. */
export async function fillSampleLake(running: RunningLake): Promise<void> {
  await running.put(
    "companies/continent=eu/a.csv",
    `${companiesHeader}1,c:1,"Fog, ""Sea"" & Söhne",web,operating,1\n2,c:2,"Line\nBreak",software,closed,2\n`,
  );
  await running.put("companies/continent=us/a.csv", `${companiesHeader}3,c:3,Ohne,biotech,acquired,\n`);
  await running.put(
    "owners/a.parquet",
    await parquet(`SELECT * FROM (VALUES
      (1::BIGINT, 'Ada', 'Byron', 'F', 36::BIGINT, 'CEO', '12 Crescent, Flat "B"' || chr(10) || 'London'),
      (2, 'Bo', NULL, 'M', NULL, 'COO', '1 Road'),
      (3, 'Cy', 'Secretname', 'F', 51, 'Manager', 'Hidden Lane 3'))
      AS t(people_id, first_name, last_name, gender, age, designation, address)`),
  );
  await running.crawl();
}
