import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { boardTimeFormat } from "../../flights/board-time";
import { vocabularies } from "../../flights/vocabulary";
import { LanguageContext } from "../../state/language-context";
import { createDisplay, flightAt, rescheduled } from "../boards/board-for-tests";
import { FlightTimes } from "./FlightTimes";

afterEach(cleanup);

/** The times of a flight as they are shown on this day. */
function timesOf(scheduledTime: string, delayMinutes: number, today: string): readonly string[] {
  const times = { stamp: "t", estimatedTime: null, delayMinutes, delayCode: null };
  const { board } = createDisplay({ name: "departures" }, {}, [
    rescheduled(flightAt(1, 0, { times }), { scheduledTime }),
  ]);
  const [row] = board.store.getState().rows.values();
  if (row === undefined) throw new Error("no row");
  render(
    <LanguageContext value={{ words: vocabularies.en, format: boardTimeFormat("America/New_York", "en") }}>
      <FlightTimes row={row} today={today} />
    </LanguageContext>,
  );
  return screen.getAllByRole("time").map((time) => time.textContent);
}

test("the two times of a doubled hour are told apart", () => {
  expect(timesOf("2024-11-03T05:30:00Z", 60, "2024-11-03")).toEqual(["01:30 UTC−4", "01:30 UTC−5"]);
});

test("an hour that comes once is the time alone", () => {
  expect(timesOf("2024-11-03T07:30:00Z", 60, "2024-11-03")).toEqual(["02:30", "03:30"]);
});

test("a doubled hour of another day has both marks", () => {
  expect(timesOf("2024-11-03T06:30:00Z", 0, "2024-11-02")).toEqual(["01:30+1 tomorrow UTC−5"]);
});
