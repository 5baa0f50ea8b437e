import type { BoardRow } from "../../flights/board-row";
import { useBoard } from "../../state/board-context";
import { BoardText } from "./BoardText";
import { placeRoom } from "./place-turns";
import { TextInTurns } from "./TextInTurns";
import { usePanelText } from "./use-panel-frame";

interface LargePlaceProps {
  readonly row: BoardRow;
  /** Room on the line, in em. */
  readonly room: number;
  /** What takes turns with the name, where it has no line of its own. */
  readonly besides?: readonly string[];
}

/**
 * The city of a flight that is large: on one line or, on a panel, whose letters cannot be smaller, in pieces that take
 * turns. Whoever listens hears the whole.
 */
export function LargePlace({ row, room, besides = [] }: LargePlaceProps) {
  const { names, options } = useBoard();
  const isOnPanel = usePanelText() !== undefined;
  const name = names.city(row.place);
  if (besides.length === 0 && (!isOnPanel || placeRoom(options.theme, room)(name))) {
    return <BoardText text={name} value={row.place} weight={600} room={room} />;
  }
  return (
    <>
      <span className="sr-only">{name}</span>
      <TextInTurns texts={[name, ...besides]} lines={1} room={room} isPlace={true} />
    </>
  );
}
