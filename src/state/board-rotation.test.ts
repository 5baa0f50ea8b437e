import { expect, test, vi } from "vitest";
import { boardWindow } from "../flights/board-window";
import { selectionOf } from "../flights/board-selection";
import type { Flight } from "../flights/flight";
import { scheduledFlight } from "../flights/flight-samples";
import { gateFlights } from "../flights/gate-order";
import { defaultRetention } from "../flights/leaving";
import { createManualClock } from "../flights/manual-clock";
import { createBoardRotation, type RotationParts } from "./board-rotation";
import { createBoardStore } from "./board-store";

/** A multiple of every cycle. */
const noon = Math.floor(Date.parse("2024-01-25T12:00:00Z") / 84_000_000) * 84_000_000;
const minutes = (count: number) => count * 60_000;

function flight(num: number, after = num, codeshares: readonly string[] = []): Flight {
  const base = scheduledFlight({ num });
  const scheduledTime = new Date(noon + minutes(after)).toISOString();
  return base.schedule === null ? base : { ...base, schedule: { ...base.schedule, scheduledTime, codeshares } };
}

function board(
  flights: readonly Flight[],
  parts: Partial<RotationParts> = {},
  source: "fetched" | "nothing" = "fetched",
) {
  const clock = createManualClock(noon);
  const selection = (at: number) => selectionOf(boardWindow(at, defaultRetention), { terminal: "B" });
  const store = createBoardStore(selection(noon));
  store.merge(flights, noon);
  if (source === "fetched") store.loaded(noon);
  const rotation = createBoardRotation({
    store,
    clock,
    languages: 1,
    numbersOf: (row) => 1 + row.codeshares.length,
    ...parts,
  });
  const numbers = () => rotation.getState().keys.map((key) => Number(key.split("#")[2]));
  return { clock, store, rotation, numbers };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const flights = (from: number, to: number) => range(from, to).map((num) => flight(num));

test("pages and languages turn by the plan, and one cycle shows every flight in every language", async () => {
  const { clock, rotation } = board(flights(1, 21), { languages: 2 });
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  const seen = new Set<string>();
  const { cycleMs } = rotation.getState().plan;
  for (let at = 0; at < cycleMs; at += 500) {
    const { moment, plan, keys } = rotation.getState();
    const page = plan.pages[moment.page];
    for (const key of keys.slice(page?.from, page?.to)) seen.add(`${key} in ${String(moment.language)}`);
    await clock.advance(500);
  }
  expect(seen.size).toBe(40);
  expect(cycleMs).toBeLessThanOrEqual(30_000);
  stop();
  expect(clock.pending, "nothing is left running").toBe(0);
});

test("a board whose pages do not turn sets no timer", () => {
  const { clock, rotation } = board(flights(1, 4));
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  expect(clock.pending).toBe(0);
  stop();
});

test("on one page, what comes and goes shows at once", () => {
  const { store, rotation, numbers } = board(flights(1, 4));
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  store.merge([flight(9, 2)], noon);
  expect(numbers()).toEqual([1, 2, 9, 3]);
  stop();
});

test("on several pages, a flight that leaves is empty at once and its place goes when the pages begin anew", async () => {
  const { clock, store, rotation, numbers } = board(flights(1, 21));
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  await clock.advance(1_000);
  store.merge([gone(3)], noon);
  const { keys, present } = rotation.getState();
  expect(numbers()).toEqual(range(1, 21));
  expect(keys.filter((key) => !present.has(key))).toEqual(["2024-01-25#JK#3#DEPARTURE"]);
  await clock.advance(rotation.getState().plan.cycleMs);
  expect(numbers()).toEqual([1, 2, ...range(4, 21)]);
  stop();
});

/** The flight has moved to another terminal. */
test("a face that comes in, with which names take other turns, moves no row from the page where it is being read", async () => {
  const { clock, store, rotation, numbers } = board(flights(1, 25));
  const room = { capacity: 10, numbersAtOnce: 1 };
  rotation.setRoom({ ...room, turnsOf: () => 1 });
  const stop = rotation.run();
  await clock.advance(1_000);
  store.merge([flight(0, -1)], noon);
  const before = numbers();
  expect(before).not.toContain(0);
  rotation.setRoom({ ...room, turnsOf: () => 2 });
  expect(numbers()).toEqual(before);
  rotation.setRoom({ ...room, capacity: 11, turnsOf: () => 2 });
  expect(numbers()).toContain(0);
  stop();
});

const gone = (num: number): Flight => ({
  ...flight(num),
  terminal: { stamp: "2024-01-25T12:00:00.000Z#t", terminal: "C" },
});

test("a page whose flights have all left is passed over, in every language, until the pages begin anew", async () => {
  const { clock, store, rotation, numbers } = board(flights(1, 7), { languages: 2 });
  rotation.setRoom({ capacity: 2, numbersAtOnce: 1 });
  const stop = rotation.run();
  const { cycleMs, pages } = rotation.getState().plan;
  expect(pages).toHaveLength(3);
  await clock.advance(1_000);
  const seen: string[] = [];
  rotation.subscribe(({ moment }) => {
    const turn = `${String(moment.page)} in ${String(moment.language)}`;
    if (seen.at(-1) !== turn) seen.push(turn);
  });
  store.merge([gone(3), gone(4)], noon);
  await clock.advance(cycleMs - 1_001);
  expect(numbers(), "their places are kept").toEqual(range(1, 7));
  expect(seen).toEqual(["0 in 0", "0 in 1", "2 in 0", "2 in 1", "2 in 0", "2 in 1"]);
  await clock.advance(1);
  expect(numbers()).toEqual([1, 2, 5, 6]);
  stop();
});

test("a page whose last flight leaves while it shows gives way at once, and where no page has any, the next ones show", async () => {
  const { clock, store, rotation, numbers } = board(flights(1, 7));
  rotation.setRoom({ capacity: 2, numbersAtOnce: 1 });
  const stop = rotation.run();
  await clock.advance(1_000);
  store.merge([gone(1), gone(2)], noon);
  expect(rotation.getState().moment.page).toBe(1);
  store.merge([flight(8), ...[3, 4, 5].map(gone)], noon);
  expect([rotation.getState().moment.page, numbers()]).toEqual([2, range(1, 7)]);
  store.merge([gone(6)], noon);
  expect(numbers()).toEqual([8]);
  stop();
});

test("rows are not held while flights are on their way, nor those of before a power cut once the newest are there", async () => {
  const { clock, store, rotation, numbers } = board([], {}, "nothing");
  rotation.setRoom({ capacity: 3, numbersAtOnce: 1 });
  const stop = rotation.run();
  await clock.advance(1_000);
  store.merge(flights(71, 75), noon);
  expect(numbers()).toEqual(range(71, 75));
  store.merge(flights(41, 43), noon);
  expect(numbers(), "tomorrow's came first").toEqual([41, 42, ...range(71, 75)]);
  store.restore({ flights: flights(51, 53), takeovers: [], feedAliveAt: noon, loadedAt: noon });
  const saved = [41, 42, 51, 52, ...range(71, 75)];
  expect(numbers()).toEqual(saved);
  store.merge(flights(1, 3), noon);
  expect(numbers(), "saved rows are being read").toEqual(saved);
  store.loaded(noon);
  expect(numbers()).toEqual([1, 2, ...saved]);
  store.merge(flights(5, 6), noon);
  expect(numbers(), "complete rows are being read").toEqual([1, 2, ...saved]);
  stop();
});

test("flights that no page shows are counted, those included that wait for the pages to begin anew", async () => {
  const { clock, store, rotation } = board(flights(1, 601));
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  const { keys, beyond } = rotation.getState();
  expect(keys.length + beyond).toBe(600);
  await clock.advance(1_000);
  store.merge([flight(700, 1)], noon);
  expect(rotation.getState().keys).toEqual(keys);
  expect(rotation.getState().beyond).toBe(beyond + 1);
  stop();
});

test("an event that moves nothing plans nothing and tells nobody, on a day of 9,000 flights", () => {
  const { store, rotation } = board(range(1, 9_001).map((num) => flight(num, num % 1400)));
  rotation.setRoom({ capacity: 12, numbersAtOnce: 1 });
  const stop = rotation.run();
  const { plan } = rotation.getState();
  const listener = vi.fn();
  rotation.subscribe(listener);
  for (let index = 0; index < 10; index += 1) {
    store.merge([{ ...flight(1), gate: { stamp: `2024-01-25T12:00:00.000Z#${String(index + 10)}`, gate: "9" } }], noon);
  }
  expect(listener).not.toHaveBeenCalled();
  expect(rotation.getState().plan).toBe(plan);
  stop();
});

test("more partners of a flight make more steps", () => {
  const { store, rotation } = board([flight(1)]);
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  const stop = rotation.run();
  expect(rotation.getState().plan.pages[0]?.steps).toBe(1);
  const partners = { ...flight(1, 1, ["AA1", "BA2"]) };
  if (partners.schedule === null) throw new Error("expected a schedule");
  store.merge([{ ...partners, schedule: { ...partners.schedule, stamp: "2024-01-25T00:00:00.000Z#later" } }], noon);
  expect(rotation.getState().plan.pages[0]?.steps).toBe(3);
  stop();
});

test("a display may have an order of its own", () => {
  const { rotation, numbers } = board(flights(1, 4), { arrange: (rows) => [...rows].reverse() });
  rotation.setRoom({ capacity: 2, numbersAtOnce: 1, most: 2 });
  expect(numbers()).toEqual([3, 2]);
  expect(rotation.getState().beyond).toBe(1);
});

test("an order of its own moves with the time, though nothing turns and nothing comes in", async () => {
  const cancelled: Flight = {
    ...flight(1, 10),
    state: {
      stamp: "2024-01-25T12:00:00.000Z#c",
      status: "CANCELLED",
      since: "2024-01-25T12:00:00.000Z",
      message: null,
      reason: null,
      airport: null,
    },
  };
  const { clock, rotation, numbers } = board([cancelled, flight(2, 50)], { arrange: gateFlights });
  rotation.setRoom({ capacity: 5, numbersAtOnce: 1 });
  const stop = rotation.run();
  const listener = vi.fn();
  rotation.subscribe(listener);
  await clock.advance(minutes(10));
  expect(numbers()).toEqual([1, 2]);
  expect(listener, "looking alone tells nobody").not.toHaveBeenCalled();
  await clock.advance(5_000);
  expect(numbers(), "those for the next flight are at the gate").toEqual([2]);
  stop();
  expect(clock.pending, "nothing is left running").toBe(0);
});

test("a board on which nothing turned turns once its room is smaller", async () => {
  const { clock, rotation } = board(flights(1, 21));
  rotation.setRoom({ capacity: 20, numbersAtOnce: 1 });
  const stop = rotation.run();
  expect(clock.pending).toBe(0);
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  expect(rotation.getState().plan.pages).toHaveLength(2);
  const { page, untilMs } = rotation.getState().moment;
  await clock.advance(untilMs - clock.now());
  expect(rotation.getState().moment.page).not.toBe(page);
  stop();
  expect(clock.pending, "nothing is left running").toBe(0);
});

test("at another size the pages begin at once", () => {
  const { rotation } = board(flights(1, 21));
  rotation.setRoom({ capacity: 10, numbersAtOnce: 1 });
  rotation.setRoom({ capacity: 20, numbersAtOnce: 1 });
  expect(rotation.getState().plan.pages).toHaveLength(1);
  expect(rotation.getState().keys).toHaveLength(20);
});
