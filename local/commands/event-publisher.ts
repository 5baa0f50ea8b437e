import { PutEventsCommand, type EventBridgeClient, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { Clock } from "../clock.js";
import type { Random } from "../random.js";
import type { EventEntry } from "./event-entry.js";

/** Most entries in one call. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const maximumEntriesPerCall = 10;

/**
 * Most bytes in one call, all entries together.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
 */
export const maximumBytesPerCall = 256 * 1024;

/** What became of an entry. */
export type PublishOutcome =
  | { readonly entry: EventEntry; readonly eventId: string }
  | { readonly entry: EventEntry; readonly errorCode: string; readonly errorMessage: string };

/** Sends one call of at most {@link maximumEntriesPerCall} entries; the answers are in their order. */
export type PutEvents = (entries: readonly EventEntry[]) => Promise<readonly PutEventsResultEntry[]>;

export interface EventPublisherOptions {
  readonly putEvents: PutEvents;
  readonly clock: Clock;
  readonly random: Random;
  /** Calls made for an entry before it counts as failed. */
  readonly attempts?: number;
}

/** Sends entries, again and with growing pauses where the bus or the way to it failed. */
export interface EventPublisher {
  /** @param entries at most what one call may hold, see {@link callsOf}. Never throws for what the bus answered. */
  publish(entries: readonly EventEntry[]): Promise<readonly PublishOutcome[]>;
}

/** First pause, doubled at every further attempt up to the longest, milliseconds; each is cut at random by up to half. */
const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** With the pauses above about 40 s: longer than a sandbox takes to start again. */
const defaultAttempts = 13;

/** PutEvents over an SDK client. @param eventBusName for entries that name none themselves */
export function putEventsWith(client: EventBridgeClient, eventBusName: string): PutEvents {
  return async (entries) => {
    const Entries = entries.map((entry) => ({ EventBusName: eventBusName, ...entry }));
    const answer = await client.send(new PutEventsCommand({ Entries }));
    return answer.Entries ?? [];
  };
}

/** Makes a publisher that repeats what may succeed later: throttling, internal errors, a bus that cannot be reached. */
export function createEventPublisher(options: EventPublisherOptions): EventPublisher {
  const { putEvents, clock, random, attempts = defaultAttempts } = options;

  const call = async (entries: readonly EventEntry[]): Promise<PublishOutcome[]> => {
    try {
      const answers = await putEvents(entries);
      return entries.map((entry, index) => outcomeOf(entry, answers[index]));
    } catch (error) {
      const { errorCode, errorMessage } = describe(error);
      return entries.map((entry) => ({ entry, errorCode, errorMessage }));
    }
  };

  return {
    async publish(entries) {
      const outcomes = await call(entries);
      for (let attempt = 1; attempt < attempts; attempt += 1) {
        const open = outcomes.flatMap((outcome, index) =>
          mayRepeat(outcome) ? [{ entry: outcome.entry, index }] : [],
        );
        if (open.length === 0) break;
        const pause = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
        await pauseFor(clock, pause * (1 - random.next() / 2));
        const again = await call(open.map(({ entry }) => entry));
        again.forEach((outcome, position) => {
          const at = open[position];
          if (at !== undefined) outcomes[at.index] = outcome;
        });
      }
      return outcomes;
    },
  };
}

/** Cuts a list of entries into calls that PutEvents accepts, order kept. */
export function callsOf(entries: readonly EventEntry[]): EventEntry[][] {
  const calls: EventEntry[][] = [];
  let call: EventEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entrySize(entry);
    if (call.length === maximumEntriesPerCall || (call.length > 0 && bytes + size > maximumBytesPerCall)) {
      calls.push(call);
      call = [];
      bytes = 0;
    }
    call.push(entry);
    bytes += size;
  }
  if (call.length > 0) calls.push(call);
  return calls;
}

/** Bytes that EventBridge counts for an entry (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html). */
export function entrySize(entry: EventEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time === undefined ? 0 : 14);
}

/** Resolves after so many milliseconds of the clock. */
export function pauseFor(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(milliseconds, resolve);
  });
}

function outcomeOf(entry: EventEntry, answer: PutEventsResultEntry | undefined): PublishOutcome {
  if (answer?.EventId !== undefined) return { entry, eventId: answer.EventId };
  return {
    entry,
    errorCode: answer?.ErrorCode ?? "InternalFailure",
    errorMessage: answer?.ErrorMessage ?? "The bus answered neither an event id nor an error.",
  };
}

/** Errors of an entry or a call that pass by themselves; all others would fail again the same way. */
function mayRepeat(outcome: PublishOutcome): boolean {
  return "errorCode" in outcome && /^(Throttling|Internal|ServiceUnavailable|ConnectionFailed)/.test(outcome.errorCode);
}

function describe(error: unknown): { errorCode: string; errorMessage: string } {
  if (!(error instanceof Error)) return { errorCode: "InternalFailure", errorMessage: String(error) };
  const status = httpStatus(error);
  // No answer at all, as opposed to an answer that refuses: the way to the bus failed.
  const unreachable = status === undefined && ("code" in error || error.name === "TimeoutError");
  const passing = status !== undefined && status >= 500;
  const errorCode = unreachable ? "ConnectionFailed" : passing ? "InternalFailure" : error.name;
  return { errorCode, errorMessage: messageOf(error) };
}

/** Node leaves the message of an AggregateError (a name with two addresses, both refused) empty. */
function messageOf(error: Error): string {
  if (error.message !== "") return error.message;
  return "code" in error ? String(error.code) : error.name;
}

function httpStatus(error: Error): number | undefined {
  if (!("$metadata" in error) || typeof error.$metadata !== "object" || error.$metadata === null) return undefined;
  const metadata: { httpStatusCode?: unknown } = error.$metadata;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
