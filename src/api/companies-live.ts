import { CONNECTION_STATE_CHANGE, ConnectionState, generateClient } from "aws-amplify/api";
import { Hub } from "aws-amplify/utils";
import type { ResultOf } from "gql.tada";
import type { Clock } from "../flights/clock";
import type { CompaniesEvents } from "./companies-api";
import { asCompaniesError } from "./companies-errors";
import { asExportStatus, onCompaniesUpdate, onCompanyExport } from "./companies-operations";
import { installRealtimeSocket } from "./realtime-socket";

/** Pause before a subscription that ended is opened again; doubles up to the longest. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 60_000;

/**
 * Listens to the subscriptions of the companies as the signed-in user. The Amplify client reconnects by itself but
 * replays nothing, and gives a subscription up that the backend refused: so every connection is told, and what was given
 * up is opened again. `report` is told of what went wrong.

 */
export function createCompaniesLive(
  endpoint: string,
  clock: Clock,
  report: (message: string) => void,
): (events: CompaniesEvents) => () => void {
  return (events) => {
    installRealtimeSocket(endpoint);
    let isConnected = false;
    const stopHub = Hub.listen("api", ({ payload }) => {
      if (payload.event !== CONNECTION_STATE_CHANGE) return;
      const { connectionState } = payload.data as { readonly connectionState: ConnectionState };
      const nowConnected = connectionState === ConnectionState.Connected;
      if (nowConnected === isConnected) return;
      isConnected = nowConnected;
      if (nowConnected) events.connected();
      else events.disconnected();
    });
    const stopExports = keepSubscribed(onCompanyExport, clock, report, (data) => {
      const status = (data as Partial<ResultOf<typeof onCompanyExport>> | null | undefined)?.onCompanyExport;
      if (status != null) events.exported(asExportStatus(status));
    });
    const stopUpdates = keepSubscribed(onCompaniesUpdate, clock, report, () => {
      events.updated();
    });
    return () => {
      stopExports();
      stopUpdates();
      stopHub();
    };
  };
}

interface Subscribable {
  subscribe(observer: {
    readonly next: (message: { readonly data?: unknown }) => void;
    readonly error: (reason: unknown) => void;
    readonly complete: () => void;
  }): { unsubscribe(): void };
}

function keepSubscribed(
  document: object,
  clock: Clock,
  report: (message: string) => void,
  heard: (data: unknown) => void,
): () => void {
  const client = generateClient();
  let stopped = false;
  let pause = FIRST_PAUSE_MS;
  let close: () => void = () => undefined;
  const open = () => {
    // Amplify takes documents, but declares them with the types of GraphQL 15; the objects are the same.
    const observable = client.graphql({
      query: document as unknown as string,
      authMode: "userPool",
    }) as unknown as Subscribable;
    let ended = false;
    const lost = (reason: unknown) => {
      if (stopped || ended) return;
      ended = true;
      report(`a subscription of the companies ended and is opened again: ${asCompaniesError(reason).message}`);
      const cancel = clock.schedule(pause, open);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      close = cancel;
    };
    const subscription = observable.subscribe({
      next: ({ data }) => {
        pause = FIRST_PAUSE_MS;
        if (!stopped) heard(data);
      },
      error: lost,
      complete: () => {
        lost(new Error("the backend ended it"));
      },
    });
    if (!ended) {
      close = () => {
        subscription.unsubscribe();
      };
    }
  };
  open();
  return () => {
    stopped = true;
    close();
  };
}
