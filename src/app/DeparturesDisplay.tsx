import { useEffect, useMemo, useState } from "react";
import { useSearch } from "wouter";
import type { Configuration } from "../api/configuration";
import { boardTimeFormat } from "../flights/board-time";
import { codesOnly, placeNames, type PlaceNames } from "../flights/place-names";
import { vocabularies } from "../flights/vocabulary";
import { DeparturesScreen } from "../screens/departures/DeparturesScreen";
import { BoardContext, type Board } from "../state/board-context";
import { parseBoardOptions, type BoardOptions } from "../state/board-options";
import { BadAddress } from "./BadAddress";
import { createBoardRuntime } from "./board-runtime";
import { systemClock } from "./system-clock";

/** `/departures`: reads the display's options from the URL and runs the board. */
export function DeparturesDisplay({ configuration }: { readonly configuration: Configuration }) {
  const search = useSearch();
  const parsed = useMemo(() => parseBoardOptions(search, configuration.airport), [search, configuration]);
  if ("fault" in parsed) return <BadAddress fault={parsed.fault} />;
  // The key: another address is another board, with nothing left of the one before.
  return <RunningBoard key={search} configuration={configuration} options={parsed.options} />;
}

interface RunningBoardProps {
  readonly configuration: Configuration;
  readonly options: BoardOptions;
}

function RunningBoard({ configuration, options }: RunningBoardProps) {
  const [runtime] = useState(() => createBoardRuntime(configuration, options, systemClock, Math.random));
  const names = usePlaceNames();
  useEffect(() => runtime.run(), [runtime]);
  const board = useMemo<Board>(
    () => ({
      store: runtime.store,
      airport: configuration.airport,
      options,
      clock: runtime.clock,
      deviceClock: systemClock,
      words: vocabularies.en,
      format: boardTimeFormat(configuration.airport.timeZone, vocabularies.en.language),
      names,
    }),
    [runtime, configuration, options, names],
  );
  return (
    <BoardContext value={board}>
      <DeparturesScreen />
    </BoardContext>
  );
}

/** The names come in a chunk of their own: the first paint does not wait for them. */
function usePlaceNames(): PlaceNames {
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
