/** What the generated chunk `virtual:place-names` holds: names by code. */
export interface PlaceNameTable {
  /** By IATA airport code. */
  readonly cities: Readonly<Record<string, string>>;
  /** By designator, IATA and ICAO. */
  readonly airlines: Readonly<Record<string, string>>;
}

const A = "A".charCodeAt(0);

/** Code of the airport whose city is in line `line`: 0 is AAA, 17,575 is ZZZ. */
function airportCode(line: number): string {
  return String.fromCharCode(A + Math.floor(line / 676), A + (Math.floor(line / 26) % 26), A + (line % 26));
}

/**
 * The tables of the chunk `virtual:place-names`, which `local/web-app/place-names/packed-names.ts` packs.
 *
 * @param packed.cities a line for each code from AAA to ZZZ: the city, or nothing.
 * @param packed.airlines a line for each airline: its designators with blanks between, a tab, its name.
 */
export function unpackPlaceNames(packed: { readonly cities: string; readonly airlines: string }): PlaceNameTable {
  const cities: Record<string, string> = {};
  packed.cities.split("\n").forEach((city, line) => {
    if (city !== "") cities[airportCode(line)] = city;
  });
  const airlines: Record<string, string> = {};
  for (const row of packed.airlines.split("\n")) {
    const [codes = "", name] = row.split("\t");
    if (name !== undefined) for (const code of codes.split(" ")) airlines[code] = name;
  }
  return { cities, airlines };
}
