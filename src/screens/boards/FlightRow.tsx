import { memo } from "react";
import type { BoardGrid, GridCell } from "../../display/board-grid";
import type { FlightKey } from "../../flights/flight";
import { statusTones } from "../../flights/passenger-status";
import { useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { CellText } from "./flight-cells";

interface FlightRowProps {
  readonly flightKey: FlightKey;
  /** Which row of the rotation's it is. */
  readonly index: number;
  /** False where the flight has left the board while its page still shows: its place stays, empty. */
  readonly isPresent: boolean;
  readonly today: string;
  /** The columns on their lines. */
  readonly lines: BoardGrid["lines"];
  /** Lines that break, as a list has them. */
  readonly isList: boolean;
}

/** One flight. The only component that follows a flight, and only while it is on screen. */
export const FlightRow = memo(function FlightRow(props: FlightRowProps) {
  const { flightKey, index, isPresent, today, lines, isList } = props;
  const { words } = useSpeech();
  const row = useBoardState((state) => state.rows.get(flightKey));
  if (row === undefined || !isPresent) return <div className="flight-row" aria-hidden="true" />;
  const [date = ""] = row.key.split("#");
  const label = (name: GridCell["name"]) =>
    name === "terminal" || name === "gate" || name === "belt" ? words.columns[name] : undefined;
  return (
    <div
      role="row"
      className="flight-row"
      data-testid="flight-row"
      data-flight={row.key.slice(date.length + 1)}
      data-date={date}
      data-status={row.status}
      data-tone={statusTones[row.status]}
      data-early={row.estimated !== undefined && row.estimated < row.scheduled ? "" : undefined}
    >
      {lines.map((line, at) => (
        <div key={at} role="presentation" className="flight-line">
          {line.map(({ name, width, room }) => (
            <div
              key={name}
              role="cell"
              className={`cell cell-${name}`}
              style={isList ? undefined : cellStyle(width)}
              data-cell={name}
              data-label={label(name)}
            >
              <CellText name={name} row={row} index={index} today={today} room={isList ? undefined : room} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
});

/** The flexible column takes what the others leave. */
export function cellStyle(width: number | undefined) {
  return width === undefined ? { flex: "1 1 0" } : { width: `${width.toFixed(1)}px` };
}
