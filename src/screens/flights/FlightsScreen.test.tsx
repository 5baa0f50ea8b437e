import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { boardTimeFormat } from "../../flights/board-time";
import type { Flight, FlightState } from "../../flights/flight";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { BoardContext, type Board } from "../../state/board-context";
import { createFollowedFlights } from "../../state/followed-flights";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, noon, takeoverIn } from "../boards/board-for-tests";
import { FlightsScreen } from "./FlightsScreen";

afterEach(cleanup);

/** Puts the page on the screen, in a language, at 07:00. */
function show(board: Board, query = "", language: Language = "en"): void {
  const view = {
    direction: "DEPARTURE",
    terminal: undefined,
    gate: undefined,
    belt: undefined,
    query,
    language: undefined,
    flight: undefined,
  } as const;
  const format = boardTimeFormat("America/New_York", language);
  render(
    <BoardContext value={board}>
      <LanguageContext value={{ words: vocabularies[language], format }}>
        <FlightsScreen
          view={view}
          show={() => undefined}
          followed={createFollowedFlights(undefined)}
          readHistory={() => Promise.resolve([])}
        />
      </LanguageContext>
    </BoardContext>,
  );
}

/** What the page lists when this is typed. */
function found(query: string, ...flights: readonly Flight[]): readonly (string | undefined)[] {
  show(createDisplay({ name: "departures" }, {}, flights).board, query);
  return screen.queryAllByTestId("flight-card").map((card) => card.dataset["flight"]);
}

function departed(hoursAgo: number): { readonly state: FlightState } {
  const since = new Date(noon - hoursAgo * 3_600_000).toISOString();
  return { state: { stamp: "s", status: "AIRBORNE", since, message: null, reason: null, airport: null } };
}

const hour = 60;
const yesterday = { date: "2024-01-24" };
const flights = [
  flightAt(1, -23 * hour, { ...yesterday, ...departed(22) }),
  flightAt(2, -10 * hour, { ...yesterday, ...departed(9) }),
  flightAt(3, -20 * hour, {
    ...yesterday,
    times: { stamp: "t", estimatedTime: null, delayMinutes: 22 * hour, delayCode: null },
  }),
  flightAt(4, -6 * hour, departed(6)),
  flightAt(5, hour),
];

test("a search finds what has left today and last night, but not all of yesterday", () => {
  expect(found("JK", ...flights)).toEqual(["JK#3#DEPARTURE", "JK#2#DEPARTURE", "JK#4#DEPARTURE", "JK#5#DEPARTURE"]);
});

test("without a search the page lists what is on the board", () => {
  expect(found("", ...flights)).toEqual(["JK#3#DEPARTURE", "JK#5#DEPARTURE"]);
});

test.each([
  { languages: ["en", "ar"], expected: ["ar", "rtl"], source: "the passenger's own" },
  {
    languages: ["en", "de"],
    expected: ["en", "ltr"],
    source: "English, from left to right on a page from right to left",
  },
])("a message stands above the flights, in $expected ($source)", ({ languages, expected }) => {
  const { board } = createDisplay({ name: "departures" });
  board.store.mergeTakeovers([takeoverIn(languages)], noon);
  show(board, "", "ar");
  const note = screen.getByRole("alert");
  expect(note.textContent).toContain(vocabularies.ar.takeover.emergency);
  for (const text of [`Title ${String(expected[0])}`, `Detail ${String(expected[0])}`]) {
    const element = screen.getByText(text);
    expect([element.getAttribute("lang"), element.getAttribute("dir")]).toEqual(expected);
  }
});
