const wholes = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** A count with commas: 5,000. */
export function formatCount(count: number): string {
  return wholes.format(count);
}

/** `1 company`, `5,000 companies`. */
export function formatCompanies(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "company" : "companies"}`;
}

/** Which rows of how many a page shows: `401–500 of 5,000`; `0 of 0` where there are none. */
export function formatRange(firstRow: number, rows: number, total: number): string {
  if (rows === 0) return `0 of ${formatCount(total)}`;
  return `${formatCount(firstRow)}–${formatCount(firstRow + rows - 1)} of ${formatCount(total)}`;
}

/** A size in decimal units, as browsers show downloads: 1.2 MB. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${short.format(bytes / 1_000 ** power)} ${units[power] ?? ""}`;
}

/** Share of a whole in per cent: `12.5%`, `<0.1%`. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0%";
  const percent = (100 * part) / whole;
  return percent < 0.1 ? "<0.1%" : `${short.format(percent)}%`;
}

/** A date of the device's zone for file names, YYYY-MM-DD; `at` in milliseconds since 1970. */
export function fileDate(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** One line of a text of several: each break becomes a sign that shows it. */
export function inOneLine(text: string): string {
  return text.replace(/\s*\r?\n\s*|\r/g, " ↵ ");
}
