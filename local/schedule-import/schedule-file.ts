import { createReadStream } from "node:fs";
import { refusalByBackend } from "../flight-events/contract.js";
import { readCsvLines } from "./csv-lines.js";
import type { RowProblem } from "./row-problem.js";
import { RowReader } from "./row-reader.js";
import type { ImportedFlight, ScheduleFormat } from "./schedule-format.js";

/** What is found while a schedule file is read, in the order of the file. */
export type ScheduleFinding =
  | { readonly kind: "flight"; readonly imported: ImportedFlight }
  | { readonly kind: "elsewhere" }
  /** A row that is not imported, with all that is wrong with it. */
  | { readonly kind: "bad"; readonly problems: readonly RowProblem[] }
  /** Columns of the header that the format does not know; their values are not used. */
  | { readonly kind: "unknown-columns"; readonly names: readonly string[] };

/**
 * Reads a schedule file row by row. A flight that occurs twice is a bad row at its second place.
 * @param onBytes told how many bytes of the file the rows so far take
 * @throws UnexpectedValue for a header that lacks columns, or is not there; the system's error where the file cannot be read
 */
export async function* readSchedule<Column extends string>(
  file: string,
  format: ScheduleFormat<Column>,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<ScheduleFinding> {
  const seenAt = new Map<string, number>();
  let header:
    { readonly names: readonly string[]; readonly places: ReturnType<typeof format.columns>["places"] } | undefined;

  for await (const found of readCsvLines(createReadStream(file))) {
    if ("column" in found) {
      yield { kind: "bad", problems: [found] };
      continue;
    }
    const { line, cells, end } = found;
    onBytes(end);
    if (header === undefined) {
      const { places, unknown } = format.columns(cells);
      header = { names: cells, places };
      if (unknown.length > 0) yield { kind: "unknown-columns", names: unknown };
      continue;
    }
    if (cells.length !== header.names.length) {
      const problem = { line, column: "row", expected: countOf(header.names), actual: countOf(cells) };
      yield { kind: "bad", problems: [problem] };
      continue;
    }
    const row = new RowReader(header.places, line, cells);
    const imported = format.flight(row);
    if (imported === "elsewhere") yield { kind: "elsewhere" };
    else if (imported === undefined) yield { kind: "bad", problems: row.problems };
    else yield refused(imported, line) ?? withoutRepetition(imported, line, seenAt);
  }
  // No column is in a header that is not there: the format says which it needs.
  if (header === undefined) format.columns([]);
}

/** A bad row where the backend would refuse one of its events; undefined where all is well. */
function refused({ scheduled, implied }: ImportedFlight, line: number): ScheduleFinding | undefined {
  for (const event of [scheduled, ...implied]) {
    const refusal = refusalByBackend(event);
    if (refusal === undefined) continue;
    return { kind: "bad", problems: [{ line, column: "row", expected: "what the backend takes", actual: refusal }] };
  }
  return undefined;
}

function withoutRepetition(imported: ImportedFlight, line: number, seenAt: Map<string, number>): ScheduleFinding {
  const { date, carrier, number, direction } = imported.flight;
  const key = `${date} ${carrier}${String(number)} ${direction ?? "DEPARTURE"}`;
  const first = seenAt.get(key);
  if (first === undefined) {
    seenAt.set(key, line);
    return { kind: "flight", imported };
  }
  const problem = {
    line,
    column: "row",
    expected: "each flight once a day and direction",
    actual: `${key} again, first on line ${String(first)}`,
  };
  return { kind: "bad", problems: [problem] };
}

function countOf(cells: readonly string[]): string {
  return `${String(cells.length)} ${cells.length === 1 ? "value" : "values"}`;
}
