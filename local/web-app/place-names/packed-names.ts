/** The two tables as texts: half the size on the wire of an object with a key for each name. `src/flights/packed-place-names.ts` reads them. */
export interface PackedPlaceNames {
  /** A line for each code from AAA to ZZZ, in order: the city, or nothing. Empty lines at the end are left out. */
  readonly cities: string;
  /** A line for each airline: its designators with blanks between, a tab, its name. */
  readonly airlines: string;
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const airportCodes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));

/**
 * Packs names by code.
 *
 * @throws Error that names the code when a name has a line break or a tab, or an airport's code is not three letters.
 */
export function packPlaceNames(
  cities: ReadonlyMap<string, string>,
  airlines: ReadonlyMap<string, string>,
): PackedPlaceNames {
  for (const [code, name] of [...cities, ...airlines]) {
    if (/[\n\t]/.test(name)) {
      throw new Error(`${code}: expected a name in one line without tabs, came ${JSON.stringify(name)}. Correct it.`);
    }
  }
  for (const code of cities.keys()) {
    if (!/^[A-Z]{3}$/.test(code)) {
      throw new Error(`Airport code: expected three letters A to Z, came ${JSON.stringify(code)}. Correct it.`);
    }
  }
  const codesOf = new Map<string, string[]>();
  for (const code of [...airlines.keys()].sort()) {
    const name = airlines.get(code) ?? "";
    codesOf.set(name, [...(codesOf.get(name) ?? []), code]);
  }
  return {
    cities: airportCodes
      .map((code) => cities.get(code) ?? "")
      .join("\n")
      .trimEnd(),
    airlines: [...codesOf].map(([name, codes]) => `${codes.join(" ")}\t${name}`).join("\n"),
  };
}
