import { useEffect, useMemo, useState } from "react";
import { useSearch } from "wouter";
import type { Configuration } from "../api/configuration";
import type { DisplayKind } from "../display/display-kind";
import { displayPath } from "../display/display-kind";
import { parseDisplayOptions, type DisplayOptions } from "../display/display-options";
import { isRefusal } from "../display/panel";
import { BoardScreen } from "../screens/boards/BoardScreen";
import { legibleBoard } from "../screens/boards/panel-layout";
import { BoardContext, type Board } from "../state/board-context";
import { useWindowSize } from "../ui/use-window-size";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { BadAddress } from "./BadAddress";
import { createBoardRuntime } from "./board-runtime";
import { systemClock } from "./system-clock";
import { usePlaceNames } from "./use-place-names";

interface BoardDisplayProps {
  readonly configuration: Configuration;
  readonly kind: DisplayKind;
}

/** A display on a wall: reads its options from the URL and runs it. */
export function BoardDisplay({ configuration, kind }: BoardDisplayProps) {
  const search = useSearch();
  const parsed = useMemo(
    () =>
      parseDisplayOptions(
        search,
        configuration.airport.terminals.map((terminal) => terminal.code),
      ),
    [search, configuration],
  );
  const size = useWindowSize();
  if ("fault" in parsed) return <BadAddress fault={parsed.fault} />;
  const terminals = configuration.airport.terminals.length;
  const legible = legibleBoard(kind, parsed.options, terminals, size);
  if (legible !== undefined && isRefusal(legible)) return <BadAddress fault={legible} />;
  const key = `${displayPath(kind)}?${search}`;
  // The key: another address is another board, with nothing left of the one before.
  return <RunningBoard key={key} configuration={configuration} kind={kind} options={parsed.options} />;
}

interface RunningBoardProps extends BoardDisplayProps {
  readonly options: DisplayOptions;
}

function RunningBoard({ configuration, kind, options }: RunningBoardProps) {
  const [runtime] = useState(() => createBoardRuntime(configuration, kind, options, systemClock, Math.random));
  const names = usePlaceNames();
  useEffect(() => runtime.run(), [runtime]);
  useLanguageFonts(options.languages, systemClock);
  const board = useMemo<Board>(
    () => ({
      store: runtime.store,
      airport: configuration.airport,
      kind,
      options,
      clock: runtime.clock,
      serviceClock: runtime.serviceClock,
      deviceClock: systemClock,
      names,
      painted: runtime.painted,
    }),
    [runtime, configuration, kind, options, names],
  );
  return (
    <BoardContext value={board}>
      <BoardScreen />
    </BoardContext>
  );
}
