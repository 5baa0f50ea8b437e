import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { seededRandom } from "../local/random.js";

/** What the data says became of a departure. */
export interface StormFlight {
  readonly carrier: string;
  readonly num: number;
  readonly cancelled: boolean;
  /** Milliseconds since 1970. */
  readonly scheduled: number;
  /** When it left the gate, milliseconds since 1970; undefined when it never did. */
  readonly left: number | undefined;
}

/** The departures of an on-time performance file whose scheduled time is known, read without the project's importer. */
export function stormFlights(file: string): StormFlight[] {
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
  return rows
    .filter((row) => row["sched_dep_utc"] !== "")
    .map((row) => ({
      carrier: row["carrier"] ?? "",
      num: Number(row["flight"]),
      cancelled: row["status"] === "cancelled",
      scheduled: Date.parse(row["sched_dep_utc"] ?? ""),
      left: row["actual_dep_utc"] === "" ? undefined : Date.parse(row["actual_dep_utc"] ?? ""),
    }));
}

/** A storm of our own in the same columns: cancellations grow over the day, delays with them. Departures of 8 February 2013. */
export function stormCsv(seed: string, flights: number): string {
  const random = seededRandom(seed);
  const header =
    "year,month,day,dep_time,dep_delay,arr_time,carrier,flight,origin,dest,air_time,sched_dep_time,status,sched_dep_utc,actual_dep_utc";
  const rows = Array.from({ length: flights }, (_, index) => {
    const scheduled = Date.UTC(2013, 1, 8, 11) + Math.floor((index / flights) * 12 * 60) * 60_000;
    const cancelled = random.chance(index / flights);
    const delay = cancelled ? 0 : random.integer(-5, Math.ceil((200 * index) / flights));
    const left = scheduled + delay * 60_000;
    const local = (time: number): string => {
      const parts = new Date(time - 5 * 3_600_000).toISOString();
      return String(Number(parts.slice(11, 13) + parts.slice(14, 16)));
    };
    const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16)}Z`;
    return [
      "2013,2,8",
      cancelled ? "," : `${local(left)},${delay}`,
      "",
      random.pick(["UA", "AA", "DL", "B6"]),
      1000 + index,
      "EWR",
      random.pick(["ORD", "LAX", "BOS", "MIA"]),
      "",
      local(scheduled),
      cancelled ? "cancelled" : "operated",
      utc(scheduled),
      cancelled ? "" : utc(left),
    ].join(",");
  });
  return [header, ...rows, ""].join("\n");
}
