/**
 * `2024-01-25T16:58:37Z`: events know whole seconds.
 *
 * @param time - milliseconds since 1970
 * @returns undefined where no calendar has such a time
 */
export function isoSeconds(time: number): string | undefined {
  const date = new Date(Math.floor(time / 1_000) * 1_000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(".000Z", "Z");
}
