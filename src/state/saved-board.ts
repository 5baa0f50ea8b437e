import type { Takeover } from "../display/takeover";
import type { Flight } from "../flights/flight";

/** Grows with every change of `SavedBoard` or of what it holds: what another build has written is not read. */
export const SAVED_SCHEMA = 1;

/** What a display keeps of its board over a restart. Instants in milliseconds by the service's clock. */
export interface SavedBoard {
  /** The flights on the board, in its order. */
  readonly flights: readonly Flight[];
  readonly takeovers: readonly Takeover[];
  /** As in `Standing`. */
  readonly feedAliveAt: number | undefined;
  readonly loadedAt: number | undefined;
  readonly savedAt: number;
  /** The service's clock minus the device's, milliseconds. */
  readonly clockOffset: number;
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== "object" || value === null) return false;
    const given = value as Readonly<Record<string, unknown>>;
    return Object.entries(fields).every(([name, check]) => check(given[name]));
  };

const someText = nullable(text);
const flight = record({
  date: text,
  carrier: text,
  num: number,
  direction: oneOf("ARRIVAL", "DEPARTURE"),
  updatedAt: text,
  schedule: nullable(
    record({
      stamp: text,
      airport: text,
      via: nullable(list(text)),
      scheduledTime: text,
      terminal: someText,
      gate: someText,
      codeshares: nullable(list(text)),
    }),
  ),
  state: nullable(
    record({ stamp: text, status: text, since: text, message: someText, reason: someText, airport: someText }),
  ),
  times: nullable(
    record({ stamp: text, estimatedTime: someText, delayMinutes: nullable(number), delayCode: someText }),
  ),
  terminal: nullable(record({ stamp: text, terminal: text })),
  gate: nullable(record({ stamp: text, gate: someText })),
  belt: nullable(record({ stamp: text, belt: text })),
});
const takeover = record({
  id: text,
  zone: text,
  level: oneOf("INFORMATION", "WARNING", "EMERGENCY"),
  texts: list(record({ language: text, title: text, detail: someText })),
  state: oneOf("PROPOSED", "CONFIRMED", "ENDED"),
  confirmedAt: someText,
  expiresAt: someText,
  endedAt: someText,
});
const savedBoard = record({
  flights: list(flight),
  takeovers: list(takeover),
  feedAliveAt: optional(number),
  loadedAt: optional(number),
  savedAt: number,
  clockOffset: number,
});

/** The saved board in what a database gave; undefined where it is none, whole: half a board would mislead. */
export function asSavedBoard(value: unknown): SavedBoard | undefined {
  return savedBoard(value) ? (value as SavedBoard) : undefined;
}
