import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { airlineNames } from "./airline-names.js";
import { airportCities } from "./airport-cities.js";
import { packPlaceNames } from "./packed-names.js";

const id = "virtual:place-names";
const resolved = `\0${id}`;

/** What reads the tables in the browser; in the chunk of the names, so that both change together. */
const reader = fileURLToPath(new URL("../../../src/flights/packed-place-names.ts", import.meta.url));

/**
 * The module `virtual:place-names`: cities by airport and airlines by designator, made at build time from packages of
 * many megabytes. Its default export is a `PlaceNameTable` (`src/flights/place-names.ts`).
 */
export function placeNamesPlugin(): Plugin {
  return {
    name: "airside:place-names",
    resolveId: (source) => (source === id ? resolved : undefined),
    load(source) {
      if (source !== resolved) return undefined;
      const packed = JSON.stringify(packPlaceNames(airportCities(), airlineNames()));
      return `import { unpackPlaceNames } from ${JSON.stringify(reader)};\nexport default unpackPlaceNames(${packed});`;
    },
  };
}
