import { UnexpectedValue } from "../flight-events/unexpected-value.js";
import type { ColumnPlace, ColumnPlaces } from "./row-reader.js";
import { shownHeader } from "./schedule-format.js";

/**
 * Columns of US on-time performance data under the names that are in use: nycflights13
 * (https://nycflights13.tidyverse.org/reference/flights.html), the download of the Bureau of Transportation Statistics
 * (https://www.transtats.bts.gov/Fields.asp?gnoyr_VQ=FGJ) and its older extracts. Case and underscores do not matter.
 */
const columnNames = {
  date: ["flightdate", "fldate"],
  year: ["year"],
  month: ["month"],
  day: ["day", "dayofmonth"],
  carrier: ["carrier", "reportingairline", "iatacodereportingairline", "opuniquecarrier", "uniquecarrier", "opcarrier"],
  number: ["flight", "flightnumberreportingairline", "opcarrierflnum", "flnum"],
  origin: ["origin"],
  destination: ["dest"],
  scheduledDeparture: ["scheddeptime", "crsdeptime"],
  scheduledDepartureSource: ["scheddepsource"],
  departure: ["deptime"],
  departureDelay: ["depdelay"],
  taxiOut: ["taxiout"],
  wheelsOff: ["wheelsoff"],
  arrival: ["arrtime"],
  airTime: ["airtime"],
  cancelled: ["cancelled"],
  cancellationCode: ["cancellationcode"],
  status: ["status"],
  scheduledDepartureUtc: ["scheddeputc"],
  departureUtc: ["actualdeputc"],
  arrivalUtc: ["actualarrutc"],
} as const satisfies Record<string, readonly string[]>;

export type BtsColumn = keyof typeof columnNames;

const requiredColumns: readonly BtsColumn[] = [
  "carrier",
  "number",
  "origin",
  "destination",
  "scheduledDeparture",
  "departure",
];

/** Finds the columns in a header; the many others that such files have are left alone. @throws UnexpectedValue */
export function btsColumns(header: readonly string[]): ColumnPlaces<BtsColumn> {
  const written = header.map((name) => name.toLowerCase().replaceAll("_", ""));
  const places = new Map<BtsColumn, ColumnPlace>();
  for (const column of Object.keys(columnNames) as BtsColumn[]) {
    // Of several names for a column the one that stands first in the table counts.
    const index = columnNames[column].map((name) => written.indexOf(name)).find((found) => found !== -1);
    if (index !== undefined) places.set(column, { index, name: header[index] ?? column });
  }
  const missing = requiredColumns.filter((column) => !places.has(column));
  const dated = places.has("date") || (["year", "month", "day"] as const).every((column) => places.has(column));
  if (missing.length > 0 || !dated) {
    const names = missing.map((column) => columnNames[column].join(" or "));
    const wanted = [...names, ...(dated ? [] : ["year, month and day (or flight_date)"])];
    throw new UnexpectedValue("header", `the columns ${wanted.join("; ")}`, shownHeader(header));
  }
  return places;
}
