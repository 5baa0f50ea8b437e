import { useLayoutEffect, useState } from "react";
import { Link } from "wouter";
import type { BoardGrid, GridColumn } from "../../display/board-grid";
import { boardColumns } from "../../display/board-columns";
import { directionOf } from "../../display/display-kind";
import { sheetAddress } from "../../display/sheet";
import { useBoard, useBoardState } from "../../state/board-context";
import { useOwnRotation, useRotation, useRotationView } from "../../state/rotation-context";
import { useSpeech } from "../../state/language-context";
import { FlightTable } from "./FlightTable";
import { NothingToShow } from "./NothingToShow";
import { RotatingBoard } from "./RotatingBoard";

/** Rows that a list begins with, and grows by. */
const LIST_STEP = 60;

/** A board of departures or arrivals as a list to scroll. */
export function ListBoard() {
  // All numbers of a flight show at once, so only languages turn.
  const rotation = useOwnRotation({ numbersOf: () => 1 });
  return (
    <RotatingBoard rotation={rotation} asList={true}>
      <List />
    </RotatingBoard>
  );
}

function List() {
  const { airport, kind, options } = useBoard();
  const { words } = useSpeech();
  const rotation = useRotation();
  const isEmpty = useBoardState((state) => state.visible.length === 0);
  const [length, setLength] = useState(LIST_STEP);
  useLayoutEffect(() => {
    rotation.setRoom({ capacity: length, numbersAtOnce: 1, most: length });
  }, [rotation, length]);
  const keys = useRotationView((view) => view.keys);
  const present = useRotationView((view) => view.present);
  const beyond = useRotationView((view) => view.beyond);
  const lines = linesOf(boardColumns(kind, options, airport.terminals.length));
  return (
    <main className="board-main">
      {isEmpty ? (
        <NothingToShow />
      ) : (
        <FlightTable keys={keys} from={0} page={0} present={present} lines={lines} grid={undefined} />
      )}
      {beyond > 0 && (
        <button
          type="button"
          className="board-more"
          onClick={() => {
            setLength(length + LIST_STEP);
          }}
        >
          {words.showMore}
        </button>
      )}
      <Link className="board-print" href={sheetAddress({ ...options, direction: directionOf(kind) }, words.language)}>
        {words.print.button}
      </Link>
    </main>
  );
}

/** A card: when, where and how it stands; below it the rest. */
function linesOf(columns: readonly GridColumn[]): BoardGrid["lines"] {
  const cards: readonly (readonly GridColumn[])[] = [
    ["time", "place", "status"],
    ["estimated", "flight", "terminal", "gate", "belt"],
  ];
  return cards.map((line) =>
    line.filter((name) => columns.includes(name)).map((name) => ({ name, width: undefined, room: 0 })),
  );
}
