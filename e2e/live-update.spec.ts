import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { cell, openBoard } from "./board.js";
import { runCommand } from "./command.js";
import { closeContexts } from "./contexts.js";
import { operatingDate } from "./flight-day.js";
import type { OracleEvent } from "./oracle.js";
import { publish, putEntries } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

let sandbox: SandboxProcess;

test.beforeAll(async () => {
  sandbox = await startSandbox();
});

test.afterEach(closeContexts);

test.afterAll(async () => {
  await sandbox.dispose();
});

function scheduled(num: number, minutes: number): OracleEvent {
  const scheduledTime = new Date(Date.now() + minutes * 60_000);
  return {
    id: `schedule-${num}`,
    time: new Date(Date.now() - 600_000).toISOString(),
    event: "FlightScheduled",
    carrier: "JK",
    num,
    date: operatingDate(scheduledTime),
    direction: "DEPARTURE",
    facts: { airport: "LHR", scheduledTime: scheduledTime.toISOString(), terminal: "B", gate: "12" },
  };
}

test("a delay sent with the AWS SDK appears on two boards with no reload; a baggage event on none", async ({
  browser,
}) => {
  const flight = scheduled(123, 20);
  const other = scheduled(124, 25);
  await publish(sandbox, [flight, other]);
  const hall = await (await browser.newContext()).newPage();
  const gate = await (await browser.newContext()).newPage();
  const key = "JK#123#DEPARTURE";
  for (const page of [hall, gate]) {
    await openBoard(page, sandbox.url);
    await expect(cell(page, key, "status")).toContainText("On time");
    await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  }

  const rowsBefore = await hall
    .locator("[data-flight]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-flight")));
  const newDepTime = new Date(Date.parse(String(flight.facts.scheduledTime)) + 15 * 60_000);
  await publish(sandbox, [
    {
      ...flight,
      id: "delay-1",
      time: new Date().toISOString(),
      event: "FlightDelayed",
      facts: { delayMinutes: 15, newDepTime: newDepTime.toISOString() },
    },
  ]);
  for (const page of [hall, gate]) {
    await expect(cell(page, key, "status")).toContainText("Delayed");
    await expect(cell(page, key, "estimated")).toContainText(
      new Intl.DateTimeFormat("en-GB", { timeZone: "America/New_York", hour: "2-digit", minute: "2-digit" }).format(
        newDepTime,
      ),
    );
    expect(await page.evaluate(() => "loadedOnce" in window), "the page was not loaded again").toBe(true);
  }
  const rowsAfter = await hall
    .locator("[data-flight]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-flight")));
  expect(rowsAfter, "no row moved").toEqual(rowsBefore);

  // Events of other desks on the same bus; the gate change after them shows that they had their chance.
  const detail = { flightNum: 124, carrierCode: "JK", date: other.date, message: "50 bags loaded", info: "{}" };
  await putEntries(sandbox, [
    {
      Source: "airport-operations",
      DetailType: "Operations: Baggage loaded",
      Time: new Date(),
      Detail: JSON.stringify({ ...detail, event: "BaggageLoaded" }),
    },
    {
      Source: "airport-maintenance",
      DetailType: "Operations: Flight cancelled",
      Time: new Date(),
      Detail: JSON.stringify({ ...detail, event: "FlightCancelled" }),
    },
  ]);
  await publish(sandbox, [
    {
      ...other,
      id: "gate-1",
      time: new Date().toISOString(),
      event: "FlightGateChanged",
      facts: { gate: "77", terminal: "B" },
    },
  ]);
  for (const page of [hall, gate]) {
    await expect(cell(page, "JK#124#DEPARTURE", "gate")).toHaveText("77");
    await expect(cell(page, "JK#124#DEPARTURE", "status")).toContainText("On time");
    await expect(page.getByText("50 bags loaded")).toHaveCount(0);
  }
});

/** Local times of day that a schedule may have for the flight of the design's event, and what the event makes of them. */
const designCases = [
  { scheduled: "08:00", at: "2024-01-25T12:45:00Z", expected: "08:15" },
  // The event names a time that is over by then: its minutes still say how late the flight is.
  { scheduled: "13:00", at: "2024-01-25T17:45:00Z", expected: "13:15" },
];

for (const { scheduled: local, at, expected } of designCases) {
  test(`the event of the design moves flight JK123 of its date, scheduled for ${local} by a CSV file`, async ({
    page,
  }) => {
    const own = await startSandbox();
    const folder = await mkdtemp(join(tmpdir(), "airside-design-"));
    try {
      const csv = join(folder, "day.csv");
      const header = "date,carrier,number,direction,airport,scheduled_time,terminal,gate";
      await writeFile(csv, `${header}\n2024-01-25,JK,123,DEPARTURE,LHR,${local},B,B44\n`);
      const imported = await runCommand(["schedule", "import", csv, "--url", own.url]);
      expect(imported.code, imported.output).toBe(0);
      await openBoard(page, own.url, `?at=${at}`);
      await expect(cell(page, "JK#123#DEPARTURE", "status")).toContainText("On time");
      await putEntries(own, [
        {
          Source: "airport-operations",
          DetailType: "Operations: Flight delayed",
          Time: new Date("2024-01-25T16:58:37Z"),
          Detail: JSON.stringify({
            flightNum: 123,
            carrierCode: "JK",
            date: "2024-01-25",
            event: "FlightDelayed",
            message: "Delayed 15 minutes, late aircraft",
            info: '{ "newDepTime": "2024-01-25T13:15:00Z", "delayMinutes": 15 }',
          }),
        },
      ]);
      await expect(cell(page, "JK#123#DEPARTURE", "status")).toContainText("Delayed");
      await expect(cell(page, "JK#123#DEPARTURE", "estimated")).toContainText(expected);
    } finally {
      await own.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
