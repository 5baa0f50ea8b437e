import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { DisplayKind } from "../display/display-kind";
import type { DisplayOptions } from "../display/display-options";
import type { Clock } from "../flights/clock";
import type { PlaceNames } from "../flights/place-names";
import type { Airport } from "./airport";
import type { BoardState, BoardStore } from "./board-store";

/** All that a board's components share. */
export interface Board {
  readonly store: BoardStore;
  readonly airport: Airport;
  readonly kind: DisplayKind;
  readonly options: DisplayOptions;
  /** The board's time, simulated where `options.at` says so. */
  readonly clock: Clock;
  /** The device's time. */
  readonly deviceClock: Clock;
  readonly names: PlaceNames;
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
