import type { FlightBusEvent, FlightReference } from "../flight-events/bus-event.js";
import type { ColumnPlaces, RowReader } from "./row-reader.js";

/** A header as an error shows it. */
export function shownHeader(header: readonly string[]): string {
  return header.length === 0 ? "no header line at all" : header.join(", ");
}

/** A flight as a row describes it. */
export interface ImportedFlight {
  readonly flight: FlightReference;
  readonly scheduled: FlightBusEvent;
  /** What the row says to have happened, for formats that tell it. */
  readonly implied: readonly FlightBusEvent[];
}

/** What columns a file may have, and how a row becomes a flight. */
export interface ScheduleFormat<Column extends string = string> {
  /**
   * Finds the format's columns in a header.
   * @throws UnexpectedValue naming a column that must be there and is not
   */
  columns(header: readonly string[]): { readonly places: ColumnPlaces<Column>; readonly unknown: readonly string[] };
  /** The row's flight; "elsewhere" for rows that were not asked for; undefined when the reader noted problems. */
  flight(row: RowReader<Column>): ImportedFlight | "elsewhere" | undefined;
}
