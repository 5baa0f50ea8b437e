import type { BoardRow } from "./board-row";
import { compareRows } from "./board-row";

/**
 * The flights of one gate in the order in which its passengers need them: who boards now, then by the time at which each
 * is expected to go, then what is over. A cancelled flight keeps its turn until its scheduled time (its passengers come
 * to the gate) and is over afterwards. `now` in milliseconds since 1970.
 */
export function gateOrder(rows: readonly BoardRow[], now: number): readonly BoardRow[] {
  return [...rows].sort(
    (a, b) => turnOf(a, now) - turnOf(b, now) || expectedAt(a) - expectedAt(b) || compareRows(a, b),
  );
}

/**
 * The flights that the display of a gate is about: those still to go, in their order. Where there is none, the last one
 * that is over, as long as it is on the board at all.
 */
export function gateFlights(rows: readonly BoardRow[], now: number): readonly BoardRow[] {
  const ordered = gateOrder(rows, now);
  const open = ordered.filter((row) => turnOf(row, now) <= 1);
  return open.length > 0 ? open : ordered.slice(-1);
}

function turnOf(row: BoardRow, now: number): number {
  switch (row.status) {
    case "boarding":
    case "finalCall":
    case "gateClosed":
      return 0;
    case "cancelled":
    case "diverted":
      return row.scheduled >= now ? 1 : 2;
    case "departed":
      return 3;
    default:
      return 1;
  }
}

function expectedAt(row: BoardRow): number {
  return row.estimated ?? row.scheduled;
}
