import * as fields from "../flight-events/flight-fields.js";
import { momentOfLocalTime, parseDate, parseMoment, shiftDate } from "../flight-events/local-time.js";
import { UnexpectedValue, shown } from "../flight-events/unexpected-value.js";
import { zoneOfAirport } from "./airport-zones.js";
import type { BtsColumn } from "./bts-columns.js";
import type { RowReader } from "./row-reader.js";

/** A departure as a row of on-time performance data records it. Moments are milliseconds since 1970. */
export interface BtsDeparture {
  /** Scheduled departure date at the origin. */
  readonly date: string;
  readonly carrier: string;
  readonly number: number;
  readonly origin: string;
  readonly destination: string;
  readonly scheduled: number;
  /** False where the file says that the scheduled time was not recorded but worked out from other days. */
  readonly scheduleRecorded: boolean;
  /** Left the gate; undefined when it never did. */
  readonly offBlock: number | undefined;
  readonly takeOff: { readonly time: number; readonly source: TakeOffSource } | undefined;
  readonly cancelled: boolean;
  /** Why, where the data says. */
  readonly reason: string | undefined;
}

/** Where a take-off time comes from: the data, or one of two ways to infer it. */
export type TakeOffSource = "recorded" | "arrival minus air time" | "usual taxi time";

const minute = 60_000;

/** Usual taxi times where the data has none: minutes from gate to runway, and from runway to gate. */
const usualTaxiOutMinutes = 15;
const usualTaxiInMinutes = 6;

/** https://www.transtats.bts.gov/Fields.asp?gnoyr_VQ=FGJ, CancellationCode. */
const cancellationReasons: Readonly<Record<string, string>> = {
  A: "Carrier",
  B: "Weather",
  C: "National air system",
  D: "Security",
};

/** Says which airport a row departs from, before anything else of it is read. */
export function originOf(row: RowReader<BtsColumn>): string {
  return row.text("origin").toUpperCase();
}

/** Reads a row; undefined when the reader noted problems. */
export function btsDeparture(row: RowReader<BtsColumn>): BtsDeparture | undefined {
  const date = dateOf(row);
  const carrier = row.required("carrier", fields.parseCarrier);
  const number = row.required("number", fields.parseFlightNumber);
  const origin = row.required("origin", fields.parseAirport);
  const destination = row.required("destination", (field, text) => {
    const code = fields.parseAirport(field, text);
    if (code === origin) throw new UnexpectedValue(field, `an airport other than the origin ${origin}`, shown(text));
    return code;
  });
  const scheduledMinutes = row.required("scheduledDeparture", parseClock);
  if (date === undefined || carrier === undefined || number === undefined) return undefined;
  if (origin === undefined || destination === undefined || scheduledMinutes === undefined) return undefined;

  const zone = zoneOfAirport(origin);
  const scheduled =
    row.optional("scheduledDepartureUtc", parseMoment) ??
    row.required("scheduledDeparture", (field) => {
      if (zone === undefined) throw new UnexpectedValue(field, "an origin of known time zone", shown(origin));
      const moment = momentOfLocalTime(date, scheduledMinutes, zone);
      if (moment === undefined)
        throw new UnexpectedValue(field, `a time that occurs on ${date} in ${zone}`, row.text("scheduledDeparture"));
      return moment;
    });
  if (scheduled === undefined) return undefined;

  const offBlock = offBlockOf(row, date, scheduled, zone);
  const cancelled = offBlock === undefined || Number(row.text("cancelled")) === 1 || row.text("status") === "cancelled";
  const takeOff = offBlock === undefined || cancelled ? undefined : takeOffOf(row, date, offBlock, zone, destination);
  if (row.problems.length > 0) return undefined;
  const reason = cancellationReasons[row.text("cancellationCode")];
  const scheduleRecorded = row.text("scheduledDepartureSource") !== "imputed";
  return {
    date,
    carrier,
    number,
    origin,
    destination,
    scheduled,
    scheduleRecorded,
    offBlock,
    takeOff,
    cancelled,
    reason,
  };
}

function dateOf(row: RowReader<BtsColumn>): string | undefined {
  // BTS writes 2013-02-08, older extracts 2/8/2013 12:00:00 AM.
  const text = row.text("date");
  if (text !== "") {
    const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})( 12:00:00 AM)?$/.exec(text);
    if (american === null) return row.required("date", parseDate);
    const [, month = "", day = "", year = ""] = american;
    return row.required("date", (field) => parseDate(field, isoDate(year, month, day)));
  }
  return row.required("day", (field) =>
    parseDate(field, isoDate(row.text("year"), row.text("month"), row.text("day"))),
  );
}

