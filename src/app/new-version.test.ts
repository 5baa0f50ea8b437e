import { describe, expect, test } from "vitest";
import { RELOAD_SPREAD_MS } from "../display/quiet-moment";
import { createManualClock } from "../flights/manual-clock";
import type { WorkerState } from "./app-worker";
import { CHECK_EVERY_MS, FIRST_CHECK_MS, FRESH_MS, RETRY_MS, TRIED_KEY, watchVersions } from "./new-version";

const running = { build: "aaa", configuration: "{}" };

function createBench(memory: Map<string, string> | undefined = new Map<string, string>()) {
  const clock = createManualClock(1_000_000);
  const reports: string[] = [];
  const done: string[] = [];
  const world = {
    server: { build: "aaa", configuration: "{}" },
    isUp: true,
    worker: "current" as WorkerState,
    takeover: false,
    calledAt: undefined as number | undefined,
    /** By which the board's clock is ahead, milliseconds. */
    ahead: 0,
    asked: 0,
  };
  const stop = watchVersions({
    clock,
    random: () => 0.5,
    running,
    ask: () => {
      world.asked += 1;
      return world.isUp ? Promise.resolve(world.server) : Promise.reject(new Error("refused"));
    },
    worker: {
      update: () => Promise.resolve(world.worker),
      takeOver: () => {
        done.push("take over");
        return Promise.resolve();
      },
    },
    circumstances: () => ({
      now: clock.now() + world.ahead,
      takeover: world.takeover,
      calledAt: world.calledAt,
      nextTurn: Number.POSITIVE_INFINITY,
    }),
    memory: memory && {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => {
        memory.set(key, value);
      },
    },
    reload: () => done.push("reload"),
    report: (message) => reports.push(message),
  });
  return { clock, done, memory, reports, stop, world };
}

/** Past the time in which a page counts as just loaded. */
const settled = FRESH_MS * 2;
const newBuild = { build: "bbb", configuration: "{}" };

test("the same version is looked at now and then, and nothing happens", async () => {
  const { clock, done, world } = createBench();
  await clock.advance(4 * CHECK_EVERY_MS);
  expect(world.asked).toBe(4);
  expect(done).toEqual([]);
});

test("a new version is taken when it is stored, in this display's turn, and the page loads anew after that", async () => {
  const { clock, done, reports, world } = createBench();
  await clock.advance(settled);
  world.server = newBuild;
  await clock.advance(CHECK_EVERY_MS * 1.2);
  expect([done, reports.at(-1)]).toEqual([[], "version bbb is not stored yet"]);
  world.worker = "waiting";
  await clock.advance(RETRY_MS + RELOAD_SPREAD_MS * 0.5);
  expect(done).toEqual(["take over", "reload"]);
});

test.each([
  { given: "found", prepare: () => undefined },
  {
    given: "a flight called",
    prepare: (world: { calledAt: number | undefined; ahead: number }, now: number) => {
      world.calledAt = now + world.ahead;
    },
  },
])("it is taken in time where it was $given by a clock that was a year ahead", async ({ prepare }) => {
  const { clock, done, world } = createBench();
  world.ahead = 365 * 86_400_000;
  await clock.advance(settled);
  world.server = newBuild;
  world.worker = "waiting";
  await clock.advance(CHECK_EVERY_MS * 1.2);
  prepare(world, clock.now());
  world.ahead = 0;
  const { asked } = world;
  await clock.advance(RELOAD_SPREAD_MS);
  expect(world.asked - asked, "not on and on").toBeLessThan(5);
  world.calledAt = undefined;
  await clock.advance(CHECK_EVERY_MS + RELOAD_SPREAD_MS);
  expect(done).toEqual(["take over", "reload"]);
});

test("without a service worker it is taken just so", async () => {
  const { clock, done, world } = createBench();
  await clock.advance(settled);
  world.server = newBuild;
  world.worker = "none";
  await clock.advance(CHECK_EVERY_MS * 1.2 + RELOAD_SPREAD_MS * 0.5);
  expect(done).toEqual(["take over", "reload"]);
});

