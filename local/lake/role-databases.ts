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

/**
 * Databases of roles, kept on disk for as long as they are up to date. Who asks waits for a build only where there is no
 * former database with the same columns: else that one answers until the new one is there.
 */
export interface RoleDatabases extends Disposable {
  /**
   * The database of a role: as the bucket and the catalog are now, or, while that is being built, as they were when
   * it was built last. Its columns are always those of the grants and the catalog now.
   *
   * @throws QueryError INSUFFICIENT_LAKE_FORMATION_PERMISSIONS for roles without a grant, HIVE_BAD_DATA for objects that
   * do not fit their table
   */
  acquire(roleArn: string): Promise<RoleDatabase>;
  /**
   * Builds the databases of readers, and of all who have asked, where they are out of date. Resolves when whatever is
   * acquired from then on holds what bucket and catalog held at the call; never rejects: what is wrong with the objects
   * is told to those who ask.
   */
  bringUpToDate(): Promise<void>;
  /** Resolves when nothing is being built for nobody. */
  idle(): Promise<void>;
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
  /** Roles whose databases are built though nobody has asked yet. */
  readonly readerArns: readonly string[];
  readonly log: Log;
}

/** The database that a role's queries run in until a newer one is there. */
interface Ready {
  readonly entry: Entry;
  /** Its plan was made as the so-many-th. */
  readonly order: number;
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

/** Empty tables are built when somebody asks: that takes no time. */
function hasObjects(plan: RolePlan | undefined): boolean {
  return plan?.tables.some(({ groups }) => groups.length > 0) ?? false;
}

class FileDatabases implements RoleDatabases {
  /** By fingerprint. */
  private readonly entries = new Map<string, Entry>();
  /** By role. */
  private readonly ready = new Map<string, Ready>();
  /** Why a role's database cannot be built, and the fingerprint of it: it stays so until the bucket changes. */
  private readonly failures = new Map<string, { readonly fingerprint: string; readonly error: QueryError }>();
  /** Builds that no query waits for, by role. */
  private readonly renewals = new Map<string, Promise<void>>();
  private readonly removals = new Map<string, Promise<void>>();
  private readonly inUse: Set<string>;
  /** One build at a time: each takes its share of memory. */
  private lastBuild: Promise<unknown> = Promise.resolve();
  private builds = 0;
  private plans = 0;
  private isClosed = false;

  constructor(private readonly options: RoleDatabasesOptions) {
    this.inUse = new Set(options.readerArns);
  }

  async acquire(roleArn: string): Promise<RoleDatabase> {
    const plan = planRole(roleArn, this.options);
    const former = this.ready.get(roleArn)?.entry;
    // Never across a change of columns: a former database may hold one that has been withheld since.
    if (plan === undefined || former?.plan.shape !== plan.shape || this.failureOf(roleArn, plan) !== undefined) {
      return this.acquireCurrent(roleArn);
    }
    if (former.plan.fingerprint !== plan.fingerprint) void this.renew(roleArn);
    return this.use(former);
  }

  async bringUpToDate(): Promise<void> {
    await Promise.all(
      [...this.inUse].map(async (roleArn) => {
        // One that is under way may be of an older bucket.
        await this.renewals.get(roleArn);
        if (this.ready.has(roleArn) || hasObjects(planRole(roleArn, this.options))) await this.renew(roleArn);
      }),
    );
  }

  async idle(): Promise<void> {
    while (this.renewals.size > 0) await Promise.all(this.renewals.values());
  }

  async dispose(): Promise<void> {
    this.isClosed = true;
    await this.idle();
    const opened = await Promise.allSettled([...this.entries.values()].map(({ opening }) => opening));
    this.entries.clear();
    for (const result of opened) if (result.status === "fulfilled") result.value.close();
    await Promise.all(this.removals.values());
  }

  /** Builds a role's database where it is out of date, for whoever asks next. Never rejects. */
  private renew(roleArn: string): Promise<void> {
    const present = this.renewals.get(roleArn);
    if (present !== undefined) return present;
    if (this.isClosed || planRole(roleArn, this.options) === undefined) return Promise.resolve();
    const renewal = this.acquireCurrent(roleArn)
      .then(
        (database) => {
          database.release();
        },
        (error: unknown) => {
          if (error instanceof QueryError) return;
          this.options.log.warn(`A database of the lake could not be built for ${roleArn}: ${String(error)}`);
        },
      )
      .finally(() => this.renewals.delete(roleArn));
    this.renewals.set(roleArn, renewal);
    return renewal;
  }

  /** The database as bucket and catalog are now, built where it is not there. */
  private async acquireCurrent(roleArn: string): Promise<RoleDatabase> {
    for (let attempt = 1; ; attempt += 1) {
      this.plans += 1;
      const order = this.plans;
      const plan = planRole(roleArn, this.options);
      if (plan === undefined) {
        const text = insufficientPermissions("Select", "any table");
        throw queryError("INSUFFICIENT_LAKE_FORMATION_PERMISSIONS", text);
      }
      this.inUse.add(roleArn);
      const failure = this.failureOf(roleArn, plan);
      if (failure !== undefined) throw failure;
      const entry = this.entryOf(plan);
      try {
        const database = await this.use(entry);
        // Those that waited for an older one may come last.
        if (order > (this.ready.get(roleArn)?.order ?? 0)) this.ready.set(roleArn, { entry, order });
        this.sweep();
        return database;
      } catch (error) {
        // Objects may have been replaced while they were read: their files are gone then.
        const isChanged = planRole(roleArn, this.options)?.fingerprint !== plan.fingerprint;
        if (isChanged && attempt < MOST_ATTEMPTS && !this.isClosed) continue;
        // What bucket and catalog hold now cannot be read: rows that they held before are no answer.
        this.ready.delete(roleArn);
        if (error instanceof QueryError) this.failures.set(roleArn, { fingerprint: plan.fingerprint, error });
        throw error;
      }
    }
  }

  private failureOf(roleArn: string, { fingerprint }: RolePlan): QueryError | undefined {
    const failure = this.failures.get(roleArn);
    return failure?.fingerprint === fingerprint ? failure.error : undefined;
  }

  private async use(entry: Entry): Promise<RoleDatabase> {
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

  /** Closes and removes what no role's queries run in any more and nobody uses. */
  private sweep(): void {
    const wanted = new Set([...this.ready.values()].map(({ entry }) => entry));
    for (const [fingerprint, entry] of this.entries) {
      if (wanted.has(entry) || entry.users > 0) continue;
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
