import { expect, test } from "vitest";
import type { Takeover } from "../display/takeover";
import { confirmedTakeover } from "../display/takeover-samples";
import type { Flight } from "../flights/flight";
import { scheduledFlight } from "../flights/flight-samples";
import { boardWindow } from "../flights/board-window";
import { selectionOf, type BoardSelection } from "../flights/board-selection";
import { defaultRetention } from "../flights/leaving";
import { createBoardStore, type BoardStore } from "./board-store";

const noon = Date.parse("2024-01-25T12:00:00Z");
const hours = (count: number) => count * 3_600_000;
const selection = (terminal?: string, now = noon): BoardSelection =>
  selectionOf(boardWindow(now, defaultRetention), { terminal });

function flightAt(num: number, time: string, fields: Partial<Flight> = {}): Flight {
  const flight = scheduledFlight({ num, ...fields });
  return flight.schedule === null
    ? flight
    : { ...flight, schedule: { ...flight.schedule, scheduledTime: `2024-01-25T${time}:00Z` } };
}

const gateChange = (flight: Flight, gate: string, terminal: string | null = null): Flight => ({
  ...flight,
  gate: { stamp: `2024-01-25T12:00:00.000Z#${gate}`, gate },
  terminal: terminal === null ? flight.terminal : { stamp: `2024-01-25T12:00:00.000Z#${gate}`, terminal },
});

const numbers = (store: BoardStore): readonly string[] =>
  store.getState().visible.map((key) => key.split("#")[2] ?? "");

test("flights show in the order of their schedule, however they come", () => {
  const store = createBoardStore(selection());
  store.merge([flightAt(2, "14:00"), flightAt(1, "13:00")], noon);
  store.merge([flightAt(3, "13:30")], noon);
  expect(numbers(store)).toEqual(["1", "3", "2"]);
});

test("a change of one row replaces that row alone and moves nothing", () => {
  const store = createBoardStore(selection());
  const changing = flightAt(2, "14:00");
  store.merge([flightAt(1, "13:00"), changing, flightAt(3, "15:00")], noon);
  const before = store.getState();
  store.merge([gateChange(changing, "C9")], noon);
  const after = store.getState();
  expect(after.visible).toBe(before.visible);
  expect(before.visible.map((key) => after.rows.get(key) === before.rows.get(key))).toEqual([true, false, true]);
});

test("an update that a passenger would not see replaces no row", () => {
  const store = createBoardStore(selection());
  const flight = flightAt(1, "13:00");
  store.merge([flight], noon);
  const before = store.getState().rows;
  store.merge([{ ...flight, updatedAt: "2024-01-25T12:30:00Z", belt: { stamp: "b", belt: "4" } }], noon);
  expect(store.getState().rows).toBe(before);
  expect(store.newestUpdate()).toBe("2024-01-25T12:30:00Z");
});

test("an update of a flight that is not known yet is kept until its schedule comes", () => {
  const store = createBoardStore(selection());
  const scheduled = flightAt(1, "13:00");
  store.merge([gateChange({ ...scheduled, schedule: null }, "C9")], noon);
  expect(numbers(store)).toEqual([]);
  store.merge([scheduled], noon);
  expect([...store.getState().rows.values()].map((row) => row.gate)).toEqual(["C9"]);
});

test("a flight that moves to another terminal leaves this one's board", () => {
  const store = createBoardStore(selection("B"));
  const flight = flightAt(1, "13:00");
  store.merge([flight, gateChange(flightAt(2, "13:10"), "A1", "A")], noon);
  expect(numbers(store)).toEqual(["1"]);
  store.merge([gateChange(flight, "C9", "C")], noon);
  expect(numbers(store)).toEqual([]);
});

test("rows leave as time passes", () => {
  const store = createBoardStore(selection());
  store.merge([flightAt(1, "13:00"), flightAt(2, "16:00")], noon);
  store.select(selection(undefined, noon + hours(2)));
  expect(numbers(store)).toEqual(["2"]);
});

test("a whole list drops what is not in it, keeps what came in later, and touches no other date", () => {
  const store = createBoardStore(selection());
  const other = flightAt(4, "13:30", { date: "2024-01-24" });
  store.merge([flightAt(1, "13:00"), flightAt(2, "14:00"), other], noon);
  store.merge([flightAt(3, "15:00")], noon + 10);
  store.replaceDate("2024-01-25", [flightAt(1, "13:00")], noon + 5);
  expect(numbers(store)).toEqual(["1", "4", "3"]);
});

test("a whole list is the truth where nothing newer came, as after the backend began anew", () => {
  const store = createBoardStore(selection());
  const flight = flightAt(1, "13:00");
  store.merge([gateChange(flight, "C9")], noon);
  store.replaceDate("2024-01-25", [flight], noon + 5);
  expect([...store.getState().rows.values()].map((row) => row.gate)).toEqual(["B7"]);
});

test("an older list that comes late undoes nothing", () => {
  const store = createBoardStore(selection());
  const flight = flightAt(1, "13:00");
  store.replaceDate("2024-01-25", [gateChange(flight, "C9")], noon + 10);
  store.replaceDate("2024-01-25", [flight], noon);
  expect([...store.getState().rows.values()].map((row) => row.gate)).toEqual(["C9"]);
});

