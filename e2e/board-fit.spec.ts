import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { airport } from "../amplify/airport.js";
import { shiftDate, startOfDate } from "../local/flight-events/local-time.js";
import { openDisplay } from "./board.js";
import { operatingDate } from "./flight-day.js";
import type { OracleEvent } from "./oracle.js";
import { misfits } from "./misfits.js";
import { confirm, end, propose } from "./operations-client.js";
import { firstTokensOf } from "./people.js";
import { publish } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { expectFontsKept, expectKept, openDevice } from "./saved-board.js";

let sandbox: SandboxProcess;
/** When the flights were made, milliseconds since 1970. */
let began: number;

/** Santa Cruz de la Sierra, Dallas, Petropavlovsk-Kamchatsky, Newcastle upon Tyne, Minneapolis, Frankfurt. */
const farAirports = ["VVI", "DFW", "PKC", "NCL", "MSP", "FRA"];
/** Flights that leave one a minute. */
const departures = 18;
const happenings = ["FlightBoarding", "FlightFinalCall", "FlightGateClosed", "FlightCancelled", "FlightDelayed"];

test.beforeAll(async () => {
  sandbox = await startSandbox();
  const now = Date.now();
  began = now;
  const iso = (ms: number) => new Date(Math.floor(ms / 1_000) * 1_000).toISOString();
  const events = Array.from({ length: departures }, (_, index): OracleEvent[] => {
    const scheduledTime = now + (5 + index) * 60_000;
    const flight = {
      carrier: "JK",
      num: 4000 + index,
      date: operatingDate(new Date(scheduledTime)),
      direction: "DEPARTURE",
    } as const;
    const facts = {
      airport: farAirports[index % farAirports.length],
      scheduledTime: iso(scheduledTime),
      terminal: "C",
      gate: `C1${10 + index}`,
      via: index % 3 === 0 ? ["LIM"] : [],
      codeshares: index % 2 === 0 ? ["AA4321", "BA1700", "IB3003"] : [],
    };
    const event = happenings[index % (happenings.length + 1)];
    const schedule = {
      ...flight,
      id: `schedule-${index}`,
      time: iso(now - 3_600_000),
      event: "FlightScheduled",
      facts,
    };
    if (event === undefined) return [schedule];
    const happened = event === "FlightDelayed" ? { delayMinutes: 95 } : {};
    return [schedule, { ...flight, id: `event-${index}`, time: iso(now - 60_000), event, facts: happened }];
  }).flat();
  await publish(sandbox, [...events, ...afterTheFirst(now), ...acrossMidnight(now), ...baggage(now)]);
});

/** Goes from the gate of the first flight, after it. */
function afterTheFirst(now: number): OracleEvent[] {
  const scheduledTime = new Date(now + 3 * 3_600_000);
  const flight = { carrier: "JK", num: 4100, date: operatingDate(scheduledTime), direction: "DEPARTURE" } as const;
  const facts = { airport: "MSP", scheduledTime: scheduledTime.toISOString(), terminal: "C", gate: "C110" };
  const time = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  return [
    { ...flight, id: "next", time: time(60), event: "FlightScheduled", facts: { ...facts, codeshares: ["AA4400"] } },
    { ...flight, id: "next-boards", time: time(1), event: "FlightBoarding", facts: {} },
  ];
}

/** When the day after this one begins at the airport, milliseconds since 1970. */
function nextMidnight(now: number): number {
  return startOfDate(shiftDate(operatingDate(new Date(now)), 1), airport.timeZone);
}

/**
 * Flights whose times have marks of days at any hour: two of yesterday that go tomorrow, and come first, and one in the last
 * minute of today.
 */
