import type { BoardClient } from "../api/amplify-client";
import type { Configuration } from "../api/configuration";
import { asClockOffset, asInstant, sendDisplayReport, type DisplayReport } from "../api/display-report";
import type { Clock } from "../flights/clock";
import type { Painted } from "../state/board-context";
import type { BoardStore, Connection } from "../state/board-store";
import { createDisplayReporter, type DisplayState } from "../state/display-reporter";
import { pageVersion } from "./app-version";
import { browserIdentity, claimDisplayId } from "./display-identity";
import { renewPage } from "./page-renewal";
import { shiftPixels } from "./pixel-shift";
import { wallNow } from "./system-clock";
import { keepAwake } from "./wake-lock";

/** What a display's life goes by. */
export interface DisplayLifeParts {
  readonly client: BoardClient;
  readonly configuration: Configuration;
  readonly store: BoardStore;
  /** The board's time. */
  readonly clock: Clock;
  readonly serviceClock: Clock;
  readonly deviceClock: Clock;
  readonly random: () => number;
  readonly report: (message: string) => void;
}

/** What keeps a display going for months with nobody near it. */
export interface DisplayLife {
  readonly painted: (painted: Painted) => void;
  readonly stop: () => void;
}

const connections: Readonly<Record<Connection, DisplayReport["connection"]>> = {
  connecting: "CONNECTING",
  live: "LIVE",
  reconnecting: "RECONNECTING",
  offline: "OFFLINE",
};

/** The id of this page among the displays, the same for every board that it shows one after the other. */
let identity: Promise<string> | undefined;

/** Keeps the screen on, the picture moving, the app new and operations informed, until it is stopped. */
export function startDisplayLife(parts: DisplayLifeParts): DisplayLife {
  const { clock, configuration, deviceClock, random, report, serviceClock, store } = parts;
  let latest: Painted | undefined;
  identity ??= claimDisplayId(browserIdentity());
  const id = identity;

  const reporter = createDisplayReporter({
    clock: deviceClock,
    serviceClock,
    random,
    connection: () => store.getState().connection,
    send: async (state) => {
      await sendDisplayReport(parts.client, reportOf(await id, state, parts), deviceClock);
    },
    failed: (count) => {
      document.documentElement.dataset["reportsFailed"] = String(count);
    },
  });
  const stops = [
    () => {
      reporter.stop();
    },
    store.subscribe((state, before) => {
      if (state.connection !== before.connection) reporter.connectionChanged();
    }),
    keepAwake({ wakeLock: browserWakeLock(), page: document, clock: deviceClock, report }),
    renewPage({
      configuration,
      deviceClock,
      random,
      circumstances: () => ({
        now: clock.now(),
        takeover: latest?.takeoverId !== undefined,
        calledAt: calledAt(latest),
        nextTurn: latest?.nextTurn?.() ?? Number.POSITIVE_INFINITY,
      }),
      report,
    }),
  ];
  const root = document.getElementById("root");
  if (root !== null) stops.push(shiftPixels(clock, root));
  return {
    painted: (painted) => {
      latest = painted;
      reporter.painted(painted);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** When a flight on the display was last called, milliseconds since 1970. */
export function calledAt(painted: Painted | undefined): number | undefined {
  const calls = (painted?.rows ?? []).flatMap(({ status, since }) =>
    (status === "boarding" || status === "finalCall") && since !== undefined ? [since] : [],
  );
  return calls.length === 0 ? undefined : Math.max(...calls);
}

/** A display's report as the contract takes it. */
function reportOf(id: string, state: DisplayState, { serviceClock, store }: DisplayLifeParts): DisplayReport {
  const { pathname, search } = window.location;
  return {
    id,
    address: `${pathname}${search}`.slice(0, LONGEST_ADDRESS),
    version: pageVersion(),
    digest: state.digest,
    rows: state.rows,
    rowsBeyond: state.rowsBeyond,
    connection: connections[state.connection],
    feedAliveAt: asInstant(store.getState().feedAliveAt),
    flightsAsOf: store.newestUpdate() ?? null,
    takeoverId: state.takeoverId ?? null,
    takeoverPaintedAt: asInstant(state.takeoverPaintedAt),
    clockOffset: asClockOffset(wallNow() - serviceClock.now()),
    width: window.innerWidth,
    height: window.innerHeight,
    startedAt: new Date(serviceClock.now() - performance.now()).toISOString(),
  };
}

/** Of texts in a report, by the contract. */
const LONGEST_ADDRESS = 512;

/** Declared as always there, and not there on plain http. */
function browserWakeLock(): WakeLock | undefined {
  return "wakeLock" in navigator ? navigator.wakeLock : undefined;
}
