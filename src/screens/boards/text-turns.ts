import { LEAST_STEP_MS } from "../../display/reading-time";
import type { RotationMoment, RotationPlan } from "../../display/rotation";

/** A turn where nothing hurries it, milliseconds: time to read two short lines twice. */
export const TURN_MS = 4_000;

/** One of the times that a language shows. */
export interface LanguageSlot {
  /** Counts those of one language, page after page and cycle after cycle. */
  readonly number: number;
  /** When it began, milliseconds since 1970. */
  readonly sinceMs: number;
  /** How long it takes, milliseconds. */
  readonly dwellMs: number;
}

/** The slot of a moment; undefined where nothing turns. */
export function languageSlot({ page, step, sinceMs }: RotationMoment, plan: RotationPlan): LanguageSlot | undefined {
  const shown = plan.pages[page];
  if (shown === undefined || !Number.isFinite(sinceMs)) return undefined;
  const { dwellMs, steps } = shown;
  const since = sinceMs - (step * dwellMs) / steps;
  return { number: Math.floor(since / plan.cycleMs) * plan.pages.length + page, sinceMs: since, dwellMs };
}

/**
 * Which of so many turns it is at `now`. Each slot begins with the first one where it has time for all of them; where it
 * has not, it goes on where the one before it ended, so that none is left out.
 */
export function turnAt(now: number, turns: number, { number, sinceMs, dwellMs }: LanguageSlot): number {
  const turnMs = Math.min(TURN_MS, Math.max(LEAST_STEP_MS, dwellMs / turns));
  // A third of a time has three in it, whatever rounding says.
  const inSlot = Math.max(1, Math.floor(dwellMs / turnMs + 1e-9));
  const first = inSlot < turns ? number * inSlot : 0;
  return (first + Math.min(inSlot - 1, Math.floor(Math.max(0, now - sinceMs) / turnMs))) % turns;
}