test("a page that was just loaded takes it at once: nobody reads it yet", async () => {
  const { clock, done, world } = createBench();
  world.server = newBuild;
  world.worker = "waiting";
  await clock.advance(FIRST_CHECK_MS * 1.5);
  expect(done).toEqual(["take over", "reload"]);
});

describe("it does not load anew", () => {
  test("while the server does not answer", async () => {
    const { clock, done, world } = createBench();
    await clock.advance(settled);
    world.server = newBuild;
    world.worker = "waiting";
    await clock.advance(CHECK_EVERY_MS * 1.2);
    world.isUp = false;
    await clock.advance(2 * RELOAD_SPREAD_MS);
    expect(done).toEqual([]);
    world.isUp = true;
    await clock.advance(RETRY_MS);
    expect(done).toEqual(["take over", "reload"]);
  });

  test("during a takeover, even on a fresh page", async () => {
    const { clock, done, world } = createBench();
    world.takeover = true;
    world.server = newBuild;
    world.worker = "waiting";
    await clock.advance(2 * RELOAD_SPREAD_MS);
    expect(done).toEqual([]);
    world.takeover = false;
    await clock.advance(RETRY_MS);
    expect(done).toEqual(["take over", "reload"]);
  });

  test("just after a flight was called", async () => {
    const { clock, done, world } = createBench();
    await clock.advance(settled);
    world.server = newBuild;
    world.worker = "waiting";
    await clock.advance(RELOAD_SPREAD_MS * 0.5);
    world.calledAt = clock.now();
    await clock.advance(100_000);
    expect(done).toEqual([]);
    await clock.advance(400_000);
    expect(done).toEqual(["take over", "reload"]);
  });

  test("again for a version that loading anew did not bring", async () => {
    const memory = new Map<string, string>();
    const first = createBench(memory);
    first.world.server = newBuild;
    first.world.worker = "none";
    await first.clock.advance(FIRST_CHECK_MS * 2);
    expect(first.done).toEqual(["take over", "reload"]);
    const again = createBench(memory);
    again.world.server = newBuild;
    again.world.worker = "none";
    await again.clock.advance(600_000);
    expect(again.done).toEqual([]);
    expect(again.reports).toContain("the page was loaded anew for this version, and is still the old one");
    again.world.server = { ...newBuild, build: "ccc" };
    await again.clock.advance(CHECK_EVERY_MS * 1.2 + RELOAD_SPREAD_MS);
    expect(again.done, "another version is another chance").toEqual(["take over", "reload"]);
  });
});

test("a configuration that changed is a new version: keys expire", async () => {
  const { clock, done, world } = createBench();
  await clock.advance(settled);
  world.server = { build: "aaa", configuration: '{"apiKey":"new"}' };
  await clock.advance(CHECK_EVERY_MS * 1.2 + RELOAD_SPREAD_MS);
  expect(done).toEqual(["take over", "reload"]);
});

test("a service worker that alone has changed is one, too", async () => {
  const { clock, done, world } = createBench();
  await clock.advance(settled);
  world.worker = "waiting";
  await clock.advance(CHECK_EVERY_MS * 1.2 + RELOAD_SPREAD_MS);
  expect(done).toEqual(["take over", "reload"]);
});

test("a browser that keeps nothing takes new versions as well", async () => {
  const { clock, done, world } = createBench(undefined);
  world.server = newBuild;
  world.worker = "none";
  await clock.advance(FIRST_CHECK_MS * 2);
  expect(done).toEqual(["take over", "reload"]);
});

test("what it remembers is no rubbish to the next page", async () => {
  const { clock, done, world } = createBench(new Map([[TRIED_KEY, "rubbish"]]));
  world.server = newBuild;
  world.worker = "none";
  await clock.advance(FIRST_CHECK_MS * 2);
  expect(done).toEqual(["take over", "reload"]);
});

test("stopping leaves no timer", async () => {
  const { clock, stop } = createBench();
  await clock.advance(CHECK_EVERY_MS);
  expect(clock.pending).toBe(1);
  stop();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});
