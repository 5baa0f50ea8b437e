import { formatCount } from "./formats";

/**
 * What there is to say when the rows of a filter are counted again; undefined: as many as are shown, and the same.
 * @param changed - some of the rows in sight are others by now
 */
export function describeNews(shown: number, counted: number, changed: boolean): string | undefined {
  const difference = counted - shown;
  if (difference === 0) return changed ? "Companies changed" : undefined;
  const count = formatCount(Math.abs(difference));
  const companies = Math.abs(difference) === 1 ? "company" : "companies";
  return difference > 0 ? `${count} new ${companies}` : `${count} ${companies} fewer`;
}
