/** `2026-11-23T08:22:51Z`: times as AWS writes them into events, whole seconds. @param at milliseconds since 1970 */
export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A time in an answer of AWS JSON: seconds since 1970, with milliseconds behind the point. @param at milliseconds since 1970 */
export function epochSeconds(at: number): number {
  return at / 1000;
}
