import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { cell, expectBoard, openBoard, wordsFor } from "./board.js";
import { flightDay } from "./flight-day.js";
import { confirm, propose } from "./operations-client.js";
import { expectedFlights } from "./oracle.js";
import { firstTokensOf } from "./people.js";
import { publish } from "./publisher.js";
import { familyIsThere, renderedFonts } from "./rendered-fonts.js";
import { startSandbox } from "./sandbox.js";
import { expectFontsKept, expectKept, openDevice } from "./saved-board.js";

// Each has a sandbox of its own.
test.describe.configure({ mode: "parallel" });

const minutes = (count: number) => count * 60_000;

/** What displays in languages with faces of their own are drawn in, beside the Latin face. */
const written = [
  { language: "ar", heading: "المغادرة", family: "IBM Plex Sans Arabic", face: "IBM Plex Sans Arabic" },
  { language: "ja", heading: "出発", family: "Noto Sans JP Variable", face: "Noto Sans JP Thin" },
] as const;

test("switched off and on again with no server, a display shows its last flights, ageing, and recovers by itself", async ({
  launchOptions,
}) => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox();
  const profile = await mkdtemp(join(tmpdir(), "airside-device-"));
  try {
    const day = flightDay("offline-1", new Date(), 9);
    const expected = expectedFlights([...day.schedule, ...day.events]);
    await publish(sandbox, [...day.schedule, ...day.events]);
    const before = await openDevice(profile, launchOptions);
    const first = await before.newPage();
    // The very first page of the device, which loads its fonts before there is a service worker.
    for (const [index, { language, family }] of written.entries()) {
      await openBoard(first, sandbox.url, `?lang=${language}`);
      await familyIsThere(first, family);
      await expectKept(first, { flights: (index + 1) * expected.size });
      await expectFontsKept(first);
    }
    await openBoard(first, sandbox.url);
    await expectBoard(first, expected);
    await expectKept(first, { flights: (written.length + 1) * expected.size });
    // A phone with a flight open.
    await first.goto(`${sandbox.url}/flights`);
    await first.getByTestId("flight-card").first().click();
    await expect(first.getByTestId("flight-detail")).toBeVisible();
    const openFlight = first.url();
    await expectKept(first, { flights: (written.length + 2) * expected.size });
    await before.close();
    await sandbox.killHard();

    const after = await openDevice(profile, launchOptions);
    const page = await after.newPage();
    // A quarter of an hour later.
    const later = Date.now() + minutes(16);
    await page.clock.install({ time: later });
    await page.goto(`${sandbox.url}/departures`);
    for (const [key, flight] of expected) {
      await expect(cell(page, key, "status"), `status of ${key}`).toContainText(wordsFor(flight));
      // Of a flight that does not go there is nothing to ask for.
      const goes = flight.status !== "CANCELLED";
      const gateMark = flight.gate === undefined || !goes ? "" : "? Confirm at desk";
      await expect(cell(page, key, "gate"), `gate of ${key}`).toHaveText(`${flight.gate ?? ""}${gateMark}`);
      if (!goes) continue;
      // A time is doubtful so soon only within the hour; the mark stands at the time that counts.
      const counts = flight.estimatedTime ?? flight.scheduledTime ?? "";
      const timeMark = Date.parse(counts) - later <= minutes(60) ? /\? Confirm at desk$/ : /\d( tomorrow)?$/;
      const column = flight.estimatedTime === undefined ? "time" : "estimated";
      await expect(cell(page, key, column), `time of ${key}`).toHaveText(timeMark);
    }
    await expect(page.locator("html")).toHaveAttribute("data-connection", "offline");
    await expect(page.getByTestId("notice")).toHaveText(
      /^Flight information may be out of date\. Flights as of \d\d:\d\d:\d\d$/,
    );
    await expect(page.getByTestId("aged-legend")).toContainText("Confirm at desk");
    for (const { language, heading, family, face } of written) {
      const other = await after.newPage();
      await other.goto(`${sandbox.url}/departures?lang=${language}`);
      await expect(other.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(other.getByTestId("flight-row").first()).toBeVisible();
      await familyIsThere(other, family);
      const used = await renderedFonts(other);
      expect(
        used.filter(({ bundled }) => !bundled),
        `faces of the device in ${language}`,
      ).toEqual([]);
      expect(used.map(({ family }) => family)).toEqual(expect.arrayContaining(["IBM Plex Sans", face]));
      await other.close();
    }

    const phone = await after.newPage();
    await phone.goto(openFlight);
    await expect(phone.getByTestId("flight-detail")).toBeVisible();
    await expect(phone.getByTestId("detail-status")).not.toBeEmpty();
    await phone.close();

    // A sheet that nobody has opened before has the flights that the display has kept.
    const list = await after.newPage();
    await list.goto(`${sandbox.url}/departures?layout=list`);
    await list.getByRole("link", { name: "Print this board" }).click();
    await expect(list.locator("[data-testid=sheet] [data-flight]")).toHaveCount(expected.size);
    await expect(list.getByTestId("as-of")).toContainText("As of");
    await list.close();

    await sandbox.restart();
    await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
    await expect(page.getByTestId("aged-legend")).toHaveCount(0);
    await expect(page.getByTestId("board-footer")).toHaveAttribute("data-freshness", "current");
    await expectBoard(page, expected);
    await after.close();
  } finally {
    await sandbox.dispose();
    await rm(profile, { recursive: true, force: true });
  }
});

test("without a server, a display that knows of no flight is not one that has none; a takeover outlives the power cut", async ({
  launchOptions,
}) => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox();
  const profile = await mkdtemp(join(tmpdir(), "airside-device-"));
  try {
    const one = await firstTokensOf(sandbox, "operations1@airside.example");
    const other = await firstTokensOf(sandbox, "operations2@airside.example");
    const device = await openDevice(profile, launchOptions);
    const page = await device.newPage();
    await openBoard(page, sandbox.url);
    await expect(page.getByTestId("no-flights")).toBeVisible();
    await expectKept(page, { flights: 0 });
    await sandbox.killHard();
    await page.reload();
    await expect(page.getByTestId("not-reachable")).toBeVisible();
    await expect(page.getByTestId("no-flights")).toHaveCount(0);

    await sandbox.restart();
    await expect(page.getByTestId("no-flights")).toBeVisible();
    const { id } = await propose(sandbox, { authorization: one.access });
    await confirm(sandbox, { authorization: other.access }, id);
    await expect(page.getByTestId("takeover")).toBeVisible();
    await expectKept(page, { takeovers: 1 });
    await device.close();
    await sandbox.killHard();

    const rebooted = await openDevice(profile, launchOptions);
    const display = await rebooted.newPage();
    await display.goto(`${sandbox.url}/departures`);
    await expect(display.getByTestId("takeover")).toHaveAttribute("data-takeover", id);
    await expect(display.getByText("Please leave the building").last()).toBeVisible();
    await expect(display.locator("html")).toHaveAttribute("data-connection", "offline");

    // Nothing of the pages that one signs in to is kept on a display.
    const stored = await display.evaluate(async () => {
      const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
    });
    expect(stored.filter((path) => /Companies|Operations|SignIn|sign-in|^.(?:graphql|aws)/.test(path))).toEqual([]);
    expect(stored.length).toBeGreaterThan(10);
    await rebooted.close();
  } finally {
    await sandbox.dispose();
    await rm(profile, { recursive: true, force: true });
  }
});
