import { useEffect, useState } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { statusWords } from "../../flights/status-words";
import type { Vocabulary } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import type { FollowedFlights } from "../../state/followed-flights";
import { useSpeech } from "../../state/language-context";
import { useFollowed } from "./use-followed";

interface ChangeAnnouncerProps {
  readonly followed: FollowedFlights;
  /** The flight that is open, followed or not. */
  readonly open: FlightKey | undefined;
}

/** Tells screen readers of changes of the flights that matter to this passenger, and of nothing else. */
export function ChangeAnnouncer({ followed, open }: ChangeAnnouncerProps) {
  const { names, store } = useBoard();
  const { format, words } = useSpeech();
  const keys = useFollowed(followed);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const watched = new Set(open === undefined ? keys : [open, ...keys]);
    const sayingOf = (row: BoardRow) => spoken(row, words, format.unmistakableTime);
    // What is so from the start is no news, nor is a flight that is only now known.
    return store.subscribe(({ rows }, { rows: before }) => {
      if (rows === before) return;
      const changes = [...watched].flatMap((key) => {
        const [row, known] = [rows.get(key), before.get(key)];
        if (row === undefined || known === undefined || row === known || sayingOf(row) === sayingOf(known)) return [];
        return words.phone.change(`${row.carrier} ${String(row.num)}`, names.city(row.place), sayingOf(row));
      });
      if (changes.length > 0) setSaid(changes.join(". "));
    });
  }, [store, keys, open, words, format, names]);
  return (
    <p className="sr-only" role="status" aria-live="polite" data-testid="announcement">
      {said}
    </p>
  );
}

function spoken(row: BoardRow, words: Vocabulary, timeOfDay: (instant: number) => string): string {
  return [
    statusWords(row, words),
    row.estimated === undefined ? undefined : words.phone.newTime(timeOfDay(row.estimated)),
    row.terminal === undefined ? undefined : words.terminal(row.terminal),
    row.gate === undefined ? undefined : words.gate(row.gate),
  ]
    .filter((text) => text !== undefined)
    .join(", ");
}
