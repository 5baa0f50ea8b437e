import type { PlaceNameTable } from "./packed-place-names";

export type { PlaceNameTable };

/** Names for codes, as passengers know them. */
export interface PlaceNames {
  /**
   * Where an airport is, by its IATA code, as passengers say it: the city, with the airport's own name where passengers
   * could mistake two of the same city ("London Heathrow"). The code itself while the name is not known.
   */
  readonly city: (airport: string) => string;
  /** Name of an airline by its designator, IATA ("UA") or ICAO ("UAL"); undefined where not known. */
  readonly airline: (carrier: string) => string | undefined;
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
