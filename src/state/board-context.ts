import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { DisplayKind } from "../display/display-kind";
import type { DisplayOptions } from "../display/display-options";
import type { BoardRow } from "../flights/board-row";
import type { Clock } from "../flights/clock";
import type { PlaceNames } from "../flights/place-names";
import type { Airport } from "./airport";
import type { BoardState, BoardStore } from "./board-store";

/** What a board has put on the screen, for its report to operations. */
export interface Painted {
  /** Rows of all its pages, in their order. */
  readonly rows: readonly BoardRow[];
  /** Rows that only the "+N more flights" counts. */
  readonly beyond: number;
  /** The takeover that shows in their place. */
  readonly takeoverId: string | undefined;
  /** When the next page comes, milliseconds by the board's clock, Infinity where there is one page; left out at a takeover. */
  readonly nextTurn?: () => number;
}

/** All that a board's components share. */
export interface Board {
  readonly store: BoardStore;
  readonly airport: Airport;
  readonly kind: DisplayKind;
  readonly options: DisplayOptions;
  /** The board's time: the service's or, where `options.at` says so, a simulated one. */
  readonly clock: Clock;
  /** The service's time, whatever the device's clock says: ages of data and ends of takeovers go by it. */
  readonly serviceClock: Clock;
  /** The device's time, for what must not jump when the other two are corrected. */
  readonly deviceClock: Clock;
  readonly names: PlaceNames;
  /** To be called in an effect after every change of what is on the screen. */
  readonly painted: (painted: Painted) => void;
}

/** The board around a component. */
export const BoardContext = createContext<Board | undefined>(undefined);

/** The board around this component. Throws outside of one. */
export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (board === undefined) throw new Error("useBoard: no BoardContext around this component");
  return board;
}

/** A part of the board's state; renders anew only when that part changes. */
export function useBoardState<Part>(select: (state: BoardState) => Part): Part {
  return useStore(useBoard().store, select);
}
