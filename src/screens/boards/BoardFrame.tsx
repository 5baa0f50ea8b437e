import type { CSSProperties, ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { BoardClock } from "./BoardClock";
import { BoardFooter } from "./BoardFooter";
import { BoardHeader } from "./BoardHeader";
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
  const panel = usePanelFrame();
  const onPanel = panel !== undefined && !asList;
  const style: CSSProperties &
    Readonly<Partial<Record<"--least" | "--qr-side" | "--words-width" | "--words-height", string>>> = onPanel
    ? {
        "--least": `${panel.least.toFixed(1)}px`,
        "--qr-side": `${panel.qrSide.toFixed(1)}px`,
        "--words-width": `${panel.words.width.toFixed(1)}px`,
        "--words-height": `${panel.words.height.toFixed(1)}px`,
      }
    : {};
  const place = !onPanel ? "head" : panel.orientation === "landscape" ? "rail" : "foot";
  return (
    <div
      className="board"
      style={style}
      lang={words.language}
      dir={words.direction}
      data-testid={kind.name}
      data-layout={asList ? "list" : "pages"}
      data-panel={onPanel ? panel.orientation : undefined}
    >
      <BoardHeader onPanel={onPanel}>
        {place === "head" && <PhoneCode />}
        {place !== "rail" && <BoardClock />}
      </BoardHeader>
      {children}
      <BoardFooter place={place === "rail" ? "rail" : "foot"} onPanel={onPanel}>
        {place !== "head" && <PhoneCode />}
      </BoardFooter>
    </div>
  );
}
