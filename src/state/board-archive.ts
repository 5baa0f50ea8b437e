import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Clock } from "../flights/clock";
import { asSavedBoard, SAVED_SCHEMA, type SavedBoard } from "./saved-board";

/** Name of the IndexedDB database with the boards of this browser. */
export const ARCHIVE_NAME = "airside-boards";
/** Time for the database to do something; one that hangs is as good as none. */
export const ARCHIVE_TIMEOUT_MS = 5_000;
/** Boards of addresses that nobody has opened for so long are dropped. */
export const KEPT_MS = 7 * 86_400_000;

/**
 * Boards by their display's address, kept over restarts. It never rejects: a display shows flights without it just as
 * well, only not after a restart without a network. What goes wrong is told to `report`.
 */
export interface BoardArchive {
  /**
   * The board that was saved last of this address and those that `serve` as well, by default none; undefined where there
   * is none that can be read.
   */
  load(address: string, serve?: (address: string) => boolean): Promise<SavedBoard | undefined>;
  /**
   * Replaces the saved board; false where that is not certain, and the one of before may be there still. Where only the
   * rest has changed since the last that was true, `flights` is "same", and not written again.
   */
  save(address: string, board: SavedBoard, flights: "changed" | "same"): Promise<boolean>;
  /** Forgets every board. */
  clear(): Promise<void>;
  close(): void;
}

interface ArchiveSchema extends DBSchema {
  /** All but the flights: small, and written often. */
  boards: { key: string; value: Omit<SavedBoard, "flights"> };
  flights: { key: string; value: SavedBoard["flights"] };
}
type Database = IDBPDatabase<ArchiveSchema>;
const stores = ["boards", "flights"] as const;

/** The archive of this browser; the database is opened when it is first needed. */
export function createBoardArchive(clock: Clock, report: (message: string) => void): BoardArchive {
  let opened: Promise<Database> | undefined;
  let tidied = false;

  const open = (): Promise<Database> => {
    opened ??= openDatabase(() => {
      opened = undefined;
    });
    return opened;
  };

  /** Does `work` with the database in time, or reports why not. */
  const attempt = async <Result>(what: string, work: (database: Database) => Promise<Result>) => {
    try {
      return await inTime(
        clock,
        open().then((database) => work(database)),
      );
    } catch (reason) {
      report(`${what} the saved board: ${String(reason)}`);
      // A connection that hangs or was lost is not used again.
      opened?.then(closeDatabase, () => undefined);
      opened = undefined;
      return undefined;
    }
  };

  return {
    load: (address, serve = () => false) =>
      attempt("reading", async (database) => {
        const transaction = database.transaction(stores);
        const others = await transaction.objectStore("boards").getAllKeys();
        const addresses = [address, ...others.filter((other) => other !== address && serve(other))];
        const boards = addresses.map(async (each) => {
          const [rest, flights] = await Promise.all([
            transaction.objectStore("boards").get(each),
            transaction.objectStore("flights").get(each),
          ]);
          if (rest === undefined && flights === undefined) return undefined;
          const saved = asSavedBoard({ ...rest, flights });
          if (saved === undefined) report("reading the saved board: it is not as this build writes it");
          return saved;
        });
        return (await Promise.all(boards)).reduce((newest, board) =>
          newest === undefined || (board !== undefined && board.savedAt > newest.savedAt) ? board : newest,
        );
      }),
    async save(address, board, flights) {
      const wrote = await attempt("writing", async (database) => {
        try {
          await put(database, address, board, flights);
        } catch (reason) {
          // Its own board is worth more than those of other addresses.
          if (!(reason instanceof DOMException) || reason.name !== "QuotaExceededError") throw reason;
          await dropOthers(database, address, Number.POSITIVE_INFINITY);
          await put(database, address, board, flights);
        }
        if (!tidied) await dropOthers(database, address, board.savedAt - KEPT_MS);
        tidied = true;
        return true;
      });
      return wrote ?? false;
    },
    async clear() {
      await attempt("clearing", async (database) => {
        const transaction = database.transaction(stores, "readwrite");
        await Promise.all([...stores.map((name) => transaction.objectStore(name).clear()), transaction.done]);
      });
    },
    close() {
      opened?.then(closeDatabase, () => undefined);
      opened = undefined;
    },
  };
}

async function openDatabase(lost: () => void): Promise<Database> {
  try {
    return await openAt(lost);
  } catch (reason) {
    // A later build has been here and was taken back: its boards cannot be read.
    if (!(reason instanceof DOMException) || reason.name !== "VersionError") throw reason;
    await deleteDB(ARCHIVE_NAME);
    return openAt(lost);
  }
}

function openAt(lost: () => void): Promise<Database> {
  return openDB<ArchiveSchema>(ARCHIVE_NAME, SAVED_SCHEMA, {
    upgrade(database) {
      for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name);
      for (const name of stores) database.createObjectStore(name);
    },
    // A page of a later build waits for this one to let go.
    blocking(_current, _next, event) {
      (event.target as IDBDatabase).close();
      lost();
    },
    terminated: lost,
  });
}

async function put(database: Database, address: string, board: SavedBoard, which: "changed" | "same"): Promise<void> {
  const { flights, ...rest } = board;
  // One transaction: the age of a board belongs to its flights.
  const transaction = database.transaction(stores, "readwrite");
  const writes = [transaction.objectStore("boards").put(rest, address)];
  if (which === "changed") writes.push(transaction.objectStore("flights").put(flights, address));
  await Promise.all([...writes, transaction.done]);
}

/** Drops the boards of other addresses that were saved before `before`. */
async function dropOthers(database: Database, address: string, before: number): Promise<void> {
  const transaction = database.transaction(stores, "readwrite");
  const [boards, flights] = [transaction.objectStore("boards"), transaction.objectStore("flights")];
  const addresses = (await boards.getAllKeys()).filter((each) => each !== address);
  for (const each of addresses) {
    const savedAt: unknown = (await boards.get(each))?.savedAt;
    if (typeof savedAt === "number" && savedAt >= before) continue;
    await Promise.all([boards.delete(each), flights.delete(each)]);
  }
  await transaction.done;
}

function closeDatabase(database: Database): void {
  database.close();
}

/** What `work` gives, or an error once it has taken too long. */
function inTime<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(ARCHIVE_TIMEOUT_MS, () => {
      reject(new Error(`no answer from the database within ${String(ARCHIVE_TIMEOUT_MS)} ms`));
    });
    work.then(resolve, reject).finally(cancel);
  });
}
