import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { Fit, NARROWEST } from "../../ui/Fit";
import { textLines } from "../../ui/text-lines";
import { useTextMeasure } from "../../ui/text-width";
import { useNow } from "../../ui/use-now";
import { useIsAgeing } from "./ageing";

interface NoticeInTurnsProps {
  readonly notice: string;
  /** Width of a line, in em. */
  readonly room: number;
}

/** Lines that show at once, and for how long, milliseconds: time to read them twice. */
const LINES = 2;
const TURN_MS = 4_000;

/** Behind a sentence, in any language of the boards. */
const sentenceEnds = /(?<=[.。])\s*/u;

/**
 * What is to be known about the board's age where it has no room as a whole: sentence by sentence, two lines at a time. Read
 * aloud as a whole by the foot.
 */
export function NoticeInTurns({ notice, room }: NoticeInTurnsProps) {
  const { serviceClock } = useBoard();
  const { words } = useSpeech();
  const measure = useTextMeasure();
  const now = useNow(serviceClock, TURN_MS / 2);
  const hasRoom = (line: string) => measure(line, 600) * NARROWEST <= room;
  const sentences = notice.split(sentenceEnds).filter((sentence) => sentence !== "");
  const texts = useIsAgeing() ? [...sentences, `? ${words.confirmAtDesk}`] : sentences;
  const turns = texts.flatMap((text) => inTurns(textLines(text, hasRoom)));
  const lines = turns[Math.floor(now / TURN_MS) % turns.length] ?? [];
  return (
    <p className="board-notice" aria-hidden="true" data-testid="notice-turn">
      {lines.map((line) => (
        <span key={line} className="board-words-line">
          <Fit text={line} weight={600} room={room} isOneLine={true} />
        </span>
      ))}
    </p>
  );
}

function inTurns(lines: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(lines.length / LINES) }, (_, turn) =>
    lines.slice(turn * LINES, (turn + 1) * LINES),
  );
}
