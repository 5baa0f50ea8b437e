import { useEffect, useReducer } from "react";
import { expiryOf, shownTakeover, type Takeover } from "../display/takeover";
import { useBoard, useBoardState } from "./board-context";

/** Looked at again at least so often, milliseconds: clocks drift. */
const LONGEST_WAIT_MS = 60_000;

/** The takeover that the display shows now in place of its flights, until it ends or expires; undefined: its flights. */
export function useTakeover(): Takeover | undefined {
  const { serviceClock } = useBoard();
  const takeovers = useBoardState((state) => state.takeovers);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const takeover = shownTakeover(takeovers.values(), serviceClock.now());
  useEffect(() => serviceClock.onCorrected?.(renderAgain), [serviceClock]);
  useEffect(() => {
    if (takeover === undefined) return undefined;
    let cancel: () => void = () => undefined;
    const wait = () => {
      const left = expiryOf(takeover) - serviceClock.now();
      if (left <= 0) renderAgain();
      else cancel = serviceClock.schedule(Math.min(left, LONGEST_WAIT_MS), wait);
    };
    wait();
    return () => {
      cancel();
    };
  }, [takeover, serviceClock]);
  return takeover;
}
