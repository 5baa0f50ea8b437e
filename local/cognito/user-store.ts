import { chmod, mkdir } from "node:fs/promises";
import { z } from "zod";
import { openAppendLog, type AppendLog } from "../append-log.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import { FailureRecords, failuresSchema, type FailureStore } from "./failure-record.js";
import { tokenFamilySchema, userRecordSchema, type TokenFamily, type UserRecord } from "./user-record.js";

/**
 * Users, their sign-ins and failures to sign in, in memory and on disk: every change is on disk when its promise
 * resolves. A failure outlives the process then, and is too cheap to wait for the disk.
 */
export interface UserStore extends Disposable {
  /** Random, made with the store: what answers about users who do not exist are derived from. */
  readonly secret: Buffer;
  /** When the store was made, milliseconds since 1970. */
  readonly createdAt: number;
  users(userPoolId: string): Iterable<UserRecord>;
  find(userPoolId: string, username: string): UserRecord | undefined;
  /** Case is ignored. */
  findByEmail(userPoolId: string, email: string): UserRecord | undefined;
  put(userPoolId: string, user: UserRecord): Promise<void>;
  /** Deletes a user and all sign-ins. */
  remove(userPoolId: string, username: string): Promise<void>;
  families(userPoolId: string, username: string): readonly TokenFamily[];
  family(userPoolId: string, id: string): TokenFamily | undefined;
  /** @param hash of a refresh token */
  familyOfToken(userPoolId: string, hash: string): TokenFamily | undefined;
  putFamily(userPoolId: string, family: TokenFamily): Promise<void>;
  failures(userPoolId: string): FailureStore;
}

