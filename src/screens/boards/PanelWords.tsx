import type { PanelFrame } from "../../display/panel-frame";
import { BoardClock } from "./BoardClock";
import { PageMark, Updated } from "./BoardWords";
import { PanelNotice } from "./PanelNotice";
import { PhoneCode } from "./PhoneCode";
import { usePanelNews } from "./use-panel-news";
import { wordsRoom } from "./words-room";

/** Words and code on the rail of a wide panel, below the clock. */
export function PanelRail({ frame }: { readonly frame: PanelFrame }) {
  const { updatedAt } = usePanelNews();
  const room = wordsRoom(frame);
  return (
    <aside className="board-rail">
      <BoardClock />
      {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
      <PageMark room={room} />
      <PhoneCode />
    </aside>
  );
}

/** Words and code in the foot of an upright panel, and a notice in the place of when it was updated. */
export function PanelFoot({ frame }: { readonly frame: PanelFrame }) {
  const { notice, updatedAt } = usePanelNews();
  const room = wordsRoom(frame);
  return (
    <>
      <div className="board-news">
        {notice !== undefined && <PanelNotice notice={notice} lines={2} room={room.width} />}
        {updatedAt !== undefined && <Updated time={updatedAt} room={room} />}
      </div>
      <PageMark room={room} />
      <PhoneCode />
    </>
  );
}
