import { expect, test } from "vitest";
import type { OperationsCentre, OperationsEvents, OperationsTakeover, ServiceTime } from "../api/operations-centre";
import type { DisplayReport } from "../display/fleet";
import { createManualClock } from "../flights/manual-clock";
import { createOperationsStore, FETCH_AGAIN_MS, REFETCH_MS } from "./operations-store";

const start = Date.parse("2024-01-25T12:00:00Z");

const proposed: OperationsTakeover = {
  id: "t",
  zone: "all",
  level: "WARNING",
  texts: [{ language: "en", title: "Stay", detail: null }],
  state: "PROPOSED",
  minutes: 10,
  proposedAt: "2024-01-25T11:59:00Z",
  lapsesAt: "2024-01-25T12:09:00Z",
  confirmedAt: null,
  expiresAt: null,
  endedAt: null,
  proposedBy: "ada",
  confirmedBy: null,
  endedBy: null,
};
const confirmed: OperationsTakeover = {
  ...proposed,
  state: "CONFIRMED",
  confirmedAt: "2024-01-25T12:00:00Z",
  expiresAt: "2024-01-25T12:10:00Z",
};

function report(digest: string, reportedAt: string, id = "d"): DisplayReport {
  return {
    id,
    address: "/departures",
    version: "1",
    digest,
    rows: 1,
    rowsBeyond: 0,
    connection: "LIVE",
    feedAliveAt: null,
    flightsAsOf: null,
    takeoverId: null,
    takeoverPaintedAt: null,
    clockOffset: 0,
    width: 1,
    height: 1,
    startedAt: reportedAt,
    reportedAt,
  };
}

function createBench() {
  const clock = createManualClock(start);
  let events: OperationsEvents | undefined;
  const backend = {
    up: true,
    takeovers: [] as readonly OperationsTakeover[],
    displays: [] as readonly DisplayReport[],
    time: { now: start + 7_200_000, feedAliveAt: undefined } as ServiceTime,
    asked: 0,
  };
  const answer = <Answer>(give: () => Answer): Promise<Answer> =>
    backend.up ? Promise.resolve(give()) : Promise.reject(new Error("refused"));
  const refuse = () => Promise.reject(new Error("not part of this test"));
  const centre: OperationsCentre = {
    takeovers: () => answer(() => backend.takeovers),
    displays: () => answer(() => backend.displays),
    serviceTime: () => {
      backend.asked += 1;
      return answer(() => backend.time);
    },
    propose: refuse,
    confirm: refuse,
    end: refuse,
    listen: (heard) => {
      events = heard;
      return () => {
        events = undefined;
      };
    },
  };
  const store = createOperationsStore(centre, clock);
  return { backend, clock, store, heard: () => events };
}

test("all is fetched at the start and at every connection, and again each minute", async () => {
  const { backend, clock, store, heard } = createBench();
  backend.takeovers = [proposed];
  backend.displays = [report("a", "2024-01-25T12:00:00Z")];
  const stop = store.start();
  await clock.advance(0);
  expect([...store.state.getState().takeovers.values()]).toEqual([proposed]);
  expect(store.state.getState()).toMatchObject({ loaded: true, clockOffset: 7_200_000 });
  heard()?.connected();
  await clock.advance(0);
  expect([backend.asked, store.state.getState().connected]).toEqual([2, true]);
  await clock.advance(REFETCH_MS);
  expect(backend.asked).toBe(3);
  stop();
  await clock.advance(10 * REFETCH_MS);
  expect([backend.asked, heard()], "nothing runs on").toEqual([3, undefined]);
});

test("signs of life of the feed are remembered, each once, those of the last minutes", async () => {
  const { backend, clock, store } = createBench();
  const stop = store.start();
  await clock.advance(0);
  expect(store.state.getState().signsOfLife, "it was never alive").toEqual([]);
  const signs = Array.from({ length: 12 }, (_, minute) => start + minute * REFETCH_MS);
  for (const feedAliveAt of signs.flatMap((sign) => [sign, sign])) {
    backend.time = { ...backend.time, feedAliveAt };
    await clock.advance(REFETCH_MS);
  }
  expect(store.state.getState().signsOfLife).toEqual(signs.slice(-10));
  stop();
});

test("steps may come twice, late and before the list that holds them", async () => {
  const { backend, clock, store, heard } = createBench();
  backend.takeovers = [proposed];
  const stop = store.start();
  heard()?.takeover(confirmed);
  await clock.advance(0);
  heard()?.takeover(proposed);
  heard()?.takeover(confirmed);
  expect([...store.state.getState().takeovers.values()]).toEqual([confirmed]);
  stop();
});

test("of two reports of a display the newer one stays", async () => {
  const { backend, clock, store, heard } = createBench();
  backend.displays = [report("old", "2024-01-25T12:00:00Z")];
  const stop = store.start();
  heard()?.display(report("new", "2024-01-25T12:00:30Z"));
  await clock.advance(0);
  expect(store.state.getState().displays.get("d")?.digest).toBe("new");
  stop();
});

test("a display that the backend has forgotten goes with the next list; one that was heard of since it was asked stays", async () => {
  const { backend, clock, store, heard } = createBench();
  const ids = () => [...store.state.getState().displays.keys()].sort();
  backend.displays = [report("a", "2024-01-24T12:00:30Z", "retired"), report("a", "2024-01-25T12:00:00Z", "d")];
  const stop = store.start();
  await clock.advance(0);
  heard()?.display(report("a", "2024-01-25T12:00:10Z", "started and stopped"));
  expect(ids()).toEqual(["d", "retired", "started and stopped"]);
  backend.displays = [report("b", "2024-01-25T12:00:50Z", "d")];
  backend.up = false;
  await clock.advance(REFETCH_MS);
  expect(ids(), "no answer says nothing").toEqual(["d", "retired", "started and stopped"]);
  backend.up = true;
  heard()?.connected();
  heard()?.display(report("a", "2024-01-25T12:01:02Z", "new"));
  await clock.advance(0);
  expect(ids()).toEqual(["d", "new"]);
  await clock.advance(REFETCH_MS);
  expect(ids(), "it was heard of before the list was asked for").toEqual(["d"]);
  stop();
});

test("a backend that does not answer is asked again, and the page says so meanwhile", async () => {
  const { backend, clock, store } = createBench();
  backend.up = false;
  const stop = store.start();
  await clock.advance(0);
  expect(store.state.getState()).toMatchObject({ loaded: false, problem: "refused" });
  backend.up = true;
  await clock.advance(FETCH_AGAIN_MS);
  expect(store.state.getState()).toMatchObject({ loaded: true, problem: undefined });
  stop();
});
