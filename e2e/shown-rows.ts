import type { Page } from "@playwright/test";
import { wordsFor } from "./board.js";
import type { OracleEvent, OracleFlight } from "./oracle.js";

/** What a row of a board says now. */
export interface ShownRow {
  /** `flightKey` of the oracle. */
  readonly key: string;
  readonly status: string;
  readonly terminal: string;
  readonly gate: string;
}

/** What the page of a board that shows now says, in its order, and the text that counts the flights on no page. */
export interface ShownPage {
  readonly rows: readonly ShownRow[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Flights that no page shows. */
  readonly beyond: number;
}

/** Reads the page of a board in English that shows now, at one instant. */
export function shownPage(page: Page): Promise<ShownPage> {
  return page.evaluate(() => {
    const mark = document.querySelector<HTMLElement>('[data-testid="page"]');
    const beyond = mark?.querySelector('[data-testid="beyond"]')?.textContent ?? "";
    // No function has a name here: tsx would have it call a helper that the page does not have.
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="flight-row"]')].map((row) => ({
      key: row.dataset["flight"] ?? "",
      status: row.querySelector('[data-cell="status"]')?.textContent ?? "",
      terminal: row.querySelector('[data-cell="terminal"]')?.textContent ?? "",
      gate: row.querySelector('[data-cell="gate"]')?.textContent ?? "",
    }));
    return {
      rows,
      page: Number(mark?.dataset["page"] ?? 1) - 1,
      pages: Number(mark?.dataset["pages"] ?? 1),
      beyond: Number(beyond.replace(/\D/g, "")),
    };
  });
}

/** Of the rows, those that say other than the oracle, in words. */
export function differences(rows: readonly ShownRow[], expected: ReadonlyMap<string, OracleFlight>): string[] {
  return rows.flatMap(({ key, status, terminal, gate }) => {
    const flight = expected.get(key);
    if (flight === undefined) return [`${key} is not to be on the board`];
    const told = `${wordsFor(flight)}, terminal ${flight.terminal ?? ""}, gate ${flight.gate ?? ""}`;
    const isSame = status.includes(wordsFor(flight)) && terminal === (flight.terminal ?? "");
    if (isSame && gate === (flight.gate ?? "")) return [];
    return [`${key}: expected ${told}; the board says ${status}, terminal ${terminal}, gate ${gate}`];
  });
}

/** Keys of flights in the order of a board: by scheduled time, then carrier and number. */
export function boardOrder(schedule: readonly OracleEvent[]): string[] {
  const time = ({ facts }: OracleEvent): number => Date.parse(String(facts.scheduledTime));
  return [...schedule]
    .sort((a, b) => time(a) - time(b) || (a.carrier < b.carrier ? -1 : a.carrier > b.carrier ? 1 : a.num - b.num))
    .map(({ carrier, num, direction }) => `${carrier}#${num}#${direction}`);
}

/** Milliseconds in which every page of a board has shown (the find-time budget of issue 4), and some for a busy machine. */
const CYCLE_MS = 40_000;

/**
 * Watches a board of one language until all of its pages have shown.
 *
 * @returns the rows of every page, as they were when it was looked at, in the order of the pages.
 * @throws Error when the pages have not all shown after their time.
 */
export async function watchPages(page: Page): Promise<{ readonly rows: readonly ShownRow[]; readonly beyond: number }> {
  const seen = new Map<number, ShownPage>();
  const until = Date.now() + CYCLE_MS;
  while (Date.now() < until) {
    const shown = await shownPage(page);
    if (shown.rows.length > 0) seen.set(shown.page, shown);
    if (seen.size === shown.pages) {
      const inOrder = [...seen.values()].sort((a, b) => a.page - b.page);
      return { rows: inOrder.flatMap(({ rows }) => rows), beyond: shown.beyond };
    }
    await page.waitForFunction(
      (before) => document.querySelector<HTMLElement>('[data-testid="page"]')?.dataset["page"] !== String(before + 1),
      shown.page,
      { timeout: CYCLE_MS },
    );
  }
  throw new Error(
    `after ${CYCLE_MS / 1_000} s these pages had shown: ${[...seen.keys()].map((at) => at + 1).join(", ")}`,
  );
}
