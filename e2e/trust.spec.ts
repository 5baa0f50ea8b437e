import { expect, test, type Page } from "@playwright/test";
import { airport } from "../amplify/airport.js";
import { seededRandom } from "../local/random.js";
import { expectBoard, openBoard, openDisplay } from "./board.js";
import { ask } from "./companies-client.js";
import { openLine } from "./cuttable-line.js";
import { flightDay, operatingDate, shuffledWithRepeats } from "./flight-day.js";
import { misfits } from "./misfits.js";
import { confirm, end, propose } from "./operations-client.js";
import { expectedFlights, type OracleEvent } from "./oracle.js";
import { firstTokensOf } from "./people.js";
import { beat, publish } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

test.use({ serviceWorkers: "allow" });
// Each has a sandbox of its own; the longest is the first, so that the others run beside it.
test.describe.configure({ mode: "parallel" });

const html = (page: Page) => page.locator("html");
const footer = (page: Page) => page.getByTestId("board-footer");

test("a takeover by two people shows in its zone, of a terminal or of a gate, within a second, with receipts, outlives server and page, and ends by itself", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const sandbox = await startSandbox();
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  try {
    const one = { authorization: (await firstTokensOf(sandbox, "operations1@airside.example")).access };
    const other = { authorization: (await firstTokensOf(sandbox, "operations2@airside.example")).access };
    const { schedule } = flightDay("takeover-1", new Date(), 4);
    await publish(sandbox, schedule);
    const gate = String(schedule[0]?.facts.gate);
    const atOtherGate = await context.newPage();
    await openDisplay(atOtherGate, `${sandbox.url}/gates/99`);
    const atGate = await context.newPage();
    await openDisplay(atGate, `${sandbox.url}/gates/${gate}?lang=de`);
    const inB = await context.newPage();
    const inA = await context.newPage();
    await openDisplay(inA, `${sandbox.url}/arrivals?location=A`);
    await openDisplay(inB, `${sandbox.url}/departures?location=B&lang=de,ar`);
    const takeover = (page: Page) => page.getByTestId("takeover");

    /** Milliseconds from the confirmation of a takeover to its paint on the only display that shows it. */
    const paintTime = async (id: string, confirmedAt: string | null, address: string): Promise<number> => {
      await expect.poll(async () => (await receipts(sandbox, one.authorization, id)).length).toBe(1);
      const [receipt] = await receipts(sandbox, one.authorization, id);
      expect(receipt?.address).toBe(address);
      return Date.parse(receipt?.takeoverPaintedAt ?? "") - Date.parse(confirmedAt ?? "");
    };

    // In front: a browser paints no page that nobody sees.
    await atGate.bringToFront();
    const forGate = await propose(sandbox, other, { zone: `gate/${gate}`, minutes: 1 });
    const confirmedForGate = await confirm(sandbox, one, forGate.id);
    await expect(takeover(atGate)).toHaveAttribute("data-takeover", forGate.id);
    await expect(takeover(atGate).getByText("Bitte verlassen Sie das Gebäude").last()).toBeVisible();
    const gateTook = await paintTime(forGate.id, confirmedForGate.confirmedAt, `/gates/${gate}?lang=de`);
    expect(gateTook, "milliseconds from confirmation to paint at the gate").toBeLessThan(1_000);
    for (const page of [atOtherGate, inA, inB]) await expect(takeover(page), "not of that gate").toHaveCount(0);

    await inB.bringToFront();
    const brief = await propose(sandbox, one, { zone: "terminal/B", minutes: 1 });
    await expect(confirm(sandbox, one, brief.id), "by the same person").rejects.toThrow("second person");
    await expect(takeover(inB), "proposed only").toHaveCount(0);
    const { confirmedAt, expiresAt } = await confirm(sandbox, other, brief.id);
    await expect(takeover(inB)).toHaveAttribute("data-takeover", brief.id);
    for (const text of ["Bitte verlassen Sie das Gebäude", "يرجى مغادرة المبنى"]) {
      await expect(takeover(inB).getByText(text).last()).toBeVisible();
    }
    const took = await paintTime(brief.id, confirmedAt, "/departures?location=B&lang=de,ar");
    expect(took, "milliseconds from confirmation to paint").toBeLessThan(1_000);
    await expect(takeover(inA), "another zone").toHaveCount(0);
    await sandbox.killHard();
    await expect(html(inB)).not.toHaveAttribute("data-connection", "live");
    await expect(takeover(inB), "without a server").toHaveAttribute("data-takeover", brief.id);
    await inB.reload();
    await expect(takeover(inB), "after a reload without a server").toHaveAttribute("data-takeover", brief.id);
    await sandbox.restart();
    await expect(html(inB)).toHaveAttribute("data-connection", "live");
    await expect(takeover(inB), "after a restart").toHaveAttribute("data-takeover", brief.id);
    await inB.reload();
    await expect(takeover(inB), "after a reload").toHaveAttribute("data-takeover", brief.id);
    await expect(takeover(atGate), "of its gate alone").toHaveAttribute("data-takeover", forGate.id);
    const ends = [
      { page: atGate, end: Date.parse(confirmedForGate.expiresAt ?? "") },
      { page: inB, end: Date.parse(expiresAt ?? "") },
    ];
    for (const { end } of ends) expect(Date.now(), "all this within its minute").toBeLessThan(end);
    await Promise.all(
      ends.map(async ({ page, end }) => {
        await expect(takeover(page)).toHaveCount(0, { timeout: 70_000 });
        expect(Date.now(), "by itself").toBeGreaterThanOrEqual(end - 500);
        await expect(page.locator("[data-flight]").first()).toBeVisible();
      }),
    );

    const long = await propose(sandbox, other, { zone: "all" });
    await confirm(sandbox, one, long.id);
    await expect(takeover(inB)).toHaveAttribute("data-takeover", long.id);
    await inA.bringToFront();
    await expect(takeover(inA), "all zones").toHaveAttribute("data-takeover", long.id);
    await end(sandbox, other, long.id);
    for (const page of [inA, inB]) await expect(takeover(page)).toHaveCount(0);
  } finally {
    await context.close();
    await sandbox.dispose();
  }
});

