import { LEAST_STEP_MS } from "../../display/reading-time";
import { useBoard } from "../../state/board-context";
import { useRotationView } from "../../state/rotation-context";
import { Fit, hasRoomNarrowed } from "../../ui/Fit";
import { textLines } from "../../ui/text-lines";
import { useTextMeasure } from "../../ui/text-width";
import { useNow } from "../../ui/use-now";
import { BoardText } from "./BoardText";
import { placeRoom } from "./place-turns";

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

/** A turn where nothing hurries it, milliseconds: time to read two short lines twice. */
const TURN_MS = 4_000;
/** How often it is looked whose turn it is. */
const LOOK_MS = 500;

/**
 * Texts that have no room at once, some lines at a time. Where languages take turns, too, each begins with its first text,
 * and goes on as fast as can be read. Not for those who listen: they hear the whole elsewhere.
 */
export function TextInTurns({ texts, lines, room, isPlace = false }: TextInTurnsProps) {
  const { clock, options } = useBoard();
  const measure = useTextMeasure();
  const since = useRotationView(({ moment, plan }) => languageSince(moment, plan.pages[moment.page]));
  const dwellMs = useRotationView(({ moment, plan }) => plan.pages[moment.page]?.dwellMs ?? TURN_MS);
  const now = useNow(clock, LOOK_MS);
  const hasRoom = isPlace
    ? placeRoom(options.theme, room, measure)
    : (text: string) => hasRoomNarrowed(text, 600, room, measure);
  const turns = texts.flatMap((text) => inTurns(textLines(text, hasRoom), lines));
  const isAlone = options.languages.length === 1;
  const turnMs = isAlone ? TURN_MS : Math.min(TURN_MS, Math.max(LEAST_STEP_MS, dwellMs / turns.length));
  const turn = Math.floor(Math.max(0, isAlone ? now : now - since) / turnMs) % turns.length;
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

/** When the language of a moment began to show, milliseconds since 1970. */
function languageSince(
  { sinceMs, step }: { readonly sinceMs: number; readonly step: number },
  page: { readonly dwellMs: number; readonly steps: number } | undefined,
): number {
  return page === undefined ? sinceMs : sinceMs - (step * page.dwellMs) / page.steps;
}

function inTurns(lines: readonly string[], atOnce: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(lines.length / atOnce) }, (_, turn) =>
    lines.slice(turn * atOnce, (turn + 1) * atOnce),
  );
}
