import { useLayoutEffect, useRef } from "react";
import { orientationOf } from "../../display/orientation";
import { gateFlights } from "../../flights/gate-order";
import type { FlightKey } from "../../flights/flight";
import { useBoardState } from "../../state/board-context";
import { useOwnRotation, useRotation, useRotationView } from "../../state/rotation-context";
import { useSize, type Size } from "../../ui/use-size";
import { GateFlight, NextFlight } from "./GateFlight";
import { NothingToShow } from "./NothingToShow";
import { gateFlightsIn, isTight, placeSize, PARTNERS_AT_ONCE } from "./place-size";
import "./place-board.css";
import { RotatingBoard } from "./RotatingBoard";
import { usePanelText } from "./use-panel-frame";

/** The display of one gate: one flight, large, and what comes after it. */
export function GateBoard({ asList }: { readonly asList: boolean }) {
  const rotation = useOwnRotation({
    arrange: gateFlights,
    // The operating carrier's number stays; its partners' take turns.
    numbersOf: (row) => Math.max(1, row.codeshares.length),
  });
  return (
    <RotatingBoard rotation={rotation} asList={asList}>
      <Gate asList={asList} />
    </RotatingBoard>
  );
}

function Gate({ asList }: { readonly asList: boolean }) {
  const rotation = useRotation();
  const holder = useRef<HTMLElement>(null);
  const size = useSize(holder);
  const least = usePanelText();
  const flights = size === undefined ? undefined : gateFlightsIn(size, least);
  // Large letters leave room for one number on the line.
  const isWidePanel = least !== undefined && size !== undefined && orientationOf(size) === "landscape";
  const numbersAtOnce = isWidePanel && !asList ? 1 : PARTNERS_AT_ONCE;
  useLayoutEffect(() => {
    if (flights !== undefined) rotation.setRoom({ capacity: flights, numbersAtOnce, most: flights });
  }, [rotation, flights, numbersAtOnce]);
  const keys = useRotationView((view) => view.keys);
  const [first, second] = keys;
  return (
    <main ref={holder} className="board-main">
      {first === undefined ? <NothingToShow /> : <Flights size={size} first={first} second={second} />}
    </main>
  );
}

interface FlightsProps {
  readonly size: Size | undefined;
  readonly first: FlightKey;
  readonly second: FlightKey | undefined;
}

function Flights({ size, first, second }: FlightsProps) {
  const least = usePanelText();
  const now = useBoardState((state) => state.rows.get(first));
  const next = useBoardState((state) => (second === undefined ? undefined : state.rows.get(second)));
  if (size === undefined || now === undefined) return null;
  const place = placeSize(size, least);
  const isTightPanel = least !== undefined && isTight(size, least);
  return (
    <div
      className="gate"
      style={{ fontSize: `${place.font.toFixed(1)}px` }}
      data-orientation={place.orientation}
      data-tight={isTightPanel ? "" : undefined}
    >
      <GateFlight key={first} row={now} room={place.room} isTight={isTightPanel} />
      {next !== undefined && <NextFlight row={next} />}
    </div>
  );
}
