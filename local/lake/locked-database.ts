import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { identifier } from "./sql-text.js";

/** Most memory that DuckDB takes for one instance; what does not fit goes to the temporary directory. */
export const MEMORY_LIMIT = "512MB";
const TEMPORARY_LIMIT = "4GB";
/** As many as the machine that CI runs on has cores; a query of 100 rows gains nothing by more. */
const THREADS = "2";

const noExtensions = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_persistent_secrets: "false",
};

/** What the sandbox itself may still set on a connection; SQL of callers sets nothing, since only SELECT is let through. */
const connectionSettings = ["schema", "search_path", "enable_progress_bar", "enable_progress_bar_print"];

/** A database that only reads, and only itself. */
export interface LockedDatabase {
  /** @param schema what unqualified names mean; undefined: nothing of the lake */
  connect(schema: string | undefined): Promise<DuckDBConnection>;
  close(): void;
}

/**
 * Opens a DuckDB file so that no SQL reaches anything but its content: read-only, no files, no extensions, no settings
 * (https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview). Arithmetic follows Trino where a setting
 * can make it so: whole numbers divide to whole numbers. Errors come as JSON, for `query-error.ts`.
 *
 * @param temporaryDirectory for sorts and joins that do not fit into memory
 */
export async function openLockedDatabase(file: string, temporaryDirectory: string): Promise<LockedDatabase> {
  return lock(
    await DuckDBInstance.create(file, {
      access_mode: "READ_ONLY",
      memory_limit: MEMORY_LIMIT,
      threads: THREADS,
      temp_directory: temporaryDirectory,
      max_temp_directory_size: TEMPORARY_LIMIT,
      integer_division: "true",
      errors_as_json: "true",
      ...noExtensions,
      // Last: from here on the directories above cannot be set any more.
      enable_external_access: "false",
    }),
  );
}

/** A locked database without any content: for reading SQL, not for running it. */
export async function openEmptyLockedDatabase(): Promise<LockedDatabase> {
  const options = { memory_limit: "128MB", threads: "1", ...noExtensions, enable_external_access: "false" };
  return lock(await DuckDBInstance.create(":memory:", options));
}

async function lock(instance: DuckDBInstance): Promise<LockedDatabase> {
  const connection = await instance.connect();
  try {
    await connection.run(`SET GLOBAL allowed_configs = [${connectionSettings.map((name) => `'${name}'`).join(", ")}]`);
    await connection.run("SET GLOBAL lock_configuration = true");
  } finally {
    connection.closeSync();
  }
  return {
    async connect(schema) {
      const made = await instance.connect();
      // Without the bar there is no progress to ask for; it is never printed.
      await made.run("SET enable_progress_bar_print = false");
      await made.run("SET enable_progress_bar = true");
      if (schema !== undefined) await made.run(`USE ${identifier(schema)}`);
      return made;
    },
    close() {
      instance.closeSync();
    },
  };
}

/**
 * A database without locks, for the sandbox's own SQL: it reads objects and writes files. No SQL of a caller ever runs
 * here.
 */
export async function openBuilder(temporaryDirectory: string, file = ":memory:"): Promise<DuckDBInstance> {
  return DuckDBInstance.create(file, {
    memory_limit: MEMORY_LIMIT,
    threads: THREADS,
    temp_directory: temporaryDirectory,
    max_temp_directory_size: TEMPORARY_LIMIT,
    ...noExtensions,
  });
}
