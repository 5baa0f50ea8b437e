import type { BoardRow } from "../../flights/board-row";
import type { Vocabulary } from "../../flights/vocabulary";
import type { PlaceNames } from "../../flights/place-names";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { needsLines } from "../../ui/Fit";
import { BoardText } from "./BoardText";
import { usePanelFrame } from "./use-panel-frame";

interface PlaceNameProps {
  readonly row: BoardRow;
  readonly index: number;
  readonly room: number | undefined;
}

/**
 * Where a flight goes or comes from, and by which stops, below the name; behind it where that is so long that it takes
 * two lines, since a row has no room for three. On a panel of known size small letters would not be legible, so there
 * the stops take turns with the name.
 */
export function PlaceName({ row, index, room }: PlaceNameProps) {
  const { names, options } = useBoard();
  const { words } = useSpeech();
  const isLarge = usePanelFrame() !== undefined && room !== undefined;
  const name = names.city(row.place);
  const detail = placeDetail(row, names, words);
  const turn = useRotationView(({ moment, plan }) => detailTurn(moment.step, plan.pages, index));
  if (!isLarge) {
    // Flaps have one line, whatever it says.
    const takesLines = room !== undefined && options.theme !== "classic" && needsLines(name, 600, room);
    if (takesLines && detail !== "") {
      return <BoardText text={`${name} ${detail}`} value={row.place} weight={600} room={room} />;
    }
    return (
      <>
        <BoardText text={name} value={row.place} weight={600} room={room} />
        {detail !== "" && <small>{detail}</small>}
      </>
    );
  }
  if (detail === "") return <BoardText text={name} value={row.place} weight={600} room={room} />;
  const shown = { name, detail, both: `${name} ${detail}` }[turn];
  return (
    <>
      <span className="sr-only">{`${name} ${detail}`}</span>
      <span aria-hidden="true">
        <BoardText text={shown} value={row.place} weight={600} room={room} />
      </span>
    </>
  );
}

/** "via Lima", "now going to Boston"; empty where there is neither. */
export function placeDetail(row: BoardRow, names: PlaceNames, words: Vocabulary): string {
  if (row.divertedTo !== undefined) return words.divertedTo(names.city(row.divertedTo));
  return row.via.length > 0 ? words.via(row.via.map(names.city).join(", ")) : "";
}

/** Name and detail take turns, where the page has steps for it. */
function detailTurn(
  step: number,
  pages: readonly { readonly from: number; readonly to: number; readonly steps: number }[],
  index: number,
): "name" | "detail" | "both" {
  const steps = pages.find(({ from, to }) => index >= from && index < to)?.steps ?? 1;
  if (steps < 2) return "both";
  return step % 2 === 0 ? "name" : "detail";
}
