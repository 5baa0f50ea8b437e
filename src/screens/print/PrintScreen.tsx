import { memo } from "react";
import { agedParts } from "../../display/ageing";
import type { BoardRow } from "../../flights/board-row";
import type { FlightDirection } from "../../flights/flight";
import { useBoard, useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";
import "./print.css";

interface PrintScreenProps {
  readonly direction: FlightDirection;
  /** Prints the page. */
  readonly print: () => void;
  /** The same sheet for the other direction. */
  readonly turn: () => void;
}

/** `/print`: a sheet for the wall, for when screens or the network are gone: the last known flights, with room to write. */
export function PrintScreen({ direction, print, turn }: PrintScreenProps) {
  const { airport, clock, options, serviceClock } = useBoard();
  const { format, words } = useSpeech();
  const visible = useBoardState((state) => state.visible);
  const rows = useBoardState((state) => state.rows);
  const { empty, ageMs, shownTime } = useFreshness(useNow(serviceClock, 5_000));
  const now = useNow(clock, 60_000);
  const today = format.date(now);
  const isDoubtful = (row: BoardRow) => {
    const aged = agedParts(row, ageMs ?? 0, now);
    return aged.time || aged.gate;
  };
  const shown = visible.flatMap((key) => rows.get(key) ?? []);
  const arrivals = direction === "ARRIVAL";
  const title = arrivals ? words.arrivals : words.departures;
  const terminal = options.terminal === undefined ? [] : [words.terminal(options.terminal)];
  const none = arrivals ? words.noFlights.arrivals : words.noFlights.departures;
  const nothing = { loading: words.loading, noFlights: none.title, notReachable: words.notReachable.title }[empty];
  return (
    <main className="sheet" lang={words.language} dir={words.direction} data-testid="sheet">
      <header>
        <div>
          <h1>{title}</h1>
          <p>{[airport.name, ...terminal, format.longDate(now)].join(" · ")}</p>
          {shownTime !== undefined && (
            <p data-testid="as-of">
              <b>{words.print.asOf(`${format.unmistakableTime(shownTime)} (${format.zoneName(shownTime)})`)}</b>
            </p>
          )}
        </div>
        <div className="sheet-actions">
          <button type="button" onClick={turn}>
            {arrivals ? words.departures : words.arrivals}
          </button>
          <button type="button" className="sheet-print" data-testid="print" onClick={print}>
            {words.print.button}
          </button>
        </div>
      </header>
      {shown.length === 0 ? (
        <p data-testid={empty}>{nothing}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.columns.time}</th>
              <th scope="col">{words.columns.estimated}</th>
              <th scope="col">{words.columns.flight}</th>
              <th scope="col">{arrivals ? words.columns.origin : words.columns.destination}</th>
              <th scope="col">{words.columns.terminal}</th>
              <th scope="col">{arrivals ? words.columns.belt : words.columns.gate}</th>
              <th scope="col">{words.columns.status}</th>
              <th scope="col" className="sheet-remarks">
                {words.print.remarks}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <SheetRow key={row.key} row={row} today={today} isDoubtful={isDoubtful(row)} />
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

interface SheetRowProps {
  readonly row: BoardRow;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  /** Whether some of it is so old that passengers had better ask. */
  readonly isDoubtful: boolean;
}

/** One of as many flights as a day has: rendered only where it changes itself. */
const SheetRow = memo(function SheetRow({ row, today, isDoubtful }: SheetRowProps) {
  const { names } = useBoard();
  const { format, words } = useSpeech();
  const time = (instant: number) => {
    const days = format.daysBetween(today, format.date(instant));
    const day = days > 0 ? words.laterDay.mark(days) : days < 0 ? words.earlierDay.mark(-days) : "";
    const twice = format.repeatedTime(instant);
    return format.timeOfDay(instant) + day + (twice === undefined ? "" : ` ${twice}`);
  };
  const place =
    row.via.length > 0
      ? [names.city(row.place), words.via(row.via.map(names.city).join(", "))]
      : [names.city(row.place)];
  const diversion = row.divertedTo === undefined ? [] : [words.divertedTo(names.city(row.divertedTo))];
  const isArrival = row.direction === "ARRIVAL";
  const numbers = [`${row.carrier} ${String(row.num)}`, ...row.codeshares];
  return (
    <tr data-flight={row.key.slice(row.key.indexOf("#") + 1)}>
      <td data-cell="time">{time(row.scheduled)}</td>
      <td data-cell="estimated">{row.estimated === undefined ? "" : time(row.estimated)}</td>
      <td data-cell="flight">
        <bdi>{numbers.join(", ")}</bdi>
      </td>
      <td data-cell="place">{place.join(" ")}</td>
      <td data-cell="terminal" data-label={words.columns.terminal}>
        {row.terminal}
      </td>
      <td data-cell="gate" data-label={isArrival ? words.columns.belt : words.columns.gate}>
        {isArrival ? row.belt : row.gate}
      </td>
      <td data-cell="status">{[words.status[row.status], ...diversion].join(", ")}</td>
      <td data-cell="remarks" className="sheet-remarks">
        {isDoubtful && words.confirmAtDesk}
      </td>
    </tr>
  );
});
