import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import { authorize, type Caller } from "../iam/caller.js";
import type { Log } from "../log.js";
import type { ObjectStore } from "../s3/object-store.js";
import { columnInfo, type ColumnInfo } from "./athena-column.js";
import type { Catalog } from "./catalog.js";
import { athenaError, isInterrupt } from "./duckdb-error.js";
import type { Execution } from "./execution.js";
import { readParameters, type ParameterValue } from "./execution-parameters.js";
import type { CatalogAuthorization } from "./glue-operations.js";
import { columnsOfSelect, csvLines, linesOf, type Lines } from "./prepared-query.js";
import { errorKinds, lineAndColumn, QueryError, queryError } from "./query-error.js";
import { resultNames } from "./result-names.js";
import type { RoleDatabase, RoleDatabases } from "./role-databases.js";
import { bytesOf, type TablePlan } from "./role-plan.js";
import { objectArn, s3Uri } from "./s3-location.js";
import type { LakeStatement } from "./sql-reader.js";
import { readSqlTree, type SqlTree } from "./sql-tree.js";
import { resolveTables } from "./table-resolution.js";
import { writeUnloadFile, type UnloadColumn } from "./unload-files.js";

/** What every query works with. */
export interface QueryRunOptions {
  readonly catalog: Catalog;
  readonly databases: RoleDatabases;
  readonly objects: Pick<ObjectStore, "list" | "put">;
  readonly mayUseCatalog: CatalogAuthorization;
  /** Where files of UNLOAD are written before they are stored. */
  readonly unloadDirectory: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

/** DuckDB forgets an interrupt that comes just before a query starts: it is told again until it has stopped. */
const INTERRUPT_AGAIN_MS = 20;

/** One query to run. */
export interface QueryRequest {
  readonly execution: Execution;
  readonly statement: LakeStatement;
  readonly caller: Caller;
  /** Bytes; undefined: no limit. */
  readonly cutoff: number | undefined;
}

/** What a query that succeeded leaves. */
export interface QueryResult {
  readonly columns: readonly ColumnInfo[];
  readonly rows: number;
  readonly bytesWritten: number;
  readonly bytesScanned: number;
  readonly manifestKey: string | undefined;
}

/** A query under way. */
export class QueryRun {
  private isStopped = false;
  private connection: DuckDBConnection | undefined;
  private bytesTotal = 0;
  /** Bytes read when the query ended. */
  private bytesAtEnd = 0;

  constructor(
    private readonly request: QueryRequest,
    private readonly options: QueryRunOptions,
  ) {}

  /** Bytes read so far: the share of the work that is done, of the bytes of all tables that the query names. */
  get bytesScanned(): number {
    if (this.connection === undefined) return this.bytesAtEnd;
    const { percentage: percent } = this.connection.progress;
    return Math.floor((this.bytesTotal * Math.min(100, Math.max(0, percent))) / 100);
  }

  /** Whether `stop` was called: whatever `run` throws then is of no interest. */
  get stopped(): boolean {
    return this.isStopped;
  }

  /** Interrupts the query; `run` rejects soon. */
  stop(): void {
    this.isStopped = true;
    this.interrupt();
  }

  /** Runs the query and stores its result. @throws QueryError, also when it is stopped */
  async run(): Promise<QueryResult> {
    const { execution, statement, caller, cutoff } = this.request;
    this.checkIam();
    const database = await this.options.databases.acquire(caller.role.arn);
    try {
      const placeOf = (byte: number): string => lineAndColumn(execution.query, statement.offset + byte);
      const tree = readSqlTree(statement.tree, placeOf);
      const { catalog } = this.options;
      const source = { catalog, plan: database.plan, placeOf };
      const tables = resolveTables(tree.tables, { catalog: execution.catalog, database: execution.database }, source);
      this.checkCatalog(tables);
      this.bytesTotal = tables.reduce((sum, table) => sum + bytesOf(table), 0);
      const parameters = readParameters(execution.parameters ?? [], statement.parameterCount);
      if (cutoff !== undefined && this.bytesTotal > cutoff) {
        this.bytesAtEnd = cutoff;
        throw new QueryError("Bytes scanned limit was exceeded", errorKinds.GENERIC_USER_ERROR, { state: "CANCELLED" });
      }
      return await this.runIn(database, tree, parameters);
    } finally {
      database.release();
    }
  }

