import type { ReactNode } from "react";
import type { PanelFrame } from "../../display/panel-frame";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";
import { BoardClock } from "./BoardClock";
import { BoardFooter } from "./BoardFooter";
import { BoardHeader } from "./BoardHeader";
import { PageMark, Updated } from "./BoardWords";
import { frameStyle } from "./frame-style";
import { PhoneCode } from "./PhoneCode";
import { usePanelFrame } from "./use-panel-frame";
import { wordsRoom } from "./words-room";

interface BoardFrameProps {
  readonly asList: boolean;
  readonly children: ReactNode;
}

/**
 * What all boards have around their flights: head, clock, how current they are, the way to the phone page. On a panel of
 * known size the code for phones is as large as its distance asks, and stands where it takes no row.
 */
export function BoardFrame({ asList, children }: BoardFrameProps) {
  const { kind } = useBoard();
  const { words } = useSpeech();
  const panelFrame = usePanelFrame();
  const frame = asList ? undefined : panelFrame;
  const hasCodeInHead = frame === undefined || frame.form === "head";
  return (
    <div
      className="board"
      style={frame === undefined ? {} : frameStyle(frame)}
      lang={words.language}
      dir={words.direction}
      data-testid={kind.name}
      data-layout={asList ? "list" : "pages"}
      data-panel={frame?.form}
    >
      <BoardHeader frame={frame}>
        {hasCodeInHead && <PhoneCode />}
        {frame?.form !== "rail" && <BoardClock />}
        {frame?.form === "head" && <HeadWords frame={frame} />}
      </BoardHeader>
      {children}
      <BoardFooter frame={frame}>{!hasCodeInHead && <PhoneCode />}</BoardFooter>
    </div>
  );
}

/** What else stands in the foot, on the second line of a head. */
function HeadWords({ frame }: { readonly frame: PanelFrame }) {
  const { serviceClock } = useBoard();
  const { updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  const room = wordsRoom(frame);
  return (
    <div className="board-head-words">
      {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
      <PageMark room={room} />
    </div>
  );
}