test("flights of days gone by are forgotten", () => {
  const store = createBoardStore(selection());
  store.merge([flightAt(1, "13:00"), flightAt(2, "13:00", { date: "2024-01-23" })], noon);
  store.forgetBefore("2024-01-24");
  expect([...store.getState().flights.keys()]).toEqual(["2024-01-25#JK#1#DEPARTURE"]);
});

const takeover = (id: string, fields: Partial<Takeover> = {}): Takeover => confirmedTakeover(id, noon, fields);

const states = (store: BoardStore) =>
  Object.fromEntries([...store.getState().takeovers.values()].map(({ id, state }) => [id, state]));

test("a takeover that ended stays ended, whatever comes late or twice", () => {
  const store = createBoardStore(selection());
  store.mergeTakeovers([takeover("t", { state: "ENDED" })], noon);
  store.mergeTakeovers([takeover("t"), takeover("t")], noon);
  expect(states(store)).toEqual({ t: "ENDED" });
});

test("repeating what is known changes nothing, so that nothing is painted or saved again", () => {
  const store = createBoardStore(selection());
  store.mergeTakeovers([takeover("t")], noon);
  const before = store.getState();
  store.mergeTakeovers([takeover("t")], noon);
  store.replaceTakeovers([takeover("t")], noon + 5);
  expect(store.getState()).toBe(before);
});

test("a list of takeovers ends those that are missing in it, except what came after it was asked for", () => {
  const store = createBoardStore(selection());
  store.mergeTakeovers([takeover("early")], noon);
  store.mergeTakeovers([takeover("late")], noon + 10);
  store.replaceTakeovers([takeover("listed")], noon + 5);
  expect(states(store)).toEqual({ early: "ENDED", late: "CONFIRMED", listed: "CONFIRMED" });
  store.mergeTakeovers([takeover("early")], noon + 20);
  expect(states(store)["early"], "a message that was under way").toBe("ENDED");
});

test("takeovers of other zones than the display's are nothing to it, wherever they come from", () => {
  const store = createBoardStore(selection());
  const ofB = takeover("b", { zone: "terminal/B" });
  const ofC = takeover("c", { zone: "terminal/C" });
  store.mergeTakeovers([takeover("t"), ofB, ofC], noon);
  store.followZones(["all", "terminal/B"]);
  expect(states(store)).toEqual({ t: "CONFIRMED", b: "CONFIRMED" });
  store.restore({ flights: [], takeovers: [ofC], feedAliveAt: undefined, loadedAt: noon });
  store.replaceTakeovers([takeover("t"), ofB], noon + 5);
  expect(states(store)).toEqual({ t: "CONFIRMED", b: "CONFIRMED" });
  store.followZones(["all", "terminal/C"]);
  store.replaceTakeovers([takeover("t"), ofC], noon + 10);
  expect(states(store), "it had not ended").toEqual({ t: "CONFIRMED", c: "CONFIRMED" });
});

test("expired takeovers are forgotten after a while", () => {
  const store = createBoardStore(selection());
  store.mergeTakeovers([takeover("t"), takeover("never", { expiresAt: null, state: "PROPOSED" })], noon);
  store.forgetTakeovers(noon + hours(1.5));
  expect(states(store)).toEqual({ t: "CONFIRMED" });
  store.forgetTakeovers(noon + hours(2));
  expect(states(store)).toEqual({});
});

test("the feed's age only grows younger, and a saved board's says nothing of what is fetched", () => {
  const store = createBoardStore(selection());
  store.restore({ flights: [flightAt(1, "13:00")], takeovers: [], feedAliveAt: noon - 5, loadedAt: noon - 60 });
  expect(store.getState()).toMatchObject({ source: "saved", feedAliveAt: noon - 5, loadedAt: noon - 60 });
  store.loaded(noon);
  expect(store.getState()).toMatchObject({ source: "fetched", feedAliveAt: undefined, loadedAt: noon });
  store.feedAlive(noon - 50);
  store.feedAlive(noon - 70);
  store.loaded(noon + 10);
  store.feedAlive(Number.NEGATIVE_INFINITY);
  expect(store.getState()).toMatchObject({ source: "fetched", feedAliveAt: noon - 50, loadedAt: noon });
});

test("a saved board gives way to the whole list", () => {
  const store = createBoardStore(selection());
  store.restore({
    flights: [flightAt(1, "13:00"), gateChange(flightAt(2, "14:00"), "C9")],
    takeovers: [takeover("t")],
    feedAliveAt: undefined,
    loadedAt: noon,
  });
  expect([numbers(store), states(store)]).toEqual([["1", "2"], { t: "CONFIRMED" }]);
  store.replaceDate("2024-01-25", [flightAt(2, "14:00")], noon);
  store.replaceTakeovers([], noon);
  expect([numbers(store), states(store)]).toEqual([["2"], { t: "ENDED" }]);
  expect([...store.getState().rows.values()].map((row) => row.gate)).toEqual(["B7"]);
});
