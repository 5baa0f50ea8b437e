import { useEffect, useRef, useState } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import type { Vocabulary } from "../../flights/vocabulary";
import { useBoard, useBoardState } from "../../state/board-context";
import type { FollowedFlights } from "../../state/followed-flights";
import { useSpeech } from "../../state/language-context";
import { statusText } from "./status-text";
import { useFollowed } from "./use-followed";

interface ChangeAnnouncerProps {
  readonly followed: FollowedFlights;
  /** The flight that is open, followed or not. */
  readonly open: FlightKey | undefined;
}

/** Tells screen readers of changes of the flights that matter to this passenger, and of nothing else. */
export function ChangeAnnouncer({ followed, open }: ChangeAnnouncerProps) {
  const { names } = useBoard();
  const { format, words } = useSpeech();
  const rows = useBoardState((state) => state.rows);
  const keys = useFollowed(followed);
  const before = useRef<ReadonlyMap<FlightKey, string>>(new Map());
  const [said, setSaid] = useState("");
  useEffect(() => {
    const now = new Map<FlightKey, string>();
    const changes: string[] = [];
    for (const key of new Set(open === undefined ? keys : [open, ...keys])) {
      const row = rows.get(key);
      if (row === undefined) continue;
      const what = spoken(row, words, format.timeOfDay);
      const known = before.current.get(key);
      now.set(key, what);
      if (known !== undefined && known !== what) {
        changes.push(words.phone.change(`${row.carrier} ${String(row.num)}`, names.city(row.place), what));
      }
    }
    before.current = now;
    if (changes.length > 0) setSaid(changes.join(". "));
  }, [rows, keys, open, words, format, names]);
  return (
    <p className="sr-only" role="status" aria-live="polite" data-testid="announcement">
      {said}
    </p>
  );
}

function spoken(row: BoardRow, words: Vocabulary, timeOfDay: (instant: number) => string): string {
  return [
    statusText(row, words),
    row.estimated === undefined ? undefined : words.phone.newTime(timeOfDay(row.estimated)),
    row.terminal === undefined ? undefined : words.terminal(row.terminal),
    row.gate === undefined ? undefined : words.gate(row.gate),
  ]
    .filter((text) => text !== undefined)
    .join(", ");
}
