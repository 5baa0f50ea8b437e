import { LEAST_STEP_MS } from "../../display/reading-time";
import type { RotationMoment, RotationPlan } from "../../display/rotation";

/** A turn where nothing hurries it, milliseconds: time to read two short lines twice. */
export const TURN_MS = 4_000;

/** One of the times that a language shows: with each page of each cycle it has one. */
export interface LanguageSlot {
  readonly cycle: number;
  readonly page: number;
  /** When it began, milliseconds since 1970. */
  readonly sinceMs: number;
  /** How long those of each page take, milliseconds. */
  readonly dwellsMs: readonly number[];
}

/** The slot of a moment; undefined where nothing turns. */
export function languageSlot({ page, step, sinceMs }: RotationMoment, plan: RotationPlan): LanguageSlot | undefined {
  const shown = plan.pages[page];
  if (shown === undefined || !Number.isFinite(sinceMs)) return undefined;
  // To the millisecond, as steps begin in rotation.ts: a fraction before it is another cycle.
  const since = sinceMs - Math.floor((step * shown.dwellMs) / shown.steps);
  const dwellsMs = plan.pages.map(({ dwellMs }) => dwellMs);
  return { cycle: Math.floor(since / plan.cycleMs), page, sinceMs: since, dwellsMs };
}

/**
 * Which of so many turns it is at `now`. A slot begins with the first one where it has time for all of them; where it has
 * not, it goes on where the one before it ended, so that none is left out.
 */
export function turnAt(now: number, turns: number, { cycle, page, sinceMs, dwellsMs }: LanguageSlot): number {
  const turnMsIn = (dwellMs: number) => Math.min(TURN_MS, Math.max(LEAST_STEP_MS, dwellMs / turns));
  // A third of a time has three in it, whatever rounding says.
  const turnsIn = (dwellMs: number) => Math.max(1, Math.floor(dwellMs / turnMsIn(dwellMs) + 1e-9));
  const inAll = (dwells: readonly number[]) => dwells.reduce((sum, dwellMs) => sum + turnsIn(dwellMs), 0);
  const dwellMs = dwellsMs[page] ?? TURN_MS;
  const inSlot = turnsIn(dwellMs);
  const before = inSlot < turns ? cycle * inAll(dwellsMs) + inAll(dwellsMs.slice(0, page)) : 0;
  return (before + Math.min(inSlot - 1, Math.floor(Math.max(0, now - sinceMs) / turnMsIn(dwellMs)))) % turns;
}
