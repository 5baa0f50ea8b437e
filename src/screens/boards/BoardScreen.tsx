import { useEffect } from "react";
import { useBoard } from "../../state/board-context";
import { useTakeover } from "../../state/use-takeover";
import { useMedia } from "../../ui/use-media";
import { BeltBoard } from "./BeltBoard";
import "./board.css";
import "./panel.css";
import "./classic.css";
import "./table.css";
import { GateBoard } from "./GateBoard";
import { ListBoard } from "./ListBoard";
import { PagedBoard } from "./PagedBoard";
import { TakeoverScreen } from "./TakeoverScreen";
import { displayTitle } from "./titles";
import { useBoardLook } from "./use-board-look";
import { useSpeechIn } from "./speech";

/** A display on a wall, of any kind: its flights, or the takeover that shows in their place. */
export function BoardScreen() {
  const { kind } = useBoard();
  const takeover = useTakeover();
  const asList = useListLayout();
  useBoardLook();
  useTitle();
  if (takeover !== undefined) return <TakeoverScreen takeover={takeover} />;
  if (kind.name === "gate") return <GateBoard asList={asList} />;
  if (kind.name === "belt") return <BeltBoard asList={asList} />;
  return asList ? <ListBoard /> : <PagedBoard />;
}

/** Whether rows are a list to scroll, as a phone has them. A panel of known size is no phone, however few its pixels. */
function useListLayout(): boolean {
  const { layout, panel } = useBoard().options;
  const narrow = useMedia("(max-width: 699px)");
  return layout === "list" || (layout === "auto" && narrow && panel === undefined);
}

function useTitle(): void {
  const { airport, kind, options } = useBoard();
  const { words } = useSpeechIn(options.languages[0] ?? "en");
  const terminal = options.terminal === undefined ? [] : [words.terminal(options.terminal)];
  const title = [displayTitle(kind, words), ...terminal, airport.name].join(" · ");
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
