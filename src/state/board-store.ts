import { createStore, type StoreApi } from "zustand/vanilla";
import { expiryOf, mergeTakeovers, REMEMBERED_MS, type Takeover } from "../display/takeover";
import { boardRow, compareRows, sameRow, type BoardRow } from "../flights/board-row";
import { isSelected, type BoardSelection } from "../flights/board-selection";
import { flightKey, type Flight, type FlightKey } from "../flights/flight";
import { laterInstant, mergeFlights } from "../flights/merge";
import type { Standing } from "./freshness";

/**
 * How the board is connected: `connecting` before the first success, `live`, `reconnecting` after a loss, `offline`
 * where the server cannot be reached at all.
 */
export type Connection = "connecting" | "live" | "reconnecting" | "offline";

/** What a display knows. Rows on screen subscribe to `rows` by key: nearly every event makes another map of it. */
export interface BoardState extends Standing {
  readonly flights: ReadonlyMap<FlightKey, Flight>;
  /** Rows of the flights whose schedule is known. A row is replaced only where a passenger would see a difference. */
  readonly rows: ReadonlyMap<FlightKey, BoardRow>;
  /** Keys of the rows on the board, in its order; the same array while the order stays. */
  readonly visible: readonly FlightKey[];
  /** Takeovers of the display's zones by id, those that have ended included: `shownTakeover` picks the one to show. */
  readonly takeovers: ReadonlyMap<string, Takeover>;
}

/** What an earlier run of the display knew. */
export interface RestoredBoard {
  readonly flights: readonly Flight[];
  readonly takeovers: readonly Takeover[];
  /** As in `Standing`. */
  readonly feedAliveAt: number | undefined;
  readonly loadedAt: number | undefined;
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
  /** The flights are complete, fetched at `at` (milliseconds by the service's clock). */
  loaded(at: number): void;
  /** The feed was alive at `at` (milliseconds by the service's clock) and the flights are complete up to then. */
  feedAlive(at: number): void;
  /** From now on takeovers of these zones count, and no others; until it is called, those of all do. */
  followZones(zones: readonly string[]): void;
  /** Merges takeovers that came in, in any order and as often as they come; `receivedAt` as for flights. */
  mergeTakeovers(takeovers: readonly Takeover[], receivedAt: number): void;
  /**
   * Takes the list of those that show now as the truth: a known one that is missing in it has ended, except where it came
   * in after the list was asked for at `askedAt`.
   */
  replaceTakeovers(takeovers: readonly Takeover[], askedAt: number): void;
  /** Drops takeovers that expired long before `now`, milliseconds by the service's clock. */
  forgetTakeovers(now: number): void;
  /** Shows what an earlier run of the display knew, unless the backend was quicker. */
  restore(board: RestoredBoard): void;
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
    source: "nothing",
    feedAliveAt: undefined,
    loadedAt: undefined,
    takeovers: new Map(),
  }));
  let selected = selection;
  let newest: string | undefined;
  const received = new Map<FlightKey, number>();
  const receivedTakeovers = new Map<string, number>();
  let zones: readonly string[] | undefined;

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

  const isFollowed = ({ zone }: Takeover): boolean => zones?.includes(zone) ?? true;

  const putTakeovers = (incoming: readonly Takeover[]): void => {
    const { takeovers } = store.getState();
    const next = new Map(takeovers);
    for (const takeover of incoming.filter(isFollowed)) {
      const before = next.get(takeover.id);
      next.set(takeover.id, before === undefined ? takeover : mergeTakeovers(before, takeover));
    }
    if ([...next].some(([id, takeover]) => takeovers.get(id) !== takeover)) store.setState({ takeovers: next });
  };

  const keepTakeovers = (isKept: (takeover: Takeover) => boolean): void => {
    const all = [...store.getState().takeovers.values()];
    const kept = all.filter(isKept);
    if (kept.length === all.length) return;
    store.setState({ takeovers: new Map(kept.map((takeover) => [takeover.id, takeover])) });
    for (const { id } of all) if (!store.getState().takeovers.has(id)) receivedTakeovers.delete(id);
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
    loaded(at) {
      const state = store.getState();
      // A saved board's own time says nothing of what was fetched.
      if (state.source !== "fetched") store.setState({ source: "fetched", loadedAt: at, feedAliveAt: undefined });
    },
    feedAlive(at) {
      if (at > (store.getState().feedAliveAt ?? Number.NEGATIVE_INFINITY)) store.setState({ feedAliveAt: at });
    },
    followZones(next) {
      zones = next;
      keepTakeovers(isFollowed);
    },
    mergeTakeovers(incoming, receivedAt) {
      for (const { id } of incoming) receivedTakeovers.set(id, receivedAt);
      putTakeovers(incoming);
    },
    replaceTakeovers(list, askedAt) {
      const listed = new Set(list.map(({ id }) => id));
      const ended = [...store.getState().takeovers.values()].filter(
        ({ id }) => !listed.has(id) && (receivedTakeovers.get(id) ?? Number.NEGATIVE_INFINITY) < askedAt,
      );
      putTakeovers([...list, ...ended.map((takeover) => ({ ...takeover, state: "ENDED" as const }))]);
    },
    forgetTakeovers(now) {
      keepTakeovers((takeover) => expiryOf(takeover) > now - REMEMBERED_MS);
    },
    restore({ flights, takeovers, feedAliveAt, loadedAt }) {
      const { source, flights: known } = store.getState();
      if (source !== "nothing") return;
      putTakeovers(takeovers);
      for (const flight of flights) note(flight);
      const merged = flights.map((flight) => {
        const before = known.get(flightKey(flight));
        return before === undefined ? flight : mergeFlights(before, flight);
      });
      put(merged, []);
      store.setState({ source: "saved", feedAliveAt, loadedAt });
    },
    newestUpdate: () => newest,
  };
}
