import { frameEm, type PanelFrame } from "../../display/panel-frame";
import { BoardClock } from "./BoardClock";
import { BoardHeader } from "./BoardHeader";
import { PageMark, Updated } from "./BoardWords";
import { PanelNotice } from "./PanelNotice";
import { PhoneCode } from "./PhoneCode";
import { usePanelNews } from "./use-panel-news";
import { wordsRoom } from "./words-room";

/**
 * The head of a panel. A notice takes the place of the title, but where there is a foot for it; and on a small wide panel
 * all stands in the head that stands on a rail or in the foot elsewhere.
 */
export function PanelHead({ frame }: { readonly frame: PanelFrame }) {
  const { notice, updatedAt } = usePanelNews();
  const room = wordsRoom(frame);
  const hasNotice = notice !== undefined && frame.form !== "foot";
  const width = frame.title / frame.least + frameEm.icon + frameEm.headGap;
  return (
    <BoardHeader frame={frame} isNotice={hasNotice}>
      {frame.form === "head" && <PhoneCode />}
      {frame.form !== "rail" && <BoardClock />}
      {hasNotice && <PanelNotice notice={notice} lines={frame.form === "head" ? 2 : 1} room={width} />}
      {frame.form === "head" && (
        <div className="board-head-words">
          {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
          <PageMark room={room} />
        </div>
      )}
    </BoardHeader>
  );
}
