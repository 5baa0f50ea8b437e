import type { Readable } from "node:stream";
import { parse, type CsvError, type Info } from "csv-parse";
import type { RowProblem } from "./row-problem.js";

/** A row of a CSV file. */
export interface CsvLine {
  readonly line: number;
  /** Values in the order of the file, blanks around them cut off. */
  readonly cells: readonly string[];
  /** Where the row ends, bytes from the beginning of the file. */
  readonly end: number;
}

/**
 * Reads CSV (RFC 4180; also LF line ends and a byte order mark) row by row, the header line first. What cannot be read
 * as CSV comes as a problem, and reading goes on behind it.
 */
export async function* readCsvLines(input: Readable): AsyncGenerator<CsvLine | RowProblem> {
  const skipped: RowProblem[] = [];
  let lastWhole = 0;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip(error) {
      if (error !== undefined) skipped.push(problemOf(error, lastWhole));
      return undefined;
    },
    on_record(record: string[], { lines }) {
      lastWhole = lines;
      return record;
    },
  });
  // An input that fails ends the parser with its error, so that whoever reads on hears of it.
  input.on("error", (error) => parser.destroy(error));
  input.pipe(parser);

  for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: string[] }>) {
    // The parser runs ahead of its reader: problems wait for their place in the order of lines.
    yield* skipped.splice(0, skipped.findLastIndex(({ line }) => line <= info.lines) + 1);
    yield { line: info.lines, cells: record, end: info.bytes };
  }
  yield* skipped.splice(0);
}

/** @param lastWhole the line on which the last row before it ended, 0 for none */
function problemOf(error: CsvError, lastWhole: number): RowProblem {
  const line = typeof error["lines"] === "number" ? error["lines"] : 0;
  switch (error.code) {
    // The parser notices at the end of the file, lines behind the place that has to be put right.
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        line: lastWhole + 1,
        column: "row",
        expected: 'a quote (") that closes the one opened on this line or below it',
        actual: `the end of the file on line ${String(line)}: nothing from here on was read`,
      };
    case "INVALID_OPENING_QUOTE":
      return {
        line,
        column: "row",
        expected: 'quotes (") around a whole value only, as in "a ""b"" c"',
        actual: "one inside a value that does not begin with one",
      };
    case "CSV_INVALID_CLOSING_QUOTE":
      return {
        line,
        column: "row",
        expected: 'a comma or the end of the line behind a closing quote ("), or two quotes for one inside a value',
        actual: "something else behind it",
      };
    default:
      return { line, column: "row", expected: "values parted by commas (RFC 4180)", actual: error.message };
  }
}
