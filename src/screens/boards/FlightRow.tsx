import { memo, type ReactNode } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { statusTones, type PassengerStatus } from "../../flights/passenger-status";
import { useBoard, useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
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
  const { names } = useBoard();
  const { words } = useSpeech();
  const [date = ""] = row.key.split("#");
  const number = `${row.carrier} ${String(row.num)}`;
  const city = names.city(row.place);
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
      <Cell name="estimated">
        <TimeOfDay instant={row.estimated} today={today} />
      </Cell>
      <Cell name="destination">
        <ChangingText value={row.place} className={`destination-name ${city.length > LONG_NAME ? "long" : ""}`}>
          {city}
        </ChangingText>
        {detail !== "" && <small>{detail}</small>}
      </Cell>
      <Cell name="flight">
        <span className="flight-number">{number}</span>
        <Codeshares numbers={row.codeshares} />
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

/** Names of more letters than this are set smaller where the column is narrow. */
const LONG_NAME = 14;
/** Partners' numbers that fit beside each other; on a narrow board only the first (departures.css). */
const CODESHARES_SHOWN = 3;

function Codeshares({ numbers }: { readonly numbers: readonly string[] }) {
  const { words } = useSpeech();
  const [first, ...others] = numbers.slice(0, CODESHARES_SHOWN);
  if (first === undefined) return null;
  const beyond = numbers.length - CODESHARES_SHOWN;
  return (
    <small title={words.alsoSoldAs(numbers.join(", "))}>
      {first}
      {others.length > 0 && <span className="codeshares-wide">{` · ${others.join(" · ")}`}</span>}
      {beyond > 0 && <span className="codeshares-wide">{` +${String(beyond)}`}</span>}
      {others.length > 0 && <span className="codeshares-narrow">{` +${String(numbers.length - 1)}`}</span>}
    </small>
  );
}

function destinationDetail(
  row: BoardRow,
  city: (airport: string) => string,
  words: ReturnType<typeof useSpeech>["words"],
): string {
  if (row.divertedTo !== undefined) return words.divertedTo(city(row.divertedTo));
  return row.via.length > 0 ? words.via(row.via.map(city).join(", ")) : "";
}

/** A gate or terminal. Empty while it is not known, but there, so that it marks itself when it comes. */
function Place({ value = "" }: { readonly value: string | undefined }) {
  return <ChangingText value={value}>{value}</ChangingText>;
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

function TimeOfDay({ instant, today }: { readonly instant: number | undefined; readonly today: string }) {
  const { format, words } = useSpeech();
  if (instant === undefined) return <ChangingText value="">{""}</ChangingText>;
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
