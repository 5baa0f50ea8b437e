/**
 * How long things must show to be read, in milliseconds. The figures come from these sources:
 *
 * - Human Factors Guidelines for Road Systems (NCHRP Report 600, chapter 19, "Displaying messages with dynamic
 *   characteristics"): a phase of a changeable sign shows 2 s for each unit of information, or 1 s for each word of four
 *   to eight characters, whichever is longer.
 * - Rayner, Eye movements in reading and information processing (Psychological Bulletin 124, 1998): a fixation in reading
 *   and in search takes 225 to 275 ms.
 * - BBC Subtitle Guidelines: subtitles are set for 160 to 180 words a minute.
 */

import type { Language } from "../flights/vocabulary";

/** A word of a text that is read as a whole, calmly: 150 words a minute, a little less than subtitles are set for. */
const WORD_MS = 400;

/** How long a text of sentences is read, milliseconds. The language says what a word is, where there are no spaces, too. */
export function readingMs(text: string, language: Language): number {
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(text);
  return WORD_MS * [...segments].filter(({ isWordLike }) => isWordLike).length;
}

/** Issue 4: nobody waits longer than this for a flight in a language of theirs. */
export const FIND_TIME_BUDGET_MS = 30_000;

/**
 * What of the budget is not planned with: late timers, painting and the turning of flaps happen on top of the plan, and
 * "never more than 30 s" holds for the passenger, not for the plan.
 */
export const BUDGET_RESERVE_MS = 2_000;

/** Least time of a step of the flight cell: a flight number is one unit of information. */
export const LEAST_STEP_MS = 2_000;

/** Time of a step where the budget leaves room: the cell turns into two words, carrier and number, and turns calmly. */
export const PREFERRED_STEP_MS = 3_000;

/**
 * Least time of a page in one language. Whoever looks for a flight knows its number, time or place; the news in its row
 * are two units of information, gate and status.
 */
export const LEAST_LANGUAGE_MS = 4_000;

/** Time of a page in one language where the budget leaves room: the whole row, word by word. */
export const PREFERRED_DWELL_MS = 7_000;

/** To find a row: one fixation for each row that must be looked at, in the worst case all of them. */
export const FIND_ROW_MS = 250;

/**
 * Least time that `rows` rows stay, in all languages together, where pages turn: find the row, then read its news. All
 * languages together, because rows stay where they are while their words change: numbers and times are the same in all.
 */
export function leastPageMs(rows: number): number {
  return LEAST_LANGUAGE_MS + rows * FIND_ROW_MS;
}

/** How many rows of a page that turns can be found and read in so much time, in all languages together; at least one. */
export function readableRows(pageMs: number): number {
  return Math.max(1, Math.floor((pageMs - LEAST_LANGUAGE_MS) / FIND_ROW_MS));
}
