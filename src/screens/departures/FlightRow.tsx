import { memo, type ReactNode } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { statusTones, type PassengerStatus } from "../../flights/passenger-status";
import { useBoard, useBoardState } from "../../state/board-context";
import { ChangingText } from "../../ui/ChangingText";

interface FlightRowProps {
  readonly flightKey: FlightKey;
  /** Local date (YYYY-MM-DD) that times on it need no day mark. */
  readonly today: string;
}

/** One flight. The only component that follows a flight, and only while it is on screen. */
export const FlightRow = memo(function FlightRow({ flightKey, today }: FlightRowProps) {
  const row = useBoardState((state) => state.rows.get(flightKey));
  // The order and the rows are two parts of one state; a row may leave a moment before its key does.
  return row === undefined ? null : <FlightCells row={row} today={today} />;
});

function FlightCells({ row, today }: { readonly row: BoardRow; readonly today: string }) {
  const { names, words } = useBoard();
  const [date = ""] = row.key.split("#");
  const number = `${row.carrier} ${String(row.num)}`;
  const detail = destinationDetail(row, names.city, words);
  return (
    <tr
      role="row"
      className="flight-row"
      data-testid="flight-row"
      data-flight={row.key.slice(date.length + 1)}
      data-date={date}
      data-status={row.status}
      data-tone={statusTones[row.status]}
    >
      <Cell name="time">
        <TimeOfDay instant={row.scheduled} today={today} />
      </Cell>
      <Cell name="estimated">{row.estimated !== undefined && <TimeOfDay instant={row.estimated} today={today} />}</Cell>
      <Cell name="destination">
        <ChangingText value={row.destination} className="destination-name">
          {names.city(row.destination)}
        </ChangingText>
        {detail !== "" && (
          <small>
            <ChangingText value={detail}>{detail}</ChangingText>
          </small>
        )}
      </Cell>
      <Cell name="flight">
        <span className="flight-number">{number}</span>
        {row.codeshares.length > 0 && (
          <small title={words.alsoSoldAs(row.codeshares.join(", "))}>{row.codeshares.join(" · ")}</small>
        )}
      </Cell>
      <Cell name="airline">{names.airline(row.carrier) ?? ""}</Cell>
      <Cell name="terminal" label={words.columns.terminal}>
        <Place value={row.terminal} />
      </Cell>
      <Cell name="gate" label={words.columns.gate}>
        <Place value={row.gate} />
      </Cell>
      <Cell name="status">
        <StatusText status={row.status} text={words.status[row.status]} />
      </Cell>
    </tr>
  );
}

function destinationDetail(
  row: BoardRow,
  city: (airport: string) => string,
  words: ReturnType<typeof useBoard>["words"],
): string {
  if (row.divertedTo !== undefined) return words.divertedTo(city(row.divertedTo));
  return row.via.length > 0 ? words.via(row.via.map(city).join(", ")) : "";
}

/** A gate or terminal; nothing at all, not even an empty box, while it is not known. */
function Place({ value }: { readonly value: string | undefined }) {
  return value === undefined ? null : <ChangingText value={value}>{value}</ChangingText>;
}

interface CellProps {
  readonly name: string;
  /** What stands before the value where there is no column heading. */
  readonly label?: string;
  readonly children: ReactNode;
}

function Cell({ name, label, children }: CellProps) {
  return (
    <td role="cell" className={`cell cell-${name}`} data-cell={name} data-label={label}>
      {children}
    </td>
  );
}

function StatusText({ status, text }: { readonly status: PassengerStatus; readonly text: string }) {
  return (
    <ChangingText value={status}>
      <span className="status" data-tone={statusTones[status]}>
        {text}
      </span>
    </ChangingText>
  );
}

function TimeOfDay({ instant, today }: { readonly instant: number; readonly today: string }) {
  const { format, words } = useBoard();
  const text = format.timeOfDay(instant);
  const days = format.daysBetween(today, format.date(instant));
  const day = days > 0 ? words.laterDay : words.earlierDay;
  return (
    <ChangingText value={text}>
      <time dateTime={new Date(instant).toISOString()}>{text}</time>
      {days !== 0 && (
        <>
          <sup aria-hidden="true">{day.mark(Math.abs(days))}</sup>
          <span className="sr-only"> {day.spoken(Math.abs(days))}</span>
        </>
      )}
    </ChangingText>
  );
}
