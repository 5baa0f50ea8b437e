import { UnexpectedValue } from "../flight-events/unexpected-value.js";
import type { RowProblem } from "./row-problem.js";

/** Where a column stands in the file, and the name that the file gives it. */
export interface ColumnPlace {
  readonly index: number;
  readonly name: string;
}

/** The columns of a file, by the name that its format gives them. */
export type ColumnPlaces<Column extends string> = ReadonlyMap<Column, ColumnPlace>;

/** Reads the values of one row and collects what is wrong with them, so that all of it is reported at once. */
export class RowReader<Column extends string> {
  readonly problems: RowProblem[] = [];

  constructor(
    private readonly places: ColumnPlaces<Column>,
    readonly line: number,
    private readonly cells: readonly string[],
  ) {}

  /** The value as it stands; "" for an empty cell, for NA and for a column that the file does not have. */
  text(column: Column): string {
    const place = this.places.get(column);
    const text = place === undefined ? "" : (this.cells[place.index] ?? "");
    return text === "NA" ? "" : text;
  }

  /** The value parsed; undefined, and a problem noted, where the parser throws UnexpectedValue. */
  required<Value>(column: Column, parse: (field: string, text: string) => Value): Value | undefined {
    try {
      return parse(this.places.get(column)?.name ?? column, this.text(column));
    } catch (error) {
      if (!(error instanceof UnexpectedValue)) throw error;
      this.refuse(column, error.expected, error.actual);
      return undefined;
    }
  }

  /** As {@link required}, but an empty cell is no problem. */
  optional<Value>(column: Column, parse: (field: string, text: string) => Value): Value | undefined {
    return this.text(column) === "" ? undefined : this.required(column, parse);
  }

  /** Notes a problem that shows only when values are held against each other. */
  refuse(column: Column, expected: string, actual: string): void {
    this.problems.push({ line: this.line, column: this.places.get(column)?.name ?? column, expected, actual });
  }
}
