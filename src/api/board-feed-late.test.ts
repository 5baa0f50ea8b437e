import { expect, test } from "vitest";
import { selectionOf } from "../flights/board-selection";
import { boardTimeFormat } from "../flights/board-time";
import { boardWindow, operatingDates } from "../flights/board-window";
import type { Flight } from "../flights/flight";
import { scheduledFlight } from "../flights/flight-samples";
import { defaultRetention } from "../flights/leaving";
import { createFeedBench } from "./feed-bench";

const hour = 3_600_000;
const minute = 60_000;

/** Flights of the day before that were to leave at 22:00, of which one is postponed by 16 hours. */
interface LateDay {
  readonly zone: string;
  /** Of the flights. */
  readonly date: string;
  readonly scheduledTime: string;
  readonly source: string;
}

const days: readonly LateDay[] = [
  {
    zone: "America/New_York",
    date: "2024-01-24",
    scheduledTime: "2024-01-25T03:00:00Z",
    source: "days of 24 hours",
  },
  {
    zone: "America/New_York",
    date: "2024-11-02",
    scheduledTime: "2024-11-03T02:00:00Z",
    source: "the clocks go back overnight",
  },
  {
    zone: "Europe/Berlin",
    date: "2024-03-30",
    scheduledTime: "2024-03-30T21:00:00Z",
    source: "the clocks go forward overnight",
  },
];

function createBench({ zone, date, scheduledTime }: LateDay, start: number) {
  const { date: dateOf } = boardTimeFormat(zone, "en");
  const selectionAt = (now: number) => selectionOf(boardWindow(now, defaultRetention), { direction: "DEPARTURE" });
  const { backend, clock, feed, store } = createFeedBench({
    start,
    feed: ({ clock }) => ({ dates: () => operatingDates(selectionAt(clock.now()).window, dateOf) }),
  });
  const take = (num: number, fields: Partial<Flight>) => {
    const flight = scheduledFlight({ num, date, ...fields });
    const schedule = flight.schedule === null ? null : { ...flight.schedule, scheduledTime };
    backend.take({ ...flight, schedule }, 0, "lost");
  };
  take(1, { times: { stamp: "2", estimatedTime: null, delayMinutes: 16 * 60, delayCode: null } });
  take(2, {});
  /** Loses the connection, whereupon everything is fetched again. */
  const reconnect = async () => {
    backend.kill();
    await clock.advance(minute);
    backend.up = true;
    await clock.advance(minute);
  };
  /** Numbers of the flights on the board. */
  const shown = () => {
    store.select(selectionAt(clock.now()));
    const { rows, visible } = store.getState();
    return visible.map((key) => rows.get(key)?.num);
  };
  return { clock, feed, reconnect, shown };
}

test.each(days)("a flight postponed by 16 hours stays over noon of the next day ($source)", async (day) => {
  const scheduled = Date.parse(day.scheduledTime);
  const { clock, feed, reconnect, shown } = createBench(day, scheduled);
  feed.start();
  await clock.advance(0);
  expect(shown(), "the evening before").toEqual([1, 2]);
  await clock.advance(15 * hour + 5 * minute);
  await reconnect();
  expect(shown(), "after noon; of the other one nothing was ever reported").toEqual([1]);
  feed.stop();
});

test.each(days)("a display that starts in the afternoon has it ($source)", async (day) => {
  const { clock, feed, shown } = createBench(day, Date.parse(day.scheduledTime) + 15.5 * hour);
  feed.start();
  await clock.advance(0);
  expect(shown()).toEqual([1]);
  feed.stop();
});
