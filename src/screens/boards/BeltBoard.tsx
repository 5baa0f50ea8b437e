import { useLayoutEffect, useRef } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { useBoard, useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useOwnRotation, useRotation, useRotationView } from "../../state/rotation-context";
import { textWidth } from "../../ui/text-width";
import { useSize, type Size } from "../../ui/use-size";
import { AgedMark, useAgedParts } from "./ageing";
import { beltSize, type BeltSize } from "./belt-size";
import { FlightNumber } from "./FlightNumber";
import { rowData } from "./GateFlight";
import { LargePlace } from "./LargePlace";
import { NothingToShow } from "./NothingToShow";
import "./place-board.css";
import { placeDetail } from "./PlaceName";
import { RotatingBoard } from "./RotatingBoard";
import { AGED_MARK_EM } from "./text-sizes";
import { usePanelText } from "./use-panel-frame";

/** The display of one belt: the flights whose baggage is on it now, large. */
export function BeltBoard({ asList }: { readonly asList: boolean }) {
  const rotation = useOwnRotation({ numbersOf: (row) => 1 + row.codeshares.length });
  return (
    <RotatingBoard rotation={rotation} asList={asList}>
      <Belt />
    </RotatingBoard>
  );
}

function Belt() {
  const holder = useRef<HTMLElement>(null);
  const size = useSize(holder);
  const isEmpty = useBoardState((state) => state.visible.length === 0);
  return (
    <main ref={holder} className="board-main">
      {isEmpty ? <NothingToShow /> : <Flights size={size} />}
    </main>
  );
}

function Flights({ size }: { readonly size: Size | undefined }) {
  const { kind } = useBoard();
  const { words } = useSpeech();
  const rotation = useRotation();
  const least = usePanelText();
  const belt = size === undefined ? undefined : beltSize(size, least);
  const capacity = belt?.rows;
  useLayoutEffect(() => {
    if (capacity !== undefined) rotation.setRoom({ capacity, numbersAtOnce: 1 });
  }, [rotation, capacity]);
  const keys = useRotationView((view) => view.keys);
  const present = useRotationView((view) => view.present);
  const page = useRotationView((view) => view.plan.pages[view.moment.page]);
  if (belt === undefined || page === undefined || kind.name !== "belt") return null;
  return (
    <ul
      className="belt"
      style={{ fontSize: `${belt.font.toFixed(1)}px`, gridAutoRows: `${String(belt.rowHeight)}px` }}
      aria-label={words.belt(kind.belt)}
      data-orientation={belt.orientation}
    >
      {keys.slice(page.from, page.to).map((key, index) => (
        <BeltFlight key={key} flightKey={key} index={page.from + index} isPresent={present.has(key)} size={belt} />
      ))}
    </ul>
  );
}

interface BeltFlightProps {
  readonly flightKey: FlightKey;
  readonly index: number;
  readonly isPresent: boolean;
  readonly size: BeltSize;
}

function BeltFlight({ flightKey, index, isPresent, size }: BeltFlightProps) {
  const row = useBoardState((state) => state.rows.get(flightKey));
  if (row === undefined || !isPresent) return <li className="belt-flight" aria-hidden="true" />;
  return <Baggage row={row} index={index} size={size} />;
}

function Baggage({ row, index, size }: { readonly row: BoardRow; readonly index: number; readonly size: BeltSize }) {
  const { names } = useBoard();
  const { format, words } = useSpeech();
  const aged = useAgedParts(row);
  const least = usePanelText();
  const detail = placeDetail(row, names, words);
  // Rows of a belt leave by the time at which their baggage came on it.
  const time = format.unmistakableTime(row.leaving.at);
  const since = words.beltPage.firstBag(time);
  const width = textWidth(since, 400) + (aged.gate ? AGED_MARK_EM : 0);
  const hasRoom = least === undefined || width * least <= size.lineRoom * size.font;
  return (
    <li className="belt-flight" {...rowData(row)} data-testid="belt-flight">
      <div className="belt-place" data-cell="place">
        <LargePlace row={row} room={size.placeRoom} />
        {detail !== "" && <p>{detail}</p>}
      </div>
      <div className="belt-number" data-cell="flight">
        <FlightNumber row={row} index={index} room={size.numberRoom} />
        <p data-cell="status">
          {hasRoom ? (
            since
          ) : (
            <>
              <span className="sr-only">{since}</span>
              <span aria-hidden="true">{time}</span>
            </>
          )}
          <AgedMark aged={aged.gate} />
        </p>
      </div>
    </li>
  );
}
