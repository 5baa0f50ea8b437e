import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { UserError } from "../user-error.js";

/** The part of `level` (the store below dynalite) that is needed before dynalite opens it. */
interface LevelModule {
  readonly Level: new (directory: string, options: { valueEncoding: "json" }) => LevelStore;
}
interface LevelStore {
  open(): Promise<void>;
  close(): Promise<void>;
  del(key: string): Promise<void>;
  iterator(range: { gte: string; lt: string }): AsyncIterable<readonly [key: string, value: unknown]>;
}

/** dynalite 4 keeps a table's description under `table~<name>`. */
const tableKeys = { gte: "table~", lt: "table~\uffff" };

async function openStore(directory: string): Promise<LevelStore> {
  const require = createRequire(createRequire(import.meta.url).resolve("dynalite"));
  const { Level } = require("level") as LevelModule;
  const store = new Level(directory, { valueEncoding: "json" });
  await store.open();
  return store;
}

/** The refusal where another process holds the store; undefined for any other error. */
function lockedRefusal(directory: string, error: unknown): UserError | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED")) return undefined;
  return new UserError(
    `Another process has ${directory} open. End the other sandbox, or give this one a state directory of its own.`,
    { cause: error },
  );
}

/**
 * Makes sure that no other process works on the store, before it is deleted. One that cannot be opened for any other
 * reason, or is not there, may go.
 * @throws UserError where another process holds the store
 */
export async function refuseLockedStore(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  let store: LevelStore;
  try {
    store = await openStore(directory);
  } catch (error) {
    const refusal = lockedRefusal(directory, error);
    if (refusal !== undefined) throw refusal;
    return;
  }
  await store.close();
}

/**
 * Opens the store, mends it and closes it again, before dynalite opens it behind its back and ends the process where that
 * fails. A table that was being created when the process was killed would stay unusable for ever: it holds nothing yet, so
 * its description goes and the table is created anew.
 * @throws UserError that says whether another process holds the store
 */
export async function prepareStore(directory: string): Promise<void> {
  let store: LevelStore;
  try {
    store = await openStore(directory);
  } catch (error) {
    throw (
      lockedRefusal(directory, error) ??
      new UserError(
        `The tables in ${directory} cannot be opened. Begin anew with --reset, which deletes all local data.`,
        {
          cause: error,
        },
      )
    );
  }
  try {
    const unfinished: string[] = [];
    for await (const [key, value] of store.iterator(tableKeys)) {
      if (statusOf(value) !== "ACTIVE") unfinished.push(key);
    }
    for (const key of unfinished) await store.del(key);
  } finally {
    await store.close();
  }
}

function statusOf(table: unknown): unknown {
  return typeof table === "object" && table !== null && "TableStatus" in table ? table.TableStatus : undefined;
}
