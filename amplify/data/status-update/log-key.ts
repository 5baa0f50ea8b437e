import type { IdentifiedUpdate } from "./flight-item.js";

/** Key of an entry in the status log. */
export interface LogKey {
  /** What `listStatusUpdates` asks for: `2024-01-25`, `2024-01-25/JK` or `2024-01-25/JK+123`. */
  readonly by: string;
  /** `time#carrier#num#id`. The time (UTC, milliseconds) has one width: entries sort by it. */
  readonly entry: string;
}

/**
 * The partition of all updates of a date, of one carrier among them, or of one flight number. The plus keeps carriers of
 * two and three characters apart: JK1+23 is not JK+123.
 */
export function logPartitionOf(date: string, carrier?: string, num?: number): string {
  if (carrier === undefined) {
    return date;
  }
  return num === undefined ? `${date}/${carrier}` : `${date}/${carrier}+${num}`;
}

/** The keys under which an update is kept: one for each way to ask for it. */
export function logKeysOf(update: IdentifiedUpdate): LogKey[] {
  const { date, carrier, num } = update;
  const entry = `${update.time}#${carrier}#${num}#${update.id}`;
  return [logPartitionOf(date), logPartitionOf(date, carrier), logPartitionOf(date, carrier, num)].map((by) => ({
    by,
    entry,
  }));
}
