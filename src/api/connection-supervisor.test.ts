import { expect, test } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import {
  ConnectionSupervisor,
  LONGEST_RETRY_MS,
  PING_TIMEOUT_MS,
  POLL_MS,
  QUIET_MS,
  REACH_TIMEOUT_MS,
  REFRESH_AFTER_LOSS_MS,
  REFRESH_MS,
  REFRESH_TIMEOUT_MS,
  type ConnectionPhase,
} from "./connection-supervisor";

/** A link whose every answer the test decides; `calls` is what the supervisor asked of it, in order. */
function createBench(random = 0.5) {
  const clock = createManualClock(1_000_000);
  const calls: string[] = [];
  const phases: ConnectionPhase[] = [];
  const reports: string[] = [];
  const hang = (): Promise<void> => new Promise(() => undefined);
  const answers = {
    reach: (): Promise<void> => Promise.resolve(),
    ping: (): Promise<void> => Promise.resolve(),
    catchUp: (): Promise<void> => Promise.resolve(),
    acknowledge: true,
  };
  let lose: (reason: string) => void = () => undefined;
  const supervisor = new ConnectionSupervisor(
    {
      reach: () => (calls.push("reach"), answers.reach()),
      subscribe: ({ acknowledged, lost }) => {
        calls.push("subscribe");
        lose = lost;
        if (answers.acknowledge) void Promise.resolve().then(acknowledged);
      },
      drop: () => calls.push("drop"),
      ping: () => (calls.push("ping"), answers.ping()),
      catchUp: (scope) => (calls.push(`fetch ${scope}`), answers.catchUp()),
    },
    clock,
    () => random,
    {
      phase: (phase) => phases.push(phase),
      report: (message) => reports.push(message),
    },
  );
  return {
    clock,
    calls,
    phases,
    reports,
    answers,
    supervisor,
    hang,
    lose: (reason: string) => {
      lose(reason);
    },
    phase: () => phases.at(-1),
  };
}

test("subscribes first, then fetches, then is live", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  expect(bench.calls).toEqual(["reach", "subscribe", "fetch changes"]);
  expect(bench.phase()).toBe("live");
});

test("a loss is answered within a quarter of a second, from the beginning and on a new connection", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.calls.length = 0;
  bench.lose("gone");
  expect(bench.phase()).toBe("waiting");
  await bench.clock.advance(250);
  expect(bench.calls).toEqual(["drop", "reach", "subscribe", "fetch changes"]);
  expect(bench.phase()).toBe("live");
});

test("a connection that died in silence is noticed within 15 s", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.answers.ping = bench.hang;
  bench.answers.reach = bench.hang;
  await bench.clock.advance(QUIET_MS + PING_TIMEOUT_MS);
  expect(QUIET_MS + PING_TIMEOUT_MS).toBeLessThan(15_000);
  expect(bench.phase()).not.toBe("live");
  expect(bench.reports).toEqual([expect.stringContaining("sign of life")]);
});

test("a busy connection is not asked, a quiet one is, and stays live by its answer", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  for (let second = 0; second < 30; second += 1) {
    await bench.clock.advance(1_000);
    bench.supervisor.heard();
  }
  expect(bench.calls).not.toContain("ping");
  await bench.clock.advance(3 * QUIET_MS);
  expect(bench.calls.filter((call) => call === "ping")).toHaveLength(3);
  expect(bench.phase()).toBe("live");
});

test.each([
  { server: "refuses connections", hangs: false },
  { server: "takes connections and never answers", hangs: true },
])("live within 5 s after a server that $server returns, however long it was away", async ({ hangs }) => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  let away = true;
  let release: (() => void)[] = [];
  bench.answers.reach = () => {
    if (!away) return Promise.resolve();
    // A server that was stopped answers what it has kept when it goes on.
    return hangs ? new Promise((resolve) => release.push(resolve)) : Promise.reject(new Error("refused"));
  };
  bench.lose("gone");
  for (const outage of [1_000, 10_000, 61_700, 600_000]) {
    await bench.clock.advance(outage);
    expect(bench.phase()).not.toBe("live");
    away = false;
    for (const answer of release) answer();
    release = [];
    await bench.clock.advance(5_000);
    expect(bench.phase()).toBe("live");
    away = true;
    bench.lose("gone again");
  }
});

test("live within 5 s after the server returns, also on a device that takes 2.4 s to come back", async () => {
  const bench = createBench(0);
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.answers.reach = () => Promise.reject(new Error("refused"));
  bench.lose("gone");
  // Until the longest pause begins.
  await bench.clock.advance(60_000);
  const tries = bench.calls.length;
  while (bench.calls.length === tries) await bench.clock.advance(10);
  bench.answers.reach = () => new Promise((resolve) => bench.clock.schedule(400, resolve));
  bench.answers.catchUp = () => new Promise((resolve) => bench.clock.schedule(2_000, resolve));
  await bench.clock.advance(5_000);
  expect(bench.phase()).toBe("live");
});

test("live within 5 s after a line that swallowed everything carries again", async () => {
  for (let outage = 20_000; outage < 32_000; outage += 700) {
    const bench = createBench();
    bench.supervisor.start();
    await bench.clock.advance(0);
    bench.answers.reach = bench.hang;
    bench.answers.ping = bench.hang;
    await bench.clock.advance(outage);
    expect(bench.phase()).not.toBe("live");
    // What was under way is lost; what is sent from now on is answered.
    bench.answers.reach = () => Promise.resolve();
    await bench.clock.advance(5_000);
    expect(bench.phase(), `after ${String(outage)} ms`).toBe("live");
    bench.supervisor.stop();
  }
});

