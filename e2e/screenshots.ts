import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { chromium } from "@playwright/test";
import { airport } from "../amplify/airport.js";
import { flightEvents } from "../amplify/events/flight-event.js";
import { eventsBetween, timelineOf } from "../local/sample-day/day-timeline.js";
import { sampleDay } from "../local/sample-day/sample-day.js";
import { chromiumExecutable } from "./browser.js";
import { createPerson, signInOn } from "./people.js";
import { putEntries } from "./publisher.js";
import { startSandbox } from "./sandbox.js";

/** The busy end of an afternoon of the sample day, so that every run gives the same pictures. */
const date = "2026-06-18";
const moment = new Date(`${date}T17:35:20-04:00`);

/** The sizes at which boards hang and phones are held, CSS pixels. */
const sizes = [
  { name: "1920x1080", width: 1920, height: 1080 },
  { name: "1080x1920", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];

const folder = join(import.meta.dirname, "../docs/screenshots");
await mkdir(folder, { recursive: true });
const sandbox = await startSandbox({ sampleLake: true });
const browser = await chromium.launch({ executablePath: chromiumExecutable(), args: ["--no-sandbox"] });
try {
  const past = eventsBetween(timelineOf(sampleDay(airport, date)), 0, moment.getTime());
  await putEntries(
    sandbox,
    past.map((event) => ({
      Source: event.source,
      DetailType: event["detail-type"],
      Time: new Date(event.time),
      Detail: JSON.stringify(event.detail),
    })),
  );
  await loggedEvents(
    past.filter(({ detail }) => "flightNum" in detail && "event" in detail && String(detail.event) in flightEvents)
      .length,
  );
  for (const { name, width, height } of sizes) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.clock.install({ time: moment });
    await page.goto(`${sandbox.url}/departures`);
    await page.locator("html[data-connection=live]").waitFor();
    await page.locator("[data-flight]").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState("networkidle");
    if (name !== "phone") await page.locator('[data-testid=page][data-page="1"]').waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(folder, `departures-${name}.png`) });
    console.log(`docs/screenshots/departures-${name}.png`);
    await page.close();
  }
  const analyst = await createPerson(sandbox, "analyst.at.work", ["businessAnalyst"]);
  for (const { name, width, height } of sizes) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(`${sandbox.url}/companies?status.in=operating&status.in=ipo`);
    await signInOn(page, analyst);
    await page.locator("[data-company]").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, `companies-${name}.png`) });
    console.log(`docs/screenshots/companies-${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  await sandbox.dispose();
}

/** Resolves once the backend has logged so many events: then all that was published is on the board. */
async function loggedEvents(count: number): Promise<void> {
  const endpoint = `${sandbox.url}/aws`;
  const client = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const { TableNames } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames?.find((name) => name.includes("StatusLog"));
  let logged = 0;
  while (logged < count) {
    logged = 0;
    for await (const page of paginateScan({ client }, { TableName, Select: "COUNT" })) logged += page.Count ?? 0;
  }
  client.destroy();
}
