import { QueryClient } from "@tanstack/react-query";
import type { Clock } from "../flights/clock";
import type { Flight, FlightDirection } from "../flights/flight";
import type { BoardStore, Connection } from "../state/board-store";
import type { BoardClient, RunningSubscription } from "./amplify-client";
import { ConnectionSupervisor, type ConnectionPhase, type SupervisedLink } from "./connection-supervisor";
import { flightsQuery } from "./flights-query";
import { asFlight, onFlightUpdate, pingRealtime, reachBackend } from "./operations";

/**
 * How far before the newest known change a catch-up begins: backend instances have clocks of their own, and a change is
 * stamped a moment before it can be read.
 */
export const CATCH_UP_MARGIN_MS = 60_000;

/** What a feed is made of. */
export interface BoardFeedOptions {
  readonly client: BoardClient;
  readonly store: BoardStore;
  /** The device's own time, never a simulated one. */
  readonly clock: Clock;
  readonly random: () => number;
  /** Undefined: both. */
  readonly direction: FlightDirection | undefined;
  readonly terminal: string | undefined;
  /** Operating dates on the board now, oldest first. */
  readonly dates: () => readonly string[];
  /** Is told of everything that went wrong, and was dealt with. */
  readonly report: (message: string) => void;
  /** An update was merged; `id` is the event's. For measuring only. */
  readonly merged?: (id: string) => void;
}

/** Keeps a store equal to the backend until `stop`. */
export interface BoardFeed {
  start(): void;
  stop(): void;
  /** To be called when `dates` may have changed. */
  datesChanged(): void;
}

/** A feed of flights. Joins the supervisor to the Amplify client and the store. */
export function createBoardFeed(options: BoardFeedOptions): BoardFeed {
  const { client, store, clock } = options;
  const queries = new QueryClient();
  /** For each date that was fetched whole: the newest change known when the data was last complete. */
  const completeTo = new Map<string, string | undefined>();
  let subscription: RunningSubscription | undefined;
  let sequence = 0;
  let requests = new AbortController();
  let phase: ConnectionPhase = "stopped";
  let stopWatching: (() => void)[] = [];

  const fetchDate = async (date: string, scope: "changes" | "everything"): Promise<void> => {
    const startedAt = clock.now();
    const whole = scope === "everything" || !completeTo.has(date);
    const updatedAfter = whole ? undefined : beforeMargin(completeTo.get(date));
    sequence += 1;
    const request = { date, direction: options.direction, terminal: options.terminal, updatedAfter, sequence };
    const flights: readonly Flight[] = await queries.fetchQuery(flightsQuery(client, request));
    if (updatedAfter === undefined) store.replaceDate(date, flights, startedAt);
    else store.merge(flights, clock.now());
    if (!completeTo.has(date)) completeTo.set(date, undefined);
  };

  const noteComplete = (dates: readonly string[]): void => {
    const newest = store.newestUpdate();
    for (const date of [...completeTo.keys()]) if (!dates.includes(date)) completeTo.delete(date);
    for (const date of completeTo.keys()) completeTo.set(date, newest);
  };

  const link: SupervisedLink = {
    async reach() {
      await client.query(reachBackend, { date: options.dates()[0] ?? "1970-01-01" }, requests.signal);
    },
    subscribe(events) {
      subscription = client.subscribe(
        onFlightUpdate,
        {
          ...(options.direction !== undefined && { direction: options.direction }),
          ...(options.terminal !== undefined && { terminal: options.terminal }),
        },
        {
          acknowledged: events.acknowledged,
          lost: events.lost,
          next: (data, errors) => {
            const update = data?.onFlightStatusUpdate;
            if (update?.flight == null || errors.length > 0) {
              options.report(`an update without a flight: ${JSON.stringify({ data, errors })}`);
              return;
            }
            store.merge([asFlight(update.flight)], clock.now());
            // What came in before the catch-up ended says nothing of what was missed before it.
            if (phase === "live") noteComplete([...completeTo.keys()]);
            options.merged?.(update.id);
          },
        },
      );
    },
    drop() {
      requests.abort();
      requests = new AbortController();
      void queries.cancelQueries();
      // The connection first: unsubscribing on a dead one would wait for it.
      client.abandonConnection();
      subscription?.close();
      subscription = undefined;
    },
    ping: () => client.ping(pingRealtime),
    async catchUp(scope) {
      const dates = options.dates();
      if (scope === "changes") await Promise.all(dates.map((date) => fetchDate(date, scope)));
      else for (const date of dates) await fetchDate(date, scope);
      noteComplete(dates);
      store.forgetBefore(dates[0] ?? "");
    },
  };

  const supervisor = new ConnectionSupervisor(link, clock, options.random, {
    phase: (next, failures) => {
      phase = next;
      const before = store.getState();
      store.setConnection(connectionOf(next, failures, before.connection, before.source !== "nothing"));
    },
    confirmed: () => {
      store.loaded(clock.now());
      store.feedAlive(clock.now());
    },
    report: options.report,
  });

  return {
    start() {
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
      if (options.dates().some((date) => !completeTo.has(date))) supervisor.refresh();
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

function beforeMargin(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(Date.parse(instant) - CATCH_UP_MARGIN_MS).toISOString();
}

function listenTo(event: "online" | "offline", action: () => void): () => void {
  window.addEventListener(event, action);
  return () => {
    window.removeEventListener(event, action);
  };
}
