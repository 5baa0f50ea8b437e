import { expect, type Page } from "@playwright/test";
import type { OracleFlight } from "./oracle.js";

/** The words a passenger reads, by state; written down again here so that a change of words is seen by a test. */
const words: Readonly<Record<string, string>> = {
  SCHEDULED: "On time",
  DELAYED: "Delayed",
  BOARDING: "Boarding",
  FINAL_CALL: "Final call",
  GATE_CLOSED: "Gate closed",
  OFF_BLOCK: "Departed",
  AIRBORNE: "Departed",
  CANCELLED: "Cancelled",
  DIVERTED: "Diverted",
};

/** The status that a passenger must read for a flight. */
export function wordsFor(flight: OracleFlight): string {
  const late =
    flight.estimatedTime !== undefined &&
    flight.scheduledTime !== undefined &&
    Date.parse(flight.estimatedTime) > Date.parse(flight.scheduledTime);
  if (flight.status === "SCHEDULED" || flight.status === "DELAYED") return late ? "Delayed" : "On time";
  const word = words[flight.status];
  if (word === undefined) throw new Error(`no words for ${flight.status}`);
  return word;
}

/** Opens a departures board and waits until it is live. */
export async function openBoard(page: Page, url: string, query = ""): Promise<void> {
  await openDisplay(page, `${url}/departures${query}`);
}

/** Opens a display of any kind and waits until it is live. */
export async function openDisplay(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
}

type BoardCell = "status" | "gate" | "terminal" | "estimated" | "time" | "place" | "belt" | "flight";

/** A cell of a flight's row. */
export function cell(page: Page, flight: string, name: BoardCell) {
  return page.locator(`[data-flight="${flight}"] [data-cell="${name}"]`);
}

/** Waits until the board shows what the oracle says, for every one of `flights` by key. */
export async function expectBoard(page: Page, flights: ReadonlyMap<string, OracleFlight>): Promise<void> {
  for (const [key, flight] of flights) {
    await expect(cell(page, key, "status"), `status of ${key}`).toContainText(wordsFor(flight));
    await expect(cell(page, key, "terminal"), `terminal of ${key}`).toHaveText(flight.terminal ?? "");
    await expect(cell(page, key, "gate"), `gate of ${key}`).toHaveText(flight.gate ?? "");
  }
}
