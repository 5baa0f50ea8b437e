/**
 * Several texts in one line, as people type them: `acquired, closed`. A text that holds a comma or a quote, or begins or
 * ends with a space, stands in double quotes, with quotes inside doubled (as in CSV, RFC 4180).
 */
export function formatList(values: readonly string[]): string {
  return values.map((value) => (/^$|[",]|^\s|\s$/.test(value) ? `"${value.replace(/"/g, '""')}"` : value)).join(", ");
}

/** The texts of such a line. A quote that is never closed goes to the end: people are still typing it. */
export function parseList(line: string): readonly string[] {
  const values: string[] = [];
  const item = /\s*(?:"((?:[^"]|"")*)(?:"[^,]*|$)|([^,]*))(?:,|$)/y;
  while (item.lastIndex < line.length) {
    const match = item.exec(line);
    if (match === null) break;
    const [, quoted, plain] = match;
    if (quoted !== undefined) values.push(quoted.replace(/""/g, '"'));
    else if (plain !== undefined && plain.trim() !== "") values.push(plain.trim());
  }
  return values;
}
