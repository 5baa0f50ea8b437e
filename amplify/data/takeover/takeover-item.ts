import type { TakeoverText } from "./takeover-text.js";

/** `TakeoverState` of the schema. */
export type TakeoverState = "PROPOSED" | "CONFIRMED" | "ENDED";

/** `TakeoverLevel` of the schema; GraphQL lets nothing else through. */
export type TakeoverLevel = "INFORMATION" | "WARNING" | "EMERGENCY";

/** Longest that a takeover shows, minutes: half a day. Who needs more proposes it again. */
export const mostMinutes = 720;
/** Minutes after which a proposal lapses that nobody has confirmed: what was urgent then may be wrong by now. */
export const proposalMinutes = 10;
/** Days that a takeover is remembered, counted from its proposal. */
export const keptDays = 30;

/** Who did a step: `sub` of the token tells people apart, `name` is for people. */
export interface Person {
  readonly sub: string;
  readonly name: string;
}

/** A takeover in its table, which is `Takeover` of the schema and a little more. Times as `utcTime` writes them. */
export interface TakeoverItem {
  /** IATA code of the airport: the partition, since all takeovers are asked for together. */
  readonly airport: string;
  /** See `takeoverIdOf`: ids sort by the time of the proposal. */
  readonly id: string;
  readonly zone: string;
  readonly level: TakeoverLevel;
  readonly texts: readonly TakeoverText[];
  readonly minutes: number;
  readonly state: TakeoverState;
  readonly proposedAt: string;
  readonly lapsesAt: string;
  readonly proposedBy: string;
  /** Subs are never answered: the schema does not have them. */
  readonly proposerSub: string;
  readonly confirmedAt?: string;
  readonly expiresAt?: string;
  readonly confirmedBy?: string;
  readonly confirmerSub?: string;
  readonly endedAt?: string;
  readonly endedBy?: string;
  readonly enderSub?: string;
  /** When the item goes, seconds since 1970. */
  readonly expires: number;
}

/**
 * An id that sorts by the time of the proposal: milliseconds since 1970, which have 13 digits until the year 2286, and a
 * UUID. So the newest takeovers are the end of their partition, and an id alone is enough to find one.
 */
export function takeoverIdOf(milliseconds: number, uuid: string): string {
  return `${milliseconds}-${uuid}`;
}

/** The text before which ids of earlier proposals sort, and after which all others do. */
export function firstIdSince(milliseconds: number): string {
  return `${milliseconds}`;
}
