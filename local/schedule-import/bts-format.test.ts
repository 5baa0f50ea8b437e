import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registersOf, type Registers } from "../../amplify/data/status-update/registers.js";
import type { FlightBusEvent } from "../flight-events/bus-event.js";
import { takenByBackend } from "../flight-events/contract.js";
import { seededRandom } from "../random.js";
import { btsFormat } from "./bts-format.js";
import type { RowProblem } from "./row-problem.js";
import { readSchedule } from "./schedule-file.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-bts-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

interface Found {
  readonly scheduled: FlightBusEvent[];
  readonly implied: FlightBusEvent[];
  readonly problems: RowProblem[];
  elsewhere: number;
}

/** Long after the recorded days. */
const now = Date.parse("2026-01-15T12:00:00Z");

async function read(file: string, airport?: string): Promise<Found> {
  const found: Found = { scheduled: [], implied: [], problems: [], elsewhere: 0 };
  for await (const finding of readSchedule(file, btsFormat({ airport, stamp: undefined, now }))) {
    if (finding.kind === "flight") {
      found.scheduled.push(finding.imported.scheduled);
      found.implied.push(...finding.imported.implied);
    } else if (finding.kind === "bad") found.problems.push(...finding.problems);
    else found.elsewhere += 1;
  }
  return found;
}

function readText(...lines: string[]): Promise<Found> {
  const file = path.join(directory, "rows.csv");
  writeFileSync(file, lines.join("\n"));
  return read(file);
}

/** Flights as the backend keeps them after these events, in this order. */
function boardOf(events: readonly FlightBusEvent[]): Map<string, Registers> {
  const flights = new Map<string, Registers>();
  for (const event of events) {
    const taken = takenByBackend(event);
    if (!("update" in taken)) throw new Error(taken.problem);
    const { date, carrier, num, id = "" } = taken.update;
    const key = `${date} ${carrier}${String(num)}`;
    const flight = flights.get(key) ?? {};
    for (const [name, register] of Object.entries(registersOf(taken.update, id))) {
      const held = flight[name as keyof Registers];
      if (held === undefined || held.stamp < register.stamp) flight[name as keyof Registers] = register;
    }
    flights.set(key, flight);
  }
  return flights;
}

const plain = "year,month,day,dep_time,dep_delay,arr_time,carrier,flight,origin,dest,air_time,sched_dep_time";
const raw =
  "FL_DATE,OP_UNIQUE_CARRIER,OP_CARRIER_FL_NUM,ORIGIN,DEST,CRS_DEP_TIME,DEP_TIME,DEP_DELAY,TAXI_OUT,WHEELS_OFF,CANCELLED,CANCELLATION_CODE";

const cases = [
  {
    source: "late: delay, push-back as recorded, take-off from arrival and air time",
    rows: [plain, "2013,2,8,1015,15,1330,B6,11,JFK,MCO,150,1000"],
    expected: ["14:45 FlightDelayed 15", "15:15 FlightPushBack", "15:54 FlightTookOff"],
  },
  {
    source: "early: nothing to announce",
    rows: [plain, "2013,2,8,958,-2,1330,B6,11,JFK,MCO,150,1000"],
    expected: ["14:58 FlightPushBack", "15:54 FlightTookOff"],
  },
  {
    source: "one minute late is late",
    rows: [plain, "2013,2,8,1001,1,1330,B6,11,JFK,MCO,150,1000"],
    expected: ["14:45 FlightDelayed 1", "15:01 FlightPushBack", "15:54 FlightTookOff"],
  },
  {
    source: "no arrival recorded: usual taxi time; NA is nothing",
    rows: [plain, "2013,2,8,1000,0,NA,B6,11,JFK,MCO,NA,1000"],
    expected: ["15:00 FlightPushBack", "15:15 FlightTookOff"],
  },
  {
    source: "arrival too early for its air time: not before it leaves the gate",
    rows: [plain, "2013,2,8,1000,0,1231,B6,11,JFK,MCO,150,1000"],
    expected: ["15:00 FlightPushBack", "15:01 FlightTookOff"],
  },
  {
    source: "cancelled: two hours before",
    rows: [plain, "2013,2,8,,,,UA,12,EWR,ORD,,0900"],
    expected: ["12:00 FlightCancelled"],
  },
  {
    source: "2400 is the midnight that ends the day",
    rows: [plain, "2013,2,8,2400,0,,UA,12,EWR,ORD,,2400"],
    expected: ["05:00 FlightPushBack", "05:15 FlightTookOff"],
  },
  {
    source: "departed on the day after",
    rows: [plain, "2013,2,8,130,308,,UA,12,EWR,ORD,,2022"],
    expected: ["01:07 FlightDelayed 308", "06:30 FlightPushBack", "06:45 FlightTookOff"],
  },
  {
    source: "BTS download: take-off recorded, decimals, American dates",
    rows: [raw, '2/8/2013 12:00:00 AM,AA,"7",DFW,LAX,0900,0905,5.00,12.00,0917,0.00,'],
    expected: ["14:45 FlightDelayed 5", "15:05 FlightPushBack", "15:17 FlightTookOff"],
  },
  {
    source: "BTS download: taxi time only",
    rows: [raw, "2013-02-08,AA,7,DFW,LAX,0900,0900,0.00,12.00,,0.00,"],
    expected: ["15:00 FlightPushBack", "15:12 FlightTookOff"],
  },
  {
    source: "BTS download: came back to the gate and was cancelled",
    rows: [raw, "2013-02-08,AA,7,DFW,LAX,0900,0900,0.00,,,1.00,B"],
    expected: ["15:00 FlightPushBack", "15:30 FlightCancelled"],
  },
  {
    source: "clocks put back between schedule and departure: the delay column counts local time",
    rows: [plain, "2013,11,3,130,30,,B6,11,JFK,MCO,,0100"],
    expected: ["04:45 FlightDelayed 30", "05:30 FlightPushBack", "05:45 FlightTookOff"],
  },
];

