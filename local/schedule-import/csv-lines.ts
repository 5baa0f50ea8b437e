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
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip(error) {
      if (error !== undefined) skipped.push(problemOf(error));
      return undefined;
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

function problemOf(error: CsvError): RowProblem {
  const line = typeof error["lines"] === "number" ? error["lines"] : 0;
  return { line, column: "row", expected: "CSV", actual: `${error.code}: ${error.message}` };
}
