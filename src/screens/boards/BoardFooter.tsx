import type { ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { Fit } from "../../ui/Fit";
import { useNow } from "../../ui/use-now";
import { AgeLegend } from "./ageing";
import { BoardClock } from "./BoardClock";
import { usePanelFrame } from "./use-panel-frame";
import { wordsRoom, type WordsRoom } from "./words-room";

interface BoardFooterProps {
  /** Where all but a notice stands: in the foot, or on a rail beside the flights, below the clock. */
  readonly place: "foot" | "rail";
  /** Whether the panel is of known size, so that words have only so much room. */
  readonly onPanel: boolean;
  readonly children: ReactNode;
}

/** How current the board is, which page shows and what does not; turns into a notice where the data may be old. */
export function BoardFooter({ place, onPanel, children }: BoardFooterProps) {
  const { serviceClock } = useBoard();
  const frame = usePanelFrame();
  const room = onPanel && frame !== undefined ? wordsRoom(frame) : undefined;
  const rail = place === "rail";
  const { kind, notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  return (
    <>
      {rail && (
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
          {!rail && updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
          {notice === undefined && !rail && <Zone />}
        </div>
        {!rail && <PageMark room={room} />}
        {!rail && children}
      </footer>
    </>
  );
}

interface WordsProps {
  /** Undefined: as much as they need. */
  readonly room: WordsRoom | undefined;
}

/** "Updated", and the time: below it where there is only so much room, whatever the language. */
function Updated({ time, room }: WordsProps & { readonly time: string }) {
  const { words } = useSpeech();
  if (room === undefined) return <p data-testid="updated">{words.updated(time)}</p>;
  return (
    <p data-testid="updated">
      <span className="sr-only">{words.updated(time)}</span>
      {[words.updatedShort, time].map((line) => (
        <span key={line} className="board-words-line" aria-hidden="true">
          <Fit text={line} room={room.width} />
        </span>
      ))}
    </p>
  );
}

function Zone() {
  const { clock } = useBoard();
  const { format, words } = useSpeech();
  return <p className="board-zone">{words.allTimesLocal(format.zoneName(clock.now()))}</p>;
}

/** Which page shows, and how many flights no page shows: as a sentence, or as a number where there is no room for one. */
function PageMark({ room }: WordsProps) {
  const { words } = useSpeech();
  const page = useRotationView((view) => view.moment.page);
  const pages = useRotationView((view) => view.plan.pages.length);
  const beyond = useRotationView((view) => view.beyond);
  const isEmpty = useRotationView((view) => view.keys.length === 0 && view.beyond === 0);
  if (isEmpty) return null;
  const later = words.moreLater(beyond);
  const isBrief = room !== undefined && !room.hasLinesFor(later);
  return (
    <div className="board-pages" data-testid="page" data-page={page + 1} data-pages={pages}>
      {beyond > 0 && (
        <p>
          <span data-testid="beyond" className={isBrief ? "sr-only" : undefined}>
            {later}
          </span>
          {isBrief && <span aria-hidden="true">{words.moreNumbers(beyond)}</span>}
        </p>
      )}
      {pages > 1 && (
        <>
          <span className="board-page-words">{words.page(page + 1, pages)}</span>
          <span className="board-dots" aria-hidden="true">
            {Array.from({ length: pages }, (_, index) => (
              <span key={index} className={index === page ? "current" : undefined} />
            ))}
          </span>
        </>
      )}
    </div>
  );
}
