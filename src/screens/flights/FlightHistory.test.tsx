import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { boardTimeFormat } from "../../flights/board-time";
import type { HistoryEntry } from "../../flights/flight-history";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext } from "../../state/board-context";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, noon } from "../boards/board-for-tests";
import { FlightHistory } from "./FlightHistory";
import type { HistoryReader } from "./use-history";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const nothing: HistoryEntry = {
  id: "1",
  event: "FlightDelayed",
  time: noon,
  message: undefined,
  delayMinutes: undefined,
  cause: undefined,
  newTime: undefined,
  gate: undefined,
  terminal: undefined,
  belt: undefined,
  reason: undefined,
  divertedTo: undefined,
};

/** Shows a history to a passenger who reads German. */
function showHistory(readHistory: HistoryReader): void {
  const { board } = createDisplay({ name: "departures" }, {}, [flightAt(1, 0)]);
  const [row] = board.store.getState().rows.values();
  if (row === undefined) throw new Error("no row");
  const format = boardTimeFormat("America/New_York", "de");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BoardContext value={board}>
        <LanguageContext value={{ words: vocabularies.de, format }}>
          <FlightHistory row={row} today={format.date(noon)} readHistory={readHistory} />
        </LanguageContext>
      </BoardContext>
    </QueryClientProvider>,
  );
}

/** The history that the passenger sees, an item each. */
async function historyOf(...entries: readonly Partial<HistoryEntry>[]): Promise<readonly HTMLElement[]> {
  showHistory(() => Promise.resolve(entries.map((entry, index) => ({ ...nothing, id: `${index}`, ...entry }))));
  return screen.findAllByRole("listitem");
}

test("a code for why a flight is late is told in the passenger's language", async () => {
  const [item] = await historyOf({ delayMinutes: 15, cause: "lateAircraft" });
  expect(item?.textContent).toContain("15 Minuten verspätet, Flugzeug kommt verspätet an");
});

test("the airline's own words are marked as being in no language that is known, and keep their own direction", async () => {
  await historyOf({ event: "FlightCancelled", reason: "Weather", message: "طقس سيئ" });
  for (const words of ["Weather", "طقس سيئ"]) {
    const quote = screen.getByText(words);
    expect([quote.tagName, quote.getAttribute("lang"), quote.getAttribute("dir")]).toEqual(["Q", "", "auto"]);
  }
});

test("a new time in the hour that comes twice says which of the two it is", async () => {
  const [item] = await historyOf({ newTime: Date.parse("2024-11-03T05:30:00Z") });
  expect(item?.textContent).toContain("01:30 UTC−4");
});

test("a history that a dead spot kept away says so, and is there soon after the network is", async () => {
  // Those of the query alone; React keeps its own.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  let isDead = true;
  showHistory(() => (isDead ? Promise.reject(new Error("no network")) : Promise.resolve([nothing])));
  await pass(120_000);
  expect(screen.getByText(vocabularies.de.notReachable.title)).toBeTruthy();
  isDead = false;
  await pass(3_000);
  expect(screen.getAllByRole("listitem")).toHaveLength(1);
});
