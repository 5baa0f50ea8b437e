import { useEffect, useState } from "react";
import type { Clock } from "../flights/clock";
import type { PlaceNameTable } from "../flights/packed-place-names";
import { codesOnly, placeNames, type PlaceNames } from "../flights/place-names";
import { keepTrying } from "../ui/keep-trying";
import { systemClock } from "./system-clock";

/**
 * Names of places and airlines. They come in a chunk of their own: the first paint does not wait for them, and codes show
 * until they are there.
 */
export function usePlaceNames(load: () => Promise<PlaceNameTable> = loadTable, clock: Clock = systemClock): PlaceNames {
  const [names, setNames] = useState(codesOnly);
  useEffect(() => {
    let wanted = true;
    const show = async () => {
      const table = await load();
      if (wanted) setNames(placeNames(table));
    };
    const stop = keepTrying("names", show, clock);
    return () => {
      wanted = false;
      stop();
    };
  }, [load, clock]);
  return names;
}

async function loadTable(): Promise<PlaceNameTable> {
  const { default: table } = await import("virtual:place-names");
  return table;
}
