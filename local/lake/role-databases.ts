import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { ObjectStore } from "../s3/object-store.js";
import type { Catalog } from "./catalog.js";
import { insufficientPermissions, type LakePermissions } from "./lake-permissions.js";
import { openLockedDatabase, type LockedDatabase } from "./locked-database.js";
import { QueryError, queryError } from "./query-error.js";
import { buildRoleDatabase, databaseFile } from "./role-build.js";
import { planRole, type RolePlan } from "./role-plan.js";

/** A role's database in use. */
export interface RoleDatabase {
  /** What it holds. */
  readonly plan: RolePlan;
  /** A connection for one query. @param schema what unqualified names mean; undefined: nothing of the lake */
  connect(schema: string | undefined): Promise<DuckDBConnection>;
  /** Lets go of it: its file goes when nobody uses it and it is out of date. Connections must be closed before. */
  release(): void;
}

/** Databases of roles: built when a query needs them, kept on disk for as long as they are up to date. */
export interface RoleDatabases extends Disposable {
  /**
   * The database of a role as the bucket and the catalog are now.
   *
   * @throws QueryError INSUFFICIENT_LAKE_FORMATION_PERMISSIONS for roles without a grant, HIVE_BAD_DATA for objects that
   * do not fit their table
   */
  acquire(roleArn: string): Promise<RoleDatabase>;
}

/** What role databases are made from. */
export interface RoleDatabasesOptions {
  readonly catalog: Catalog;
  readonly permissions: LakePermissions;
  readonly objects: Pick<ObjectStore, "list">;
  /** Where the files lie; nothing else may be in it. */
  readonly directory: string;
  /** Roles whose files are worth keeping over a restart. */
  readonly roleArns: readonly string[];
  readonly log: Log;
}

interface Entry {
  readonly plan: RolePlan;
  readonly opening: Promise<LockedDatabase>;
  /** Queries that use it or wait for it. */
  users: number;
}

/** As often as a bucket may change under a build before the query gives up. */
const MOST_ATTEMPTS = 5;
const temporary = "temporary";

/** Opens the databases. Files that no role would use now are removed. @throws where the directory cannot be used */
export async function openRoleDatabases(options: RoleDatabasesOptions): Promise<RoleDatabases> {
  const { directory, roleArns } = options;
  await mkdir(directory, { recursive: true });
  const kept = new Set(roleArns.map((arn) => planRole(arn, options)?.fingerprint));
  for (const name of await readdir(directory)) {
    if (!kept.has(name)) await rm(path.join(directory, name), { recursive: true, force: true });
  }
  return new FileDatabases(options);
}

class FileDatabases implements RoleDatabases {
  /** By fingerprint. */
  private readonly entries = new Map<string, Entry>();
  /** Why a database cannot be built, by fingerprint: it stays so until the bucket changes. */
  private readonly failures = new Map<string, QueryError>();
  /** Fingerprint that each role asked for last. */
  private readonly current = new Map<string, string>();
  private readonly removals = new Map<string, Promise<void>>();
  /** One build at a time: each takes its share of memory. */
  private lastBuild: Promise<unknown> = Promise.resolve();
  private builds = 0;

  constructor(private readonly options: RoleDatabasesOptions) {}

  async acquire(roleArn: string): Promise<RoleDatabase> {
    for (let attempt = 1; ; attempt += 1) {
      const plan = planRole(roleArn, this.options);
      if (plan === undefined) {
        const text = insufficientPermissions("Select", "any table");
        throw queryError("INSUFFICIENT_LAKE_FORMATION_PERMISSIONS", text);
      }
      const { fingerprint } = plan;
      this.current.set(roleArn, fingerprint);
      const failure = this.failures.get(fingerprint);
      if (failure !== undefined) throw failure;
      try {
        return await this.use(plan);
      } catch (error) {
        // Objects may have been replaced while they were read: their files are gone then.
        const isChanged = planRole(roleArn, this.options)?.fingerprint !== fingerprint;
        if (isChanged && attempt < MOST_ATTEMPTS) continue;
        if (error instanceof QueryError) this.failures.set(fingerprint, error);
        throw error;
      }
    }
  }

  async dispose(): Promise<void> {
    const opened = await Promise.allSettled([...this.entries.values()].map(({ opening }) => opening));
    this.entries.clear();
    for (const result of opened) if (result.status === "fulfilled") result.value.close();
    await Promise.all(this.removals.values());
  }

  private async use(plan: RolePlan): Promise<RoleDatabase> {
    const entry = this.entryOf(plan);
    entry.users += 1;
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      entry.users -= 1;
      this.sweep();
    };
    try {
      const database = await entry.opening;
      this.sweep();
      return { plan: entry.plan, connect: (schema) => database.connect(schema), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  private entryOf(plan: RolePlan): Entry {
    const { fingerprint } = plan;
    const present = this.entries.get(fingerprint);
    if (present !== undefined) return present;
    const opening = this.open(plan);
    const entry = { plan, opening, users: 0 };
    this.entries.set(fingerprint, entry);
    opening.catch(() => this.entries.delete(fingerprint));
    return entry;
  }

  private async open(plan: RolePlan): Promise<LockedDatabase> {
    const { directory } = this.options;
    const home = path.join(directory, plan.fingerprint);
    await this.removals.get(plan.fingerprint);
    if (!(await readdir(directory)).includes(plan.fingerprint)) {
      const build = this.lastBuild.then(() => this.build(plan, home));
      this.lastBuild = build.catch(() => undefined);
      await build;
    }
    return openLockedDatabase(path.join(home, databaseFile), path.join(directory, temporary));
  }

  private async build(plan: RolePlan, home: string): Promise<void> {
    const { directory } = this.options;
    this.builds += 1;
    const unfinished = path.join(directory, `unfinished-${this.builds}`);
    await rm(unfinished, { recursive: true, force: true });
    try {
      await buildRoleDatabase(plan, unfinished, path.join(directory, temporary));
      await rename(unfinished, home);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  }

  /** Closes and removes what no role would ask for any more and nobody uses. */
  private sweep(): void {
    const wanted = new Set(this.current.values());
    for (const failed of this.failures.keys()) if (!wanted.has(failed)) this.failures.delete(failed);
    for (const [fingerprint, entry] of this.entries) {
      if (wanted.has(fingerprint) || entry.users > 0) continue;
      this.entries.delete(fingerprint);
      const removal = this.remove(fingerprint, entry).finally(() => this.removals.delete(fingerprint));
      this.removals.set(fingerprint, removal);
    }
  }

  private async remove(fingerprint: string, { opening }: Entry): Promise<void> {
    try {
      (await opening).close();
      await rm(path.join(this.options.directory, fingerprint), { recursive: true, force: true });
    } catch (error) {
      this.options.log.warn(`A database of the lake that is out of date could not be removed: ${String(error)}`);
    }
  }
}