test("a device that wakes up asks at once, and tries at once", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.calls.length = 0;
  bench.supervisor.wake();
  expect(bench.calls).toEqual(["ping"]);
  bench.answers.reach = () => Promise.reject(new Error("refused"));
  bench.lose("gone");
  await bench.clock.advance(60_000);
  bench.answers.reach = () => Promise.resolve();
  bench.supervisor.wake();
  await bench.clock.advance(0);
  expect(bench.phase()).toBe("live");
});

test("a fleet that lost its server comes back spread out", async () => {
  const returns: number[] = [];
  for (let display = 0; display < 40; display += 1) {
    const bench = createBench(display / 40);
    bench.supervisor.start();
    await bench.clock.advance(0);
    bench.answers.reach = () => Promise.reject(new Error("refused"));
    bench.lose("gone");
    await bench.clock.advance(30_000);
    bench.answers.reach = () => Promise.resolve();
    const from = bench.clock.now();
    while (bench.phase() !== "live") await bench.clock.advance(50);
    returns.push(bench.clock.now() - from);
    bench.supervisor.stop();
  }
  expect(Math.max(...returns)).toBeLessThan(5_000);
  const busiest = Math.max(...returns.map((at) => returns.filter((each) => Math.abs(each - at) <= 250).length));
  expect(busiest, "in any half second").toBeLessThan(20);
});

test("tries are never further apart than the longest pause and the time limit", async () => {
  const bench = createBench();
  bench.answers.reach = bench.hang;
  bench.supervisor.start();
  await bench.clock.advance(600_000);
  const tries = bench.calls.filter((call) => call === "reach").length;
  expect(tries).toBeGreaterThanOrEqual(Math.floor(600_000 / (LONGEST_RETRY_MS + REACH_TIMEOUT_MS)));
});

test("a catch-up that fails is a failure: never live without it", async () => {
  const bench = createBench();
  bench.answers.catchUp = () => Promise.reject(new Error("no such table"));
  bench.supervisor.start();
  await bench.clock.advance(0);
  expect(bench.phases).not.toContain("live");
  expect(bench.reports).toEqual(["fetching what was missed: no such table"]);
  bench.answers.catchUp = () => Promise.resolve();
  await bench.clock.advance(1_000);
  expect(bench.phase()).toBe("live");
});

test("what belongs to an earlier attempt is ignored", async () => {
  const bench = createBench();
  let finish: () => void = () => undefined;
  bench.answers.catchUp = () => new Promise((resolve) => (finish = resolve));
  bench.supervisor.start();
  await bench.clock.advance(0);
  const finishFirst = finish;
  bench.lose("gone while catching up");
  finishFirst();
  await bench.clock.advance(0);
  expect(bench.phase()).toBe("waiting");
});

test("without a subscription the board lives on fetching, not too often", async () => {
  const bench = createBench();
  bench.answers.acknowledge = false;
  bench.supervisor.start();
  await bench.clock.advance(60_000);
  const fetches = bench.calls.filter((call) => call === "fetch changes").length;
  expect(fetches).toBeGreaterThan(1);
  expect(fetches).toBeLessThanOrEqual(60_000 / POLL_MS);
  expect(bench.phases).not.toContain("live");
});

test("everything is fetched anew from time to time, soon after a loss", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(REFRESH_MS * 1.1);
  expect(bench.calls.filter((call) => call === "fetch everything")).toHaveLength(1);
  bench.lose("gone");
  await bench.clock.advance(REFRESH_AFTER_LOSS_MS * 2 + 1_000);
  expect(bench.calls.filter((call) => call === "fetch everything")).toHaveLength(2);
});

test("a refresh that hangs is given up and is not the last one", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.answers.catchUp = bench.hang;
  await bench.clock.advance(REFRESH_MS + REFRESH_TIMEOUT_MS);
  expect(bench.reports).toEqual(["fetching flights: no answer within 120000 ms"]);
  await bench.clock.advance(REFRESH_MS);
  expect(bench.calls.filter((call) => call === "fetch everything")).toHaveLength(2);
  bench.supervisor.stop();
  await bench.clock.advance(0);
  expect(bench.clock.pending).toBe(0);
});

test("the device's own word about its network ends the connection, and the wait", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(0);
  bench.answers.reach = () => Promise.reject(new Error("no network"));
  bench.supervisor.networkLost();
  expect(bench.phase()).toBe("waiting");
  await bench.clock.advance(60_000);
  bench.answers.reach = () => Promise.resolve();
  bench.supervisor.networkBack();
  await bench.clock.advance(0);
  expect(bench.phase()).toBe("live");
});

test("stopping lets go of everything: no timer stays", async () => {
  const bench = createBench();
  bench.supervisor.start();
  await bench.clock.advance(20_000);
  bench.supervisor.stop();
  expect(bench.calls.at(-1)).toBe("drop");
  expect(bench.clock.pending).toBe(0);
  bench.lose("too late");
  expect(bench.phase()).toBe("stopped");
});