function acrossMidnight(now: number): OracleEvent[] {
  const time = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const from = startOfDate(operatingDate(new Date(now)), airport.timeZone);
  const flight = (index: number, scheduledTime: Date) => {
    const facts = { airport: "MSP", scheduledTime: scheduledTime.toISOString(), terminal: "C", gate: `C13${index}` };
    const date = operatingDate(scheduledTime);
    const flight = { carrier: "JK", num: 4300 + index, date, direction: "DEPARTURE" } as const;
    return { ...flight, id: `at-${index}`, time: time(1500), facts };
  };
  const late = [0, 1].flatMap((index): OracleEvent[] => {
    const schedule = flight(index, new Date(from - (60 - index) * 60_000));
    const newDepTime = new Date(nextMidnight(now) + (5 + index) * 60_000).toISOString();
    return [
      { ...schedule, event: "FlightScheduled" },
      { ...schedule, id: `late-${index}`, time: time(30), event: "FlightDelayed", facts: { newDepTime } },
    ];
  });
  return [...late, { ...flight(2, new Date(nextMidnight(now) - 60_000)), event: "FlightScheduled" }];
}

/** Four flights whose baggage is on belt 4, from places with long names, by way of others. */
function baggage(now: number): OracleEvent[] {
  const time = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  return farAirports.slice(0, 4).flatMap((airport, index): OracleEvent[] => {
    const scheduledTime = new Date(now - (30 + index) * 60_000);
    const flight = {
      carrier: "JK",
      num: 4200 + index,
      date: operatingDate(scheduledTime),
      direction: "ARRIVAL",
    } as const;
    const facts = { airport, scheduledTime: scheduledTime.toISOString(), terminal: "C", gate: "C9", via: ["LIM"] };
    return [
      { ...flight, id: `comes-${index}`, time: time(200), event: "FlightScheduled", facts },
      { ...flight, id: `lands-${index}`, time: time(20), event: "FlightLanded", facts: {} },
      { ...flight, id: `bags-${index}`, time: time(10), event: "FlightBaggageOnBelt", facts: { belt: "4" } },
    ];
  });
}

test.afterAll(async () => {
  await sandbox.dispose();
});

const sizes = [
  { name: "1920x1080", width: 1920, height: 1080 },
  { name: "1080x1920", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];

test("the board has every flight that the other tests measure", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openDisplay(page, `${sandbox.url}/departures`);
  // The one after the first at its gate, and three around midnight.
  await expect(page.locator("[data-flight]")).toHaveCount(departures + 4);
  const statuses = page.locator("[data-flight] .status");
  await expect
    .poll(async () => [...new Set(await statuses.allTextContents())].sort())
    .toEqual(["Boarding", "Cancelled", "Delayed", "Final call", "Gate closed", "On time"]);
});