function isoDate(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** HHMM without leading zeros, 0 to 2400, in minutes from 00:00. @throws UnexpectedValue */
function parseClock(field: string, text: string): number {
  const hours = Math.floor(Number(text) / 100);
  const minutes = Number(text) % 100;
  if (!/^\d{1,4}$/.test(text) || minutes > 59 || hours * 60 + minutes > 1440) {
    throw new UnexpectedValue(field, "a local time, HHMM from 0000 to 2400", shown(text));
  }
  return hours * 60 + minutes;
}

/** Whole minutes; BTS writes them with decimals: -2.00. @throws UnexpectedValue */
function parseMinutes(field: string, text: string): number {
  if (!/^-?\d{1,5}(\.0+)?$/.test(text)) throw new UnexpectedValue(field, "whole minutes", shown(text));
  return Number(text);
}

/** The recorded departure, with its date: the data gives only the clock's time and by how much that was late. */
function offBlockOf(
  row: RowReader<BtsColumn>,
  date: string,
  scheduled: number,
  zone: string | undefined,
): number | undefined {
  const clock = row.optional("departure", parseClock);
  const delay = row.optional("departureDelay", parseMinutes);
  if (clock === undefined) return undefined;
  const expected = scheduled + (delay ?? 0) * minute;
  const moment =
    row.optional("departureUtc", parseMoment) ?? (zone === undefined ? expected : nearest(date, clock, zone, expected));
  const late = Math.round((moment - scheduled) / minute);
  if (delay !== undefined && late !== delay && !acrossClockChange(late - delay)) {
    row.refuse("departureDelay", `${String(late)}, the minutes between scheduled and actual departure`, String(delay));
  }
  return moment;
}

/** Whether clocks that were changed between two local times explain the difference. */
function acrossClockChange(difference: number): boolean {
  return Math.abs(difference) === 60;
}

function takeOffOf(
  row: RowReader<BtsColumn>,
  date: string,
  offBlock: number,
  zone: string | undefined,
  destination: string,
): { time: number; source: TakeOffSource } {
  const wheelsOff = row.optional("wheelsOff", parseClock);
  const taxiOut = row.optional("taxiOut", parseMinutes);
  const airTime = row.optional("airTime", parseMinutes);
  const arrival = arrivalOf(row, date, offBlock, airTime, destination);
  const usual = offBlock + usualTaxiOutMinutes * minute;

  if (wheelsOff !== undefined && zone !== undefined) {
    return { time: nearest(date, wheelsOff, zone, usual), source: "recorded" };
  }
  if (taxiOut !== undefined) return { time: offBlock + taxiOut * minute, source: "recorded" };
  if (arrival !== undefined && airTime !== undefined) {
    const time = arrival - (airTime + usualTaxiInMinutes) * minute;
    // Nothing takes off before it leaves the gate: the arrival's taxi time was shorter than usual.
    return { time: Math.max(time, offBlock + minute), source: "arrival minus air time" };
  }
  return { time: usual, source: "usual taxi time" };
}

function arrivalOf(
  row: RowReader<BtsColumn>,
  date: string,
  offBlock: number,
  airTime: number | undefined,
  destination: string,
): number | undefined {
  const utc = row.optional("arrivalUtc", parseMoment);
  if (utc !== undefined) return utc;
  const clock = row.optional("arrival", parseClock);
  const zone = zoneOfAirport(destination);
  if (clock === undefined || zone === undefined || airTime === undefined) return undefined;
  return nearest(date, clock, zone, offBlock + (airTime + usualTaxiOutMinutes + usualTaxiInMinutes) * minute);
}

/** Of the moments at which a clock shows a time, from the day before to three days on, the one nearest to another. */
function nearest(date: string, clock: number, zone: string, to: number): number {
  const moments = [-1, 0, 1, 2, 3].flatMap((days) => momentOfLocalTime(shiftDate(date, days), clock, zone) ?? []);
  return moments.reduce(
    (best, moment) => (Math.abs(moment - to) < Math.abs(best - to) ? moment : best),
    Number.POSITIVE_INFINITY,
  );
}
