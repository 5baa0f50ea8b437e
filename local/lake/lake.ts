import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { AwsJsonService } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import { disposeAll, type Disposable } from "../disposable.js";
import type { RoleDirectory } from "../iam/role-directory.js";
import type { Log } from "../log.js";
import type { ObjectStore } from "../s3/object-store.js";
import type { LakeModel } from "../synth/backend-model.js";
import { UserError } from "../user-error.js";
import { athenaOperations } from "./athena-operations.js";
import { openCatalog } from "./catalog.js";
import { createCrawlers } from "./crawlers.js";
import { openExecutionStore } from "./execution-store.js";
import { catalogAuthorization, glueOperations } from "./glue-operations.js";
import { hiveType } from "./hive-type.js";
import type { LakePublisher } from "./lake-event.js";
import { createLakePermissions } from "./lake-permissions.js";
import { openBuilder } from "./locked-database.js";
import { openQueries } from "./queries.js";
import { openRoleDatabases } from "./role-databases.js";
import { isBelow, parseS3Location } from "./s3-location.js";
import { openSqlReader } from "./sql-reader.js";

/** Where the lake lives and what it works with. */
export interface LakeOptions {
  readonly model: LakeModel;
  readonly objects: Pick<ObjectStore, "head" | "list" | "put">;
  readonly roles: Pick<RoleDirectory, "administrator">;
  /** ARNs of roles whose databases are kept ready: built at the start and by crawls, before anybody asks. */
  readonly readerArns: readonly string[];
  /** Puts an event of Glue or Athena on the default bus; resolves when it is on disk. */
  readonly publish: LakePublisher;
  /** Made where it is missing; nothing else may be in it. */
  readonly directory: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  /** Gives ids of queries and files, UUIDs. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Glue's catalog and crawlers, Lake Formation's grants, and Athena in front of DuckDB. */
export interface Lake extends Disposable {
  /** For the AWS JSON handler, under `AWSGlue`. */
  readonly glue: AwsJsonService;
  /** For the AWS JSON handler, under `AmazonAthena`. */
  readonly athena: AwsJsonService;
  /** Resolves when no crawl, no query and no building of a role's database is under way. */
  idle(): Promise<void>;
}

/**
 * Opens the lake of a definition with the catalog and the queries that `directory` holds. Queries that a former process
 * left unfinished are FAILED.
 *
 * @throws UserError for a column type that the sandbox cannot keep
 * @throws Error where the directory cannot be used
 */
export async function openLake(options: LakeOptions): Promise<Lake> {
  const { model, objects, roles, directory, log } = options;
  checkModel(model, log);
  const parts: Disposable[] = [];
  try {
    const temporary = path.join(directory, "temporary");
    const unloads = path.join(directory, "unload");
    for (const one of [temporary, unloads]) await rm(one, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });

    const catalog = await openCatalog(options);
    const administratorArn = roles.administrator.arn;
    const permissions = createLakePermissions(model.grants, administratorArn);
    const builder = await openBuilder(temporary);
    parts.push(
      disposable(() => {
        builder.closeSync();
      }),
    );
    const databases = await openRoleDatabases({
      catalog,
      permissions,
      objects,
      directory: path.join(directory, "role-databases"),
      roleArns: [...permissions.grantees, administratorArn],
      readerArns: options.readerArns,
      log,
    });
    parts.push(databases);
    const crawlers = createCrawlers({
      ...options,
      models: model.crawlers,
      catalog,
      permissions,
      connect: () => builder.connect(),
      onRecorded: () => databases.bringUpToDate(),
    });
    parts.push(crawlers);
    const reader = await openSqlReader();
    parts.push(reader);
    const store = await openExecutionStore({ directory: path.join(directory, "executions"), log });
    parts.push(store);
    const mayUseCatalog = catalogAuthorization(options);
    const queries = await openQueries({
      ...options,
      catalog,
      databases,
      mayUseCatalog,
      unloadDirectory: unloads,
      store,
    });
    parts.push(queries);
    // Nobody waits for it: files of a former run are mostly there.
    void databases.bringUpToDate();

    const { workGroups } = model;
    return {
      glue: { operations: glueOperations({ ...options, catalog, crawlers, permissions }) },
      athena: {
        operations: athenaOperations({ ...options, workGroups, store, queries, reader, administratorArn }),
      },
      async idle() {
        await Promise.all([crawlers.idle(), queries.idle()]);
        await databases.idle();
      },
      dispose: () => disposeAll(parts),
    };
  } catch (error) {
    await disposeAll(parts);
    throw error;
  }
}

function disposable(dispose: () => void): Disposable {
  return {
    async dispose() {
      dispose();
    },
  };
}

function checkModel({ tables, registeredLocations }: LakeModel, log: Log): void {
  for (const { path: place, name, columns, partitionKeys, location } of tables) {
    for (const column of [...columns, ...partitionKeys]) {
      if (hiveType(column.type) !== undefined) continue;
      throw new UserError(
        `Column ${column.name} of table ${name} at ${place} is ${column.type}, which the sandbox cannot keep. ` +
          "Use numbers, texts, dates or timestamps, or extend local/lake/hive-type.ts.",
      );
    }
    if (!registeredLocations.some((arn) => isBelow(parseS3Location(location), arn))) {
      log.warn(
        `Table ${name} at ${place}: ${location} is not registered with Lake Formation. On AWS its data is then read ` +
          "with the caller's own leave in S3; here the grants decide all the same.",
      );
    }
  }
}
