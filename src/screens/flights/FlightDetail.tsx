import { useEffect, useRef } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { statusTones } from "../../flights/passenger-status";
import { statusWords } from "../../flights/status-words";
import { useBoard } from "../../state/board-context";
import type { FollowedFlights } from "../../state/followed-flights";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";
import { FlightHistory } from "./FlightHistory";
import { FlightTimes } from "./FlightTimes";
import { useFollowed } from "./use-followed";
import type { HistoryReader } from "./use-history";

interface FlightDetailProps {
  readonly flightKey: FlightKey;
  /** Undefined while the flight is not known. */
  readonly row: BoardRow | undefined;
  readonly back: () => void;
  readonly followed: FollowedFlights;
  readonly readHistory: HistoryReader;
  readonly announces: boolean;
  readonly onAnnounce: (on: boolean) => void;
}

/** All that is known of one flight. */
export function FlightDetail(props: FlightDetailProps) {
  const { flightKey, row, back } = props;
  const { words } = useSpeech();
  const { serviceClock } = useBoard();
  const { empty } = useFreshness(useNow(serviceClock, 5_000));
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever comes from the list by keyboard or screen reader begins at the top of what has opened.
  useEffect(() => {
    heading.current?.focus();
  }, [flightKey]);
  const [, carrier = "", num = ""] = flightKey.split("#");
  const missing = empty === "noFlights" ? words.phone.noResults : words.notReachable;
  return (
    <article className="phone-detail" data-testid="flight-detail" data-status={row?.status}>
      <button type="button" className="phone-back" onClick={back}>
        <span aria-hidden="true">{words.direction === "rtl" ? "→ " : "← "}</span>
        {words.phone.back}
      </button>
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{`${carrier} ${num}`}</bdi>
      </h2>
      {row === undefined ? (
        <p data-testid="no-flights">{empty === "loading" ? words.loading : missing.title}</p>
      ) : (
        <KnownFlight {...props} row={row} />
      )}
    </article>
  );
}

function KnownFlight(props: FlightDetailProps & { readonly row: BoardRow }) {
  const { row, followed, readHistory, announces, onAnnounce } = props;
  const { airport, clock, names } = useBoard();
  const { format, words } = useSpeech();
  const today = format.date(useNow(clock, 60_000));
  const isFollowed = useFollowed(followed).includes(row.key);
  const facts = [
    { label: words.columns.terminal, value: row.terminal },
    { label: words.columns.gate, value: row.gate },
    { label: words.columns.belt, value: row.belt },
    { label: words.columns.airline, value: names.airline(row.carrier) },
  ].filter(({ value }) => value !== undefined);
  const via = row.via.map(names.city).join(", ");
  return (
    <>
      <p className="phone-route">
        {row.direction === "ARRIVAL" ? words.from(names.city(row.place)) : names.city(row.place)}
        {via !== "" && <span>{` ${words.via(via)}`}</span>}
      </p>
      <p className="phone-status">
        <span className="status" data-tone={statusTones[row.status]} data-testid="detail-status">
          {statusWords(row, words)}
        </span>
        {row.divertedTo !== undefined && <span>{words.divertedTo(names.city(row.divertedTo))}</span>}
      </p>
      <p className="phone-when">
        <FlightTimes row={row} today={today} />
        <span>{`${format.longDate(row.scheduled)} · ${airport.city} (${format.zoneName(row.scheduled)})`}</span>
      </p>
      <dl className="phone-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {row.codeshares.length > 0 && <p>{words.alsoSoldAs(row.codeshares.join(", "))}</p>}
      <div className="phone-switches">
        <button
          type="button"
          className="phone-button"
          aria-pressed={isFollowed}
          data-testid="follow"
          onClick={() => {
            if (isFollowed) followed.unfollow(row.key);
            else followed.follow(row.key);
          }}
        >
          {isFollowed ? words.phone.unfollow : words.phone.follow}
        </button>
        <button
          type="button"
          className="phone-button"
          aria-pressed={announces}
          data-testid="announce"
          onClick={() => {
            onAnnounce(!announces);
          }}
        >
          {announces ? words.phone.announcing : words.phone.announce}
        </button>
      </div>
      <FlightHistory row={row} readHistory={readHistory} today={today} />
    </>
  );
}
