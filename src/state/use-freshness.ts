import { useBoard, useBoardState } from "./board-context";
import { freshness, type Freshness } from "./freshness";

/** How current the board is, as it says so. */
export interface BoardFreshness extends Freshness {
  /** What the board's own clock showed at `dataTime`, milliseconds: another time on a board with simulated time. */
  readonly shownTime: number | undefined;
}

/** How current the board is at `now`, milliseconds by its `serviceClock`. */
export function useFreshness(now: number): BoardFreshness {
  const { clock, options, serviceClock } = useBoard();
  const connection = useBoardState((state) => state.connection);
  const source = useBoardState((state) => state.source);
  const feedAliveAt = useBoardState((state) => state.feedAliveAt);
  const loadedAt = useBoardState((state) => state.loadedAt);
  const judged = freshness({ connection, source, feedAliveAt, loadedAt }, now, options.staleSeconds);
  const { dataTime } = judged;
  const simulated = clock === serviceClock ? 0 : clock.now() - serviceClock.now();
  return { ...judged, shownTime: dataTime === undefined ? undefined : dataTime + simulated };
}
