import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { manualClock } from "../manual-clock.js";
import { runProgram } from "./program.js";
import { recordedTerminal, type RecordedTerminal } from "./recorded-terminal.js";
import { startRecordingBus, type RecordingBus } from "./recording-bus.js";

let directory: string;
let bus: RecordingBus;
let terminal: RecordedTerminal;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-commands-"));
  bus = await startRecordingBus();
  terminal = recordedTerminal(directory);
});

afterEach(async () => {
  await bus.dispose();
  await rm(directory, { recursive: true });
});

function run(command: string, ...more: string[]): Promise<number> {
  return runProgram([...command.split(" "), ...more], terminal);
}

const delay = "events send FlightDelayed --carrier JK --number 123 --date 2024-01-25";

describe("events send", () => {
  it("puts the published example's event on the bus", async () => {
    const code = await run(
      `${delay} --minutes 15 --new-time 2024-01-25T13:15:00Z --time 2024-01-25T16:58:37Z --url ${bus.url}`,
      "--message",
      "Delayed 15 minutes, late aircraft",
    );
    expect(terminal.errors).toEqual([]);
    expect(code).toBe(0);
    expect(bus.received).toEqual([
      {
        EventBusName: "flight-events",
        Source: "airport-operations",
        DetailType: "Operations: Flight delayed",
        Time: Date.parse("2024-01-25T16:58:37Z") / 1000,
        Detail: JSON.stringify({
          flightNum: 123,
          carrierCode: "JK",
          date: "2024-01-25",
          event: "FlightDelayed",
          message: "Delayed 15 minutes, late aircraft",
          info: '{"delayMinutes":15,"newDepTime":"2024-01-25T13:15:00Z"}',
        }),
      },
    ]);
    expect(terminal.output[0]).toBe("sent FlightDelayed JK123 of 2024-01-25, 2024-01-25T16:58:37.000Z");
    expect(terminal.output[1]).toBe("  event id event-1");
  });

  it("sends a file as it is, bus form and entries", async () => {
    const event = { source: "airport-baggage", "detail-type": "Bag", time: "2024-01-25T16:58:37Z", detail: { bag: 7 } };
    await writeFile(path.join(directory, "bus.json"), JSON.stringify({ version: "0", id: "x", ...event }));
    const entry = { Source: "a", DetailType: "b", Detail: '{"c":1}', EventBusName: "another" };
    await writeFile(path.join(directory, "entries.json"), JSON.stringify([entry]));
    expect(await run(`events send --file bus.json --url ${bus.url}`)).toBe(0);
    expect(await run(`events send --file entries.json --url ${bus.url}`)).toBe(0);
    expect(bus.received).toEqual([
      {
        EventBusName: "flight-events",
        Source: "airport-baggage",
        DetailType: "Bag",
        Detail: '{"bag":7}',
        Time: 1_706_201_917,
      },
      entry,
    ]);
  });

  it("refuses a file with an event whose time the backend would refuse, by field", async () => {
    terminal = recordedTerminal(directory, manualClock(Date.parse("2024-01-25T12:00:00Z")));
    const detail = { flightNum: 1, carrierCode: "JK", date: "2024-01-25", event: "FlightLanded" };
    const event = { source: "airport-operations", "detail-type": "Landed", time: "2024-01-25T13:00:01Z", detail };
    await writeFile(path.join(directory, "bus.json"), JSON.stringify(event));
    const entry = { Source: "airport-operations", DetailType: "Landed", Detail: JSON.stringify(detail) };
    const entries = ["2024-01-25T13:00:00Z", 1_706_187_601].map((Time) => ({ ...entry, Time }));
    await writeFile(path.join(directory, "entries.json"), JSON.stringify(entries));
    expect(await run(`events send --file bus.json --url ${bus.url}`)).toBe(1);
    expect(await run(`events send --file entries.json --url ${bus.url}`)).toBe(1);
    const expected = "expected a time up to 1 hour ahead of the clock, which says 2024-01-25T12:00:00Z, came";
    expect(terminal.errors).toEqual([
      `error: time: ${expected} 2024-01-25T13:00:01Z`,
      `error: [1].Time: ${expected} 2024-01-25T13:00:01Z`,
    ]);
    expect(bus.received).toEqual([]);
  });

  it("prints the AWS CLI's command instead, quoted for the shell", async () => {
    const code = await run(
      `${delay} --minutes 5 --time 2024-01-25T16:58:37Z --dry-run --url ${bus.url}`,
      "--message",
      "Crew's late",
    );
    expect(code).toBe(0);
    expect(bus.received).toEqual([]);
    expect(terminal.output.join("\n")).toContain(
      `aws events put-events --endpoint-url ${bus.url}/aws --region eu-central-1 --entries '[{`,
    );
    expect(terminal.output.join("\n")).toContain(String.raw`Crew'\''s late`);
  });

  it.each([
    { words: `${delay}`, expected: "FlightDelayed needs --minutes or --new-time", source: "a fact is needed" },
    {
      words: `${delay} --minutes 5 --belt 2`,
      expected: "--belt: not an option of FlightDelayed",
      source: "another event's",
    },
    {
      words: `${delay} --minutes 5 --belt 2`,
      expected: "Options of FlightDelayed: --minutes, --new-time, --delay-code.",
      source: "what there is",
    },
    {
      words: "events send FlightLanded --carrier JK --number 1 --gate 2",
      expected: "FlightLanded carries no facts",
      source: "no facts",
    },
    {
      words: "events send FlightLost --carrier JK --number 1",
      expected: '"FlightLost" is not a flight event',
      source: "unknown event",
    },
    { words: "events send", expected: "No event to send", source: "nothing" },
    { words: "events send FlightLanded --number 1", expected: "FlightLanded needs --carrier", source: "whose flight" },
    {
      words: "events send FlightLanded --carrier J --number 1",
      expected: '--carrier: expected an airline code of two or three letters or digits, came "J"',
      source: "form",
    },
    {
      words: "events send FlightLanded --carrier JK --number 0",
      expected: '--number: expected a flight number, 1 to 9999, came "0"',
      source: "form",
    },
    {
      words: "events send FlightLanded --carrier JK --number 1 --direction DEPARTURE",
      expected: "--direction: expected ARRIVAL",
      source: "contradiction",
    },
    {
      words: `${delay} --minutes 5000`,
      expected: "extra.delayMinutes: expected a whole number from -1440 to 2880",
      source: "the backend's bound",
    },
    { words: `${delay} --new-time 25:00`, expected: "--new-time: expected HH:mm", source: "no such time" },
    {
      words: `events send --file nothing.json`,
      expected: "nothing.json: there is no such file or folder.",
      source: "no such file",
    },
    { words: `${delay} --file a.json`, expected: "--file sends an event as it is", source: "both" },
    {
      words: `${delay} --minutes 5 --endpoint http://127.0.0.1:1`,
      expected: "not to which bus",
      source: "endpoint without bus",
    },
  ])("refuses $words ($source)", async ({ words, expected }) => {
    expect(await run(words)).toBe(1);
    expect(terminal.errors.join("\n")).toContain(expected);
    expect(bus.received).toEqual([]);
  });

  it("says how to start the sandbox when nothing listens", async () => {
    await bus.dispose();
    expect(await run(`${delay} --minutes 5 --url ${bus.url}`)).toBe(1);
    expect(terminal.errors.join("\n")).toContain(`Nothing listens at ${bus.url}.`);
    expect(terminal.errors.join("\n")).toContain("npm start");
  });

  it("answers words it does not understand with exit code 2", async () => {
    expect(await run("events replay")).toBe(2);
    expect(await run("events replay x --speed fast")).toBe(2);
    expect(await run("events replay x --repeat 2")).toBe(2);
    expect(await run("start --port 70000")).toBe(2);
    expect(terminal.errors.join("\n")).toContain("Expected a port, 0 to 65535.");
  });
});