// The light theme has the letters of the modern one.
for (const theme of ["modern", "classic"]) {
  test(`long names have room in all languages, at every size: ${theme}`, async ({ page }) => {
    for (const { name, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      for (const address of [
        ...["de", "ar", "ja"].map((language) => `/departures?lang=${language}`),
        // Letters take as much room in one theme as in the other.
        ...(theme === "modern" ? ["es", "fr", "zh"] : []).map((language) => `/arrivals?lang=${language}`),
      ]) {
        await openDisplay(page, `${sandbox.url}${address}&theme=${theme}`);
        await expect(page.locator("[data-flight]").first()).toBeVisible();
        await expect.poll(() => misfits(page), { message: `${name} ${address}` }).toEqual([]);
      }
      for (const address of ["/gates/C110?lang=de", "/belts/4?lang=de"]) {
        await openDisplay(page, `${sandbox.url}${address}&theme=${theme}`);
        await expect(page.locator("[data-flight]").first()).toBeVisible();
        await expect.poll(() => misfits(page), { message: `${name} ${address}` }).toEqual([]);
      }
    }
  });
}

test("marks beside airlines' names move nothing and cover nothing, and may be left out", async ({ page }) => {
  for (const theme of ["modern", "classic"]) {
    await openDisplay(page, `${sandbox.url}/departures?theme=${theme}&marks=codes`);
    await expect(page.locator(".cell-airline .airline-mark").first()).toHaveText("JK");
    await expect.poll(() => misfits(page), { message: theme }).toEqual([]);
  }
  await openDisplay(page, `${sandbox.url}/gates/C110?marks=codes`);
  await expect(page.locator(".gate-airline .airline-mark")).toHaveText("JK");
  await expect.poll(() => misfits(page), { message: "gate" }).toEqual([]);
  await openDisplay(page, `${sandbox.url}/departures?marks=none`);
  await expect(page.locator("[data-flight]").first()).toBeVisible();
  await expect(page.locator(".airline-mark")).toHaveCount(0);
});

test("on panels of known size no text is smaller than its distance asks, and all of it has room", async ({ page }) => {
  for (const { width, height } of sizes.slice(0, 2)) {
    await page.setViewportSize({ width, height });
    for (const address of [
      ...(width > height ? ["/departures?panel=43&lang=fr", "/departures?panel=43&lang=ar&theme=light"] : []),
      "/departures?panel=55&lang=en",
      "/departures?panel=75&lang=de&theme=light&terminal=C",
      "/departures?panel=75&lang=ar&theme=classic",
      "/departures?panel=98&distance=5&lang=ja",
      "/arrivals?panel=55&lang=es",
      "/gates/C110?panel=55&lang=de",
      "/gates/C110?panel=98&lang=ar&theme=classic",
      "/belts/4?panel=55&lang=fr",
      "/belts/4?panel=75&theme=light",
    ]) {
      await openDisplay(page, `${sandbox.url}${address}`);
      await expect(page.locator(".board[data-panel]")).toBeVisible();
      await expect(page.locator("[data-flight]").first()).toBeVisible();
      const small = await page.evaluate(() => {
        const board = document.querySelector<HTMLElement>(".board");
        const least = Number.parseFloat(board?.style.getPropertyValue("--least") ?? "");
        const walker = document.createTreeWalker(board ?? document.body, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const element = node.parentElement;
          if (element === null || node.textContent?.trim() === "" || element.closest(".sr-only") !== null) continue;
          if (element.getBoundingClientRect().width <= 1) continue;
          const size = Number.parseFloat(getComputedStyle(element).fontSize);
          if (!(size >= least - 0.1)) found.push(`${node.textContent}: ${size} px, not ${least} px`);
        }
        return found;
      });
      expect(small, `${address} at ${width}`).toEqual([]);
      await expect.poll(() => misfits(page), { message: `${address} at ${width}` }).toEqual([]);
    }
  }
});

test("a board has as many rows in one language as in the other", async ({ page }) => {
  await page.setViewportSize({ width: 1080, height: 1920 });
  await openDisplay(page, `${sandbox.url}/departures?lang=en,de`);
  const heights = new Map<string | null, number>();
  await expect
    .poll(
      async () => {
        const language = await page.locator(".board").getAttribute("lang");
        heights.set(language, await page.locator(".board-main").evaluate((main) => main.clientHeight));
        return heights.size;
      },
      { timeout: 30_000 },
    )
    .toBe(2);
  expect(new Set(heights.values()).size, JSON.stringify([...heights])).toBe(1);
});

test("a page has as many rows as the chooser says, also where they are asked for, and one more is refused", async ({
  page,
}) => {
  for (const { name, width, height } of sizes.slice(0, 2)) {
    for (const address of ["/departures?panel=55", "/departures?terminal=C&lang=de&panel=75"]) {
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.goto(sandbox.url);
      await page.getByTestId("address").fill(address);
      if (height > width) await page.locator("[data-choice=portrait]").click();
      const said = Number(/\d+/.exec((await page.getByTestId("legible").textContent()) ?? "")?.[0]);
      const what = `${address} at ${name}: ${said} rows`;
      expect(said, what).toBeGreaterThan(1);
      await page.setViewportSize({ width, height });
      for (const rows of ["", `&rows=${said}`]) {
        await openDisplay(page, `${sandbox.url}${address}${rows}`);
        await expect(page.locator(".flight-row"), what + rows).toHaveCount(said);
        await expect.poll(() => misfits(page), { message: what + rows }).toEqual([]);
      }
      await page.goto(`${sandbox.url}${address}&rows=${said + 1}`);
      await expect(page.getByTestId("bad-address"), what).toContainText("rows");
    }
  }
});

test("on a panel a takeover is as large as its distance asks, and a long one is whole before it is large", async ({
  page,
}) => {
  const one = { authorization: (await firstTokensOf(sandbox, "operations1@airside.example")).access };
  const other = { authorization: (await firstTokensOf(sandbox, "operations2@airside.example")).access };
  const long = {
    language: "en",
    title: "Leave the building by the nearest exit",
    detail: "Do not run. ".repeat(33).trim(),
  };
  for (const { texts, isLegible } of [
    {
      texts: [{ language: "en", title: "Security check A is closed", detail: "Please use check B." }],
      isLegible: true,
    },
    { texts: [long], isLegible: false },
  ]) {
    const { id } = await propose(sandbox, one, { texts });
    await confirm(sandbox, other, id);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${sandbox.url}/departures?panel=75`);
    await expect(page.getByTestId("takeover")).toHaveAttribute("data-takeover", id);
    const shown = () =>
      page.locator(".takeover-messages").evaluate((messages) => ({
        isWhole: messages.scrollHeight <= messages.clientHeight && messages.scrollWidth <= messages.clientWidth,
        sizes: [...messages.querySelectorAll("h1, p")].map((each) =>
          Number.parseFloat(getComputedStyle(each).fontSize),
        ),
        least: Number.parseFloat(messages.style.getPropertyValue("--least")),
      }));
    await expect.poll(async () => (await shown()).isWhole).toBe(true);
    const { sizes, least } = await shown();
    expect(least > 0, `least ${String(least)} px`).toBe(isLegible);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(Math.max(least - 0.1, 12));
    await end(sandbox, other, id);
  }
});

/** Where marks are closest to what is beside them. */
const marked = [
  "/gates/C110?lang=de",
  "/gates/C110?lang=ar&theme=classic&marks=codes",
  "/departures?lang=fr&theme=classic",
  "/departures?lang=ar",
  "/belts/4?lang=de",
];
const markedOnPanels = ["/departures?panel=65&lang=ar&theme=classic", "/belts/4?panel=55&lang=de"];
const markedOnSmallOnes = ["/departures?panel=43&lang=de", "/gates/C110?panel=43&lang=de"];

// The last one: it ends the service.
test("marks of what is to be confirmed at a desk have room beside all else, at every size", async ({
  launchOptions,
}) => {
  test.setTimeout(240_000);
  const profile = await mkdtemp(join(tmpdir(), "airside-device-"));
  try {
    const device = await openDevice(profile, launchOptions);
    const before = await device.newPage();
    const all = [...marked, ...markedOnPanels, ...markedOnSmallOnes];
    for (const address of all) {
      await openDisplay(before, sandbox.url + address);
      await expect(before.locator("[data-flight]").first(), address).toBeVisible();
      await expectFontsKept(before);
    }
    await expectKept(before, { boards: all.length });
    await before.close();
    await sandbox.killHard();

    const page = await device.newPage();
    // Old enough for every gate, belt and near time.
    await page.clock.install({ time: Date.now() + 20 * 60_000 });
    for (const { name, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      for (const address of [
        ...marked,
        ...(name === "phone" ? [] : markedOnPanels),
        ...(name === "1920x1080" ? markedOnSmallOnes : []),
      ]) {
        await page.goto(sandbox.url + address);
        await expect(page.locator("[data-flight]").first(), `${name} ${address}`).toBeVisible();
        await expect(page.locator(".board .aged-mark").first(), `${name} ${address}`).toBeVisible();
        await expect.poll(() => misfits(page), { message: `${name} ${address}` }).toEqual([]);
      }
    }
    await device.close();

    // In the night, times of the evening before have both marks.
    const later = await openDevice(profile, launchOptions);
    const night = await later.newPage();
    await night.clock.install({ time: Math.max(nextMidnight(began) + 2 * 60_000, Date.now() + 20 * 60_000) });
    await night.setViewportSize({ width: 390, height: 844 });
    for (const address of ["/departures?lang=fr&theme=classic", "/departures?lang=ar"]) {
      await night.goto(sandbox.url + address);
      await expect(night.locator('[data-flight="JK#4302#DEPARTURE"] [data-cell="time"]')).toHaveText(/23:59.*1.*\?/);
      await expect.poll(() => misfits(night), { message: `in the night ${address}` }).toEqual([]);
    }
    await later.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
