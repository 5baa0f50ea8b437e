import type { ReactNode } from "react";
import type { FrameForm, PanelFrame } from "../../display/panel-frame";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";
import { AgeLegend } from "./ageing";
import { BoardClock } from "./BoardClock";
import { PageMark, Updated } from "./BoardWords";
import { wordsRoom } from "./words-room";

interface BoardFooterProps {
  /** Undefined where the panel is not of known size, and words have as much room as they need. */
  readonly frame: PanelFrame | undefined;
  readonly children: ReactNode;
}

/**
 * How current the board is, which page shows and what does not; turns into a notice where the data may be old. All but the
 * notice may stand elsewhere: on a rail beside the flights, or in the head.
 */
export function BoardFooter({ frame, children }: BoardFooterProps) {
  const { serviceClock } = useBoard();
  const { kind, notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  const form: FrameForm = frame?.form ?? "foot";
  const room = frame === undefined ? undefined : wordsRoom(frame);
  return (
    <>
      {form === "rail" && (
        <aside className="board-rail">
          <BoardClock />
          {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
          <PageMark room={room} />
          {children}
        </aside>
      )}
      <footer
        className="board-foot"
        data-testid="board-footer"
        data-freshness={kind}
        data-notice={notice === undefined ? undefined : ""}
      >
        <div className="board-news">
          {/* Always there, so that screen readers hear what comes into it; a clock's ticking is not for them. */}
          <p role="status" data-testid="notice" className={notice === undefined ? "sr-only" : undefined}>
            {notice}
          </p>
          <AgeLegend />
          {form === "foot" && updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
          {notice === undefined && form === "foot" && <Zone />}
        </div>
        {form === "foot" && <PageMark room={room} />}
        {form === "foot" && children}
      </footer>
    </>
  );
}

function Zone() {
  const { clock } = useBoard();
  const { format, words } = useSpeech();
  return <p className="board-zone">{words.allTimesLocal(format.zoneName(clock.now()))}</p>;
}
