import { serviceClock } from "../display/service-clock";
import { shownTakeover } from "../display/takeover";
import { selectionOf } from "../flights/board-selection";
import { defaultRetention } from "../flights/leaving";
import { createManualClock, type ManualClock } from "../flights/manual-clock";
import { createBoardStore } from "../state/board-store";
import { freshness } from "../state/freshness";
import { createBoardFeed, type BoardFeedOptions } from "./board-feed";
import { FakeBackend } from "./fake-backend";

/** When the clock of most tests of the feed begins, milliseconds since 1970; and its operating date, at any airport. */
export const benchStart = Date.parse("2024-01-25T12:00:00Z");
export const benchDate = "2024-01-25";

/** What a feed of the bench stands on. */
export interface FeedParts {
  readonly clock: ManualClock;
  readonly backend: FakeBackend;
}

interface FeedBenchOptions {
  /** The backend's time at first, milliseconds since 1970. */
  readonly start?: number;
  /** The display's clock minus the backend's, milliseconds. */
  readonly wrongBy?: number;
  /** What of the feed is not as most boards have it: departures of one date, shown whatever the time. */
  readonly feed?: (parts: FeedParts) => Partial<BoardFeedOptions>;
}

/** A feed that does not run yet, with a backend and a clock of its own; for tests. */
export function createFeedBench({ start = benchStart, wrongBy = 0, feed: given }: FeedBenchOptions = {}) {
  const clock = createManualClock(start + wrongBy);
  const backend = new FakeBackend(clock, wrongBy);
  const store = createBoardStore(selectionOf({ now: 0, until: Number.MAX_SAFE_INTEGER, retention: defaultRetention }));
  const service = serviceClock(clock);
  const reports: string[] = [];
  const options: BoardFeedOptions = {
    client: backend.client,
    store,
    clock,
    serviceClock: service,
    random: () => 0.5,
    direction: "DEPARTURE",
    terminal: undefined,
    zones: ["all"],
    staleMs: 60_000,
    dates: () => [benchDate],
    report: (message) => reports.push(message),
    ...given?.({ clock, backend }),
  };
  return {
    backend,
    clock,
    feed: createBoardFeed(options),
    /** What went wrong and was dealt with. */
    reports,
    service,
    store,
    /** What passengers are told of the age of the data. */
    kind: () => freshness(store.getState(), service.now(), options.staleMs / 1_000).kind,
    /** The takeover that the display shows. */
    takeover: () => shownTakeover(store.getState().takeovers.values(), service.now()),
  };
}
