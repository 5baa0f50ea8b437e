import { useMemo } from "react";
import type { BoardGrid } from "../../display/board-grid";
import type { BoardRow } from "../../flights/board-row";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { useTextMeasure } from "../../ui/text-width";
import { placeDetail } from "./PlaceName";
import { placeRoom, placeTurns } from "./place-turns";

/**
 * How many turns the place of a row takes in a grid, in whichever language of the display takes most; undefined where
 * nothing takes turns, because small text is legible.
 */
export function usePlaceTurns(grid: BoardGrid | undefined): ((row: BoardRow) => number) | undefined {
  const { names, options } = useBoard();
  const { languages, panel, theme } = options;
  // Another one once fonts came in: what had room before may not any more.
  const measure = useTextMeasure();
  const room = grid?.lines.flat().find(({ name }) => name === "place")?.room;
  return useMemo(() => {
    if (panel === undefined || room === undefined) return undefined;
    const hasRoom = placeRoom(theme, room, measure);
    const turnsIn = (row: BoardRow, language: Language) =>
      placeTurns(names.city(row.place), placeDetail(row, names, vocabularies[language]), hasRoom).length;
    // Asked for all rows at every change of one: a row that has changed is another object.
    const known = new WeakMap<BoardRow, number>();
    return (row) => {
      const turns = known.get(row) ?? Math.max(...languages.map((language) => turnsIn(row, language)));
      known.set(row, turns);
      return turns;
    };
  }, [names, languages, panel, theme, room, measure]);
}
