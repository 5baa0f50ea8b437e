import type { BoardRow } from "../../flights/board-row";
import { statusTones } from "../../flights/passenger-status";
import { statusWords } from "../../flights/status-words";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { ChangingText } from "../../ui/ChangingText";
import { StatusMark } from "../../ui/StatusMark";
import { AgedMark, useAgedParts } from "./ageing";
import { AirlineName } from "./AirlineName";
import { toneShapes } from "./flight-cells";
import { operatingNumber } from "./FlightNumber";
import { LargePlace } from "./LargePlace";
import { placeDetail } from "./PlaceName";
import { TimeOfDay } from "./TimeOfDay";
import { useToday } from "./use-today";

interface GateFlightProps {
  readonly row: BoardRow;
  /** For the place's name, in em. */
  readonly room: number;
  /** Whether there is no room for lines of its own for stops and doubts: they take turns with the place then. */
  readonly isTight: boolean;
}

/** The flight of a gate, as large as the display allows. */
export function GateFlight({ row, room, isTight }: GateFlightProps) {
  const { names } = useBoard();
  const { format, words } = useSpeech();
  const today = useToday();
  const aged = useAgedParts(row);
  const detail = placeDetail(row, names, words);
  const besidePlace = isTight
    ? [detail, aged.gate ? `? ${words.confirmAtDesk}` : ""].filter((text) => text !== "")
    : [];
  const boardingSince =
    row.status === "boarding" && row.since !== undefined ? format.unmistakableTime(row.since) : undefined;
  return (
    <section className="gate-flight" {...rowData(row)} data-testid="gate-flight">
      <div>
        <h2 className="gate-place" data-cell="place">
          <LargePlace row={row} room={room} besides={besidePlace} />
        </h2>
        {detail !== "" && <p className={isTight ? "sr-only" : "gate-detail"}>{detail}</p>}
        <div className="gate-numbers" data-cell="flight">
          <bdi className="gate-number">{operatingNumber(row)}</bdi>
          <span className="gate-airline">
            <AirlineName carrier={row.carrier} />
          </span>
          <Partners row={row} index={0} />
        </div>
      </div>
      <dl className="gate-facts">
        <div className="gate-time" data-cell="time" data-replaced={row.estimated === undefined ? undefined : ""}>
          <dt>{words.gatePage.scheduled}</dt>
          <dd>
            <TimeOfDay
              instant={row.scheduled}
              today={today}
              room={undefined}
              isAged={aged.time && row.estimated === undefined}
            />
          </dd>
        </div>
        {row.estimated !== undefined && (
          <div className="gate-time" data-cell="estimated">
            <dt>{words.gatePage.expected}</dt>
            <dd>
              <TimeOfDay instant={row.estimated} today={today} room={undefined} isAged={aged.time} />
            </dd>
          </div>
        )}
        <div className="gate-state">
          <dt className="sr-only">{words.columns.status}</dt>
          <dd>
            <LargeStatus row={row} />
            {boardingSince !== undefined && <p className="gate-since">{words.gatePage.boarding(boardingSince)}</p>}
            {aged.gate && <p className={isTight ? "sr-only" : "gate-since gate-doubt"}>{words.confirmAtDesk}</p>}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The flight after it, on a strip. */
export function NextFlight({ row }: { readonly row: BoardRow }) {
  const { names } = useBoard();
  const { words } = useSpeech();
  const today = useToday();
  const aged = useAgedParts(row);
  const detail = placeDetail(row, names, words);
  return (
    <section className="gate-next" {...rowData(row)} data-testid="gate-next">
      <h3>
        {words.gatePage.next}
        <AgedMark aged={aged.gate} />
      </h3>
      <p className="gate-next-line">
        <span className="gate-next-time" data-cell="time">
          <TimeOfDay instant={row.estimated ?? row.scheduled} today={today} room={undefined} isAged={aged.time} />
        </span>
        <span className="gate-next-place" data-cell="place">
          {names.city(row.place)}
        </span>
        <span data-cell="status">
          <LargeStatus row={row} />
        </span>
      </p>
      <p className="gate-next-line gate-next-detail">
        <span data-cell="flight">
          <bdi>{operatingNumber(row)}</bdi>
        </span>
        <Partners row={row} index={1} />
        {detail !== "" && <span>{detail}</span>}
      </p>
    </section>
  );
}

function LargeStatus({ row }: { readonly row: BoardRow }) {
  const { words } = useSpeech();
  const tone = statusTones[row.status];
  return (
    <ChangingText value={row.status}>
      <span className="status" data-tone={tone} data-cell="status">
        <StatusMark shape={toneShapes[tone]} />
        <span>{statusWords(row, words)}</span>
      </span>
    </ChangingText>
  );
}

/** Partners' numbers, some at once, the others at their turn; read aloud all at once. */
export function Partners({ row, index }: { readonly row: BoardRow; readonly index: number }) {
  const { words } = useSpeech();
  const from = useRotationView(({ moment, plan }) => plan.numbersAt(index, moment.step).from);
  const to = useRotationView(({ moment, plan }) => plan.numbersAt(index, moment.step).to);
  const left = useRotationView(({ plan }) => plan.numbersBeyond(index));
  if (row.codeshares.length === 0) return null;
  return (
    <span className="gate-partners">
      <span className="sr-only">{words.alsoSoldAs(row.codeshares.join(", "))}</span>
      <bdi key={from} className="turning" aria-hidden="true" data-numbers-beyond={left === 0 ? undefined : left}>
        {[...row.codeshares.slice(from, to), ...(left > 0 ? [words.moreNumbers(left)] : [])].join(" · ")}
      </bdi>
    </span>
  );
}

/** What tests and reports know a flight by. */
export function rowData(row: BoardRow) {
  const [date = ""] = row.key.split("#");
  return {
    "data-flight": row.key.slice(date.length + 1),
    "data-date": date,
    "data-status": row.status,
    "data-tone": statusTones[row.status],
  };
}
