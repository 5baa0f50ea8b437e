import { createBoardClient, type BoardClient } from "../api/amplify-client";
import { createBoardFeed } from "../api/board-feed";
import type { Configuration } from "../api/configuration";
import { directionOf, displayPath, type DisplayKind } from "../display/display-kind";
import { formatDisplayOptions, type DisplayOptions } from "../display/display-options";
import { serviceClock } from "../display/service-clock";
import { zonesOf } from "../display/takeover";
import { boardTimeFormat } from "../flights/board-time";
import { selectionOf } from "../flights/board-selection";
import { boardWindow, operatingDates } from "../flights/board-window";
import { offsetClock, type Clock } from "../flights/clock";
import type { FlightDirection } from "../flights/flight";
import { createBoardArchive } from "../state/board-archive";
import type { Painted } from "../state/board-context";
import { createBoardKeeper } from "../state/board-keeper";
import { createBoardStore, type BoardStore } from "../state/board-store";
import { whenClockIsSet } from "./clock-watch";
import { startDisplayLife } from "./display-life";
import { pageWorker } from "./page-parts";
import { createPaintTrace } from "./paint-trace";
import { isPreview } from "./preview";
import { wallNow } from "./system-clock";

/** How often the board looks at the clock for rows that leave and come. */
const WINDOW_STEP_MS = 5_000;

/** The living parts of a board. */
export interface BoardRuntime {
  readonly store: BoardStore;
  /** The board's time: the service's, or the simulated one of `options.at`. */
  readonly clock: Clock;
  readonly serviceClock: Clock;
  /** To be called after every change of what is on the screen. */
  readonly painted: (painted: Painted) => void;
  /** Shows takeovers of these zones instead of the display's own. */
  readonly followZones: (zones: readonly string[]) => void;
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
  /** Whether flights that are kept under another address would do, too. */
  readonly servesToo?: (address: string) => boolean;
  /** Whether operations sees it in the fleet, and it lives on for months with nobody near it; no preview does. */
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
  // A simulated time begins with the page, whatever the service says later.
  const clock = options.at === undefined ? service : offsetClock(deviceClock, options.at);
  const format = boardTimeFormat(configuration.airport.timeZone, "en");
  const direction = page === undefined ? directionOf(kind) : page.direction;
  const wanted = {
    direction,
    terminal: options.terminal,
    gate: kind.name === "gate" ? kind.gate : undefined,
    belt: kind.name === "belt" ? kind.belt : undefined,
  };
  const windowOf = (aheadMs?: number) => boardWindow(clock.now(), options.retention, aheadMs);
  const selection = () => selectionOf(windowOf(), wanted);
  const store = createBoardStore(selection());
  let painted: Painted | undefined;
  let tellPainted: (painted: Painted) => void = () => undefined;
  let zones = zonesOf(kind, options);
  let tellZones: (zones: readonly string[]) => void = () => undefined;

  const run = (): (() => void) => {
    const feed = createBoardFeed({
      client: boardClient(configuration),
      store,
      clock: deviceClock,
      serviceClock: service,
      random,
      direction,
      terminal: options.terminal,
      zones,
      staleMs: options.staleSeconds * 1_000,
      dates: (aheadMs) => operatingDates(windowOf(aheadMs), format.date),
      report,
      ...(options.trace && { merged: createPaintTrace(() => deviceClock.now()) }),
    });
    const archive = createBoardArchive(deviceClock, report);
    const keeper = createBoardKeeper({
      store,
      archive,
      address: page?.address ?? `${displayPath(kind)}?${formatDisplayOptions(options)}`,
      servesToo: page?.servesToo,
      clock: deviceClock,
      serviceClock: service,
      wallNow,
    });
    let cancelStep: () => void = () => undefined;
    const step = () => {
      cancelStep();
      store.select(selection());
      feed.datesChanged();
      cancelStep = deviceClock.schedule(WINDOW_STEP_MS, step);
    };
    const leave = () => {
      keeper.flush();
    };
    const stops = [
      showConnection(store),
      service.onCorrected(step),
      whenClockIsSet(deviceClock, wallNow, document, () => {
        feed.wake();
      }),
    ];
    if (page?.reports ?? !isPreview(window)) {
      const life = startDisplayLife({
        client: boardClient(configuration),
        configuration,
        store,
        clock,
        serviceClock: service,
        deviceClock,
        random,
        report,
      });
      tellPainted = life.painted;
      if (painted !== undefined) tellPainted(painted);
      stops.push(life.stop);
    }
    window.addEventListener("pagehide", leave);
    pageWorker();
    tellZones = (next) => {
      feed.followZones(next);
    };
    keeper.start();
    feed.start();
    step();
    return () => {
      window.removeEventListener("pagehide", leave);
      cancelStep();
      for (const stop of stops) stop();
      tellPainted = () => undefined;
      tellZones = () => undefined;
      keeper.stop();
      archive.close();
      feed.stop();
    };
  };
  return {
    store,
    clock,
    serviceClock: service,
    painted: (next) => {
      painted = next;
      tellPainted(next);
    },
    followZones: (next) => {
      zones = next;
      tellZones(next);
    },
    run,
  };
}

/** The client of all boards: Amplify is configured once per page. */
export function boardClient(configuration: Configuration): BoardClient {
  if (client?.endpoint !== configuration.endpoint) {
    client = { endpoint: configuration.endpoint, client: createBoardClient(configuration) };
  }
  return client.client;
}

function report(message: string): void {
  console.warn(`airside: ${message}`);
}

/** Writes how the board is connected into the document, for whoever drives a display from outside. */
function showConnection(store: BoardStore): () => void {
  const show = () => {
    document.documentElement.dataset["connection"] = store.getState().connection;
  };
  show();
  return store.subscribe(show);
}
