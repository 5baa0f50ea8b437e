import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { airport } from "../amplify/airport.js";
import { cell, openDisplay } from "./board.js";
import { closeContexts } from "./contexts.js";
import { operatingDate } from "./flight-day.js";
import type { OracleEvent } from "./oracle.js";
import { publish } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { recordUpdates } from "./update-frames.js";

test.use({ serviceWorkers: "allow" });

let sandbox: SandboxProcess;

test.beforeAll(async () => {
  sandbox = await startSandbox();
});

test.afterEach(closeContexts);

test.afterAll(async () => {
  await sandbox.dispose();
});

type Facts = Readonly<Record<string, unknown>>;

/** A flight `minutes` from now; every test has numbers of its own. */
function scheduled(num: number, direction: OracleEvent["direction"], minutes: number, facts: Facts = {}): OracleEvent {
  const scheduledTime = new Date(Date.now() + minutes * 60_000);
  return {
    id: `schedule-${num}`,
    time: secondsAgo(600),
    event: "FlightScheduled",
    carrier: "JK",
    num,
    date: operatingDate(scheduledTime),
    direction,
    facts: { airport: "LHR", scheduledTime: scheduledTime.toISOString(), terminal: "B", gate: "B44", ...facts },
  };
}

let events = 0;

/** What happens to a flight; each later than the one before, in the whole seconds of PutEvents. */
function happens(flight: OracleEvent, event: string, facts: Facts = {}): OracleEvent {
  events += 1;
  return { ...flight, id: `event-${flight.num}-${event}-${events}`, time: secondsAgo(300 - events), event, facts };
}

function secondsAgo(seconds: number): string {
  return new Date(Math.floor(Date.now() / 1_000 - seconds) * 1_000).toISOString();
}

const keyOf = ({ carrier, num, direction }: OracleEvent) => `${carrier}#${num}#${direction}`;
const flightOf = (page: Page, flight: OracleEvent) => page.locator(`[data-flight="${keyOf(flight)}"]`);

test("an arrival lands, is at the gate, and its baggage comes: on the arrivals board and on the belt's display", async ({
  browser,
}) => {
  const flight = scheduled(210, "ARRIVAL", 5, { via: ["KEF"] });
  const belt = await (await browser.newContext()).newPage();
  const hall = await (await browser.newContext()).newPage();
  await publish(sandbox, [flight]);
  await openDisplay(hall, `${sandbox.url}/arrivals`);
  await openDisplay(belt, `${sandbox.url}/belts/4`);
  const status = cell(hall, keyOf(flight), "status");
  await expect(status).toHaveText("On time");
  await expect(cell(hall, keyOf(flight), "place")).toHaveText(/^London.*via Reykjav/);
  await expect(belt.getByTestId("no-flights")).toBeVisible();
  await publish(sandbox, [happens(flight, "FlightLanded")]);
  await expect(status).toHaveText("Landed");
  await publish(sandbox, [happens(flight, "FlightArrived")]);
  await expect(status).toHaveText("At gate");
  await publish(sandbox, [happens(flight, "FlightBaggageOnBelt", { belt: "4" })]);
  await expect(status).toHaveText("Baggage on belt 4");
  await expect(cell(hall, keyOf(flight), "belt")).toHaveText("4");
  await expect(flightOf(belt, flight)).toContainText("On the belt since");
  await publish(sandbox, [happens(flight, "FlightBaggageOnBelt", { belt: "5" })]);
  await expect(status).toHaveText("Baggage on belt 5");
  await expect(belt.getByTestId("no-flights")).toBeVisible();
});

test("a board loads nothing of the companies and of the sign-in", async ({ page }) => {
  const assets = join(import.meta.dirname, "../dist/assets");
  const scripts = (await readdir(assets)).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(scripts.map((name) => readFile(join(assets, name), "utf8")));
  // What only the table, the charts and the Authenticator have in them, whatever their chunks are called.
  const staff = ["withheld-columns", "recharts-", "data-amplify-authenticator"].map((sign) => {
    const found = scripts.filter((_, place) => texts[place]?.includes(sign));
    expect(found.length, sign).toBeGreaterThan(0);
    return found;
  });
  await openDisplay(page, `${sandbox.url}/departures`);
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const names = loaded.map((url) => url.slice(url.lastIndexOf("/") + 1));
  expect(names.filter((name) => scripts.includes(name)).length).toBeGreaterThan(1);
  expect(names.filter((name) => staff.flat().includes(name))).toEqual([]);
});

test("the display of a gate follows its flight, and the flight that is moved to it", async ({ page }) => {
  const flight = scheduled(220, "DEPARTURE", 40, { gate: "B50", codeshares: ["AA4321"] });
  const moved = scheduled(221, "DEPARTURE", 20, { gate: "B51" });
  await publish(sandbox, [flight, moved]);
  await openDisplay(page, `${sandbox.url}/gates/b50`);
  const large = page.getByTestId("gate-flight");
  await expect(large).toHaveAttribute("data-flight", keyOf(flight));
  await expect(large).toContainText(/London/);
  await expect(large).toContainText("AA 4321");
  await publish(sandbox, [happens(flight, "FlightBoarding")]);
  await expect(large.getByText("Boarding", { exact: true })).toBeVisible();
  await expect(page.getByTestId("gate-next")).toHaveCount(0);
  await publish(sandbox, [happens(moved, "FlightGateChanged", { gate: "B50", terminal: "B" })]);
  await expect(page.getByTestId("gate-next")).toHaveAttribute("data-flight", keyOf(moved));
  await publish(sandbox, [happens(flight, "FlightPushBack")]);
  await expect(large).toHaveAttribute("data-flight", keyOf(moved));
});

