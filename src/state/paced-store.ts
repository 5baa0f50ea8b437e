import { createStore } from "zustand/vanilla";
import type { Clock } from "../flights/clock";
import type { BoardState, BoardStore } from "./board-store";

/**
 * The store, with a state that is new at most every `everyMs`: for a page with all flights of a day, which rendering at
 * each event would keep busy without end. A state is of one moment, so that rows are as new as the time that stands above
 * them. Where the flights come from, and how the board is connected, is there at once, with all that is new beside it.
 * Lives as long as the store.
 */
export function pacedStore(store: BoardStore, clock: Clock, everyMs: number): BoardStore {
  const paced = createStore<BoardState>(() => store.getState());
  let cancel: (() => void) | undefined;
  const take = () => {
    cancel?.();
    cancel = undefined;
    paced.setState(store.getState(), true);
  };
  store.subscribe((state, before) => {
    if (state.source !== before.source || state.connection !== before.connection) take();
    else cancel ??= clock.schedule(everyMs, take);
  });
  return { ...store, ...paced };
}
