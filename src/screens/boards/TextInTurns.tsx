import { useBoard } from "../../state/board-context";
import { useRotationView } from "../../state/rotation-context";
import { Fit, hasRoomNarrowed } from "../../ui/Fit";
import { textLines } from "../../ui/text-lines";
import { useTextMeasure } from "../../ui/text-width";
import { useNow } from "../../ui/use-now";
import { BoardText } from "./BoardText";
import { placeRoom } from "./place-turns";
import { languageSlot, turnAt, TURN_MS } from "./text-turns";

interface TextInTurnsProps {
  /** Each begins a turn of its own, the most important first. */
  readonly texts: readonly string[];
  /** Lines that show at once. */
  readonly lines: number;
  /** Width of a line, in em. */
  readonly room: number;
  /** Whether they are of a flight's place: on flaps in the classic look. */
  readonly isPlace?: boolean;
}

/** How often it is looked whose turn it is. */
const LOOK_MS = 500;

/**
 * Texts that have no room at once, some lines at a time. Where languages take turns, too, each goes on as fast as can be
 * read, and on where it ended. Not for those who listen: they hear the whole elsewhere.
 */
export function TextInTurns({ texts, lines, room, isPlace = false }: TextInTurnsProps) {
  const { clock, options } = useBoard();
  const measure = useTextMeasure();
  const moment = useRotationView((view) => view.moment);
  const plan = useRotationView((view) => view.plan);
  const now = useNow(clock, LOOK_MS);
  const hasRoom = isPlace
    ? placeRoom(options.theme, room, measure)
    : (text: string) => hasRoomNarrowed(text, 600, room, measure);
  const turns = texts.flatMap((text) => inTurns(textLines(text, hasRoom), lines));
  const slot = options.languages.length === 1 ? undefined : languageSlot(moment, plan);
  const turn = slot === undefined ? Math.floor(now / TURN_MS) % turns.length : turnAt(now, turns.length, slot);
  return (turns[turn] ?? []).map((line) => (
    <span key={line} className="board-words-line" aria-hidden="true" data-testid="turn-line">
      {isPlace ? (
        // Another line at its turn is no news.
        <BoardText text={line} value="" weight={600} room={room} isOneLine={true} />
      ) : (
        <Fit text={line} weight={600} room={room} isOneLine={true} />
      )}
    </span>
  ));
}

function inTurns(lines: readonly string[], atOnce: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(lines.length / atOnce) }, (_, turn) =>
    lines.slice(turn * atOnce, (turn + 1) * atOnce),
  );
}
