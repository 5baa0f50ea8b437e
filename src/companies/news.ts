import { formatCount } from "./formats";

/** What there is to say when the rows of a filter are counted again; undefined: as many as are shown. */
export function describeNews(shown: number, counted: number): string | undefined {
  const difference = counted - shown;
  if (difference === 0) return undefined;
  const count = formatCount(Math.abs(difference));
  const companies = Math.abs(difference) === 1 ? "company" : "companies";
  return difference > 0 ? `${count} new ${companies}` : `${count} ${companies} fewer`;
}
