import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { airport } from "../../amplify/airport.js";
import { registersOf, type Registers } from "../../amplify/data/status-update/registers.js";
import type { Clock } from "../clock.js";
import type { BusEvent, FlightBusEvent } from "../flight-events/bus-event.js";
import { refusalByBackend, takenByBackend } from "../flight-events/contract.js";
import { isFlightEventName } from "../flight-events/event-facts.js";
import { departureOnBoard } from "./departure-on-board.js";
import { timelineOf } from "./day-timeline.js";
import { changeAt, changeEveryMs, openDepartures } from "./live-change.js";
import { sampleDay } from "./sample-day.js";
import { startSampleDay, type RunningSampleDay } from "./start-sample-day.js";

const minute = 60_000;
const hour = 60 * minute;
/** 12:00 in New York. */
const noon = Date.parse("2026-01-15T17:00:00Z");

/** A clock that jumps to whatever is awaited next, until its end: then it stands still and says so. */
function leapingClock(start: number, end: number): Clock & { readonly ended: Promise<void> } {
  let now = start;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    ended,
    now: () => now,
    schedule(delayMs, action) {
      if (now + delayMs > end) {
        finish();
        return () => undefined;
      }
      let cancelled = false;
      setImmediate(() => {
        if (cancelled) return;
        now += delayMs;
        action();
      });
      return () => {
        cancelled = true;
      };
    },
  };
}

/** Flights as the backend keeps them, from the events that it let through. */
class Board {
  readonly flights = new Map<string, Registers>();

  take(events: readonly BusEvent[]): void {
    for (const event of events) {
      if (!isFlightEvent(event)) continue;
      const taken = takenByBackend(event);
      if (!("update" in taken)) throw new Error(taken.problem);
      const { date, carrier, num, direction, id = "" } = taken.update;
      const key = `${date} ${carrier}${String(num)} ${direction}`;
      const flight = this.flights.get(key) ?? {};
      for (const [name, register] of Object.entries(registersOf(taken.update, id))) {
        const held = flight[name as keyof Registers];
        if (held === undefined || held.stamp < register.stamp) flight[name as keyof Registers] = register;
      }
      this.flights.set(key, flight);
    }
  }
}

function isFlightEvent(event: BusEvent): event is FlightBusEvent {
  return "event" in event.detail && typeof event.detail.event === "string" && isFlightEventName(event.detail.event);
}

/** The ids of what happens, which heartbeats have none of. */
function idsOf(events: readonly BusEvent[]): string[] {
  return events.flatMap(({ detail }) => ("id" in detail ? [String(detail.id)] : []));
}

let directory: string;
let running: RunningSampleDay | undefined;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-day-"));
});

afterEach(async () => {
  await running?.dispose();
  running = undefined;
  await rm(directory, { recursive: true });
});

async function runFor(
  from: number,
  until: number,
  publish: (events: readonly BusEvent[]) => Promise<void>,
): Promise<string[]> {
  const lines: string[] = [];
  const clock = leapingClock(from, until);
  running = startSampleDay({
    publish,
    clock,
    airport,
    cursorFile: path.join(directory, "cursor.json"),
    log: (line) => lines.push(line),
  });
  await clock.ended;
  await running.dispose();
  return lines;
}

