import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airport } from "../../amplify/airport.js";
import { airsideFormat } from "./airside-format.js";
import { problemLine } from "./row-problem.js";
import { readSchedule, type ScheduleFinding } from "./schedule-file.js";

const stamp = Date.parse("2024-01-20T12:00:00Z");
const header = "date,carrier,number,direction,airport,scheduled_time,terminal,gate,via,codeshares";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-csv-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

async function read(text: string): Promise<ScheduleFinding[]> {
  const file = path.join(directory, "schedule.csv");
  writeFileSync(file, text);
  const findings: ScheduleFinding[] = [];
  for await (const finding of readSchedule(file, airsideFormat(airport, stamp))) findings.push(finding);
  return findings;
}

async function problemsOf(text: string): Promise<string[]> {
  return (await read(text)).flatMap((finding) => (finding.kind === "bad" ? finding.problems.map(problemLine) : []));
}

async function factsOf(row: string): Promise<unknown> {
  const [finding] = await read(`${header}\n${row}\n`);
  if (finding?.kind !== "flight") throw new Error(JSON.stringify(finding));
  const { scheduled, flight } = finding.imported;
  return { ...flight, ...(JSON.parse(scheduled.detail.info ?? "{}") as object) };
}

describe("airsideFormat", () => {
  it("reads every column", async () => {
    expect(await factsOf("2024-07-25,jk,0123,ARRIVAL,lhr,13:05,b,b44,KEF DUB,AA4321;BA12")).toEqual({
      date: "2024-07-25",
      carrier: "JK",
      number: 123,
      direction: "ARRIVAL",
      airport: "LHR",
      via: ["KEF", "DUB"],
      scheduledTime: "2024-07-25T17:05:00Z",
      terminal: "B",
      gate: "B44",
      codeshares: ["AA4321", "BA12"],
    });
  });

  it("does with the columns that are needed, in any order, and counts flights as departures", async () => {
    const findings = await read(
      "scheduled_time,Airport,number,carrier,date\n2024-01-25T13:00:00-05:00,LHR,123,JK,2024-01-25\n",
    );
    expect(findings).toMatchObject([
      {
        kind: "flight",
        imported: {
          flight: { date: "2024-01-25", carrier: "JK", number: 123, direction: "DEPARTURE" },
          scheduled: {
            time: "2024-01-20T12:00:00Z",
            detail: { info: '{"airport":"LHR","scheduledTime":"2024-01-25T18:00:00Z"}' },
          },
        },
      },
    ]);
  });

  it("gives a row the same id every time, and another one when the row is corrected", async () => {
    const id = async (gate: string): Promise<unknown> => {
      const [finding] = await read(`${header}\n2024-01-25,JK,123,D,LHR,13:00,A,${gate},,\n`);
      return finding?.kind === "flight" ? finding.imported.scheduled.detail.id : undefined;
    };
    expect(await id("A1")).toMatch(/^csv-2024-01-25-JK-123-D-[0-9a-f]{12}$/);
    expect(await id("A1")).toBe(await id("A1"));
    expect(await id("A1")).not.toBe(await id("A2"));
  });

  it("reads spreadsheet files: byte order mark, CRLF, quotes, blank lines", async () => {
    const findings = await read(`\uFEFF${header}\r\n\r\n2024-01-25,JK,123,D,LHR,13:00,A,A1,,"AA1, BA2"\r\n`);
    expect(findings.map(({ kind }) => kind)).toEqual(["flight"]);
  });

  it("names columns that it does not know", async () => {
    expect((await read("date,carrier,number,airport,scheduled_time,codeshare\n"))[0]).toEqual({
      kind: "unknown-columns",
      names: ["codeshare"],
    });
  });

  it.each([
    {
      row: "25.01.2024,JK,1,D,LHR,13:00,,,,",
      expected: 'date: expected a date, YYYY-MM-DD, came "25.01.2024"',
      source: "date",
    },
    {
      row: "2024-01-25,J,1,D,LHR,13:00,,,,",
      expected: 'carrier: expected an airline code of two or three letters or digits, came "J"',
      source: "carrier",
    },
    {
      row: "2024-01-25,JK,,D,LHR,13:00,,,,",
      expected: "number: expected a flight number, 1 to 9999, came nothing",
      source: "number",
    },
    {
      row: "2024-01-25,JK,1,out,LHR,13:00,,,,",
      expected: 'direction: expected DEPARTURE or ARRIVAL, came "out"',
      source: "direction",
    },
    {
      row: "2024-01-25,JK,1,D,London,13:00,,,,",
      expected: 'airport: expected an IATA airport code, three letters, came "London"',
      source: "airport",
    },
    {
      row: "2024-01-25,JK,1,D,LHR,1 pm,,,,",
      expected: 'scheduled_time: expected HH:mm or a time with zone, like 2024-01-25T13:15:00Z, came "1 pm"',
      source: "time",
    },
    {
      row: "2024-03-10,JK,1,D,LHR,02:30,,,,",
      expected:
        'scheduled_time: expected a time that occurs on 2024-03-10 in America/New_York, came "02:30", which the change to daylight-saving time leaves out',
      source: "time that clocks skip",
    },
    {
      row: "2024-01-25,JK,1,D,LHR,2024-01-26T05:00:00Z,,,,",
      expected:
        "scheduled_time: expected a time on 2024-01-25 in America/New_York, came 2024-01-26T05:00:00Z, which is on 2024-01-26",
      source: "another day",
    },
    {
      row: "2024-01-25,JK,1,D,LHR,13:00,Z,,,",
      expected: 'terminal: expected a terminal of EWR (A, B, C), came "Z"',
      source: "terminal",
    },
    {
      row: "2024-01-25,JK,1,D,LHR,13:00,A,gate number 7,,",
      expected: 'gate: expected 1 to 8 letters, digits or hyphens, like C72, came "gate number 7"',
      source: "gate",
    },
    {
      row: "2024-01-25,JK,1,D,LHR,13:00,A,,,12",
      expected: 'codeshares: expected flight numbers with carrier, like AA4321, came "12"',
      source: "codeshares",
    },
    {
      row: "2024-01-25,JK,1,D,ewr,13:00,,,,",
      expected: `airport: expected the flight's other end, an airport other than EWR, came "ewr"`,
      source: "other end, the airport itself",
    },
    {
      row: "2024-01-25,jk,0001,D,LHR,13:00,,,,AA4321 JK1",
      expected: `codeshares: expected partners' flight numbers, others than the flight's own JK1, came "AA4321 JK1"`,
      source: "codeshare, the flight itself",
    },
    { row: "2024-01-25,JK,1,D,LHR", expected: "row: expected 10 values, came 5 values", source: "short row" },
  ])("refuses a bad $source", async ({ row, expected }) => {
    expect(await problemsOf(`${header}\n${row}\n`)).toEqual([`line 2, ${expected}`]);
  });

  it.each([
    {
      text: `${header}\n\n2024-01-25,JK,1,D,LHR,13:00,,,,\n2024-01-25,JK,2,D,LHR,13:00,,,,"AA1\n2024-01-25,JK,3,D,LHR,13:00,,,,\n`,
      expected: [
        'line 4, row: expected a quote (") that closes the one opened on this line or below it, came the end of the file on line 5: nothing from here on was read',
      ],
      source: "a quote that is not closed",
    },
    {
      text: `${header}\n2024-01-25,J"K,2,D,LHR,13:00,,,,\n`,
      expected: [
        'line 2, row: expected quotes (") around a whole value only, as in "a ""b"" c", came one inside a value that does not begin with one',
      ],
      source: "a quote inside a value",
    },
    {
      text: `${header}\n2024-01-25,"J"K,2,D,LHR,13:00,,,,\n2024-01-25,JK,3,D,LHR,13:00,,,,\n`,
      expected: [
        'line 2, row: expected a comma or the end of the line behind a closing quote ("), or two quotes for one inside a value, came something else behind it',
        'line 2, row: expected a quote (") that closes the one opened on this line or below it, came the end of the file on line 3: nothing from here on was read',
      ],
      source: "text behind a closing quote, which leaves open what is a value from there on",
    },
  ])("says in its own words what is no CSV: $source", async ({ text, expected }) => {
    expect(await problemsOf(text)).toEqual(expected);
  });

  it.each([
    { text: "", source: "nothing" },
    { text: "\uFEFF\r\n\r\n", source: "blank lines" },
  ])("says that the header line is missing: $source", async ({ text }) => {
    await expect(read(text)).rejects.toThrow(
      "header: expected the columns date, carrier, number, airport, scheduled_time, came no header line at all",
    );
  });

  it("goes on behind a row that is no CSV, and counts lines through quoted line breaks", async () => {
    const findings = await read(
      `${header}\n2024-01-25,JK,1,D,LHR,13:00,,,,"AA1\nBA2"\n2024-01-25,J"K,2,D,LHR,13:00,,,,\n2024-01-25,JK,3,D,X,13:00,,,,\n`,
    );
    expect(
      findings.map((finding) =>
        finding.kind === "bad" ? finding.problems.map(({ line, column }) => `${String(line)} ${column}`) : finding.kind,
      ),
    ).toEqual(["flight", ["4 row"], ["5 airport"]]);
  });
});
