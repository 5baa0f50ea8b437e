import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { selectionOf } from "../../flights/board-selection";
import { boardTimeFormat } from "../../flights/board-time";
import { boardWindow } from "../../flights/board-window";
import { defaultRetention } from "../../flights/leaving";
import { createManualClock } from "../../flights/manual-clock";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext, type Board } from "../../state/board-context";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, noon, rescheduled } from "../boards/board-for-tests";
import { PrintScreen } from "./PrintScreen";

afterEach(cleanup);

function showSheet(board: Board): void {
  render(
    <BoardContext value={board}>
      <LanguageContext value={{ words: vocabularies.en, format: boardTimeFormat("America/New_York", "en") }}>
        <PrintScreen direction="DEPARTURE" print={() => undefined} turn={() => undefined} />
      </LanguageContext>
    </BoardContext>,
  );
}

/** Scheduled and estimated time of an hour's delay, as the sheet has them that is printed at `now`. */
function printed(now: string, scheduledTime: string): readonly string[] {
  const times = { stamp: "t", estimatedTime: null, delayMinutes: 60, delayCode: null };
  const flight = rescheduled(flightAt(1, 0, { times }), { scheduledTime });
  const { board } = createDisplay({ name: "departures" }, {}, [flight]);
  const clock = createManualClock(Date.parse(now));
  board.store.select(selectionOf(boardWindow(clock.now(), defaultRetention)));
  showSheet({ ...board, clock, serviceClock: clock });
  const cells = screen.getAllByRole("cell");
  return cells.slice(0, 2).map((cell) => cell.textContent);
}

test.each([
  {
    now: "2024-11-03T04:00:00Z",
    scheduledTime: "2024-11-03T05:30:00Z",
    expected: ["01:30 UTC−4", "01:30 UTC−5"],
    source: "the clocks go back between the two",
  },
  {
    now: "2024-11-03T03:00:00Z",
    scheduledTime: "2024-11-03T06:30:00Z",
    expected: ["01:30+1 UTC−5", "02:30+1"],
    source: "tomorrow's doubled hour",
  },
  {
    now: "2024-11-03T04:00:00Z",
    scheduledTime: "2024-11-03T07:30:00Z",
    expected: ["02:30", "03:30"],
    source: "hours that come once",
  },
])("$scheduledTime, an hour late, is printed as $expected ($source)", ({ now, scheduledTime, expected }) => {
  expect(printed(now, scheduledTime)).toEqual(expected);
});

test("only rows that change are rendered: by an event, or as they grow old", async () => {
  const airports = ["BOS", "LIM", "LHR"];
  const flights = airports.map((airport, index) => rescheduled(flightAt(index, index * 60), { airport }));
  const display = createDisplay({ name: "departures" }, {}, flights);
  const { board } = display;
  const city = vi.spyOn(board.names, "city");
  showSheet(board);
  const rendered = () => {
    const codes = city.mock.calls.map(([airport]) => airport);
    city.mockClear();
    return codes;
  };
  expect(rendered()).toEqual(airports);
  const moved = { gate: { stamp: "t", gate: "B9" } };
  display.merge(rescheduled(flightAt(1, 60, moved), { airport: "LIM" }));
  expect(rendered()).toEqual(["LIM"]);
  expect(screen.getAllByRole("row")[2]?.textContent).toContain("B9");
  act(() => {
    board.store.feedAlive(noon);
  });
  await display.wait(9 * 60_000);
  expect(rendered(), "nothing is old").toEqual([]);
  await display.wait(60_000);
  expect(rendered(), "a near one's gate is").toEqual(["BOS"]);
  await display.wait(60_000);
  expect(rendered(), "it still is").toEqual([]);
});