describe("startSampleDay", () => {
  it("first tells about the flights around now, and that is little", async () => {
    const published: BusEvent[] = [];
    const clock = leapingClock(noon, noon + hour);
    running = startSampleDay({
      publish: (events) => {
        published.push(...events);
        return Promise.resolve();
      },
      clock,
      airport,
      cursorFile: path.join(directory, "cursor.json"),
      log: () => undefined,
    });
    await running.ready;
    // Three seconds at 300 events a second.
    expect(published.length).toBeLessThan(900);
    const board = new Board();
    board.take(published);
    const near = timelineOf(sampleDay(airport, "2026-01-15")).day.flights.filter(
      ({ scheduled }) => scheduled > noon - 30 * minute && scheduled < noon + 2 * hour,
    );
    for (const { date, carrier, number, direction } of near) {
      expect(board.flights.get(`${date} ${carrier}${String(number)} ${direction}`)?.schedule).toBeDefined();
    }
  });

  it("makes the board equal to all events so far, changes apart, whenever it starts", async () => {
    const board = new Board();
    // Long enough for the less urgent part.
    const until = noon + 2 * minute;
    await runFor(noon, until, (events) => {
      board.take(events.filter(({ detail }) => !("id" in detail && String(detail.id).includes("-change-"))));
      return Promise.resolve();
    });
    const truth = new Board();
    truth.take(
      timelineOf(sampleDay(airport, "2026-01-15")).events.filter(({ time }) => Date.parse(time) <= until - 1_000),
    );
    for (const [key, flight] of truth.flights) expect([key, board.flights.get(key)]).toEqual([key, flight]);
  });

  it("changes something on the board in every five seconds, by day and by night", async () => {
    for (const start of [noon, noon + 14 * hour]) {
      const times: number[] = [];
      const clock = leapingClock(start, start + 3 * minute);
      const day = startSampleDay({
        publish: (events) => {
          for (const event of events) if (isFlightEvent(event)) times.push(Date.parse(event.time));
          return Promise.resolve();
        },
        clock,
        airport,
        cursorFile: path.join(directory, `cursor-${String(start)}.json`),
        log: () => undefined,
      });
      await clock.ended;
      await day.dispose();
      for (let moment = start + 5_000; moment < start + 2 * minute; moment += 5_000) {
        expect(times.some((time) => time > moment - 5_000 && time <= moment)).toBe(true);
      }
    }
  });

  it("goes on where it was after a restart, and repeats nothing", async () => {
    const ids: string[] = [];
    const publish = (events: readonly BusEvent[]): Promise<void> => {
      ids.push(...idsOf(events));
      return Promise.resolve();
    };
    await runFor(noon, noon + 5 * minute, publish);
    const before = ids.length;
    await runFor(noon + 5 * minute, noon + 6 * minute, publish);
    expect(ids.length).toBeGreaterThan(before);
    expect(ids.length - before).toBeLessThan(100);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("begins the backlog again when it was stopped in the middle of it", async () => {
    const ids = new Set<string>();
    const publish = (events: readonly BusEvent[]): Promise<void> => {
      for (const id of idsOf(events)) ids.add(id);
      return Promise.resolve();
    };
    await runFor(noon, noon + 500, publish);
    const early = ids.size;
    await runFor(noon + 1_000, noon + 2 * minute, publish);
    expect(early).toBeLessThan(600);
    expect([...ids].filter((id) => id.startsWith("day-2026-01-15") && id.endsWith("FlightScheduled"))).toHaveLength(
      600,
    );
  });

  it("publishes tomorrow's schedule in the evening", async () => {
    const dates = new Set<string>();
    // 18:25 in New York, after a start at 17:58.
    const start = Date.parse("2026-01-15T22:58:00Z");
    await runFor(start, start + 27 * minute, (events) => {
      for (const event of events) {
        if (isFlightEvent(event) && event.detail.event === "FlightScheduled")
          dates.add(
            `${event.detail.date} ${String(event.detail.flightNum)} ${event.detail.carrierCode} ${String(event.detail.direction)}`,
          );
      }
      return Promise.resolve();
    });
    expect([...dates].filter((key) => key.startsWith("2026-01-16"))).toHaveLength(600);
  });

  it("leaves nothing out when the bus fails for a while", async () => {
    let calls = 0;
    const ids = new Set<string>();
    const lines = await runFor(noon, noon + 3 * minute, (events) => {
      calls += 1;
      if (calls % 7 === 3) return Promise.reject(new Error("the bus is away"));
      for (const id of idsOf(events)) ids.add(id);
      return Promise.resolve();
    });
    expect(lines[0]).toContain("the bus is away");
    expect([...ids].filter((id) => id.startsWith("day-2026-01-15") && id.endsWith("FlightScheduled"))).toHaveLength(
      600,
    );
  });
});

describe("the sample day's heartbeats", () => {
  const isHeartbeat = ({ detail }: BusEvent): boolean => "event" in detail && detail.event === "FeedHeartbeat";

  it("come every ten seconds, each with its own time, when the board is told", async () => {
    const published: BusEvent[] = [];
    await runFor(noon, noon + 2 * minute, (events) => {
      published.push(...events);
      return Promise.resolve();
    });
    const times = published.filter(isHeartbeat).map(({ time }) => Date.parse(time));
    expect(published.findIndex(isHeartbeat)).toBeGreaterThan(100);
    expect(times.length).toBeGreaterThanOrEqual(11);
    times.slice(1).forEach((time, index) => {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(10_000);
      expect(time - (times[index] ?? 0)).toBeLessThanOrEqual(12_000);
    });
  });

  it("end where the feed hangs", async () => {
    const heartbeats: number[] = [];
    let hangs: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => {
      hangs = resolve;
    });
    const clock = leapingClock(noon, noon + 10 * minute);
    const calls: (() => void)[] = [];
    running = startSampleDay({
      publish: (events) => {
        if (events.some(isHeartbeat)) heartbeats.push(clock.now());
        if (clock.now() < noon + minute) return Promise.resolve();
        hangs();
        return new Promise((resolve) => void calls.push(resolve));
      },
      clock,
      airport,
      cursorFile: path.join(directory, "cursor.json"),
      log: () => undefined,
    });
    await hanging;
    const before = heartbeats.length;
    // Whatever else there were to come would come now.
    for (let turn = 0; turn < 1_000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(heartbeats).toHaveLength(before);
    const disposed = running.dispose();
    for (const end of calls) end();
    await disposed;
  });
});

describe("changeAt", () => {
  const timelines = ["2026-01-15", "2026-01-16"].map((date) => timelineOf(sampleDay(airport, date)));
  const moments = Array.from({ length: 200 }, (_, index) => noon + index * 30 * changeEveryMs);

  it("makes events that the backend takes, and the same ones for the same moment", () => {
    const changes = moments.map((moment) => changeAt(timelines, moment));
    expect(changes.every((change) => change !== undefined && refusalByBackend(change) === undefined)).toBe(true);
    expect(changes).toEqual(moments.map((moment) => changeAt(timelines, moment)));
  });

  it("never speaks after a flight's last word", () => {
    for (const moment of moments) {
      const change = changeAt(timelines, moment);
      const course = timelines
        .flatMap(({ courses }) => courses)
        .find(
          ({ flight }) =>
            flight.date === change?.detail.date &&
            flight.carrier === change.detail.carrierCode &&
            flight.number === change.detail.flightNum &&
            flight.direction === "DEPARTURE",
        );
      expect(course?.openUntil).toBeGreaterThan(moment);
    }
  });
});

describe("departureOnBoard", () => {
  it.each(Array.from({ length: 8 }, (_, index) => ({ at: noon + index * 3 * hour })))(
    "finds an open departure at $at",
    ({ at }) => {
      const { date, carrier, number } = departureOnBoard(airport, at);
      const timelines = ["2026-01-15", "2026-01-16", "2026-01-17"].map((day) => timelineOf(sampleDay(airport, day)));
      const open = openDepartures(timelines, at).map(
        ({ flight }) => `${flight.date} ${flight.carrier}${String(flight.number)}`,
      );
      expect(open).toContain(`${date} ${carrier}${String(number)}`);
    },
  );
});
