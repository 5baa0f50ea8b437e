import type { ResultOf } from "gql.tada";
import type { Takeover } from "../display/takeover";
import type { Flight, FlightDirection } from "../flights/flight";
import type { BoardClient, RunningSubscription, SubscriptionEvents } from "./amplify-client";
import { asFlight, asTakeover, onFeedStatus, onFlightUpdate, onTakeover } from "./operations";

/** What a board hears of, and how. */
export interface BoardListener {
  /** Undefined: both. */
  readonly direction: FlightDirection | undefined;
  readonly terminal: string | undefined;
  /** Zones of takeovers, 1 to 5. */
  readonly zones: readonly string[];
  /** `time`: the event's own. */
  readonly flight: (flight: Flight, time: string, eventId: string) => void;
  /** As in `FeedStatus` of the contract. */
  readonly feed: (aliveAt: string | null, now: string) => void;
  readonly takeover: (takeover: Takeover) => void;
  /** Takeovers may have been missed, or one came that cannot be read: those that show are to be asked for. */
  readonly takeoversMissed: () => void;
  /** All of them are acknowledged: from now on nothing is missed. */
  readonly acknowledged: () => void;
  /** One of them is lost, at any time. */
  readonly lost: (reason: string) => void;
  readonly report: (message: string) => void;
}

/** The subscriptions of a board while they run. */
export interface BoardSubscriptions extends RunningSubscription {
  /** Hears of takeovers of these zones instead. */
  followZones(zones: readonly string[]): void;
}

/** Opens the subscriptions of a board, all over one connection; they end together. */
export function openBoardSubscriptions(client: BoardClient, listener: BoardListener): BoardSubscriptions {
  const waiting = new Set(["flights", "feed", "takeovers"]);
  const eventsOf = <Data>(
    name: string,
    next: (data: Data | null | undefined) => boolean,
    unread: () => void = () => undefined,
  ): SubscriptionEvents<Data> => ({
    acknowledged: () => {
      if (waiting.delete(name) && waiting.size === 0) listener.acknowledged();
    },
    lost: (reason) => {
      listener.lost(`${name}: ${reason}`);
    },
    next: (data, errors) => {
      if (errors.length === 0 && next(data)) return;
      listener.report(`a message about ${name} that cannot be read: ${JSON.stringify({ data, errors })}`);
      unread();
    },
  });

  const { direction, terminal } = listener;
  const filter = { ...(direction !== undefined && { direction }), ...(terminal !== undefined && { terminal }) };
  const running = [
    client.subscribe(
      onFlightUpdate,
      filter,
      eventsOf("flights", (data) => {
        const update = data?.onFlightStatusUpdate;
        if (update?.flight == null) return false;
        listener.flight(asFlight(update.flight), update.time, update.id);
        return true;
      }),
    ),
    client.subscribe(
      onFeedStatus,
      {},
      eventsOf("feed", (data) => {
        const status = data?.onFeedStatus;
        if (status == null) return false;
        listener.feed(status.aliveAt, status.now);
        return true;
      }),
    ),
  ];
  const takeoverEvents = eventsOf<ResultOf<typeof onTakeover>>(
    "takeovers",
    (data) => {
      const takeover = data?.onTakeover;
      if (takeover == null) return false;
      listener.takeover(asTakeover(takeover));
      return true;
    },
    listener.takeoversMissed,
  );
  let takeovers = client.subscribe(onTakeover, { zones: [...listener.zones] }, takeoverEvents);
  return {
    followZones(zones) {
      takeovers.close();
      takeovers = client.subscribe(
        onTakeover,
        { zones: [...zones] },
        {
          ...takeoverEvents,
          acknowledged: () => {
            takeoverEvents.acknowledged();
            listener.takeoversMissed();
          },
        },
      );
    },
    close() {
      for (const subscription of [...running, takeovers]) subscription.close();
    },
  };
}
