import type { Clock } from "../flights/clock";
import type { BoardArchive } from "./board-archive";
import type { BoardState, BoardStore } from "./board-store";

/** A board that changes all the time is saved this often: it is a few megabytes on a busy day. */
export const SAVE_EVERY_MS = 30_000;
/** A takeover, and the first board after a start, are saved this soon. */
export const SAVE_SOON_MS = 500;

/** What a keeper works with. */
export interface BoardKeeperOptions {
  readonly store: BoardStore;
  readonly archive: BoardArchive;
  /** The display's address, under which its board is kept. */
  readonly address: string;
  /** Whether the board of another address has all that this one shows: what was saved last is shown at the start. */
  readonly servesToo?: ((address: string) => boolean) | undefined;
  /** The device's steady clock. */
  readonly clock: Clock;
  readonly serviceClock: { now(): number; restore(offset: number, savedAt: number): void };
  /** The device's own time of day, milliseconds since 1970: it may be set while the display runs. */
  readonly wallNow: () => number;
}

/** Keeps a board over restarts of its display. */
export interface BoardKeeper {
  /** Shows what was saved, where the backend is not quicker, and saves from then on. */
  start(): void;
  /** Saves what is not saved yet. */
  flush(): void;
  stop(): void;
}

/** A keeper for one display. */
export function createBoardKeeper(options: BoardKeeperOptions): BoardKeeper {
  const { store, archive, address, clock, serviceClock } = options;
  let running = false;
  let saving = false;
  let due: { readonly at: number; readonly cancel: () => void } | undefined;
  let savedAt = Number.NEGATIVE_INFINITY;
  let saved: Pick<BoardState, "flights" | "visible" | "takeovers" | "feedAliveAt"> | undefined;
  let stopWatching: () => void = () => undefined;

  const save = async (): Promise<void> => {
    due?.cancel();
    due = undefined;
    const state = store.getState();
    // What was saved before is better than nothing, and what was restored is saved already.
    if (state.source !== "fetched" || saving || isSaved(state)) return;
    saving = true;
    savedAt = clock.now();
    const sameFlights = saved?.flights === state.flights && saved.visible === state.visible;
    const now = serviceClock.now();
    const board = {
      flights: state.visible.flatMap((key) => state.flights.get(key) ?? []),
      takeovers: [...state.takeovers.values()],
      feedAliveAt: state.feedAliveAt,
      loadedAt: state.loadedAt,
      savedAt: now,
      clockOffset: now - options.wallNow(),
    };
    // A failed write leaves the flights of before: a newer age beside them would be a lie.
    if (await archive.save(address, board, sameFlights ? "same" : "changed")) saved = state;
    saving = false;
    if (running && !isSaved(store.getState())) plan(SAVE_EVERY_MS);
  };

  const isSaved = (state: BoardState): boolean =>
    saved !== undefined &&
    saved.flights === state.flights &&
    saved.visible === state.visible &&
    saved.takeovers === state.takeovers &&
    saved.feedAliveAt === state.feedAliveAt;

  /** Saves within `withinMs`, and not sooner after the last time than that. */
  const plan = (withinMs: number): void => {
    const at = Math.max(clock.now(), savedAt + withinMs);
    if (due !== undefined && due.at <= at) return;
    due?.cancel();
    due = {
      at,
      cancel: clock.schedule(at - clock.now(), () => {
        void save();
      }),
    };
  };

  return {
    start() {
      running = true;
      stopWatching = store.subscribe((state, before) => {
        if (state.source !== "fetched" || isSaved(state)) return;
        const urgent = state.takeovers !== before.takeovers || before.source !== "fetched";
        plan(urgent ? SAVE_SOON_MS : SAVE_EVERY_MS);
      });
      void archive.load(address, options.servesToo).then((board) => {
        if (board === undefined || !running) return;
        serviceClock.restore(board.clockOffset, board.savedAt);
        store.restore(board);
      });
    },
    flush() {
      void save();
    },
    stop() {
      running = false;
      due?.cancel();
      due = undefined;
      stopWatching();
      stopWatching = () => undefined;
    },
  };
}