describe("events replay", () => {
  const line = (second: number): string =>
    JSON.stringify({
      source: "airport-operations",
      "detail-type": "Operations: Flight landed",
      time: `2024-01-25T10:00:${String(second).padStart(2, "0")}Z`,
      detail: { flightNum: second + 1, carrierCode: "JK", date: "2024-01-25", event: "FlightLanded" },
    });
  const file = async (lines: readonly string[]): Promise<string> => {
    await writeFile(path.join(directory, "events.ndjson"), lines.join("\n"));
    return "events.ndjson";
  };
  /** Flights of the events, without the heartbeats beside them. */
  const numbers = (): number[] =>
    bus.received.flatMap(({ Detail }) => (JSON.parse(Detail) as { flightNum?: number }).flightNum ?? []);

  it("sends every event in calls of at most ten, each with its own time", async () => {
    const name = await file(Array.from({ length: 25 }, (_, second) => line(second)));
    expect(await run(`events replay ${name} --speed max --url ${bus.url}`)).toBe(0);
    expect([...bus.calls].sort((a, b) => a - b)).toEqual([1, 5, 10, 10]);
    expect(numbers().sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect(new Set(bus.received.map(({ Time }) => Time)).size).toBe(26);
    expect(terminal.output.join("\n")).toContain("25 events sent (0 repetitions among them)");
  });

  it("reports bad lines by number and sends the others", async () => {
    const name = await file([line(0), "{", "", line(1).replace("2024-01-25T10", "25.01.2024 10"), line(2)]);
    expect(await run(`events replay ${name} --speed max --url ${bus.url}`)).toBe(1);
    expect(numbers()).toEqual([1, 3]);
    expect(terminal.errors.join("\n")).toContain('line 2: line: expected JSON, came "{"');
    expect(terminal.errors.join("\n")).toContain("line 4: time: expected a time with zone");
    expect(terminal.errors.join("\n")).toContain("Bad lines left out: 2.");
  });

  it("reports events that would come too long before their own time, by line, and sends the others", async () => {
    terminal = recordedTerminal(directory, manualClock(Date.parse("2024-01-25T09:00:01Z")));
    const baggage = line(9).replace("FlightLanded", "BaggageLoaded");
    const name = await file([line(0), line(1), line(2), baggage]);
    expect(await run(`events replay ${name} --speed max --url ${bus.url}`)).toBe(1);
    expect(numbers()).toEqual([1, 2, 10]);
    expect(terminal.errors).toEqual(
      expect.arrayContaining([
        "line 3: time: expected a time up to 1 hour ahead of the clock, which says 2024-01-25T09:00:01Z, came 2024-01-25T10:00:02Z",
        "Bad lines left out: 1.",
      ]),
    );
    expect(terminal.output.at(-1)).toContain("3 events sent (0 repetitions among them)");
  });

  it("shuffles and repeats, the same way for the same seed", async () => {
    const name = await file(Array.from({ length: 50 }, (_, second) => line(second)));
    const words = `events replay ${name} --speed max --shuffle --repeat 0.2 --url ${bus.url}`;
    expect(await run(words)).toBe(0);
    const first = numbers();
    expect(first.length).toBeGreaterThan(52);
    expect(first.length).toBeLessThan(70);
    expect(new Set(first).size).toBe(50);
    bus.received.length = 0;
    expect(await run(words)).toBe(0);
    expect([...numbers()].sort()).toEqual([...first].sort());
  });
});

describe("schedule import", () => {
  const header = "date,carrier,number,direction,airport,scheduled_time,terminal,gate,via,codeshares";
  const write = (name: string, ...lines: string[]): Promise<void> =>
    writeFile(path.join(directory, name), `${lines.join("\n")}\n`);

  it("reports bad rows and imports the good ones; --strict imports none", async () => {
    await write("s.csv", header, "2024-01-25,JK,123,D,LHR,13:00,A,A7,,", "2024-01-25,JK,12345,D,LHR,13:00,Z,A7,,");
    const problems = [
      'line 3, number: expected a flight number, 1 to 9999, came "12345"',
      'line 3, terminal: expected a terminal of EWR (A, B, C), came "Z"',
    ];
    expect(await run(`schedule import s.csv --url ${bus.url} --strict`)).toBe(1);
    expect(bus.received).toEqual([]);
    expect(terminal.errors).toEqual(expect.arrayContaining(problems));

    expect(await run(`schedule import s.csv --url ${bus.url} --time 2024-01-24T10:00:00Z`)).toBe(1);
    expect(bus.received).toHaveLength(1);
    expect(bus.received[0]?.Time).toBe(Date.parse("2024-01-24T10:00:00Z") / 1000);
    expect(JSON.parse(bus.received[0]?.Detail ?? "")).toMatchObject({
      flightNum: 123,
      event: "FlightScheduled",
      direction: "DEPARTURE",
      info: '{"airport":"LHR","scheduledTime":"2024-01-25T18:00:00Z","terminal":"A","gate":"A7"}',
    });
    expect(terminal.output.at(-1)).toBe("2 rows: 1 flight scheduled, 1 bad row left out.");
  });

  it("refuses times that the backend would refuse: of all events by option, of one by its row", async () => {
    terminal = recordedTerminal(directory, manualClock(Date.parse("2024-01-25T12:00:00Z")));
    await write("s.csv", header, "2024-01-25,JK,123,D,LHR,13:00,A,A7,,");
    const late = "--time 2024-01-25T13:00:01Z";
    expect(await run(`schedule import s.csv --url ${bus.url} ${late}`)).toBe(1);
    expect(terminal.errors).toEqual([
      "error: --time: expected a time up to 1 hour ahead of the clock, which says 2024-01-25T12:00:00Z, came 2024-01-25T13:00:01Z",
    ]);
    expect(bus.received).toEqual([]);

    await write(
      "bts.csv",
      "year,month,day,dep_time,carrier,flight,origin,dest,sched_dep_time",
      "2024,1,26,1015,B6,11,JFK,MCO,1000",
      "2024,1,27,1015,B6,11,JFK,MCO,1000",
    );
    expect(await run(`schedule import bts.csv --format bts --url ${bus.url}`)).toBe(1);
    expect(terminal.errors).toContain(
      "line 3, date: expected a date up to tomorrow, or a time for the events of all rows with --time, came 2024-01-27",
    );
    expect(bus.received).toHaveLength(1);
    expect(await run(`schedule import bts.csv --format bts --url ${bus.url} --time 2024-01-25T12:00:00Z`)).toBe(0);
  });

  it("writes the events that on-time rows imply, in the order of their times", async () => {
    await write(
      "bts.csv",
      "year,month,day,dep_time,dep_delay,arr_time,carrier,flight,origin,dest,air_time,sched_dep_time",
      "2013,2,8,1015,15,1330,B6,11,JFK,MCO,150,1000",
      "2013,2,8,,,,UA,12,EWR,ORD,,0900",
    );
    expect(await run(`schedule import bts.csv --format bts --airport JFK --events out.ndjson --url ${bus.url}`)).toBe(
      0,
    );
    const events = (await readFile(path.join(directory, "out.ndjson"), "utf8")).trim().split("\n");
    expect(events.map((text) => (JSON.parse(text) as { time: string }).time)).toEqual([
      "2013-02-08T14:45:00Z",
      "2013-02-08T15:15:00Z",
      "2013-02-08T15:54:00Z",
    ]);
    expect(bus.received).toHaveLength(1);
    expect(terminal.output.at(-2)).toBe("2 rows: 1 flight scheduled, 1 row of other airports left out.");
  });

  it("refuses options of the other format, and a header without columns that are needed", async () => {
    await write("s.csv", "date,carrier", "2024-01-25,JK");
    expect(await run("schedule import s.csv --airport JFK")).toBe(1);
    expect(terminal.errors.join("\n")).toContain("--airport: only with --format bts");
    expect(await run(`schedule import s.csv --url ${bus.url}`)).toBe(1);
    expect(terminal.errors.join("\n")).toContain("header: expected the columns number, airport, scheduled_time");
    await write("empty.csv");
    expect(await run(`schedule import empty.csv --url ${bus.url}`)).toBe(1);
    expect(terminal.errors.at(-1)).toBe(
      "error: header: expected the columns date, carrier, number, airport, scheduled_time, came no header line at all",
    );
    expect(bus.received).toEqual([]);
  });
});
