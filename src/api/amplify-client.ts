import { Amplify } from "aws-amplify";
import { CONNECTION_STATE_CHANGE, ConnectionState, generateClient } from "aws-amplify/api";
import { Hub } from "aws-amplify/utils";
import type { TadaDocumentNode } from "gql.tada";
import type { Configuration } from "./configuration";
import { abandonRealtimeSockets, installRealtimeSocket, onRealtimeFrame, pingRealtimeSocket } from "./realtime-socket";

/** A subscription that runs until `close`. */
export interface RunningSubscription {
  close(): void;
}

/** What becomes of a subscription. */
export interface SubscriptionEvents<Data> {
  readonly acknowledged: () => void;
  /** `data` is what the backend sent, not yet checked; errors are the backend's own. */
  readonly next: (data: Data | null | undefined, errors: readonly unknown[]) => void;
  readonly lost: (reason: string) => void;
}

/** The Amplify client as boards use it: typed documents, subscriptions that tell when they are acknowledged. */
export interface BoardClient {
  /** Rejects with the backend's own messages; `signal` gives the request up. */
  query<Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data>;
  subscribe<Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    events: SubscriptionEvents<Data>,
  ): RunningSubscription;
  /** Closes the connection of all subscriptions at once; the next subscription opens a new one. */
  abandonConnection(): void;
  /** Resolves once the backend answered over the open connection; `query` is a subscription that matches nothing. */
  ping(query: string): Promise<void>;
  /** Calls `listener` at every message from the backend over the connection; `bad` is the text of one that makes no sense. */
  onFrame(listener: (bad: string | undefined) => void): () => void;
  /** Calls `listener` when Amplify finds that the connection broke. */
  onDisrupted(listener: (state: string) => void): () => void;
}

/** How the Amplify client says on its Hub that a subscription was acknowledged (CONTROL_MSG.SUBSCRIPTION_ACK). */
const SUBSCRIPTION_ACKNOWLEDGED = "Subscription ack";

/** Configures Amplify, which is one per page, and gives the client for it. */
export function createBoardClient(configuration: Configuration): BoardClient {
  installRealtimeSocket(configuration.endpoint);
  Amplify.configure({
    API: {
      GraphQL: {
        endpoint: configuration.endpoint,
        region: configuration.region,
        defaultAuthMode: "apiKey",
        apiKey: configuration.apiKey,
      },
    },
  });
  const client = generateClient();

  return {
    async query(document, variables, signal) {
      const request = client.graphql({ query: forAmplify(document), variables: { ...variables } }) as Promise<unknown>;
      const giveUp = () => {
        client.cancel(request);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      try {
        return (await asOneAnswer(request)) as never;
      } finally {
        signal.removeEventListener("abort", giveUp);
      }
    },
    subscribe(document, variables, events) {
      const name = operationName(document);
      const stopListening = Hub.listen("api", ({ payload }) => {
        if (payload.event !== SUBSCRIPTION_ACKNOWLEDGED) return;
        // Amplify tells which one by its text; of one name, only one runs at a time here.
        const { query } = payload.data as { readonly query: string };
        if (query.startsWith(`subscription ${name}`)) events.acknowledged();
      });
      const observable = client.graphql({ query: forAmplify(document), variables: { ...variables } });
      if (!isObservable(observable)) throw new Error(`expected a subscription, got the operation ${name}`);
      const subscription = observable.subscribe({
        next: (message) => {
          const { data, errors } = message as { data?: never; errors?: unknown };
          events.next(data, asList(errors));
        },
        error: (error) => {
          events.lost(describeErrors(error));
        },
        complete: () => {
          events.lost("the backend ended the subscription");
        },
      });
      return {
        close() {
          stopListening();
          subscription.unsubscribe();
        },
      };
    },
    abandonConnection: abandonRealtimeSockets,
    ping: pingRealtimeSocket,
    onFrame: onRealtimeFrame,
    onDisrupted: (listener) =>
      Hub.listen("api", ({ payload }) => {
        if (payload.event !== CONNECTION_STATE_CHANGE) return;
        const { connectionState } = payload.data as { readonly connectionState: ConnectionState };
        if (disruptions.has(connectionState)) listener(connectionState);
      }),
  };
}

const disruptions: ReadonlySet<ConnectionState> = new Set([
  ConnectionState.ConnectionDisrupted,
  ConnectionState.ConnectionDisruptedPendingNetwork,
  ConnectionState.Disconnected,
]);

interface SubscribableAnswer {
  subscribe(observer: { next: (message: unknown) => void; error: (error: unknown) => void; complete: () => void }): {
    unsubscribe(): void;
  };
}

function isObservable(value: unknown): value is SubscribableAnswer {
  return typeof value === "object" && value !== null && "subscribe" in value;
}

/** Amplify takes documents, but declares them with the types of GraphQL 15; the objects are the same. */
function forAmplify(document: object): string {
  return document as never;
}

function operationName(document: TadaDocumentNode<unknown, never>): string {
  for (const definition of document.definitions) {
    if ("operation" in definition && "name" in definition && definition.name !== undefined)
      return definition.name.value;
  }
  throw new Error("expected a document with a named operation");
}

async function asOneAnswer(request: Promise<unknown>): Promise<unknown> {
  try {
    const { data, errors } = (await request) as { data?: unknown; errors?: unknown };
    if (asList(errors).length > 0) throw new Error(describeErrors({ errors }));
    if (data === null || data === undefined) throw new Error("the backend answered without data");
    return data;
  } catch (reason) {
    if (reason instanceof Error) throw reason;
    // Amplify rejects with the bare answer where it holds errors.
    throw new Error(describeErrors(reason), { cause: reason });
  }
}

/** The messages of a GraphQL answer's errors; AppSync sends a list or, in some cases, one object (RT29). */
function describeErrors(reason: unknown): string {
  const errors = typeof reason === "object" && reason !== null && "errors" in reason ? reason.errors : reason;
  const messages = asList(errors).map((error) =>
    typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error),
  );
  return messages.join("; ") || "the backend gave no reason";
}

function asList(errors: unknown): readonly unknown[] {
  if (errors === undefined || errors === null) return [];
  return Array.isArray(errors) ? errors : [errors];
}
