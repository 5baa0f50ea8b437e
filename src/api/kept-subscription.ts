import { CONNECTION_STATE_CHANGE, ConnectionState, generateClient } from "aws-amplify/api";
import { Hub } from "aws-amplify/utils";
import { pauseAfter, type BackOff } from "../flights/back-off";
import type { Clock } from "../flights/clock";
import { asCompaniesError } from "./companies-errors";

/** Before a subscription that ended is opened again. */
export const REOPENING: BackOff = { first: 1_000, longest: 60_000 };

/** Tells of every connection of the Amplify client, which replays nothing; the answer ends it. */
export function watchConnection(events: {
  readonly connected: () => void;
  readonly disconnected: () => void;
}): () => void {
  let isConnected = false;
  return Hub.listen("api", ({ payload }) => {
    if (payload.event !== CONNECTION_STATE_CHANGE) return;
    const { connectionState } = payload.data as { readonly connectionState: ConnectionState };
    const nowConnected = connectionState === ConnectionState.Connected;
    if (nowConnected === isConnected) return;
    isConnected = nowConnected;
    if (nowConnected) events.connected();
    else events.disconnected();
  });
}

interface Subscribable {
  subscribe(observer: {
    readonly next: (message: { readonly data?: unknown }) => void;
    readonly error: (reason: unknown) => void;
    readonly complete: () => void;
  }): { unsubscribe(): void };
}

/**
 * Keeps a subscription as the signed-in user open. The Amplify client reconnects by itself but gives a subscription up
 * that the backend refused: what was given up is opened again, with growing pauses. `report` is told of what went wrong;
 * the answer ends it.
 */
export function keepSubscribed(
  document: object,
  clock: Clock,
  report: (message: string) => void,
  heard: (data: unknown) => void,
): () => void {
  const client = generateClient();
  let stopped = false;
  let failures = 0;
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
      report(`a subscription ended and is opened again: ${asCompaniesError(reason).message}`);
      failures += 1;
      close = clock.schedule(pauseAfter(failures, REOPENING), open);
    };
    const subscription = observable.subscribe({
      next: ({ data }) => {
        failures = 0;
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