test("a flight that moves to another terminal leaves the one board and appears on the other; each is sent its terminal's updates only", async ({
  browser,
}) => {
  const staying = scheduled(230, "DEPARTURE", 20, { terminal: "A", gate: "A1" });
  const elsewhere = scheduled(231, "DEPARTURE", 25, { terminal: "B", gate: "B2" });
  const moving = scheduled(232, "DEPARTURE", 30, { terminal: "A", gate: "A3" });
  await publish(sandbox, [staying, elsewhere, moving]);
  const boards = await Promise.all(
    ["A", "B"].map(async (terminal) => {
      const page = await (await browser.newContext()).newPage();
      const updates = recordUpdates(page);
      await openDisplay(page, `${sandbox.url}/departures?terminal=${terminal}`);
      await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
      return { page, updates };
    }),
  );
  const [a, b] = boards;
  if (a === undefined || b === undefined) throw new Error("expected two boards");
  await expect(flightOf(a.page, moving)).toBeVisible();
  await expect(flightOf(b.page, elsewhere)).toBeVisible();
  await expect(flightOf(b.page, moving)).toHaveCount(0);

  const ofA = happens(staying, "FlightDelayed", { delayMinutes: 20 });
  const ofB = happens(elsewhere, "FlightDelayed", { delayMinutes: 20 });
  const move = happens(moving, "FlightGateChanged", { terminal: "B", gate: "B9" });
  const later = happens(moving, "FlightDelayed", { delayMinutes: 15 });
  const ofAToo = happens(staying, "FlightBoarding");
  await publish(sandbox, [ofA, ofB, move]);
  await expect(flightOf(a.page, moving), "it left the one board").toHaveCount(0);
  await expect(cell(b.page, keyOf(moving), "gate"), "and is on the other").toHaveText("B9");
  await publish(sandbox, [later]);
  await expect(cell(b.page, keyOf(moving), "status")).toHaveText("Delayed");
  // Comes after all the others, so whatever was to come to the board of terminal A has come by then.
  await publish(sandbox, [ofAToo]);
  await expect(cell(a.page, keyOf(staying), "status")).toHaveText("Boarding");

  expect([...a.updates].sort(), "terminal A was told of the move, and of nothing after it").toEqual(
    [ofA.id, move.id, ofAToo.id].sort(),
  );
  expect([...b.updates].sort()).toEqual([ofB.id, move.id, later.id].sort());
  for (const { page } of boards) {
    expect(await page.evaluate(() => "loadedOnce" in window), "the page was not loaded again").toBe(true);
  }
});

test("a device in the wrong zone shows the airport's times and days", async ({ browser }) => {
  const flight = scheduled(240, "DEPARTURE", 30);
  const tomorrow = scheduled(241, "DEPARTURE", 22 * 60);
  await publish(sandbox, [flight, tomorrow]);
  const page = await (await browser.newContext({ timezoneId: "Pacific/Kiritimati" })).newPage();
  await openDisplay(page, `${sandbox.url}/departures?layout=list`);
  const format = (event: OracleEvent) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: airport.timeZone, hour: "2-digit", minute: "2-digit" }).format(
      new Date(String(event.facts.scheduledTime)),
    );
  await expect(cell(page, keyOf(flight), "time")).toContainText(format(flight));
  // Before two in the morning it is still of today, and has no mark.
  const days = tomorrow.date === operatingDate(new Date()) ? "$" : "\\+1";
  await expect(cell(page, keyOf(tomorrow), "time")).toHaveText(new RegExp(`^${format(tomorrow)}${days}`));
});

test("languages take turns without a reload, Arabic from right to left", async ({ page }) => {
  await publish(sandbox, [scheduled(250, "DEPARTURE", 30)]);
  await openDisplay(page, `${sandbox.url}/departures?lang=de,ar`);
  const board = page.getByTestId("departures");
  await expect(page.getByRole("heading", { level: 1, name: "Abflug" })).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const left = await board.locator(".board-icon").boundingBox();
  await expect(page.getByRole("heading", { level: 1, name: "المغادرة" })).toBeVisible({ timeout: 30_000 });
  await expect(board).toHaveAttribute("dir", "rtl");
  const right = await board.locator(".board-icon").boundingBox();
  expect(left?.x, "the head begins on the left, and then on the right").toBeLessThan(200);
  expect(right?.x).toBeGreaterThan(1_700);
});

test("the code on a board leads to the phone page with the same flights", async ({ page }) => {
  await openDisplay(page, `${sandbox.url}/gates/B44?lang=de`);
  const code = page.getByTestId("phone-code").locator("svg[data-text]");
  await expect(code).toBeVisible();
  const address = await code.getAttribute("data-text");
  expect(address).toBe(`${sandbox.url}/flights?gate=B44&lang=de`);
});

test("an address that is not legible on its panel is refused with the reason and the nearest that is", async ({
  page,
}) => {
  await page.goto(`${sandbox.url}/departures?panel=75&distance=3&rows=40`);
  const fault = page.getByTestId("bad-address");
  await expect(fault).toContainText("“rows”");
  await expect(fault).toContainText(/ADA 703\.5\.5 asks for capitals 51 mm high/);
  const nearest = /Nearest that is allowed: (\d+)/.exec((await fault.textContent()) ?? "")?.[1];
  await page.goto(`${sandbox.url}/departures?panel=75&distance=3&rows=${nearest}`);
  await expect(page.getByTestId("departures")).toBeVisible();
});