describe("btsFormat", () => {
  it.each(cases)("$source", async ({ rows, expected }) => {
    const { implied, problems } = await readText(...rows);
    expect(problems).toEqual([]);
    const told = implied.map(({ time, detail }) => {
      const { delayMinutes = "" } = JSON.parse(detail.info ?? "{}") as { delayMinutes?: number };
      return `${time.slice(11, 16)} ${detail.event} ${String(delayMinutes)}`.trim();
    });
    expect(told).toEqual(expected);
  });

  it("schedules before the operating day, so that everything of the day is newer", async () => {
    const { scheduled } = await readText(plain, "2013,2,8,1015,15,1330,B6,11,JFK,MCO,150,1000");
    expect(scheduled).toEqual([
      {
        source: "airport-operations",
        "detail-type": "Operations: Flight scheduled",
        time: "2013-02-07T05:00:00Z",
        detail: {
          flightNum: 11,
          carrierCode: "B6",
          date: "2013-02-08",
          event: "FlightScheduled",
          direction: "DEPARTURE",
          info: '{"airport":"MCO","scheduledTime":"2013-02-08T15:00:00Z"}',
          id: "bts-2013-02-08-JFK-B6-11-scheduled",
        },
      },
    ]);
  });

  it("marks what is inferred, and only that", async () => {
    const { implied } = await readText(plain, "2013,2,8,1015,15,1330,B6,11,JFK,MCO,150,1000");
    expect(implied.map(({ detail }) => [detail.event, detail.message?.includes("(inferred)") ?? false])).toEqual([
      ["FlightDelayed", true],
      ["FlightPushBack", false],
      ["FlightTookOff", true],
    ]);
  });

  it("marks a schedule that was not recorded", async () => {
    const { scheduled } = await readText(
      `${plain},sched_dep_source`,
      "2013,2,8,,,,UA,12,EWR,ORD,,0900,imputed",
      "2013,2,8,,,,UA,13,EWR,ORD,,0900,derived",
    );
    expect(scheduled.map(({ detail }) => detail.message)).toEqual([
      "Scheduled time from comparable days (inferred)",
      undefined,
    ]);
  });

  it.each([
    {
      row: "2013,2,8,,,,UA,268,EWR,IAH,,",
      expected: { column: "sched_dep_time", actual: "nothing" },
      source: "no schedule",
    },
    {
      row: "2013,2,30,,,,UA,268,EWR,IAH,,0900",
      expected: { column: "day", actual: '"2013-02-30"' },
      source: "no such day",
    },
    {
      row: "2013,2,8,1060,0,,UA,268,EWR,IAH,,0900",
      expected: { column: "dep_time", actual: '"1060"' },
      source: "no such minute",
    },
    {
      row: "2013,2,8,2401,0,,UA,268,EWR,IAH,,0900",
      expected: { column: "dep_time", actual: '"2401"' },
      source: "after 2400",
    },
    {
      row: "2013,2,8,910,5,,UA,268,EWR,IAH,,0900",
      expected: { column: "dep_delay", actual: "5" },
      source: "contradiction",
    },
    { row: "2013,2,8,,,,UA,0,EWR,IAH,,0900", expected: { column: "flight", actual: '"0"' }, source: "no such number" },
    {
      row: "2013,2,8,,,,UA,1,ZZZ,IAH,,0900",
      expected: { column: "sched_dep_time", actual: '"ZZZ"' },
      source: "unknown zone",
    },
    {
      row: "2013,3,10,,,,UA,1,EWR,IAH,,0230",
      expected: { column: "sched_dep_time", actual: "0230" },
      source: "time that clocks skip",
    },
    {
      row: "2013,2,8,,,,UA,1,EWR,ewr,,0900",
      expected: { column: "dest", expected: "an airport other than the origin EWR", actual: '"ewr"' },
      source: "a flight to where it is",
    },
    { row: "2013,2,8,,,,UA,1,EWR,IAH", expected: { column: "row", actual: "10 values" }, source: "short row" },
  ])("refuses a row: $source", async ({ row, expected }) => {
    const { problems, scheduled } = await readText(plain, row, "2013,2,8,,,,UA,12,EWR,ORD,,0900");
    expect(problems).toEqual([expect.objectContaining({ line: 2, ...expected })]);
    expect(scheduled).toHaveLength(1);
  });

  it("takes each flight of a day once", async () => {
    const row = "2013,2,8,,,,UA,12,EWR,ORD,,0900";
    const { problems, scheduled } = await readText(plain, row, row, row.replace("2013,2,8", "2013,2,9"));
    expect(scheduled).toHaveLength(2);
    expect(problems).toEqual([
      {
        line: 3,
        column: "row",
        expected: "each flight once a day and direction",
        actual: "2013-02-08 UA12 DEPARTURE again, first on line 2",
      },
    ]);
  });
});

