import { createStore, type StoreApi } from "zustand/vanilla";
import { boardRow, compareRows, sameRow, type BoardRow } from "../flights/board-row";
import { isSelected, type BoardSelection } from "../flights/board-selection";
import { flightKey, type Flight, type FlightKey } from "../flights/flight";
import { laterInstant, mergeFlights } from "../flights/merge";

/**
 * How the board is connected: `connecting` before the first success, `live`, `reconnecting` after a loss, `offline`
 * where the server cannot be reached at all.
 */
export type Connection = "connecting" | "live" | "reconnecting" | "offline";

/** What a display knows. Rows on screen subscribe to `rows` by key; nothing else does. */
export interface BoardState {
  readonly flights: ReadonlyMap<FlightKey, Flight>;
  /** Rows of the flights whose schedule is known. A row is replaced only where a passenger would see a difference. */
  readonly rows: ReadonlyMap<FlightKey, BoardRow>;
  /** Keys of the rows on the board, in its order; the same array while the order stays. */
  readonly visible: readonly FlightKey[];
  readonly connection: Connection;
  /** When the data was last known to be complete, milliseconds by the device's clock. */
  readonly confirmedAt: number | undefined;
}

export interface BoardStore extends StoreApi<BoardState> {
  /** Merges what came in, in any order and as often as it comes; `receivedAt` in milliseconds. */
  merge(flights: readonly Flight[], receivedAt: number): void;
  /**
   * Takes the whole list of a date as the truth: what is missing in it goes, what differs is replaced, except where
   * something newer came in after the list was asked for at `askedAt` (milliseconds), which it is merged with.
   */
  replaceDate(date: string, flights: readonly Flight[], askedAt: number): void;
  /** Drops flights of operating dates before `date` (YYYY-MM-DD), so that a display that runs for months stays small. */
  forgetBefore(date: string): void;
  /** Moves the board to another window or selection. */
  select(selection: BoardSelection): void;
  setConnection(connection: Connection): void;
  confirm(at: number): void;
  /** The newest `updatedAt` of all flights, as the backend wrote it; undefined where none is known. */
  newestUpdate(): string | undefined;
}

/** A store with no flights. Pure: it knows no clock, socket or screen. */
export function createBoardStore(selection: BoardSelection): BoardStore {
  const store = createStore<BoardState>(() => ({
    flights: new Map(),
    rows: new Map(),
    visible: [],
    connection: "connecting",
    confirmedAt: undefined,
  }));
  let selected = selection;
  let newest: string | undefined;
  const received = new Map<FlightKey, number>();

  const onBoard = (row: BoardRow | undefined): boolean => row !== undefined && isSelected(row, selected);

  const arrange = (rows: ReadonlyMap<FlightKey, BoardRow>, before: readonly FlightKey[]): readonly FlightKey[] => {
    const shown = [...rows.values()].filter(onBoard).sort(compareRows);
    const same = shown.length === before.length && shown.every((row, index) => row.key === before[index]);
    return same ? before : shown.map((row) => row.key);
  };

  const put = (changed: readonly Flight[], removed: readonly FlightKey[]): void => {
    if (changed.length === 0 && removed.length === 0) return;
    const state = store.getState();
    const flights = new Map(state.flights);
    let rows: Map<FlightKey, BoardRow> | undefined;
    let moved = false;
    const putRow = (key: FlightKey, row: BoardRow | undefined): void => {
      const before = state.rows.get(key);
      if (row === before || (row !== undefined && before !== undefined && sameRow(row, before))) return;
      rows ??= new Map(state.rows);
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
      moved ||= onBoard(before) !== onBoard(row) || before?.scheduled !== row?.scheduled;
    };
    for (const flight of changed) {
      const key = flightKey(flight);
      flights.set(key, flight);
      putRow(key, boardRow(flight));
    }
    for (const key of removed) {
      flights.delete(key);
      received.delete(key);
      putRow(key, undefined);
    }
    const nextRows = rows ?? state.rows;
    store.setState({ flights, rows: nextRows, visible: moved ? arrange(nextRows, state.visible) : state.visible });
  };

  const note = (flight: Flight): void => {
    newest = newest === undefined ? flight.updatedAt : laterInstant(newest, flight.updatedAt);
  };

  return {
    ...store,
    merge(incoming, receivedAt) {
      const known = store.getState().flights;
      const changed = new Map<FlightKey, Flight>();
      for (const flight of incoming) {
        const key = flightKey(flight);
        note(flight);
        received.set(key, receivedAt);
        const before = changed.get(key) ?? known.get(key);
        const after = before === undefined ? flight : mergeFlights(before, flight);
        if (after !== before) changed.set(key, after);
      }
      put([...changed.values()], []);
    },
    replaceDate(date, list, askedAt) {
      const known = store.getState().flights;
      const listed = new Map<FlightKey, Flight>();
      for (const flight of list) {
        const key = flightKey(flight);
        const before = listed.get(key);
        listed.set(key, before === undefined ? flight : mergeFlights(before, flight));
        note(flight);
      }
      const fresh = (key: FlightKey): boolean => (received.get(key) ?? Number.NEGATIVE_INFINITY) >= askedAt;
      const changed: Flight[] = [];
      for (const [key, flight] of listed) {
        const before = known.get(key);
        if (before === undefined) changed.push(flight);
        else if (fresh(key)) changed.push(mergeFlights(before, flight));
        else if (JSON.stringify(before) !== JSON.stringify(flight)) changed.push(flight);
      }
      const removed = [...known.values()]
        .filter((flight) => flight.date === date)
        .map(flightKey)
        .filter((key) => !listed.has(key) && !fresh(key));
      for (const key of listed.keys()) if (!fresh(key)) received.set(key, askedAt);
      put(
        changed.filter((flight) => known.get(flightKey(flight)) !== flight),
        removed,
      );
    },
    forgetBefore(date) {
      const flights = [...store.getState().flights.values()];
      put([], flights.filter((flight) => flight.date < date).map(flightKey));
    },
    select(next) {
      selected = next;
      const state = store.getState();
      const visible = arrange(state.rows, state.visible);
      if (visible !== state.visible) store.setState({ visible });
    },
    setConnection(connection) {
      if (store.getState().connection !== connection) store.setState({ connection });
    },
    confirm(at) {
      store.setState({ confirmedAt: at });
    },
    newestUpdate: () => newest,
  };
}
