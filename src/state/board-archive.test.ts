// @vitest-environment node
import "fake-indexeddb/auto";
import { deleteDB, openDB, type IDBPDatabase } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { scheduledFlight } from "../flights/flight-samples";
import { createManualClock } from "../flights/manual-clock";
import { ARCHIVE_NAME, ARCHIVE_TIMEOUT_MS, createBoardArchive, KEPT_MS } from "./board-archive";
import { SAVED_SCHEMA, type SavedBoard } from "./saved-board";

const noon = Date.parse("2024-01-25T12:00:00Z");
const clock = createManualClock(noon);
const address = "/departures?terminal=B";
const reports: string[] = [];
let archive = createBoardArchive(clock, (message) => reports.push(message));

function board(fields: Partial<SavedBoard> = {}): SavedBoard {
  return {
    flights: [scheduledFlight()],
    takeovers: [],
    feedAliveAt: noon - 5_000,
    loadedAt: noon - 60_000,
    savedAt: noon,
    clockOffset: -3_600_000,
    ...fields,
  };
}

beforeEach(async () => {
  await deleteDB(ARCHIVE_NAME);
  reports.length = 0;
  archive = createBoardArchive(clock, (message) => reports.push(message));
});

afterEach(() => {
  archive.close();
  vi.restoreAllMocks();
});

/** Whatever a database of the same name may hold, written without the archive. */
async function tamper(write: (database: IDBPDatabase) => Promise<unknown>): Promise<void> {
  const database = await openDB(ARCHIVE_NAME, SAVED_SCHEMA, {
    upgrade(created) {
      for (const name of ["boards", "flights"]) created.createObjectStore(name);
    },
  });
  await write(database);
  database.close();
}

test("a board comes back as it was saved, after a restart, for its own address only", async () => {
  expect(await archive.load(address)).toBeUndefined();
  await archive.save(address, board(), "changed");
  archive.close();
  const restarted = createBoardArchive(clock, (message) => reports.push(message));
  expect(await restarted.load(address)).toEqual(board());
  expect(await restarted.load("/arrivals")).toBeUndefined();
  expect(reports).toEqual([]);
  restarted.close();
});

test("where others serve as well, the board that was saved last", async () => {
  const serve = (other: string) => other.startsWith("/departures");
  await archive.save("/departures", board({ savedAt: noon + 1 }), "changed");
  await archive.save("/arrivals", board({ savedAt: noon + 2 }), "changed");
  expect(await archive.load(address, serve)).toEqual(board({ savedAt: noon + 1 }));
  await archive.save(address, board({ savedAt: noon + 3 }), "changed");
  expect(await archive.load(address, serve)).toEqual(board({ savedAt: noon + 3 }));
  expect(await archive.load("/print", serve)).toEqual(board({ savedAt: noon + 3 }));
});

test("flights that are the same are not written again", async () => {
  await archive.save(address, board(), "changed");
  await archive.save(address, board({ flights: [], feedAliveAt: noon }), "same");
  expect(await archive.load(address)).toEqual(board({ feedAliveAt: noon }));
});

test.each([
  { what: "flights without their board", boards: undefined, flights: [scheduledFlight()] },
  { what: "a board without its flights", boards: { ...board(), flights: undefined }, flights: undefined },
  { what: "something else", boards: "garbage", flights: 5 },
  { what: "a clock that is none", boards: { ...board(), clockOffset: Number.NaN }, flights: [] },
  { what: "one bad flight of two", boards: board(), flights: [scheduledFlight(), { ...scheduledFlight(), gate: "B" }] },
  { what: "a schedule of another build", boards: board(), flights: [{ ...scheduledFlight(), schedule: { at: noon } }] },
  { what: "a takeover without texts", boards: { ...board(), takeovers: [{ id: "t" }] }, flights: [] },
])("$what: no board, and that is said", async ({ boards, flights }) => {
  await tamper(async (database) => {
    if (boards !== undefined) await database.put("boards", boards, address);
    if (flights !== undefined) await database.put("flights", flights, address);
  });
  expect(await archive.load(address)).toBeUndefined();
  expect(reports).toEqual(["reading the saved board: it is not as this build writes it"]);
  await archive.save(address, board(), "changed");
  expect(await archive.load(address)).toEqual(board());
});

test("a database of a later build, taken back since, is begun anew", async () => {
  (await openDB(ARCHIVE_NAME, SAVED_SCHEMA + 1)).close();
  expect(await archive.load(address)).toBeUndefined();
  await archive.save(address, board(), "changed");
  expect(await archive.load(address)).toEqual(board());
  expect(reports).toEqual([]);
});

test("a later build in another tab is let in", async () => {
  await archive.save(address, board(), "changed");
  const later = await openDB(ARCHIVE_NAME, SAVED_SCHEMA + 1);
  later.close();
  await deleteDB(ARCHIVE_NAME);
  await archive.save(address, board(), "changed");
  expect(await archive.load(address)).toEqual(board());
});

test("a database that another tab holds fast is as good as none, in time", async () => {
  const stubborn = await openDB(ARCHIVE_NAME, SAVED_SCHEMA + 1);
  const loading = archive.load(address);
  await clock.advance(ARCHIVE_TIMEOUT_MS);
  expect(await loading).toBeUndefined();
  expect(reports).toEqual([expect.stringContaining("no answer from the database")]);
  stubborn.close();
  await archive.save(address, board(), "changed");
  expect(await archive.load(address)).toEqual(board());
});

test("a full disk: the boards of other addresses make room", async () => {
  await archive.save("/arrivals", board(), "changed");
  const put = vi.spyOn(IDBObjectStore.prototype, "put");
  put.mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(await archive.save(address, board(), "changed")).toBe(true);
  expect(await archive.load(address)).toEqual(board());
  expect(await archive.load("/arrivals")).toBeUndefined();
  expect(reports).toEqual([]);
});

test("a disk that stays full: it is said, and what was saved before stays", async () => {
  await archive.save(address, board(), "changed");
  const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(await archive.save(address, board({ feedAliveAt: noon }), "same")).toBe(false);
  put.mockRestore();
  expect(reports).toEqual([expect.stringContaining("QuotaExceededError")]);
  expect(await archive.load(address)).toEqual(board());
});

test("boards of addresses that nobody opens any more go", async () => {
  await archive.save("/old", board({ savedAt: noon - KEPT_MS - 1 }), "changed");
  await archive.save("/yesterday", board({ savedAt: noon - 86_400_000 }), "changed");
  archive.close();
  archive = createBoardArchive(clock, (message) => reports.push(message));
  await archive.save(address, board(), "changed");
  expect(await archive.load("/old")).toBeUndefined();
  expect(await archive.load("/yesterday")).toBeDefined();
});

test("clearing forgets every board", async () => {
  await archive.save(address, board(), "changed");
  await archive.clear();
  expect(await archive.load(address)).toBeUndefined();
  expect(reports).toEqual([]);
});
