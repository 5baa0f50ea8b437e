import { expect, test } from "@playwright/test";
import { expectBoard, openBoard } from "./board.js";
import { closeContexts } from "./contexts.js";
import { openLine } from "./cuttable-line.js";
import { flightDay, shuffledWithRepeats } from "./flight-day.js";
import { expectedFlights } from "./oracle.js";
import { publish } from "./publisher.js";
import { startSandbox } from "./sandbox.js";

// Each has a sandbox of its own.
test.describe.configure({ mode: "parallel" });

test.use({ serviceWorkers: "allow" });

const flights = 12;

test.afterEach(closeContexts);

test("killed with -9 and started again while events go on, both boards end equal to the oracle", async ({
  browser,
}) => {
  const seed = "outage-1";
  const sandbox = await startSandbox();
  try {
    const day = flightDay(seed, new Date(), flights);
    const events = shuffledWithRepeats(day.events, seed);
    await publish(sandbox, day.schedule);
    const pages = await Promise.all([0, 1].map(async () => (await browser.newContext()).newPage()));
    for (const page of pages) await openBoard(page, sandbox.url);
    const third = Math.ceil(events.length / 3);
    await publish(sandbox, events.slice(0, third));
    await publish(sandbox, events.slice(third, 2 * third));
    // Acknowledged a moment ago, not all of them delivered: the journal must bring the rest after the restart.
    await sandbox.killHard();
    for (const page of pages) await expect(page.locator("html")).not.toHaveAttribute("data-connection", "live");
    await sandbox.restart();
    await publish(sandbox, events.slice(2 * third));
    const expected = expectedFlights([...day.schedule, ...day.events]);
    for (const page of pages) {
      await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
      await expectBoard(page, expected);
    }
  } finally {
    await sandbox.dispose();
  }
});

test("a browser that was offline for a while catches up", async ({ page }) => {
  const seed = "outage-2";
  const sandbox = await startSandbox();
  const line = await openLine(sandbox.port);
  try {
    const day = flightDay(seed, new Date(), flights);
    const half = Math.ceil(day.events.length / 2);
    await publish(sandbox, day.schedule);
    await openBoard(page, `http://127.0.0.1:${line.port}`);
    await publish(sandbox, day.events.slice(0, half));
    await expectBoard(page, expectedFlights([...day.schedule, ...day.events.slice(0, half)]));
    line.cut();
    await expect(page.locator("html")).not.toHaveAttribute("data-connection", "live");
    await expect(page.getByTestId("notice"), "the passenger is told").toContainText(/as of \d\d:\d\d/i);
    await publish(sandbox, day.events.slice(half));
    line.mend();
    await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
    await expectBoard(page, expectedFlights([...day.schedule, ...day.events]));
  } finally {
    await line.dispose();
    await sandbox.dispose();
  }
});

test("a line that dies in silence is noticed within 15 s, and the board is live within 5 s of its return", async ({
  page,
}) => {
  const seed = "outage-3";
  const sandbox = await startSandbox();
  const line = await openLine(sandbox.port);
  try {
    const day = flightDay(seed, new Date(), flights);
    await publish(sandbox, day.schedule);
    await openBoard(page, `http://127.0.0.1:${line.port}`);
    line.freeze();
    await expect(page.locator("html")).not.toHaveAttribute("data-connection", "live", { timeout: 15_000 });
    await publish(sandbox, day.events);
    line.thaw();
    await expect(page.locator("html")).toHaveAttribute("data-connection", "live", { timeout: 5_000 });
    await expectBoard(page, expectedFlights([...day.schedule, ...day.events]));
  } finally {
    await line.dispose();
    await sandbox.dispose();
  }
});
