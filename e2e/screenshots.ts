import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { chromium, type Page } from "@playwright/test";
import { airport } from "../amplify/airport.js";
import { flightEvents } from "../amplify/events/flight-event.js";
import { eventsBetween, timelineOf } from "../local/sample-day/day-timeline.js";
import { sampleDay } from "../local/sample-day/sample-day.js";
import { chromiumLaunch } from "./browser.js";
import { createPerson, signInOn, type Person } from "./people.js";
import { putEntries } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { slowClockOptions } from "./slow-clock.js";
import { smallPng } from "./small-png.js";

// The pictures of docs/screens.md, the same from run to run: boards but for the seconds of their clocks, and the pages at
// desks but for the ages that they tell, which are of today.

/** The busy end of an afternoon of the sample day, when pages of all boards begin anew. */
const date = "2026-06-18";
const moment = new Date(`${date}T17:35:57-04:00`);

/** The sizes at which boards hang and phones are held, CSS pixels. */
const sizes = {
  "1920x1080": { width: 1920, height: 1080 },
  "1080x1920": { width: 1080, height: 1920 },
  phone: { width: 390, height: 844 },
};
type SizeName = keyof typeof sizes;

/** Every picture of a page that needs no more than its address: name, address, sizes. */
const pictures: readonly (readonly [name: string, address: string, ...sizes: SizeName[]])[] = [
  ["departures", "/departures", "1920x1080", "1080x1920", "phone"],
  ["departures-classic", "/departures?theme=classic", "1920x1080"],
  ["departures-light", "/departures?theme=light&marks=codes", "1920x1080"],
  ["departures-arabic", "/departures?lang=ar", "1920x1080"],
  ["departures-japanese", "/departures?lang=ja&theme=light", "1080x1920"],
  ["departures-panel", "/departures?panel=75", "1920x1080"],
  ["departures-small-panel", "/departures?panel=43", "1920x1080"],
  ["arrivals", "/arrivals", "1920x1080", "phone"],
  ["arrivals-classic-german", "/arrivals?theme=classic&lang=de", "1080x1920"],
  ["gate", "/gates/C74", "1920x1080", "1080x1920", "phone"],
  ["gate-panel", "/gates/C74?panel=75&theme=light", "1920x1080"],
  ["belt", "/belts/4", "1920x1080", "phone"],
  ["belt-light", "/belts/4?theme=light", "1080x1920"],
  ["flights", "/flights", "phone"],
  ["flights-arabic", "/flights?lang=ar", "phone"],
  ["print", "/print", "1920x1080"],
  ["chooser", "/", "1920x1080", "phone"],
];

/** The displays of the fleet that operations sees. */
const fleet = [
  "/departures?terminal=B&lang=en,de",
  "/departures?lang=en,es,de&theme=classic",
  "/departures?terminal=A&panel=75",
  "/arrivals?terminal=B&lang=en,ar",
  "/gates/B60",
  "/belts/4?location=B",
];

/** Names of boards to take: `npm run screenshots -- belt arrivals`. Everything where there are none. */
const only = new Set(process.argv.slice(2));
const isWanted = (name: string): boolean => only.size === 0 || only.has(name);

const folder = join(import.meta.dirname, "../docs/screenshots");
await mkdir(folder, { recursive: true });
const browser = await chromium.launch(chromiumLaunch());
const painter = await browser.newPage();
try {
  const { NODE_OPTIONS: options } = process.env;
  process.env["NODE_OPTIONS"] = [options, slowClockOptions(moment.getTime())].filter(Boolean).join(" ");
  const sandbox = await startSandbox();
  // What starts later has the time of day again.
  if (options === undefined) delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = options;
  try {
    await publishDay(sandbox);
    await takeBoards(sandbox);
    if (isWanted("departures-old")) await takeOutage(sandbox);
  } finally {
    await sandbox.dispose();
  }
  if (only.size === 0) await takeDesks();
} finally {
  await browser.close();
}

/** Opens a page at the moment of the pictures, in a browser of its own. */
async function open(url: string, size: SizeName, at?: Date): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[size], locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  if (at !== undefined) await page.clock.install({ time: at });
  await page.goto(url);
  return page;
}

/** Takes a picture of a page as soon as nothing more comes. */
async function take(page: Page, name: string, size: SizeName): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  const file = `${name}-${size}.png`;
  await writeFile(join(folder, file), await smallPng(painter, await page.screenshot({ animations: "disabled" })));
  console.log(`docs/screenshots/${file}`);
}

