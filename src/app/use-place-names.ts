import { useEffect, useState } from "react";
import { codesOnly, placeNames, type PlaceNames } from "../flights/place-names";

/** Names of places and airlines. They come in a chunk of their own: the first paint does not wait for them. */
export function usePlaceNames(): PlaceNames {
  const [names, setNames] = useState(codesOnly);
  useEffect(() => {
    let wanted = true;
    import("virtual:place-names").then(
      ({ default: table }) => {
        if (wanted) setNames(placeNames(table));
      },
      (reason: unknown) => {
        console.warn("airside: place names did not load, codes are shown instead", reason);
      },
    );
    return () => {
      wanted = false;
    };
  }, []);
  return names;
}
