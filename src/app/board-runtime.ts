import { createBoardClient, type BoardClient } from "../api/amplify-client";
import { createBoardFeed } from "../api/board-feed";
import type { Configuration } from "../api/configuration";
import { directionOf, type DisplayKind } from "../display/display-kind";
import type { DisplayOptions } from "../display/display-options";
import { serviceClock } from "../display/service-clock";
import { zonesOf } from "../display/takeover";
import { boardTimeFormat } from "../flights/board-time";
import { selectionOf } from "../flights/board-selection";
import { boardWindow, operatingDates } from "../flights/board-window";
import { offsetClock, type Clock } from "../flights/clock";
import type { FlightDirection } from "../flights/flight";
import { createBoardStore, type BoardStore } from "../state/board-store";
import { createPaintTrace } from "./paint-trace";

/** How often the board looks at the clock for rows that leave and come. */
const WINDOW_STEP_MS = 5_000;

/** The living parts of a board. */
export interface BoardRuntime {
  readonly store: BoardStore;
  readonly clock: Clock;
  readonly serviceClock: Clock;
  /** Begins to follow the backend; the answer ends it. */
  run(): () => void;
}

let client: { readonly endpoint: string; readonly client: BoardClient } | undefined;

/** What a page that is no display on a wall does in another way. */
export interface PageDifferences {
  /** Direction of the flights to follow; undefined: both. */
  readonly direction: FlightDirection | undefined;
  /** What the page's last flights are kept under. */
  readonly address: string;
  /** Whether operations sees it in the fleet. */
  readonly reports: boolean;
}

/** Makes the parts of a board; nothing runs yet. */
export function createBoardRuntime(
  configuration: Configuration,
  kind: DisplayKind,
  options: DisplayOptions,
  deviceClock: Clock,
  random: () => number,
  page?: PageDifferences,
): BoardRuntime {
  const service = serviceClock(deviceClock);
  const clock = options.at === undefined ? service : offsetClock(deviceClock, options.at);
  const format = boardTimeFormat(configuration.airport.timeZone, "en");
  const direction = page === undefined ? directionOf(kind) : page.direction;
  const wanted = {
    direction,
    terminal: options.terminal,
    gate: kind.name === "gate" ? kind.gate : undefined,
    belt: kind.name === "belt" ? kind.belt : undefined,
  };
  const selection = () => selectionOf(boardWindow(clock.now(), options.retention), wanted);
  const store = createBoardStore(selection());

  const run = (): (() => void) => {
    const feed = createBoardFeed({
      client: boardClient(configuration),
      store,
      clock: deviceClock,
      serviceClock: service,
      random,
      direction,
      terminal: options.terminal,
      zones: zonesOf(kind, options),
      staleMs: options.staleSeconds * 1_000,
      dates: () => operatingDates(selection().window, format.date),
      report: (message) => {
        console.warn(`airside: ${message}`);
      },
      ...(options.trace && { merged: createPaintTrace(() => deviceClock.now()) }),
    });
    const showConnection = () => {
      document.documentElement.dataset["connection"] = store.getState().connection;
    };
    const stopShowing = store.subscribe(showConnection);
    showConnection();
    let cancelStep: () => void = () => undefined;
    const step = () => {
      store.select(selection());
      feed.datesChanged();
      cancelStep = deviceClock.schedule(WINDOW_STEP_MS, step);
    };
    feed.start();
    step();
    return () => {
      cancelStep();
      stopShowing();
      feed.stop();
    };
  };
  return { store, clock, serviceClock: service, run };
}

/** The client of all boards: Amplify is configured once per page. */
export function boardClient(configuration: Configuration): BoardClient {
  if (client?.endpoint !== configuration.endpoint) {
    client = { endpoint: configuration.endpoint, client: createBoardClient(configuration) };
  }
  return client.client;
}
