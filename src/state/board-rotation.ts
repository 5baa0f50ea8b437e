import { createStore, type StoreApi } from "zustand/vanilla";
import { holdRows, type HeldRows } from "../display/held-rows";
import { planRotation, type RotationMoment, type RotationPlan } from "../display/rotation";
import { sameItems } from "../display/same-items";
import { shownMoment } from "../display/shown-moment";
import type { BoardRow } from "../flights/board-row";
import type { Clock } from "../flights/clock";
import type { FlightKey } from "../flights/flight";
import type { BoardState, BoardStore } from "./board-store";

/** What a display shows now, and what comes after it. */
export interface RotationView {
  /** Keys of the rows of all pages, page by page; while rows move to other pages, one may be on two. */
  readonly keys: readonly FlightKey[];
  readonly plan: RotationPlan;
  readonly moment: RotationMoment;
  /** Flights that are on the board and on no page. */
  readonly beyond: number;
  /**
   * Flights that are on the board. A key without its flight here keeps its place, empty, until the pages begin anew; a page
   * of such keys alone is passed over.
   */
  readonly present: ReadonlySet<FlightKey>;
}

/** How much fits on a page. */
export interface RotationRoom {
  readonly capacity: number;
  readonly numbersAtOnce: number;
  /** How many turns a row's other texts take, where they do not fit at once; by default one. */
  readonly turnsOf?: (row: BoardRow) => number;
  /** Rows that show at all; the others are counted. By default as many as the budget allows. */
  readonly most?: number;
}

/** What a display's rotation is made from. */
export interface RotationParts {
  readonly store: BoardStore;
  /** The service's time, so that displays hung side by side turn together. */
  readonly clock: Clock;
  /** How many languages take turns. */
  readonly languages: number;
  /**
   * Which rows the display shows, in which order, looked at every few seconds as time passes; undefined: all, as the board
   * has them.
   */
  readonly arrange?: (rows: readonly BoardRow[], now: number) => readonly BoardRow[];
  /** How many things a row shows in one place, one after the other: its flight numbers. */
  readonly numbersOf: (row: BoardRow) => number;
}

export interface BoardRotation extends StoreApi<RotationView> {
  setRoom(room: RotationRoom): void;
  /** Begins to turn and to follow the store; the answer ends it. */
  run(): () => void;
}

/** Rows that can be on pages at all: the budget holds fewer pages than this many rows of any panel. */
export const MOST_ROWS = 500;

/** Longest sleep, milliseconds: a clock that is set right meanwhile, or an order that time changes, is looked at again. */
const LONGEST_SLEEP_MS = 5_000;

/**
 * Turns pages, languages and flight numbers by the plan. Works on the head of the board only, and only when its order or
 * a row's count of numbers changes, so a day of 9,000 flights costs no more than a day of 400.
 */
