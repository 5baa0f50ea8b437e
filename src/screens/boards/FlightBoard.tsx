import { useRef, useState } from "react";
import { useBoard, useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { Panel } from "../../ui/Panel";
import { useMedia } from "../../ui/use-media";
import { useNow } from "../../ui/use-now";
import { BoardFooter } from "./BoardFooter";
import { BoardHeader } from "./BoardHeader";
import { BoardTable } from "./BoardTable";
import "./flight-board.css";
import { boardPage, PAGE_MS } from "./paging";
import { useRowCapacity } from "./use-row-capacity";

/** The departures board: pages on a wall, a list on a phone. */
export function FlightBoard() {
  const { options } = useBoard();
  const { words } = useSpeech();
  const narrow = useMedia("(max-width: 699px)");
  const asList = options.layout === "list" || (options.layout === "auto" && narrow);
  return (
    <div
      className={asList ? "flex min-h-dvh flex-col" : "flex h-dvh flex-col overflow-hidden"}
      lang={words.language}
      dir={words.direction}
      data-testid="departures"
      data-layout={asList ? "list" : "pages"}
    >
      {asList ? <ListBoard /> : <PagedBoard />}
    </div>
  );
}

function PagedBoard() {
  const { clock } = useBoard();
  const visible = useBoardState((state) => state.visible);
  const holder = useRef<HTMLElement>(null);
  const capacity = useRowCapacity(holder);
  const today = useToday();
  const page = boardPage(visible.length, capacity.rows, useNow(clock, PAGE_MS));
  return (
    <>
      <BoardHeader />
      <main ref={holder} className="min-h-0 flex-1 overflow-hidden">
        {visible.length === 0 ? (
          <NothingToShow />
        ) : (
          <BoardTable keys={visible.slice(page.from, page.to)} page={page.page} today={today} capacity={capacity} />
        )}
      </main>
      <BoardFooter page={visible.length === 0 ? undefined : page} />
    </>
  );
}

/** Rows that a list begins with, and grows by. */
const LIST_STEP = 60;

function ListBoard() {
  const { words } = useSpeech();
  const visible = useBoardState((state) => state.visible);
  const [length, setLength] = useState(LIST_STEP);
  const today = useToday();
  return (
    <>
      <BoardHeader />
      <main className="flex flex-1 flex-col">
        {visible.length === 0 ? (
          <NothingToShow />
        ) : (
          <BoardTable keys={visible.slice(0, length)} page={0} today={today} capacity={undefined} />
        )}
        {visible.length > length && (
          <button
            type="button"
            className="m-4 border-2 border-line p-4 text-[1.125rem] focus-visible:outline-4 focus-visible:outline-accent"
            onClick={() => {
              setLength(length + LIST_STEP);
            }}
          >
            {words.showMore}
          </button>
        )}
      </main>
      <BoardFooter page={undefined} />
    </>
  );
}

/** No flights, not reachable and not yet loaded are three different things. */
function NothingToShow() {
  const { serviceClock } = useBoard();
  const { words } = useSpeech();
  const { empty } = useFreshness(useNow(serviceClock, 1_000));
  if (empty === "loading") return <Panel testId="loading" tone="calm" title={words.loading} />;
  if (empty === "noFlights") {
    return (
      <Panel testId="no-flights" tone="calm" title={words.noFlights.departures.title}>
        {words.noFlights.departures.detail}
      </Panel>
    );
  }
  return (
    <Panel testId="not-reachable" tone="warning" title={words.notReachable.title}>
      {words.notReachable.detail}
    </Panel>
  );
}

function useToday(): string {
  const { clock } = useBoard();
  const { format } = useSpeech();
  return format.date(useNow(clock, 60_000));
}
