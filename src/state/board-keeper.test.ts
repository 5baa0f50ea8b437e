import { expect, test } from "vitest";
import { serviceClock } from "../display/service-clock";
import { confirmedTakeover } from "../display/takeover-samples";
import { boardWindow } from "../flights/board-window";
import { selectionOf } from "../flights/board-selection";
import { scheduledFlight } from "../flights/flight-samples";
import { defaultRetention } from "../flights/leaving";
import { createManualClock } from "../flights/manual-clock";
import type { BoardArchive } from "./board-archive";
import { createBoardKeeper, SAVE_EVERY_MS, SAVE_SOON_MS } from "./board-keeper";
import { createBoardStore } from "./board-store";
import type { SavedBoard } from "./saved-board";

const noon = Date.parse("2024-01-25T12:00:00Z");
const hour = 3_600_000;
const address = "/departures";

const takeover = confirmedTakeover("t", noon, { level: "EMERGENCY" });

/** A display whose device is `wrongBy` ahead of the service, and an archive in memory. */
function createBench(kept?: SavedBoard, wrongBy = 0) {
  const clock = createManualClock(noon + wrongBy);
  const service = serviceClock(clock);
  const store = createBoardStore(selectionOf(boardWindow(noon, defaultRetention)));
  const saves: { readonly board: SavedBoard; readonly flights: string; readonly at: number }[] = [];
  let board = kept;
  let answer: () => Promise<boolean> = () => Promise.resolve(true);
  const archive: BoardArchive = {
    load: () => Promise.resolve(board),
    save: async (_address, next, flights) => {
      saves.push({ board: next, flights, at: clock.now() - noon - wrongBy });
      const wrote = await answer();
      if (wrote) board = flights === "same" ? { ...next, flights: board?.flights ?? [] } : next;
      return wrote;
    },
    clear: () => Promise.resolve(),
    close: () => undefined,
  };
  const keeper = createBoardKeeper({
    store,
    archive,
    address,
    clock,
    serviceClock: service,
    wallNow: () => clock.now(),
  });
  return {
    clock,
    service,
    store,
    keeper,
    saves,
    kept: () => board,
    answerSaves: (next: () => Promise<boolean>) => {
      answer = next;
    },
  };
}

const saved: SavedBoard = {
  flights: [scheduledFlight()],
  takeovers: [takeover],
  feedAliveAt: noon - hour,
  loadedAt: noon - 2 * hour,
  savedAt: noon - hour,
  clockOffset: -2 * hour,
};

test("a saved board shows at once, with its age, its takeover and the service's time", async () => {
  const { clock, keeper, service, store } = createBench(saved, 2 * hour);
  keeper.start();
  await clock.advance(0);
  const state = store.getState();
  expect([state.source, state.visible.length, state.feedAliveAt]).toEqual(["saved", 1, noon - hour]);
  expect([...state.takeovers.keys()]).toEqual(["t"]);
  expect(service.now()).toBe(noon);
  keeper.stop();
});

test("what was fetched meanwhile is better than what was saved", async () => {
  const { clock, keeper, store } = createBench(saved);
  keeper.start();
  store.replaceTakeovers([], noon);
  store.loaded(noon);
  await clock.advance(0);
  const state = store.getState();
  expect([state.source, state.visible.length, state.takeovers.size]).toEqual(["fetched", 0, 0]);
  keeper.stop();
});

test("an update that came before the saved board is not undone by it", async () => {
  const { clock, keeper, store } = createBench(saved);
  keeper.start();
  store.merge([scheduledFlight({ gate: { stamp: "3", gate: "C9" } })], noon);
  await clock.advance(0);
  expect([...store.getState().rows.values()].map((row) => row.gate)).toEqual(["C9"]);
  keeper.stop();
});

test("nothing is saved before something was fetched: a display without a network keeps what it had", async () => {
  const { clock, keeper, saves, store } = createBench(saved);
  keeper.start();
  await clock.advance(hour);
  store.setConnection("offline");
  keeper.flush();
  await clock.advance(hour);
  expect(saves).toEqual([]);
  keeper.stop();
});

