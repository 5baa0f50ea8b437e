import { chromium } from "@playwright/test";
import { chromiumLaunch } from "../e2e/browser.js";
import { longDay, nextEvent } from "../e2e/long-day.js";
import { expectedFlights, type OracleEvent } from "../e2e/oracle.js";
import { publish } from "../e2e/publisher.js";
import { startSandbox } from "../e2e/sandbox.js";
import { recordUpdates } from "../e2e/update-frames.js";
import { boardOrder, differences, watchPages } from "../e2e/shown-rows.js";
import { seededRandom } from "../local/random.js";
import type { BenchReport } from "./cli.js";
import { leavingTimes } from "./soak/leaving.js";
import { openPageProbe, type PageSample } from "./soak/page-probe.js";
import { trendOf } from "./soak/trend.js";
import { createTurnover, LONGEST_LEAVING_MS, RETENTION_MINUTES, TURN_MS } from "./soak/turnover.js";

/** What a soak is made of; by default as issue 4 has it. */
export interface SoakOptions {
  readonly minutes?: number;
  readonly flights?: number;
  readonly eventsPerSecond?: number;
}

/** Between two samples, seconds; in a short run less, so that there are as many. */
const SAMPLE_SECONDS = 30;
const FEWEST_SAMPLES = 40;
/** Growth from the first to the last quarter of the run that counts as flat, as a share. */
const limits = { heap: 0.1, nodes: 0.05, listeners: 0.05 } as const;
/** So many of the events must have come to the board while it was measured: one that gets fewer is soaked less. */
const LEAST_DELIVERED = 0.95;
/** How long the last events may be on their way to the board, milliseconds, on a machine that has fallen behind. */
const PATIENCE_MS = 600_000;
/** PutEvents takes ten events at a time. */
const BATCH = 10;
/** How often the board is compared before what it shows is wrong: rows move to their pages over a few cycles. */
const COMPARISONS = 6;

/**
 * A board in a real Chromium on a busy day, to which flights come and which others leave: what its page holds stays the
 * same, and in the end it is right.
 */