test("a feed that freezes shows in the passenger's language, though every connection is up; its next sign ends it", async ({
  page,
}) => {
  const sandbox = await startSandbox({ heartbeat: false });
  try {
    await publish(sandbox, flightDay("frozen-1", new Date(), 4).schedule);
    await beat(sandbox);
    const lastSign = Date.now();
    await openBoard(page, sandbox.url, "?stale=15&lang=de");
    await expect(footer(page)).toHaveAttribute("data-freshness", "current");
    const updated = await page.getByTestId("updated").textContent();
    expect(updated).toMatch(/^Aktualisiert um \d\d:\d\d:\d\d Uhr$/);
    await expect(footer(page)).toHaveAttribute("data-freshness", "stale", { timeout: 40_000 });
    // PutEvents takes whole seconds, and the board looks at its age once a second.
    expect((Date.now() - lastSign) / 1000).toBeGreaterThan(13);
    await expect(page.getByTestId("notice")).toHaveText(
      /^Fluginformationen sind möglicherweise veraltet\. Stand der Flüge: \d\d:\d\d:\d\d Uhr$/,
    );
    expect(await page.getByTestId("notice").textContent(), "the time is the data's").toContain(
      /\d\d:\d\d:\d\d/.exec(updated ?? "")?.[0],
    );
    await expect(html(page)).toHaveAttribute("data-connection", "live");
    await expect(page.locator("[data-flight]").first()).toBeVisible();
    // On panels letters are so large that a notice below the flights would push them off.
    const gate = await page.locator("[data-cell=gate]").first().textContent();
    for (const { address, rows, width, height } of [
      { address: "/departures?panel=43&lang=de", rows: 2, width: 1920, height: 1080 },
      { address: `/gates/${gate?.trim()}?panel=43&lang=de`, rows: 1, width: 1920, height: 1080 },
      { address: "/departures?panel=55&lang=es,en", rows: 2, width: 1920, height: 1080 },
      { address: "/departures?panel=55&lang=de", rows: 2, width: 1080, height: 1920 },
    ]) {
      await page.setViewportSize({ width, height });
      await openDisplay(page, `${sandbox.url}${address}&stale=15`);
      await expect(page.getByTestId("panel-notice"), address).toBeVisible();
      await expect.poll(() => page.locator(".board-main [data-flight]").count()).toBeGreaterThanOrEqual(rows);
      await expect.poll(() => misfits(page), { message: address }).toEqual([]);
    }
    await beat(sandbox);
    await expect(footer(page)).toHaveAttribute("data-freshness", "current");
    await expect(page.getByTestId("notice")).toHaveText("");
  } finally {
    await sandbox.dispose();
  }
});