const userPoolId = z.string();
const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("store"), secret: z.string(), createdAt: z.number() }),
  z.object({ type: z.literal("user"), userPoolId, user: userRecordSchema }),
  z.object({ type: z.literal("removed"), userPoolId, username: z.string() }),
  z.object({ type: z.literal("family"), userPoolId, family: tokenFamilySchema }),
  /** Without failures they are forgotten. */
  z.object({ type: z.literal("failures"), userPoolId, userId: z.string(), failures: failuresSchema.exactOptional() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** Where the store lies and what it works with. */
export interface UserStoreOptions {
  /** Made where it is missing, for its owner alone (mode 0700). */
  readonly directory: string;
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
  readonly log: Log;
  /** See AppendLogOptions. */
  readonly compactionBytes?: number;
}

/** Sign-ins of one user that are kept; the oldest beyond them end. */
const mostFamilies = 200;
const secretBytes = 32;

/** Opens the store with what it holds. @throws where the directory cannot be used */
export async function openUserStore(options: UserStoreOptions): Promise<UserStore> {
  const { directory, clock, randomBytes } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const pools = new Map<string, PoolState>();
  const poolState = (id: string): PoolState => {
    let state = pools.get(id);
    if (state === undefined) pools.set(id, (state = new PoolState()));
    return state;
  };
  let origin: { readonly secret: string; readonly createdAt: number } | undefined;

  function apply(entry: Entry): void {
    switch (entry.type) {
      case "store":
        origin = entry;
        break;
      case "user":
        poolState(entry.userPoolId).put(entry.user);
        break;
      case "removed":
        poolState(entry.userPoolId).remove(entry.username);
        break;
      case "family":
        poolState(entry.userPoolId).putFamily(entry.family);
        break;
      case "failures": {
        const { failures } = poolState(entry.userPoolId);
        if (entry.failures === undefined) failures.remove(entry.userId);
        else failures.put(entry.userId, entry.failures);
      }
    }
  }

  function* snapshot(): Iterable<Entry> {
    if (origin !== undefined) yield { type: "store", secret: origin.secret, createdAt: origin.createdAt };
    for (const [id, state] of pools) {
      for (const user of state.users.values()) yield { type: "user", userPoolId: id, user };
      for (const family of state.families.values()) {
        if (family.expiresAt > clock.now()) yield { type: "family", userPoolId: id, family };
      }
      for (const [userId, failures] of state.failures.current(clock.now())) {
        yield { type: "failures", userPoolId: id, userId, failures };
      }
    }
  }

  const file: AppendLog<Entry> = await openAppendLog<Entry>({
    ...options,
    name: "users",
    mode: 0o600,
    parse: (value) => entrySchema.parse(value),
    replay: apply,
    snapshot,
  });
  const made = origin ?? { secret: randomBytes(secretBytes).toString("base64"), createdAt: clock.now() };
  if (origin === undefined) {
    apply({ type: "store", ...made });
    await file.append({ type: "store", ...made });
  }

  return {
    secret: Buffer.from(made.secret, "base64"),
    createdAt: made.createdAt,
    users: (id) => poolState(id).users.values(),
    find: (id, username) => poolState(id).users.get(username),
    findByEmail(id, email) {
      const state = poolState(id);
      const username = state.usernames.get(email.toLowerCase());
      return username === undefined ? undefined : state.users.get(username);
    },
    async put(id, user) {
      const state = poolState(id);
      const before = state.users.get(user.username);
      // First in memory: a compaction that comes while the entry is written takes it up from there.
      state.put(user);
      try {
        await file.append({ type: "user", userPoolId: id, user });
      } catch (error) {
        if (state.users.get(user.username) === user) {
          if (before === undefined) state.remove(user.username);
          else state.put(before);
        }
        throw error;
      }
    },
    async remove(id, username) {
      const state = poolState(id);
      const before = state.users.get(username);
      const families = [...state.familiesOf(username)];
      state.remove(username);
      try {
        await file.append({ type: "removed", userPoolId: id, username });
      } catch (error) {
        // Who has come by that name meanwhile stays.
        if (before !== undefined && !state.users.has(username)) {
          state.put(before);
          for (const family of families) state.putFamily(family);
        }
        throw error;
      }
    },
    families: (id, username) => [...poolState(id).familiesOf(username)],
    family: (id, familyId) => poolState(id).families.get(familyId),
    familyOfToken(id, hash) {
      const state = poolState(id);
      const familyId = state.familyIds.get(hash);
      return familyId === undefined ? undefined : state.families.get(familyId);
    },
    async putFamily(id, family) {
      const state = poolState(id);
      const before = state.families.get(family.id);
      state.putFamily(family);
      try {
        await file.append({ type: "family", userPoolId: id, family });
      } catch (error) {
        if (state.families.get(family.id) === family) {
          state.removeFamily(family);
          if (before !== undefined) state.putFamily(before);
        }
        throw error;
      }
    },
    failures(id) {
      const records = poolState(id).failures;
      return {
        find: (userId) => records.find(userId),
        async put(userId, failures) {
          records.put(userId, failures);
          try {
            await file.appendUnsynced({ type: "failures", userPoolId: id, userId, failures });
          } catch {
            // The file has said so. A full disk is no reason to let anybody guess on.
          }
        },
        remove(userId) {
          if (records.remove(userId)) file.note({ type: "failures", userPoolId: id, userId });
        },
      };
    },
    dispose: () => file.dispose(),
  };
}

/** One pool's users, sign-ins and failures, with the ways to find them. */
class PoolState {
  readonly failures = new FailureRecords();
  readonly users = new Map<string, UserRecord>();
  /** By email in lower case. */
  readonly usernames = new Map<string, string>();
  readonly families = new Map<string, TokenFamily>();
  /** By hash of a refresh token. */
  readonly familyIds = new Map<string, string>();
  private readonly familiesByUser = new Map<string, Set<string>>();

  put(user: UserRecord): void {
    this.forgetEmail(user.username);
    this.users.set(user.username, user);
    const email = user.attributes["email"];
    if (email !== undefined) this.usernames.set(email.toLowerCase(), user.username);
  }

  remove(username: string): void {
    this.forgetEmail(username);
    this.users.delete(username);
    for (const family of this.familiesOf(username)) this.removeFamily(family);
  }

  /** Oldest first. */
  *familiesOf(username: string): Iterable<TokenFamily> {
    for (const id of [...(this.familiesByUser.get(username) ?? [])]) {
      const family = this.families.get(id);
      if (family !== undefined) yield family;
    }
  }

  putFamily(family: TokenFamily): void {
    // Deleted meanwhile: nobody is left to be signed in.
    if (!this.users.has(family.username)) return;
    const before = this.families.get(family.id);
    for (const { hash } of before?.refreshTokens ?? []) this.familyIds.delete(hash);
    this.families.set(family.id, family);
    for (const { hash } of family.refreshTokens) this.familyIds.set(hash, family.id);
    let ids = this.familiesByUser.get(family.username);
    if (ids === undefined) this.familiesByUser.set(family.username, (ids = new Set()));
    ids.add(family.id);
    if (ids.size <= mostFamilies) return;
    const [oldest] = this.familiesOf(family.username);
    if (oldest !== undefined) this.removeFamily(oldest);
  }

  removeFamily(family: TokenFamily): void {
    this.families.delete(family.id);
    for (const { hash } of family.refreshTokens) this.familyIds.delete(hash);
    this.familiesByUser.get(family.username)?.delete(family.id);
  }

  private forgetEmail(username: string): void {
    const email = this.users.get(username)?.attributes["email"]?.toLowerCase();
    if (email !== undefined && this.usernames.get(email) === username) this.usernames.delete(email);
  }
}
