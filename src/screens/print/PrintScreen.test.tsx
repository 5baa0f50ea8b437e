import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { selectionOf } from "../../flights/board-selection";
import { boardTimeFormat } from "../../flights/board-time";
import { boardWindow } from "../../flights/board-window";
import { defaultRetention } from "../../flights/leaving";
import { createManualClock } from "../../flights/manual-clock";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext } from "../../state/board-context";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, rescheduled } from "../boards/board-for-tests";
import { PrintScreen } from "./PrintScreen";

afterEach(cleanup);

/** Scheduled and estimated time of an hour's delay, as the sheet has them that is printed at `now`. */
function printed(now: string, scheduledTime: string): readonly string[] {
  const times = { stamp: "t", estimatedTime: null, delayMinutes: 60, delayCode: null };
  const flight = rescheduled(flightAt(1, 0, { times }), { scheduledTime });
  const { board } = createDisplay({ name: "departures" }, {}, [flight]);
  const clock = createManualClock(Date.parse(now));
  board.store.select(selectionOf(boardWindow(clock.now(), defaultRetention)));
  render(
    <BoardContext value={{ ...board, clock, serviceClock: clock }}>
      <LanguageContext value={{ words: vocabularies.en, format: boardTimeFormat("America/New_York", "en") }}>
        <PrintScreen direction="DEPARTURE" print={() => undefined} turn={() => undefined} />
      </LanguageContext>
    </BoardContext>,
  );
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