test("a device with a wrong clock in a wrong zone, set once more while it runs, shows the airport's time and flights", async ({
  browser,
}) => {
  const sandbox = await startSandbox();
  const context = await browser.newContext({ timezoneId: "Asia/Tokyo", locale: "ja-JP" });
  try {
    const page = await context.newPage();
    const hour = 3_600_000;
    const flight = (num: number, minutes: number): OracleEvent => {
      const scheduledTime = new Date(Date.now() + minutes * 60_000);
      return {
        id: `schedule-${num}`,
        time: new Date(Date.now() - hour).toISOString(),
        event: "FlightScheduled",
        carrier: "JK",
        num,
        date: operatingDate(scheduledTime),
        direction: "DEPARTURE",
        facts: { airport: "LHR", scheduledTime: scheduledTime.toISOString() },
      };
    };
    await publish(sandbox, [flight(1, 20), flight(2, -300), flight(3, 290)]);
    await page.clock.install({ time: Date.now() + 5 * hour });
    await openBoard(page, sandbox.url);
    const clock = page.getByTestId("clock").locator("time");
    const error = async () => Date.parse((await clock.getAttribute("datetime")) ?? "") - Date.now();
    const isRight = async () => Math.abs(await error()) < 3_000;
    await expect.poll(isRight, { message: "five hours ahead" }).toBe(true);
    const local = new Intl.DateTimeFormat("en-GB", { timeZone: airport.timeZone, hour: "2-digit", minute: "2-digit" });
    const difference = async () => [(await clock.textContent())?.slice(0, 5), local.format(Date.now())];
    await expect.poll(async () => new Set(await difference()).size, { message: "the airport's time" }).toBe(1);
    await expect(page.locator("[data-flight]")).toHaveCount(2);
    await expect(page.locator('[data-flight="JK#1#DEPARTURE"]')).toBeVisible();
    await expect(page.locator('[data-flight="JK#3#DEPARTURE"]')).toBeVisible();
    await expect(footer(page)).toHaveAttribute("data-freshness", "current");

    await page.clock.setSystemTime(Date.now() - 2 * hour);
    expect(await page.evaluate(() => Date.now())).toBeLessThan(Date.now() - hour);
    for (let second = 0; second < 8; second += 1) {
      expect(await isRight(), `${second} s after the device was set two hours back`).toBe(true);
      const before = await clock.getAttribute("datetime");
      await expect(clock).not.toHaveAttribute("datetime", before ?? "");
    }
    await expect(footer(page)).toHaveAttribute("data-freshness", "current");
  } finally {
    await context.close();
    await sandbox.dispose();
  }
});

/** Receipts of a takeover as operations sees them. */
async function receipts(sandbox: SandboxProcess, by: string, id: string) {
  const query = "{ displays { items { address takeoverId takeoverPaintedAt version digest } } }";
  const { data } = await ask(sandbox, { authorization: by }, query);
  const { items } = data?.["displays"] as {
    items: readonly { address: string; takeoverId: string | null; takeoverPaintedAt: string | null }[];
  };
  return items.filter(({ takeoverId }) => takeoverId === id);
}

const seed = "trust-fuzz-1";

/** Lets so many frames of a page pass: what happens to it next finds its timers at another place. */
async function letFramesPass(page: Page, frames: number): Promise<void> {
  await page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  }, frames);
}

test(`after drops, duplicates, reorders and a kill (seed ${seed}), board and takeovers equal the oracle`, async ({
  page,
}) => {
  test.setTimeout(240_000);
  const random = seededRandom(seed);
  const sandbox = await startSandbox();
  const line = await openLine(sandbox.port);
  try {
    const one = { authorization: (await firstTokensOf(sandbox, "operations1@airside.example")).access };
    const other = { authorization: (await firstTokensOf(sandbox, "operations2@airside.example")).access };
    const day = flightDay(seed, new Date(), 12);
    await publish(sandbox, day.schedule);
    await openBoard(page, `http://127.0.0.1:${line.port}`);
    const events = shuffledWithRepeats(day.events, seed);
    const turns = 20;
    const mend = () => {
      line.thaw();
      line.mend();
    };
    const takeover = await propose(sandbox, one);
    for (let turn = 0; turn < turns; turn += 1) {
      const from = Math.floor((turn * events.length) / turns);
      await publish(sandbox, events.slice(from, Math.floor(((turn + 1) * events.length) / turns)));
      if (turn === 6) await confirm(sandbox, other, takeover.id);
      if (turn === 14) await end(sandbox, other, takeover.id);
      if (turn === 10) {
        await sandbox.killHard();
        mend();
        await sandbox.restart();
      }
      random.pick([() => line.cut(), () => line.freeze(), mend, mend])();
      await letFramesPass(page, random.integer(0, 70));
    }
    mend();
    await expect(html(page), "live within 5 s of the line's return").toHaveAttribute("data-connection", "live", {
      timeout: 5_000,
    });
    await expect(page.getByTestId("takeover")).toHaveCount(0);
    await expectBoard(page, expectedFlights([...day.schedule, ...day.events]));
  } finally {
    await line.dispose();
    await sandbox.dispose();
  }
});

test("listeners, nodes and workers do not grow with the losses of a display", async ({ page }) => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox();
  const line = await openLine(sandbox.port);
  try {
    await publish(sandbox, flightDay("growth-1", new Date(), 6).schedule);
    await openBoard(page, `http://127.0.0.1:${line.port}`);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const count = async (): Promise<Readonly<Record<string, number>>> => {
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const values = new Map(metrics.map(({ name, value }) => [name, value]));
      return { listeners: values.get("JSEventListeners") ?? 0, nodes: values.get("Nodes") ?? 0 };
    };
    const lose = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        line.cut();
        await expect(html(page)).not.toHaveAttribute("data-connection", "live");
        line.mend();
        await expect(html(page)).toHaveAttribute("data-connection", "live");
      }
    };
    // The first losses fill what is made once.
    await lose(3);
    const before = await count();
    await lose(12);
    const after = await count();
    expect(after.listeners, "listeners").toBeLessThanOrEqual((before.listeners ?? 0) + 3);
    expect(after.nodes, "nodes").toBeLessThanOrEqual((before.nodes ?? 0) + 60);
  } finally {
    await line.dispose();
    await sandbox.dispose();
  }
});