export async function run(options: SoakOptions = {}): Promise<BenchReport> {
  const { minutes = 20, flights = 2_000, eventsPerSecond = 50 } = options;
  const sandbox = await startSandbox();
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const schedule = longDay("soak", new Date(), flights);
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const updates = recordUpdates(page);
    /** Waits until this many different events have come (a subscription may bring one twice); false: they have not. */
    const arrived = async (count: number): Promise<boolean> => {
      const patience = Date.now() + PATIENCE_MS;
      while (new Set(updates).size < count) {
        if (Date.now() > patience) return false;
        await until(Date.now() + 250);
      }
      return true;
    };
    const kept = String(RETENTION_MINUTES);
    await page.goto(`${sandbox.url}/departures?departed=${kept}&cancelled=${kept}`);
    await page.locator("html[data-connection=live]").waitFor();
    await publish(sandbox, schedule);
    if (!(await arrived(schedule.length))) throw new Error(`${updates.length} of ${flights} flights came to the board`);
    const probe = await openPageProbe(page);

    const random = seededRandom("soak");
    const turnover = createTurnover(seededRandom("turnover"), schedule);
    const events: OracleEvent[] = [];
    const turns: OracleEvent[] = [];
    const samples: PageSample[] = [];
    const started = Date.now();
    const end = started + minutes * 60_000;
    const sampleMs = Math.min(SAMPLE_SECONDS * 1_000, (minutes * 60_000) / FEWEST_SAMPLES);
    const batchMs = (1_000 * BATCH) / eventsPerSecond;
    const sample = async (): Promise<void> => {
      for (let next = started + sampleMs; next <= end; next += sampleMs) {
        await until(next);
        samples.push(await probe());
      }
    };
    const send = async (): Promise<void> => {
      for (let next = started; next < end; next += batchMs) {
        await until(next);
        if (Date.now() > end) return;
        const batch = Array.from({ length: BATCH }, (_, index) =>
          nextEvent(random, random.pick(turnover.staying()), events.length + index, Date.now()),
        );
        await publish(sandbox, batch);
        events.push(...batch);
      }
    };
    const turn = async (): Promise<void> => {
      for (let next = started; next < end; next += TURN_MS) {
        await until(next);
        if (Date.now() > end) return;
        const happened = turnover.turn(Date.now());
        await publish(sandbox, happened);
        turns.push(...happened);
      }
    };
    await Promise.all([sample(), send(), turn()]);
    // Of each turn come two events.
    const wanted = minutes * 60 * eventsPerSecond + 2 * Math.ceil((minutes * 60_000) / TURN_MS);
    const delivered = new Set(updates).size - schedule.length;
    const isSoaked = delivered >= LEAST_DELIVERED * wanted;
    const hasAll = await arrived(schedule.length + events.length + turns.length);
    const behindSeconds = (Date.now() - end) / 1_000;
    const all = [...schedule, ...events, ...turns];
    const expected = expectedFlights(all);
    const leaving = leavingTimes(all, expected, RETENTION_MINUTES);
    const left = leftBy(end).length;
    const wrong = hasAll ? await compare() : [`only ${new Set(updates).size - schedule.length} events have come`];
    const lines = [
      `events   ${events.length + turns.length} of ${wanted} sent, ${delivered} at the board by the end   limit at least ${LEAST_DELIVERED * 100} %; the last came ${behindSeconds.toFixed(1)} s after it`,
      `flights  ${turnover.all().length - schedule.length} came and ${left} left by the rules, one each every ${TURN_MS / 1_000} s`,
      `samples  ${samples.length}, one every ${sampleMs / 1_000} s, each after a garbage collection`,
    ];
    let flat = true;
    for (const [name, unit] of [
      ["heap", 2 ** 20],
      ["nodes", 1],
      ["listeners", 1],
    ] as const) {
      const { from, to, growth } = trendOf(samples.map((each) => each[name] / unit));
      const isFlat = growth < limits[name];
      flat &&= isFlat;
      const digits = unit === 1 ? 0 : 1;
      const what = `${name}${unit === 1 ? "" : ", MiB"}`.padEnd(9);
      lines.push(
        `${what}  ${from.toFixed(digits)} in the first quarter, ${to.toFixed(digits)} in the last: ${percent(growth)}   limit ${percent(limits[name])}`,
      );
    }
    lines.push(wrong.length === 0 ? "in the end every page is equal to the oracle" : `WRONG: ${wrong.join("; ")}`);
    return {
      title: `One board, ${minutes} minutes, ${eventsPerSecond} events a second, a day of ${flights.toLocaleString("en")} flights`,
      lines,
      ok: isSoaked && flat && wrong.length === 0,
    };

    /** Keys of the flights that have left the board by an instant. */
    function leftBy(now: number): readonly string[] {
      return [...leaving].flatMap(([key, at]) => (at <= now ? [key] : []));
    }

    /**
     * What is not as the oracle has it, once all flights have left that were to leave because of the run; again while rows
     * are on their way to their pages, and where a page was looked at before the last event was painted.
     */
    async function compare(): Promise<readonly string[]> {
      await until(end + LONGEST_LEAVING_MS);
      let found: readonly string[] = [];
      for (let attempt = 0; attempt < COMPARISONS; attempt += 1) {
        const gone = new Set(leftBy(Date.now()));
        const order = boardOrder(turnover.all()).filter((key) => !gone.has(key));
        const { rows, beyond } = await watchPages(page);
        const keys = rows.map(({ key }) => key).join(" ");
        const isOrdered = keys === order.slice(0, rows.length).join(" ");
        const isAll = rows.length + beyond === order.length;
        found = [
          ...differences(rows, expected),
          ...(isOrdered ? [] : [`the pages are not the first ${rows.length} flights`]),
          ...(isAll ? [] : [`${rows.length} rows and ${beyond} beyond are not all ${order.length} flights`]),
        ];
        if (found.length === 0) return found;
      }
      return found;
    }
  } finally {
    await browser.close();
    await sandbox.dispose();
  }
}

function percent(share: number): string {
  return `${share < 0 ? "" : "+"}${(share * 100).toFixed(1)} %`;
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now())));
}