  private async runIn(
    database: RoleDatabase,
    tree: SqlTree,
    parameters: readonly ParameterValue[],
  ): Promise<QueryResult> {
    const { execution, statement } = this.request;
    const schema = execution.database?.toLowerCase();
    const isKnown = database.plan.tables.some(({ table }) => table.databaseName === schema);
    const connection = await database.connect(isKnown ? schema : undefined);
    this.connection = connection;
    let shift = 0;
    try {
      this.checkStopped();
      const found = await columnsOfSelect(statement.select, connection);
      const names = resultNames(
        statement.tree,
        found.map(({ name }) => name),
      );
      const columns = found.map(({ type }, index) => columnInfo(names[index] ?? `_col${index}`, type));
      const wrapped = csvLines(statement.select, found, statement.type === "SELECT" ? "athena" : "exact");
      shift = wrapped.shift;
      const lines = linesOf(wrapped.sql, parameters, connection);
      const written =
        statement.type === "SELECT"
          ? await this.writeCsv(lines, columns)
          : await this.unload(
              lines,
              found.map(({ type }, index) => ({ name: names[index] ?? "", type })),
            );
      return { ...written, columns, bytesScanned: this.bytesTotal };
    } catch (error) {
      if (error instanceof QueryError) throw error;
      if (error instanceof AwsError) throw queryError("PERMISSION_DENIED", error.message, error);
      if (isInterrupt(error)) throw new QueryError("Query cancelled", errorKinds.INTERNAL, { cause: error });
      const placeOf = (byte: number): string => lineAndColumn(execution.query, statement.offset + byte);
      throw athenaError(error, { shift, placeOf, columnAt: (byte) => tree.columns.get(byte) });
    } finally {
      this.bytesAtEnd = this.bytesScanned;
      this.connection = undefined;
      connection.closeSync();
    }
  }

  private async writeCsv(
    lines: AsyncGenerator<Lines, void, undefined>,
    columns: readonly ColumnInfo[],
  ): Promise<Pick<QueryResult, "rows" | "bytesWritten" | "manifestKey">> {
    const { outputBucket, outputKey } = this.request.execution;
    // The first rows come before anything is stored: a query that fails leaves nothing behind.
    let next = await lines.next();
    let rows = 0;
    const checkStopped = (): void => {
      this.checkStopped();
    };
    async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.from(`${columns.map(({ Name }) => `"${Name.replaceAll('"', '""')}"`).join(",")}\n`);
      while (next.done !== true) {
        checkStopped();
        rows += next.value.rows;
        yield next.value.text;
        next = await lines.next();
      }
    }
    try {
      const contentType = "application/octet-stream";
      const { size } = await this.options.objects.put(outputBucket, outputKey, content(), { contentType });
      return { rows, bytesWritten: size, manifestKey: undefined };
    } finally {
      await lines.return();
    }
  }

  private async unload(
    lines: AsyncGenerator<Lines, void, undefined>,
    columns: readonly UnloadColumn[],
  ): Promise<Pick<QueryResult, "rows" | "bytesWritten" | "manifestKey">> {
    const { execution, statement, caller } = this.request;
    const { objects, unloadDirectory, newId } = this.options;
    const { target } = statement;
    if (target === undefined) throw new Error("An UNLOAD without a target.");
    const { bucket, prefix } = target.location;
    authorize(caller, "s3:PutObject", objectArn(bucket, `${prefix}x`));
    checkUnique(columns.map(({ name }) => name));
    if (objects.list(bucket, prefix).length > 0) {
      const text = `Target directory for table already exists: ${s3Uri({ bucket, key: prefix })}`;
      throw queryError("HIVE_PATH_ALREADY_EXISTS", text);
    }
    const written: string[] = [];
    let bytesWritten = 0;
    const directory = path.join(unloadDirectory, execution.id);
    const rows = await writeUnloadFile(this.stoppable(lines), columns, target, directory, async (file) => {
      this.checkStopped();
      const stored = await objects.put(bucket, `${prefix}${newId()}${file.ending}`, file.content);
      written.push(`${s3Uri(stored)}\n`);
      bytesWritten += stored.size;
    });
    const manifestKey = `${execution.outputKey}-manifest.csv`;
    await objects.put(execution.outputBucket, manifestKey, Buffer.from(written.join("")));
    return { rows, bytesWritten, manifestKey };
  }

  private async *stoppable<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, void, undefined> {
    for await (const item of items) {
      this.checkStopped();
      yield item;
    }
  }

  private interrupt(): void {
    if (this.connection === undefined) return;
    this.connection.interrupt();
    this.options.clock.schedule(INTERRUPT_AGAIN_MS, () => {
      this.interrupt();
    });
  }

  private checkStopped(): void {
    if (this.isStopped) throw new QueryError("Query cancelled", errorKinds.INTERNAL);
  }

  /** What Athena does in the caller's name besides reading the catalog. */
  private checkIam(): void {
    const { execution, caller } = this.request;
    const { outputBucket: bucket, outputKey: key } = execution;
    try {
      authorize(caller, "lakeformation:GetDataAccess", "*");
      authorize(caller, "s3:PutObject", objectArn(bucket, key));
    } catch (error) {
      if (error instanceof AwsError) throw queryError("PERMISSION_DENIED", error.message, error);
      throw error;
    }
  }

  private checkCatalog(tables: readonly TablePlan[]): void {
    const { caller } = this.request;
    const { mayUseCatalog } = this.options;
    try {
      for (const { table } of tables) {
        mayUseCatalog(caller, "glue:GetTable", table.databaseName, table.name);
        if (table.model.partitionKeys.length > 0) {
          mayUseCatalog(caller, "glue:GetPartitions", table.databaseName, table.name);
        }
      }
    } catch (error) {
      if (error instanceof AwsError) throw queryError("PERMISSION_DENIED", error.message, error);
      throw error;
    }
  }
}

/** @throws QueryError for two columns of one name, which no file can hold */
function checkUnique(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw queryError("GENERIC_USER_ERROR", `line 1:1: Column name '${twice}' specified more than once`);
}