export function createBoardRotation(parts: RotationParts): BoardRotation {
  const { store, clock, languages } = parts;
  let room: RotationRoom = { capacity: 1, numbersAtOnce: 1 };
  let head: Head | undefined;
  let plan: RotationPlan | undefined;
  let held: HeldRows | undefined;
  let moment: RotationMoment | undefined;
  /** While it runs: turns what is due, and sleeps until the next turn. */
  let wakeUp: (() => void) | undefined;

  const look = (): RotationView => {
    const now = clock.now();
    const before = head;
    head = headOf(store.getState(), parts, room, now, before);
    if (plan === undefined || !sameItems(head.numbers, plan.numbersPerRow)) {
      plan = planRotation({ ...room, languages, numbersPerRow: head.numbers });
    }
    // Rows that lack flights, or that are those of before a power cut, give way at once to the ones that do not.
    const isWorthHolding = head.source !== "nothing" && head.source === before?.source;
    const planBefore = held?.plan;
    held = holdRows(isWorthHolding ? held : undefined, head.keys, plan, now);
    const { present } = head;
    const { ids: keys, plan: heldPlan } = held;
    moment = shownMoment(held, now, present, heldPlan === planBefore ? moment : undefined);
    const paged = keys.slice(0, heldPlan.pages.at(-1)?.to ?? 0);
    const beyond = present.size - new Set(paged.filter((key) => present.has(key))).size;
    return { keys: paged, plan: heldPlan, moment, beyond, present };
  };

  const rotation = createStore<RotationView>(look);
  const turn = (): void => {
    const before = rotation.getState();
    const after = look();
    if (!sameView(before, after)) {
      // The same array while it holds the same, for those who compare by identity.
      rotation.setState(sameItems(before.keys, after.keys) ? { ...after, keys: before.keys } : after, true);
    }
  };

  return {
    ...rotation,
    setRoom(next) {
      const hasSamePages = next.capacity === room.capacity && next.most === room.most;
      const isSame = hasSamePages && next.numbersAtOnce === room.numbersAtOnce;
      if (isSame && next.turnsOf === room.turnsOf) return;
      // Where only names take other turns, since a face came in, rows stay on the pages where they are being read.
      if (!isSame) held = undefined;
      room = next;
      plan = undefined;
      // What did not turn may turn now, or sooner.
      (wakeUp ?? turn)();
    },
    run() {
      let cancel: () => void = () => undefined;
      const sleep = (): void => {
        cancel();
        const until = Math.min(held?.heldUntil ?? Number.POSITIVE_INFINITY, rotation.getState().moment.untilMs);
        // An order of the display's own may change with the time alone.
        if (until === Number.POSITIVE_INFINITY && parts.arrange === undefined) return;
        cancel = clock.schedule(Math.min(Math.max(0, until - clock.now()), LONGEST_SLEEP_MS), wake);
      };
      const wake = (): void => {
        turn();
        sleep();
      };
      const unsubscribe = store.subscribe((state) => {
        if (head === undefined || isStill(head, state, parts, room)) return;
        wake();
      });
      wakeUp = wake;
      wake();
      return () => {
        wakeUp = undefined;
        unsubscribe();
        cancel();
      };
    },
  };
}

/** The part of the board that can be on pages. */
interface Head {
  /** Where the flights are from. */
  readonly source: BoardState["source"];
  readonly visible: readonly FlightKey[];
  readonly rows: BoardState["rows"];
  readonly keys: readonly FlightKey[];
  readonly numbers: readonly number[];
  readonly present: ReadonlySet<FlightKey>;
}

function headOf(
  { source, visible, rows }: BoardState,
  parts: RotationParts,
  room: RotationRoom,
  now: number,
  before: Head | undefined,
): Head {
  const { most = MOST_ROWS } = room;
  // An order of the display's own is for the few flights of one place, so all of them are looked at.
  const candidates = parts.arrange === undefined ? visible.slice(0, most) : visible;
  const found = candidates.flatMap((key) => rows.get(key) ?? []);
  const arranged = parts.arrange?.(found, now) ?? found;
  const shown = arranged.slice(0, most);
  return {
    source,
    visible,
    rows,
    keys: shown.map((row) => row.key),
    numbers: shown.map((row) => numbersIn(row, parts, room)),
    present: presentOf(parts.arrange === undefined ? visible : arranged.map((row) => row.key), before),
  };
}

/** How many things a row shows one after the other. */
function numbersIn(row: BoardRow, { numbersOf }: RotationParts, { turnsOf }: RotationRoom): number {
  return Math.max(numbersOf(row), turnsOf?.(row) ?? 1);
}

/** The same set while it holds the same. */
function presentOf(keys: readonly FlightKey[], before: Head | undefined): ReadonlySet<FlightKey> {
  const known = before?.present;
  const isSame = known?.size === keys.length && keys.every((key) => known.has(key));
  return isSame ? known : new Set(keys);
}

/** True where the state gives the same head; an order of the display's own may depend on anything in the rows. */
function isStill(head: Head, { source, visible, rows }: BoardState, parts: RotationParts, room: RotationRoom): boolean {
  if (source !== head.source || visible !== head.visible || parts.arrange !== undefined) return false;
  if (rows === head.rows) return true;
  return head.keys.every((key, index) => {
    const row = rows.get(key);
    return row !== undefined && numbersIn(row, parts, room) === head.numbers[index];
  });
}

function sameView(a: RotationView, b: RotationView): boolean {
  return (
    a.plan === b.plan &&
    a.beyond === b.beyond &&
    a.present === b.present &&
    a.moment.page === b.moment.page &&
    a.moment.language === b.moment.language &&
    a.moment.step === b.moment.step &&
    a.moment.untilMs === b.moment.untilMs &&
    sameItems(a.keys, b.keys)
  );
}
