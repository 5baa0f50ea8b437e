import { useState, type CSSProperties } from "react";
import type { BoardGrid } from "../../display/board-grid";
import { directionOf } from "../../display/display-kind";
import type { FlightKey } from "../../flights/flight";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { cellStyle, FlightRow } from "./FlightRow";
import { heading } from "./headings";
import { displayTitle } from "./titles";
import { useToday } from "./use-today";

interface FlightTableProps {
  readonly keys: readonly FlightKey[];
  /** Which row of the rotation's the first key is. */
  readonly from: number;
  /** Changes when the page turns. */
  readonly page: number;
  readonly present: ReadonlySet<FlightKey>;
  readonly lines: BoardGrid["lines"];
  /** Sizes; undefined for a list, whose rows are as high as they are. */
  readonly grid: BoardGrid | undefined;
}

type TableStyle = CSSProperties &
  Readonly<Record<"--text" | "--small" | "--gap" | "--edge" | "--row-height" | "--headings-height", string>>;

/**
 * The table of a board. Its parts are no table elements, because lines of a row are boxes of their own where a row has
 * several; the roles say what they are.
 */
export function FlightTable({ keys, from, page, present, lines, grid }: FlightTableProps) {
  const { kind } = useBoard();
  const { words } = useSpeech();
  const today = useToday();
  const turns = usePageTurns(page);
  return (
    <div
      role="table"
      className="flight-table"
      style={grid === undefined ? undefined : tableStyle(grid)}
      aria-label={displayTitle(kind, words)}
      data-testid="board"
      data-lines={lines.length}
    >
      <div role="rowgroup" className={grid === undefined || grid.headingsHeight === 0 ? "sr-only" : undefined}>
        <div role="row" className="headings">
          {lines.map((line, at) => (
            <div key={at} role="presentation" className="heading-line">
              {line.map(({ name, width }) => (
                <div key={name} role="columnheader" className={`cell cell-${name}`} style={cellStyle(width)}>
                  {heading(name, directionOf(kind) === "ARRIVAL", words)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" key={page} className={turns ? "flight-rows page-turn" : "flight-rows"}>
        {keys.map((key, index) => (
          <FlightRow
            key={key}
            flightKey={key}
            index={from + index}
            isPresent={present.has(key)}
            today={today}
            lines={lines}
            isList={grid === undefined}
          />
        ))}
      </div>
    </div>
  );
}

function tableStyle(grid: BoardGrid): TableStyle {
  return {
    "--text": `${grid.font.toFixed(1)}px`,
    "--small": `${grid.small.toFixed(1)}px`,
    "--gap": `${grid.gap.toFixed(1)}px`,
    "--edge": `${grid.edge.toFixed(1)}px`,
    "--row-height": `${grid.rowHeight.toFixed(2)}px`,
    "--headings-height": `${String(grid.headingsHeight)}px`,
  };
}

/** False on the first page shown: the board appears at once, only later pages fade in. */
function usePageTurns(page: number): boolean {
  const [first] = useState(page);
  const [turned, setTurned] = useState(false);
  if (!turned && page !== first) setTurned(true);
  return turned;
}
