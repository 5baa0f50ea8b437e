import { useLayoutEffect, useRef } from "react";
import { useBoardState } from "../../state/board-context";
import { useOwnRotation, useRotation, useRotationView } from "../../state/rotation-context";
import { useSize, type Size } from "../../ui/use-size";
import { FlightTable } from "./FlightTable";
import { NothingToShow } from "./NothingToShow";
import { RotatingBoard } from "./RotatingBoard";
import { useBoardGrid } from "./use-board-grid";
import { usePlaceTurns } from "./use-place-turns";

/** A board of departures or arrivals on a wall: pages that turn. */
export function PagedBoard() {
  const rotation = useOwnRotation({ numbersOf: ({ codeshares }) => 1 + codeshares.length });
  return (
    <RotatingBoard rotation={rotation} asList={false}>
      <Pages />
    </RotatingBoard>
  );
}

function Pages() {
  const holder = useRef<HTMLElement>(null);
  const size = useSize(holder);
  const isEmpty = useBoardState((state) => state.visible.length === 0);
  return (
    <main ref={holder} className="board-main">
      {isEmpty ? <NothingToShow /> : <Page size={size} />}
    </main>
  );
}

function Page({ size }: { readonly size: Size | undefined }) {
  const rotation = useRotation();
  const grid = useBoardGrid(size);
  const capacity = grid?.rows;
  const turnsOf = usePlaceTurns(grid);
  useLayoutEffect(() => {
    if (capacity !== undefined) rotation.setRoom({ capacity, numbersAtOnce: 1, ...(turnsOf && { turnsOf }) });
  }, [rotation, capacity, turnsOf]);
  const keys = useRotationView((view) => view.keys);
  const present = useRotationView((view) => view.present);
  const index = useRotationView((view) => view.moment.page);
  const page = useRotationView((view) => view.plan.pages[view.moment.page]);
  if (grid === undefined || page === undefined) return null;
  return (
    <FlightTable
      keys={keys.slice(page.from, page.to)}
      from={page.from}
      page={index}
      present={present}
      lines={grid.lines}
      grid={grid}
    />
  );
}
