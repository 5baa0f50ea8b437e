import type { BoardRow } from "../../flights/board-row";
import type { HistoryEntry } from "../../flights/flight-history";
import type { Vocabulary } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { Time } from "./FlightTimes";
import { useHistory, type HistoryReader } from "./use-history";

interface FlightHistoryProps {
  readonly row: BoardRow;
  readonly readHistory: HistoryReader;
  readonly today: string;
}

/** What was reported of a flight, newest first, from the status log. */
export function FlightHistory({ row, readHistory, today }: FlightHistoryProps) {
  const { words } = useSpeech();
  const { data, failureCount } = useHistory(readHistory, row);
  return (
    <section className="phone-history" aria-label={words.phone.history}>
      <h3>{words.phone.history}</h3>
      {data === undefined && <p>{failureCount > 0 ? words.notReachable.title : words.loading}</p>}
      {data?.length === 0 && <p>{words.phone.noHistory}</p>}
      {data !== undefined && data.length > 0 && (
        <ol data-testid="history">
          {data.map((entry) => (
            <li key={entry.id} data-event={entry.event}>
              <Time instant={entry.time} today={today} />
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { names } = useBoard();
  const { format, words } = useSpeech();
  const facts = factsOf(entry, words, format.unmistakableTime, names.city);
  return (
    <span>
      <b>{words.phone.events[entry.event]}</b>
      {facts.length > 0 && <span>{facts.join(", ")}</span>}
      {/* The airline's own words: what language they are in is not known. */}
      {[entry.reason, entry.message].map(
        (text, index) =>
          text !== undefined && (
            <q key={index} lang="" dir="auto">
              {text}
            </q>
          ),
      )}
    </span>
  );
}

function factsOf(
  entry: HistoryEntry,
  words: Vocabulary,
  timeOfDay: (instant: number) => string,
  city: (airport: string) => string,
): readonly string[] {
  const { delayMinutes, cause, newTime, terminal, gate, belt, divertedTo } = entry;
  return [
    delayMinutes === undefined || delayMinutes <= 0 ? undefined : words.phone.delayedMinutes(delayMinutes),
    cause === undefined ? undefined : words.phone.causes[cause],
    newTime === undefined ? undefined : words.phone.newTime(timeOfDay(newTime)),
    terminal === undefined ? undefined : words.terminal(terminal),
    gate === undefined ? undefined : words.gate(gate),
    belt === undefined ? undefined : words.belt(belt),
    divertedTo === undefined ? undefined : words.divertedTo(city(divertedTo)),
  ].filter((text) => text !== undefined);
}
