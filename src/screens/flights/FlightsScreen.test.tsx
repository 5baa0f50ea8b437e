import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { boardTimeFormat } from "../../flights/board-time";
import type { Flight, FlightState } from "../../flights/flight";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext } from "../../state/board-context";
import { createFollowedFlights } from "../../state/followed-flights";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, noon } from "../boards/board-for-tests";
import { FlightsScreen } from "./FlightsScreen";

afterEach(cleanup);

/** What the page lists at 07:00 when this is typed. */
function found(query: string, ...flights: readonly Flight[]): readonly (string | undefined)[] {
  const { board } = createDisplay({ name: "departures" }, {}, flights);
  const format = boardTimeFormat("America/New_York", "en");
  const view = {
    direction: "DEPARTURE",
    terminal: undefined,
    gate: undefined,
    belt: undefined,
    query,
    language: undefined,
    flight: undefined,
  } as const;
  render(
    <BoardContext value={board}>
      <LanguageContext value={{ words: vocabularies.en, format }}>
        <FlightsScreen
          view={view}
          show={() => undefined}
          followed={createFollowedFlights(undefined)}
          readHistory={() => Promise.resolve([])}
        />
      </LanguageContext>
    </BoardContext>,
  );
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
