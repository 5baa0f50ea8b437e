/** Names for codes, as passengers know them. */
export interface PlaceNames {
  /** City of an airport by its IATA code; the code itself while the name is not known. */
  readonly city: (airport: string) => string;
  /** Name of an airline by its designator; undefined where not known. */
  readonly airline: (carrier: string) => string | undefined;
}

/** What the generated chunk `virtual:place-names` holds. */
export interface PlaceNameTable {
  readonly cities: Readonly<Record<string, string>>;
  readonly airlines: Readonly<Record<string, string>>;
}

/** Names for no code at all: what a board shows until the table has come. */
export const codesOnly: PlaceNames = { city: (airport) => airport, airline: () => undefined };

/** Looks names up in `table`. */
export function placeNames(table: PlaceNameTable): PlaceNames {
  return {
    city: (airport) => table.cities[airport] ?? airport,
    airline: (carrier) => table.airlines[carrier],
  };
}
