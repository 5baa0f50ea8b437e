import type { RotationMoment, RotationPlan } from "../../display/rotation";
import type { BoardRow } from "../../flights/board-row";
import type { Vocabulary } from "../../flights/vocabulary";
import type { PlaceNames } from "../../flights/place-names";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { hasRoomNarrowed } from "../../ui/Fit";
import { BoardText } from "./BoardText";
import { placeRoom, placeTurns } from "./place-turns";
import { usePanelText } from "./use-panel-frame";

interface PlaceNameProps {
  readonly row: BoardRow;
  readonly index: number;
  readonly room: number | undefined;
}

/**
 * Where a flight goes or comes from, and by which stops, below the name; behind it where that is so long that it takes
 * two lines, since a row has no room for three. On a panel of known size small letters would not be legible, so there
 * long names and stops take turns.
 */
export function PlaceName({ row, index, room }: PlaceNameProps) {
  const { names, options } = useBoard();
  const { words } = useSpeech();
  const onPanel = usePanelText() !== undefined;
  const name = names.city(row.place);
  const detail = placeDetail(row, names, words);
  if (onPanel && room !== undefined) return <PlaceInTurns row={row} index={index} room={room} />;
  // Flaps have one line, whatever it says.
  const takesLines = room !== undefined && options.theme !== "classic" && !hasRoomNarrowed(name, 600, room);
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

function PlaceInTurns({ row, index, room }: PlaceNameProps & { readonly room: number }) {
  const { names, options } = useBoard();
  const { words } = useSpeech();
  const steps = useRotationView(({ plan }) => stepsAt(plan.pages, index));
  const turn = useRotationView(({ moment, plan }) => turnOf(moment, plan.cycleMs, steps));
  const name = names.city(row.place);
  const detail = placeDetail(row, names, words);
  const turns = placeTurns(name, detail, placeRoom(options.theme, room));
  const whole = detail === "" ? name : `${name} ${detail}`;
  const shown = turns[turn % turns.length] ?? whole;
  const text = <BoardText text={shown} value={row.place} weight={600} room={room} isOneLine={true} />;
  if (shown === whole) return text;
  return (
    <>
      <span className="sr-only">{whole}</span>
      <span aria-hidden="true">{text}</span>
    </>
  );
}

/** "via Lima", "now going to Boston"; empty where there is neither. */
export function placeDetail(row: BoardRow, names: PlaceNames, words: Vocabulary): string {
  if (row.divertedTo !== undefined) return words.divertedTo(names.city(row.divertedTo));
  return row.via.length > 0 ? words.via(row.via.map(names.city).join(", ")) : "";
}

/** Counts on over cycles: what has too few steps for its turns in one shows the rest of them in the next. */
function turnOf({ sinceMs, step }: RotationMoment, cycleMs: number, steps: number): number {
  return Number.isFinite(sinceMs) ? Math.floor(sinceMs / cycleMs) * steps + step : step;
}

function stepsAt(pages: RotationPlan["pages"], index: number): number {
  return pages.find(({ from, to }) => index >= from && index < to)?.steps ?? 1;
}
