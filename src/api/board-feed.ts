import { QueryClient } from "@tanstack/react-query";
import type { ServiceClock } from "../display/service-clock";
import type { Clock } from "../flights/clock";
import type { Flight, FlightDirection } from "../flights/flight";
import type { BoardStore, Connection } from "../state/board-store";
import type { BoardClient } from "./amplify-client";
import { openBoardSubscriptions, type BoardSubscriptions } from "./board-subscriptions";
import {
  ConnectionSupervisor,
  type ConnectionPhase,
  type FetchScope,
  type SupervisedLink,
} from "./connection-supervisor";
import { createFeedWatch } from "./feed-watch";
import { flightsQuery } from "./flights-query";
import { activeTakeovers, asTakeover, feedStatus, pingRealtime } from "./operations";

/**
 * How far before the newest known change a catch-up begins: backend instances have clocks of their own, and a change is
 * stamped a moment before it can be read.
 */
export const CATCH_UP_MARGIN_MS = 60_000;

/**
 * New dates with flights within this time are fetched at once; the one that comes at midnight begins a day later, unless
 * the device slept or its clock was set.
 */
const PRESSING_MS = 12 * 3_600_000;

/** What a feed is made of. */
export interface BoardFeedOptions {
  readonly client: BoardClient;
  readonly store: BoardStore;
  /** The device's own time, never a simulated one. */
  readonly clock: Clock;
  /** The service's time; the feed sets it by what the service says. */
  readonly serviceClock: ServiceClock;
  readonly random: () => number;
  /** Undefined: both. */
  readonly direction: FlightDirection | undefined;
  readonly terminal: string | undefined;
  /** Zones of the takeovers that the display shows at first (`zonesOf`). */
  readonly zones: readonly string[];
  /** Age of the data from which passengers are told, milliseconds. */
  readonly staleMs: number;
  /** Operating dates on the board now, oldest first; of its flights up to so many milliseconds ahead, by default all. */
  readonly dates: (aheadMs?: number) => readonly string[];
  /** Is told of everything that went wrong, and was dealt with. */
  readonly report: (message: string) => void;
  /** An update was merged; `id` is the event's. For measuring only. */
  readonly merged?: (id: string) => void;
}

/** Keeps a store equal to the backend until `stop`. */
export interface BoardFeed {
  start(): void;
  stop(): void;
  /** To be called every few seconds: `dates` may have changed. */
  datesChanged(): void;
  /** Shows takeovers of these zones instead. */
  followZones(zones: readonly string[]): void;
  /** To be called when the device was asleep, or its clock was set: asks the service what time it is, and goes on at once. */
  wake(): void;
}