test("the first board is saved at once, changes from then on now and then, not at every event", async () => {
  const { clock, keeper, kept, saves, store } = createBench();
  keeper.start();
  store.merge([scheduledFlight()], noon);
  store.loaded(noon);
  store.feedAlive(noon - 1_000);
  await clock.advance(0);
  expect(saves).toHaveLength(1);
  expect(kept()).toEqual({
    flights: [scheduledFlight()],
    takeovers: [],
    feedAliveAt: noon - 1_000,
    loadedAt: noon,
    savedAt: noon,
    clockOffset: 0,
  });
  for (let event = 0; event < 3_000; event += 1) {
    await clock.advance(100);
    store.merge([scheduledFlight({ gate: { stamp: String(event).padStart(6, "0"), gate: String(event) } })], noon);
  }
  await clock.advance(SAVE_EVERY_MS);
  expect(saves.length).toBeLessThanOrEqual(2 + 300_000 / SAVE_EVERY_MS);
  expect(kept()?.flights[0]?.gate?.gate).toBe("2999");
  keeper.stop();
});

test("signs of life alone do not write the flights again", async () => {
  const { clock, keeper, saves, store } = createBench();
  keeper.start();
  store.merge([scheduledFlight()], noon);
  store.loaded(noon);
  await clock.advance(SAVE_EVERY_MS);
  store.feedAlive(noon + 10_000);
  await clock.advance(SAVE_EVERY_MS);
  expect(saves.map(({ flights }) => flights)).toEqual(["changed", "same"]);
  keeper.stop();
});

test("flights that could not be written are written with the next sign of life: no save is newer than its flights", async () => {
  const { answerSaves, clock, keeper, kept, saves, store } = createBench();
  keeper.start();
  store.merge([scheduledFlight()], noon);
  store.loaded(noon);
  await clock.advance(SAVE_EVERY_MS);
  answerSaves(() => Promise.resolve(false));
  store.merge([scheduledFlight({ gate: { stamp: "3", gate: "C9" } })], noon);
  await clock.advance(SAVE_EVERY_MS - 1);
  expect(kept()?.flights).toEqual([scheduledFlight()]);
  answerSaves(() => Promise.resolve(true));
  store.feedAlive(noon + 40_000);
  await clock.advance(SAVE_EVERY_MS);
  expect(saves.map(({ flights }) => flights)).toEqual(["changed", "changed", "changed"]);
  expect([kept()?.feedAliveAt, kept()?.flights[0]?.gate?.gate]).toEqual([noon + 40_000, "C9"]);
  keeper.stop();
});

test("where the first write fails, the board is written again, though nothing changes", async () => {
  const { answerSaves, clock, keeper, kept, store } = createBench();
  answerSaves(() => Promise.resolve(false));
  keeper.start();
  store.merge([scheduledFlight()], noon);
  store.loaded(noon);
  await clock.advance(SAVE_EVERY_MS - 1);
  answerSaves(() => Promise.resolve(true));
  await clock.advance(1);
  expect(kept()?.flights).toEqual([scheduledFlight()]);
  keeper.stop();
});

test("a takeover is saved within a second", async () => {
  const { clock, keeper, kept, store } = createBench();
  keeper.start();
  store.loaded(noon);
  await clock.advance(100);
  store.mergeTakeovers([takeover], noon);
  await clock.advance(SAVE_SOON_MS);
  expect(kept()?.takeovers).toEqual([takeover]);
  keeper.stop();
});

test("one that comes while the database is busy is saved after it", async () => {
  const { answerSaves, clock, keeper, kept, saves, store } = createBench();
  let done: (wrote: boolean) => void = () => undefined;
  const writing = new Promise<boolean>((resolve) => (done = resolve));
  answerSaves(() => writing);
  keeper.start();
  store.loaded(noon);
  await clock.advance(0);
  store.mergeTakeovers([takeover], noon);
  await clock.advance(SAVE_EVERY_MS);
  expect(saves).toHaveLength(1);
  done(true);
  await clock.advance(SAVE_EVERY_MS);
  expect(kept()?.takeovers).toEqual([takeover]);
  keeper.stop();
});

test("flushing saves what is not saved yet; stopping leaves no timer", async () => {
  const { clock, keeper, kept, store } = createBench();
  keeper.start();
  store.loaded(noon);
  await clock.advance(0);
  store.merge([scheduledFlight()], noon);
  keeper.flush();
  await clock.advance(0);
  expect(kept()?.flights).toHaveLength(1);
  store.feedAlive(noon);
  keeper.stop();
  expect(clock.pending).toBe(0);
});