/** Everything that happened until the moment, and waits until the backend has logged it: then it is on the boards. */
async function publishDay(sandbox: SandboxProcess): Promise<void> {
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
  const isLogged = ({ detail }: (typeof past)[number]) =>
    "flightNum" in detail && "event" in detail && String(detail.event) in flightEvents;
  await loggedEvents(sandbox, past.filter(isLogged).length);
  // Boards learn of an event after the log: the flight of an event of the last minutes shows that they have.
  const page = await open(`${sandbox.url}/departures?layout=list`, "phone", moment);
  await page.locator('[data-flight="UA#977#DEPARTURE"]', { hasText: "Final call" }).waitFor({ timeout: 300_000 });
  await page.context().close();
}

async function loggedEvents({ url }: SandboxProcess, count: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: `${url}/aws`,
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

/** A takeover of terminal B from its proposal to its end, the displays that show it, and the fleet. */
async function takeOperations(sandbox: SandboxProcess): Promise<void> {
  const ada = await createPerson(sandbox, "ada", ["operations"]);
  const grace = await createPerson(sandbox, "grace", ["operations"]);
  const openOperations = async (person: Person, size: SizeName) => {
    const page = await open(`${sandbox.url}/operations`, size);
    await signInOn(page, person);
    await page.getByTestId("operations").waitFor();
    return page;
  };
  const displays: Page[] = [];
  for (const address of fleet) {
    const page = await open(`${sandbox.url}${address}`, "1920x1080");
    await page.locator("html[data-connection=live]").waitFor({ state: "attached" });
    displays.push(page);
  }
  const upright = await open(`${sandbox.url}/departures?location=B&lang=ar,zh`, "1080x1920");
  const one = await openOperations(ada, "1920x1080");
  const two = await openOperations(grace, "phone");
  // Each display reports once a minute.
  const live = one.locator("[data-testid=display][data-standing=live]");
  await live.nth(displays.length).waitFor({ timeout: 120_000 });
  await one.getByTestId("propose").click();
  await one.getByTestId("zone").selectOption("terminal/B");
  await one.getByRole("button", { name: "Evacuation" }).click();
  await take(one, "operations-propose", "1920x1080");
  await one.getByTestId("send-proposal").click();
  await two.getByTestId("confirm-takeover").waitFor();
  await take(two, "operations-confirm", "phone");
  await two.getByTestId("confirm-takeover").click();
  const [first] = displays;
  if (first === undefined) throw new Error("no display");
  for (const page of [first, upright]) await page.getByTestId("takeover").waitFor();
  await take(first, "takeover", "1920x1080");
  await take(upright, "takeover-arabic-chinese", "1080x1920");
  await one.locator("[data-testid=receipts][data-painted='4']").waitFor();
  await take(one, "operations", "1920x1080");
  await one.getByTestId("end-takeover").click();
  await first.getByTestId("takeover").waitFor({ state: "detached" });
  for (const page of [...displays, upright, one, two]) await page.context().close();
}

async function takeBoards({ url }: SandboxProcess): Promise<void> {
  for (const [name, address, ...wanted] of pictures) {
    for (const size of isWanted(name) ? wanted : []) {
      const page = await open(url + address, size, moment);
      if (address === "/") await page.frameLocator("iframe").locator("[data-flight]").first().waitFor();
      else await page.locator("[data-flight]").first().waitFor();
      await take(page, name, size);
      await page.context().close();
    }
  }
  if (!isWanted("flight")) return;
  const page = await open(`${url}/flights?q=istanbul`, "phone", moment);
  await page.getByTestId("flight-card").first().click();
  await page.getByTestId("follow").click();
  await page.getByTestId("history").locator("li").first().waitFor();
  await take(page, "flight", "phone");
  await page.context().close();
}

/** A board that has lost its server a quarter of an hour ago. Kills the sandbox. */
async function takeOutage(sandbox: SandboxProcess): Promise<void> {
  const page = await open(`${sandbox.url}/departures`, "1920x1080", moment);
  await page.locator("[data-flight]").first().waitFor();
  await page.waitForLoadState("networkidle");
  await sandbox.killHard();
  await page.clock.fastForward("16:00");
  await page.getByTestId("aged-legend").waitFor();
  await take(page, "departures-old", "1920x1080");
  await page.context().close();
}

/** Operations and companies, of today: the one needs time that passes, the other the functions of the lake. */
async function takeDesks(): Promise<void> {
  const sandbox = await startSandbox({ sampleDay: true, sampleLake: true });
  try {
    await takeOperations(sandbox);
    const analyst = await createPerson(sandbox, "analyst.at.work", ["businessAnalyst"]);
    for (const size of ["1920x1080", "1080x1920", "phone"] as const) {
      const page = await open(`${sandbox.url}/companies?status.in=operating&status.in=ipo`, size);
      await signInOn(page, analyst);
      await page.locator("[data-company]").first().waitFor();
      await page.mouse.move(0, 0);
      await take(page, "companies", size);
      await page.context().close();
    }
  } finally {
    await sandbox.dispose();
  }
}