/** A feed of flights, of their age and of takeovers. Joins the supervisor to the Amplify client and the store. */
export function createBoardFeed(options: BoardFeedOptions): BoardFeed {
  const { client, store, clock, serviceClock } = options;
  const queries = new QueryClient();
  /** For each date that was fetched whole: the newest change known when the data was last complete. */
  const completeTo = new Map<string, string | undefined>();
  let subscription: BoardSubscriptions | undefined;
  let { zones } = options;
  let sequence = 0;
  /** Of the questions that end with the connection; a fetch of flights ends by itself. */
  let requests = new AbortController();
  let phase: ConnectionPhase = "stopped";
  let stopWatching: (() => void)[] = [];
  /** The feed's newest sign of life that came while the flights were not yet complete up to it. */
  let aliveMeanwhile = Number.NEGATIVE_INFINITY;

  const isNew = (date: string): boolean => !completeTo.has(date);

  /** Fetches a date; what it resolves to puts that on the board. */
  const fetchDate = async (date: string, scope: FetchScope, signal: AbortSignal): Promise<() => void> => {
    const startedAt = clock.now();
    const whole = scope === "everything" || isNew(date);
    const updatedAfter = whole ? undefined : beforeMargin(completeTo.get(date));
    sequence += 1;
    const request = { date, direction: options.direction, terminal: options.terminal, updatedAfter, sequence };
    const flights: readonly Flight[] = await queries.fetchQuery(flightsQuery(client, request, signal));
    return () => {
      if (updatedAfter === undefined) store.replaceDate(date, flights, startedAt);
      else store.merge(flights, clock.now());
      if (isNew(date)) completeTo.set(date, undefined);
    };
  };

  const fetchDates = async (dates: readonly string[], scope: FetchScope, signal: AbortSignal): Promise<void> => {
    if (scope === "everything") {
      for (const date of dates) (await fetchDate(date, scope, signal))();
      return;
    }
    // Together: a board with tomorrow's flights and without today's would be a wrong one, if only for a moment.
    for (const put of await Promise.all(dates.map((date) => fetchDate(date, scope, signal)))) put();
  };

  const noteComplete = (dates: readonly string[]): void => {
    const newest = store.newestUpdate();
    for (const date of [...completeTo.keys()]) if (!dates.includes(date)) completeTo.delete(date);
    for (const date of completeTo.keys()) completeTo.set(date, newest);
  };

  /** Sets the service's clock by the answer. Gives when the feed was alive by it, minus infinity where it never was. */
  const askFeed = async (signal: AbortSignal): Promise<number> => {
    const askedAt = clock.now();
    const { feedStatus: status } = await client.query(feedStatus, {}, signal);
    serviceClock.answered(askedAt, clock.now(), Date.parse(status.now));
    return instantOf(status.aliveAt);
  };

  const fetchTakeovers = async (signal: AbortSignal): Promise<void> => {
    const askedAt = clock.now();
    const asked = zones;
    const answer = await client.query(activeTakeovers, { zones: [...asked] }, signal);
    // Of the place to which the page went meanwhile it says nothing.
    if (asked === zones) store.replaceTakeovers(answer.activeTakeovers.map(asTakeover), askedAt);
    else await fetchTakeovers(signal);
  };

  const refreshTakeovers = (): void => {
    fetchTakeovers(requests.signal).catch((reason: unknown) => {
      options.report(`fetching takeovers: ${String(reason)}`);
    });
  };

  /**
   * The feed gave a sign of life at `instant`. Once all is subscribed, what it said before is on the board or on its way
   * to it; until then, it may have been missed.
   */
  const alive = (instant: number): void => {
    // Publishers' clocks differ; and data is never newer than now.
    const at = Math.min(instant, serviceClock.now());
    if (phase === "live") store.feedAlive(at);
    else if (phase === "catchingUp") aliveMeanwhile = Math.max(aliveMeanwhile, at);
  };

  const link: SupervisedLink = {
    async reach() {
      await askFeed(requests.signal);
    },
    subscribe(events) {
      aliveMeanwhile = Number.NEGATIVE_INFINITY;
      subscription = openBoardSubscriptions(client, {
        direction: options.direction,
        terminal: options.terminal,
        zones,
        acknowledged: events.acknowledged,
        lost: events.lost,
        report: options.report,
        flight: (flight, time, id) => {
          store.merge([flight], clock.now());
          alive(instantOf(time));
          // What came in before the catch-up ended says nothing of what was missed before it.
          if (phase === "live") noteComplete([...completeTo.keys()]);
          options.merged?.(id);
        },
        feed: (aliveAt, now) => {
          serviceClock.heard(clock.now(), Date.parse(now));
          alive(instantOf(aliveAt));
        },
        takeover: (takeover) => {
          store.mergeTakeovers([takeover], clock.now());
        },
        takeoversMissed: refreshTakeovers,
      });
    },
    drop() {
      requests.abort();
      requests = new AbortController();
      // The connection first: unsubscribing on a dead one would wait for it.
      client.abandonConnection();
      subscription?.close();
      subscription = undefined;
    },
    ping: () => client.ping(pingRealtime),
    async catchUp(scope, signal) {
      const dates = options.dates();
      const wanted = scope === "newDates" ? dates.filter(isNew) : dates;
      // Asked before the flights: what they are complete up to is at least that.
      const aliveAt = await askFeed(signal);
      await Promise.all([fetchTakeovers(signal), fetchDates(wanted, scope, signal)]);
      noteComplete(dates);
      store.forgetBefore(dates[0] ?? "");
      store.forgetTakeovers(serviceClock.now());
      store.loaded(serviceClock.now());
      store.feedAlive(Math.max(aliveAt, aliveMeanwhile));
    },
  };

  const watch = createFeedWatch({
    clock: serviceClock,
    random: options.random,
    staleMs: options.staleMs,
    dataTime: () => store.getState().feedAliveAt ?? store.getState().loadedAt,
    ask: async (signal) => {
      alive(await askFeed(signal));
    },
    report: options.report,
  });

  const supervisor = new ConnectionSupervisor(link, clock, options.random, {
    phase: (next, failures) => {
      phase = next;
      if (next === "live") watch.start();
      else watch.stop();
      const before = store.getState();
      store.setConnection(connectionOf(next, failures, before.connection, before.source !== "nothing"));
    },
    report: options.report,
  });

  return {
    start() {
      store.followZones(zones);
      stopWatching = [
        client.onFrame((bad) => {
          supervisor.heard();
          if (bad !== undefined) options.report(`a message that is none: ${bad.slice(0, 200)}`);
        }),
        client.onDisrupted((state) => {
          supervisor.disrupted(state);
        }),
        listenTo("offline", () => {
          supervisor.networkLost();
        }),
        listenTo("online", () => {
          supervisor.networkBack();
        }),
      ];
      supervisor.start();
    },
    stop() {
      for (const stop of stopWatching) stop();
      stopWatching = [];
      supervisor.stop();
    },
    datesChanged() {
      if (options.dates().some(isNew)) supervisor.fetchNewDates(options.dates(PRESSING_MS).some(isNew));
    },
    followZones(next) {
      zones = next;
      store.followZones(next);
      subscription?.followZones(next);
      // Where live, they are asked for once the new subscription is acknowledged; without one, that may never come.
      if (phase !== "stopped" && phase !== "live") refreshTakeovers();
    },
    wake() {
      supervisor.wake();
      if (phase !== "live") return;
      askFeed(requests.signal).then(alive, (reason: unknown) => {
        options.report(`asking for the time: ${String(reason)}`);
      });
    },
  };
}

function connectionOf(phase: ConnectionPhase, failures: number, before: Connection, hasData: boolean): Connection {
  if (phase === "live") return "live";
  if (failures === 0 && !hasData) return "connecting";
  // One failure is a hiccup; from the second in a row the backend is out of reach.
  if (phase === "waiting") return failures > 1 ? "offline" : hasData ? "reconnecting" : "connecting";
  return before === "live" ? "reconnecting" : before;
}

/** Milliseconds since 1970; minus infinity where there is no instant. */
function instantOf(text: string | null): number {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) ? Number.NEGATIVE_INFINITY : instant;
}

function beforeMargin(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(Date.parse(instant) - CATCH_UP_MARGIN_MS).toISOString();
}

function listenTo(event: "online" | "offline", action: () => void): () => void {
  window.addEventListener(event, action);
  return () => {
    window.removeEventListener(event, action);
  };
}
