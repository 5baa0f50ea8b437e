import type { BoardRow } from "../../flights/board-row";
import { useSpeech } from "../../state/language-context";

interface FlightTimesProps {
  readonly row: BoardRow;
  /** Local date (YYYY-MM-DD) that times on it need no day mark. */
  readonly today: string;
}

/** Scheduled time, struck out where another one holds, and that one. */
export function FlightTimes({ row, today }: FlightTimesProps) {
  const { words } = useSpeech();
  return (
    <span className="phone-times">
      {row.estimated === undefined ? (
        <Time instant={row.scheduled} today={today} />
      ) : (
        <>
          <s>
            <span className="sr-only">{`${words.columns.time} `}</span>
            <Time instant={row.scheduled} today={today} />
          </s>
          <strong>
            <span className="sr-only">{` ${words.columns.estimated} `}</span>
            <Time instant={row.estimated} today={today} />
          </strong>
        </>
      )}
    </span>
  );
}

/** A time of day at the airport, with a mark where it is on another day, or where the clocks make it come twice. */
export function Time({ instant, today }: { readonly instant: number; readonly today: string }) {
  const { format, words } = useSpeech();
  const days = format.daysBetween(today, format.date(instant));
  const day = days > 0 ? words.laterDay : words.earlierDay;
  const twice = format.repeatedTime(instant);
  return (
    <time dateTime={new Date(instant).toISOString()}>
      {format.timeOfDay(instant)}
      {days !== 0 && (
        <>
          <sup aria-hidden="true">{day.mark(Math.abs(days))}</sup>
          <span className="sr-only"> {day.spoken(Math.abs(days))}</span>
        </>
      )}
      {twice !== undefined && <sup>{` ${twice}`}</sup>}
    </time>
  );
}