/** Conformance data beside the project, when present: two recorded days, one of them of a snow storm. */
const recordedDays = ["flights.csv", "flights-2013-02-09.csv"]
  .map((name) => fileURLToPath(new URL(`../../../shared/data/nyc-2013-02/${name}`, import.meta.url)))
  .filter((file) => existsSync(file));

interface RecordedRow {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly origin: string;
  readonly carrier: string;
  readonly flight: string;
  readonly dest: string;
  readonly status: string;
  readonly sched_dep_time: string;
  readonly dep_delay: string;
  readonly sched_dep_utc: string;
  readonly actual_dep_utc: string;
}

for (const file of recordedDays) {
  describe(`recorded day ${path.basename(file)}`, () => {
    const rows = parse<RecordedRow>(readFileSync(file), { columns: true });

    it.each([undefined, "JFK", "EWR", "LGA"])(
      "from %s: shuffled and repeated, every flight equals the data (seed: storm)",
      async (airport) => {
        const { scheduled, implied, elsewhere } = await read(file, airport);
        const random = seededRandom("storm");
        const all = [...scheduled, ...implied];
        const repeated = all.filter(() => random.chance(0.2));
        const board = boardOf(random.shuffled([...all, ...repeated]));

        const wanted = rows.filter(
          ({ origin, sched_dep_time }) => sched_dep_time !== "" && (airport ?? origin) === origin,
        );
        expect(board.size).toBe(wanted.length);
        if (airport !== undefined) expect(elsewhere).toBe(rows.filter(({ origin }) => origin !== airport).length);
        for (const row of wanted) {
          const key = `${row.year}-${row.month.padStart(2, "0")}-${row.day.padStart(2, "0")} ${row.carrier}${row.flight}`;
          const flight = board.get(key);
          expect([key, flight?.state?.["status"]]).toEqual([
            key,
            row.status === "cancelled" ? "CANCELLED" : "AIRBORNE",
          ]);
          expect(flight?.schedule?.["airport"]).toBe(row.dest);
          expect(flight?.schedule?.["scheduledTime"]).toBe(new Date(row.sched_dep_utc).toISOString());
          const late = Number(row.dep_delay) >= 1;
          expect(flight?.times?.["delayMinutes"]).toBe(late ? Number(row.dep_delay) : undefined);
          expect(flight?.times?.["estimatedTime"]).toBe(late ? new Date(row.actual_dep_utc).toISOString() : undefined);
        }
      },
    );
  });
}
