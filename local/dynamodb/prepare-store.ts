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

/**
 * Opens the store, mends it and closes it again, before dynalite opens it behind its back and ends the process where that
 * fails. A table that was being created when the process was killed would stay unusable for ever: it holds nothing yet, so
 * its description goes and the table is created anew.
 * @throws UserError that says whether another process holds the store
 */
export async function prepareStore(directory: string): Promise<void> {
  const require = createRequire(createRequire(import.meta.url).resolve("dynalite"));
  const { Level } = require("level") as LevelModule;
  const store = new Level(directory, { valueEncoding: "json" });
  try {
    await store.open();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const locked = cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED";
    throw new UserError(
      locked
        ? `Another process has ${directory} open. End the other sandbox, or give this one a state directory of its own.`
        : `The tables in ${directory} cannot be opened. Begin anew with --reset, which deletes all local data.`,
      { cause: error },
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
