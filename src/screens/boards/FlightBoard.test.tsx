import { act, cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultOptions } from "../../display/display-options";
import { boardTimeFormat } from "../../flights/board-time";
import { selectionOf } from "../../flights/board-selection";
import { boardWindow } from "../../flights/board-window";
import { scheduledFlight } from "../../flights/flight-samples";
import { defaultRetention } from "../../flights/leaving";
import { createManualClock } from "../../flights/manual-clock";
import { placeNames } from "../../flights/place-names";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext, type Board } from "../../state/board-context";
import { createBoardStore } from "../../state/board-store";
import { LanguageContext } from "../../state/language-context";
import { FlightBoard } from "./FlightBoard";

const noon = Date.parse("2024-01-25T12:00:00Z");

beforeEach(() => {
  // jsdom lays nothing out and has neither of these.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function createBoard(): Board {
  const clock = createManualClock(noon);
  return {
    store: createBoardStore(selectionOf(boardWindow(noon, defaultRetention), { direction: "DEPARTURE" })),
    airport: { iata: "EWR", name: "Newark Liberty", city: "Newark", timeZone: "America/New_York", terminals: [] },
    kind: { name: "departures" },
    options: { ...defaultOptions, at: noon, layout: "list" },
    clock,
    serviceClock: clock,
    deviceClock: clock,
    names: placeNames({ cities: { BOS: "Boston" }, airlines: { JK: "Spanair" } }),
    painted: () => undefined,
  };
}

function show(board: Board): void {
  render(
    <BoardContext value={board}>
      <LanguageContext value={{ words: vocabularies.en, format: boardTimeFormat("America/New_York", "en") }}>
        <FlightBoard />
      </LanguageContext>
    </BoardContext>,
  );
}

const cells = () =>
  within(screen.getByTestId("flight-row"))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

test("a row says when, where to, which flight, from where and how it stands", () => {
  const board = createBoard();
  board.store.merge([scheduledFlight()], noon);
  show(board);
  expect(screen.getAllByRole("columnheader").map((header) => header.textContent)).toEqual([
    "Time",
    "Estimated",
    "Destination",
    "Flight",
    "Airline",
    "Terminal",
    "Gate",
    "Status",
  ]);
  expect(cells()).toEqual(["08:00", "", "Boston", "JK 123", "Spanair", "B", "B7", "On time"]);
  expect(screen.getByTestId("flight-row").dataset["flight"]).toBe("JK#123#DEPARTURE");
});

test("an update changes the cells it touches and keeps the row's element", () => {
  const board = createBoard();
  const other = scheduledFlight({ num: 9 });
  board.store.merge([scheduledFlight()], noon);
  show(board);
  const row = screen.getByTestId("flight-row");
  act(() => {
    board.store.merge(
      [scheduledFlight({ times: { stamp: "t", estimatedTime: null, delayMinutes: 15, delayCode: null } })],
      noon,
    );
  });
  expect(cells()).toEqual(["08:00", "08:15", "Boston", "JK 123", "Spanair", "B", "B7", "Delayed"]);
  expect([...row.querySelectorAll(".changed")].map((element) => element.textContent)).toEqual(["08:15", "Delayed"]);
  act(() => {
    board.store.merge([other], noon);
  });
  expect(screen.getAllByTestId("flight-row")).toContain(row);
});

test("a flight of the next day is marked", () => {
  const board = createBoard();
  board.store.merge(
    [
      scheduledFlight({
        times: { stamp: "t", estimatedTime: "2024-01-26T05:10:00Z", delayMinutes: null, delayCode: null },
      }),
    ],
    noon,
  );
  show(board);
  expect(cells()[1]).toBe("00:10+1 tomorrow");
});

test("loading, not reachable and no flights are three different things", () => {
  const board = createBoard();
  show(board);
  expect(screen.getByTestId("loading")).toBeTruthy();
  act(() => {
    board.store.setConnection("offline");
  });
  expect(screen.getByTestId("not-reachable")).toBeTruthy();
  act(() => {
    board.store.setConnection("live");
    board.store.loaded(noon);
  });
  expect(screen.getByTestId("no-flights")).toBeTruthy();
});

test("a lost connection and old data are said aloud", () => {
  const board = createBoard();
  board.store.merge([scheduledFlight()], noon);
  board.store.setConnection("live");
  board.store.loaded(noon);
  show(board);
  const notice = screen.getByTestId("notice");
  expect([notice.textContent, notice.getAttribute("role")]).toEqual(["", "status"]);
  act(() => {
    board.store.setConnection("reconnecting");
  });
  expect(notice.textContent).toBe("Connection lost. Reconnecting. Flights as of 07:00:00");
  cleanup();
  const frozen = createBoard();
  frozen.store.setConnection("live");
  frozen.store.loaded(noon - 60_000);
  show(frozen);
  expect(screen.getByTestId("notice").textContent).toContain("may be out of date");
});
