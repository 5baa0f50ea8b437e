import type { ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { BoardClock } from "./BoardClock";
import { BoardFooter } from "./BoardFooter";
import { BoardHeader } from "./BoardHeader";
import { frameStyle } from "./frame-style";
import { PanelHead } from "./PanelHead";
import { PanelFoot, PanelRail } from "./PanelWords";
import { PhoneCode } from "./PhoneCode";
import { usePanelFrame } from "./use-panel-frame";

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
      {frame === undefined ? (
        <BoardHeader frame={frame}>
          <PhoneCode />
          <BoardClock />
        </BoardHeader>
      ) : (
        <PanelHead frame={frame} />
      )}
      {children}
      {frame?.form === "rail" && <PanelRail frame={frame} />}
      <BoardFooter frame={frame}>{frame?.form === "foot" && <PanelFoot frame={frame} />}</BoardFooter>
    </div>
  );
}
