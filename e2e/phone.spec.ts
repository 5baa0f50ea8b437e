import { expect, test, type Page } from "@playwright/test";
import { axeFindings } from "./axe-findings.js";
import { operatingDate } from "./flight-day.js";
import type { OracleEvent } from "./oracle.js";
import { publish } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { expectNoSidewaysScroll } from "./sideways-scroll.js";

test.use({ viewport: { width: 390, height: 844 }, locale: "en-US" });

let sandbox: SandboxProcess;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

function scheduled(num: number, direction: "DEPARTURE" | "ARRIVAL", facts: Record<string, unknown>): OracleEvent {
  const scheduledTime = inMinutes(30 + num);
  return {
    id: `schedule-${num}`,
    time: inMinutes(-600).toISOString(),
    event: "FlightScheduled",
    carrier: "JK",
    num,
    date: operatingDate(scheduledTime),
    direction,
    facts: { scheduledTime: scheduledTime.toISOString(), ...facts },
  };
}

const boston = scheduled(1, "DEPARTURE", { airport: "BOS", terminal: "B", gate: "B7", codeshares: ["AA4321"] });
const paulo = scheduled(2, "DEPARTURE", { airport: "GRU", terminal: "C", gate: "C9" });
const arrival = scheduled(3, "ARRIVAL", { airport: "LHR", terminal: "B" });

test.beforeAll(async () => {
  sandbox = await startSandbox();
  await publish(sandbox, [boston, paulo, arrival]);
});

test.afterAll(async () => {
  await sandbox.dispose();
});

const happened = (
  flight: OracleEvent,
  id: string,
  event: string,
  facts: Record<string, unknown> = {},
): OracleEvent => ({
  ...flight,
  id,
  event,
  time: new Date().toISOString(),
  facts,
});

const card = (page: Page, flight: string) => page.locator(`[data-testid=flight-card][data-flight="${flight}"]`);

test("a traveller searches by city, number and partner's number, and the address holds the search", async ({
  page,
}) => {
  await page.goto(`${sandbox.url}/flights`);
  await expect(page.getByTestId("flight-card")).toHaveCount(2);
  for (const [text, flight] of [
    ["sao paulo", "JK#2#DEPARTURE"],
    ["JK1", "JK#1#DEPARTURE"],
    ["aa 4321", "JK#1#DEPARTURE"],
  ] as const) {
    await page.getByTestId("search").fill(text);
    await expect(card(page, flight), text).toBeVisible();
    await expect(page.getByTestId("flight-card"), text).toHaveCount(1);
  }
  expect(new URL(page.url()).searchParams.get("q")).toBe("aa 4321");
  await page.reload();
  await expect(page.getByTestId("flight-card")).toHaveCount(1);
  await page.getByTestId("search").fill("nowhere");
  await expect(page.getByTestId("no-flights")).toContainText("No flight found");
  expect(await axeFindings(page)).toEqual([]);
});

test("a flight is followed: its history grows as things happen, and changes are announced", async ({ page }) => {
  await page.goto(`${sandbox.url}/flights`);
  await card(page, "JK#1#DEPARTURE").click();
  const detail = page.getByTestId("flight-detail");
  await expect(detail).toContainText("Boston");
  await page.getByTestId("follow").click();
  await page.getByTestId("announce").click();
  await publish(sandbox, [happened(boston, "gate-1", "FlightGateChanged", { gate: "B12" })]);
  await expect(page.locator("[data-event=FlightGateChanged]")).toContainText("B12");
  await expect(page.getByTestId("announcement")).toContainText("JK 1, Boston");
  await publish(sandbox, [happened(boston, "boarding-1", "FlightBoarding")]);
  await expect(page.getByTestId("detail-status")).toHaveText("Boarding");
  await expect(page.getByTestId("history").locator("li")).toHaveCount(3);
  await expect(page.getByTestId("announcement")).toContainText("Boarding");
  expect(await axeFindings(page)).toEqual([]);

  // The Back button goes to the list, where the followed flight stands first.
  await page.goBack();
  await expect(page.getByTestId("followed").locator('[data-flight="JK#1#DEPARTURE"]')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId("followed").getByTestId("flight-card")).toHaveCount(1);
});

test("the code of a belt's display opens the arrivals of that belt, in the display's language", async ({ page }) => {
  await publish(sandbox, [happened(arrival, "landed-3", "FlightLanded")]);
  await publish(sandbox, [happened(arrival, "bags-3", "FlightBaggageOnBelt", { belt: "4" })]);
  await page.goto(`${sandbox.url}/flights?direction=arrivals&belt=4&lang=de`);
  await expect(card(page, "JK#3#ARRIVAL")).toContainText("4");
  await expect(page.locator("[data-testid=flights]")).toHaveAttribute("lang", "de");
  await page.getByTestId("language").selectOption("ar");
  await expect(page.locator("[data-testid=flights]")).toHaveAttribute("dir", "rtl");
  expect(await axeFindings(page)).toEqual([]);
  await expectNoSidewaysScroll(page, "the page for a phone");
});

test("the page works by keyboard alone", async ({ page }) => {
  await page.goto(`${sandbox.url}/flights`);
  await expect(page.getByTestId("flight-card").first()).toBeVisible();
  await page.getByTestId("search").focus();
  await page.keyboard.type("paulo");
  await expect(page.getByTestId("flight-card")).toHaveCount(1);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  for (let step = 0; step < 5 && (await focused()) !== "flight-card"; step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("flight-detail")).toContainText("JK 2");
  expect(await page.evaluate(() => document.activeElement?.tagName), "the focus goes to what has opened").toBe("H2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("follow")).toHaveAttribute("aria-pressed", "true");
});

test("the sheet to print holds the flights, and paper gets no buttons", async ({ page }) => {
  await page.goto(`${sandbox.url}/print?terminal=C`);
  await expect(page.locator('[data-flight="JK#2#DEPARTURE"]')).toContainText("C9");
  await expect(page.locator("[data-flight]")).toHaveCount(1);
  await expect(page.getByTestId("as-of")).toContainText("As of");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByTestId("print")).toBeHidden();
  await expect(page.locator('[data-flight="JK#2#DEPARTURE"]')).toBeVisible();
});
