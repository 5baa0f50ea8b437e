import { useDeferredValue, useMemo, useState } from "react";
import type { PhoneView } from "../../display/phone-address";
import { compareRows, type BoardRow } from "../../flights/board-row";
import { flightFinder, flightQuery, isRemembered } from "../../flights/flight-search";
import { useBoard, useBoardState } from "../../state/board-context";
import type { FollowedFlights } from "../../state/followed-flights";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";
import { ChangeAnnouncer } from "./ChangeAnnouncer";
import { FlightCard } from "./FlightCard";
import { FlightDetail } from "./FlightDetail";
import "./flights.css";
import { PhoneFooter } from "./PhoneFooter";
import { PhoneHeader } from "./PhoneHeader";
import { SearchBar } from "./SearchBar";
import { TakeoverNote } from "./TakeoverNote";
import { useFollowed } from "./use-followed";
import type { HistoryReader } from "./use-history";

interface FlightsScreenProps {
  readonly view: PhoneView;
  /** Changes the page's address. `step` is one that the Back button takes back. */
  readonly show: (view: PhoneView, how: "replace" | "step") => void;
  readonly followed: FollowedFlights;
  readonly readHistory: HistoryReader;
}

/** `/flights`: the flights for whoever holds the phone, to search and to follow. */
export function FlightsScreen({ view, show, followed, readHistory }: FlightsScreenProps) {
  const { words } = useSpeech();
  const [announces, setAnnounces] = useState(false);
  const open = useBoardState((state) => (view.flight === undefined ? undefined : state.rows.get(view.flight)));
  return (
    <div className="phone" lang={words.language} dir={words.direction} data-testid="flights">
      <PhoneHeader view={view} show={show} />
      <main className="phone-main">
        <TakeoverNote />
        {view.flight === undefined ? (
          <FlightList view={view} show={show} followed={followed} />
        ) : (
          <FlightDetail
            flightKey={view.flight}
            row={open}
            back={() => {
              show({ ...view, flight: undefined }, "step");
            }}
            followed={followed}
            readHistory={readHistory}
            announces={announces}
            onAnnounce={setAnnounces}
          />
        )}
      </main>
      {announces && <ChangeAnnouncer followed={followed} open={view.flight} />}
      <PhoneFooter view={view} />
    </div>
  );
}

/** Cards that a list begins with, and grows by. */
const STEP = 40;

function FlightList({ view, show, followed }: Pick<FlightsScreenProps, "view" | "show" | "followed">) {
  const { format, words } = useSpeech();
  const { clock, serviceClock } = useBoard();
  const [length, setLength] = useState(STEP);
  const { empty } = useFreshness(useNow(serviceClock, 5_000));
  const followedKeys = useFollowed(followed);
  const now = useNow(clock, 60_000);
  const today = format.date(now);
  const found = useFoundRows(view, today, now);
  const mine = followedKeys.filter((key) => view.query === "" || found.some((row) => row.key === key));
  const others = found.filter((row) => !mine.includes(row.key));
  const openFlight = (row: BoardRow) => {
    show({ ...view, flight: row.key, direction: row.direction }, "step");
  };
  const nothing = empty === "notReachable" ? words.notReachable : words.phone.noResults;
  return (
    <>
      <SearchBar view={view} show={show} />
      <p className="phone-count" role="status" data-testid="result-count">
        {found.length > 0 ? words.phone.results(found.length) : ""}
      </p>
      {mine.length > 0 && (
        <section aria-label={words.phone.following} data-testid="followed">
          <h2>{words.phone.following}</h2>
          <ul className="phone-list">
            {mine.map((key) => (
              <FlightCard key={key} flightKey={key} today={today} open={openFlight} />
            ))}
          </ul>
        </section>
      )}
      {found.length === 0 ? (
        <div className="phone-nothing" data-testid={empty === "notReachable" ? "not-reachable" : "no-flights"}>
          <p>{empty === "loading" ? words.loading : nothing.title}</p>
          {empty !== "loading" && <p>{nothing.detail}</p>}
        </div>
      ) : (
        <ul className="phone-list" data-testid="results">
          {others.slice(0, length).map((row) => (
            <FlightCard key={row.key} flightKey={row.key} today={today} open={openFlight} />
          ))}
        </ul>
      )}
      {others.length > length && (
        <button
          type="button"
          className="phone-button"
          onClick={() => {
            setLength(length + STEP);
          }}
        >
          {words.showMore}
        </button>
      )}
    </>
  );
}

/**
 * The flights that the view asks for, in the order of the board. A search also finds those that have left it: whoever
 * asks for one flight wants to know what became of it.
 */
function useFoundRows(
  { direction, terminal, gate, belt, query }: PhoneView,
  today: string,
  now: number,
): readonly BoardRow[] {
  const { names } = useBoard();
  const rows = useBoardState((state) => state.rows);
  const visible = useBoardState((state) => state.visible);
  const finds = useMemo(() => flightFinder(names), [names]);
  const typed = useDeferredValue(query);
  return useMemo(() => {
    const words = flightQuery(typed);
    const wanted = (row: BoardRow): boolean =>
      (terminal === undefined || row.terminal === terminal) &&
      (gate === undefined || row.gate === gate) &&
      (belt === undefined || row.belt === belt) &&
      finds(row, words);
    const onBoard = new Set(visible);
    const asked = [...rows.values()].filter(
      (row) => onBoard.has(row.key) || (words.length > 0 && isRemembered(row, today, now)),
    );
    return asked.filter((row) => row.direction === direction && wanted(row)).sort(compareRows);
  }, [rows, visible, finds, typed, direction, terminal, gate, belt, today, now]);
}
