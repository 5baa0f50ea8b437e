import { frameEm, type PanelFrame } from "../../display/panel-frame";
import { useBoard } from "../../state/board-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";
import { BoardClock } from "./BoardClock";
import { BoardHeader } from "./BoardHeader";
import { PageMark, Updated } from "./BoardWords";
import { NoticeInTurns } from "./NoticeInTurns";
import { PhoneCode } from "./PhoneCode";
import { wordsRoom } from "./words-room";

/**
 * The head of a small wide panel: all that stands on a rail or in the foot elsewhere. A notice takes the place of the
 * title, since it would leave no room for a flight below them.
 */
export function PanelHead({ frame }: { readonly frame: PanelFrame }) {
  const { serviceClock } = useBoard();
  const { notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  const room = wordsRoom(frame);
  return (
    <BoardHeader frame={frame} isNotice={notice !== undefined}>
      <PhoneCode />
      <BoardClock />
      {notice !== undefined && (
        <NoticeInTurns notice={notice} room={frame.title / frame.least + frameEm.icon + frameEm.headGap} />
      )}
      <div className="board-head-words">
        {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
        <PageMark room={room} />
      </div>
    </BoardHeader>
  );
}
