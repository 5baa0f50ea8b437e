import { memo } from "react";
import type { BoardRow } from "../../flights/board-row";
import type { FlightKey } from "../../flights/flight";
import { statusTones } from "../../flights/passenger-status";
import { statusWords } from "../../flights/status-words";
import { useBoard, useBoardState } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { FlightTimes } from "./FlightTimes";

interface FlightCardProps {
  readonly flightKey: FlightKey;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  readonly open: (row: BoardRow) => void;
}

/** One flight in a list, and the way to all that is known of it. Nothing while it is not known. */
export const FlightCard = memo(function FlightCard({ flightKey, today, open }: FlightCardProps) {
  const { names } = useBoard();
  const { words } = useSpeech();
  const row = useBoardState((state) => state.rows.get(flightKey));
  if (row === undefined) return null;
  const { terminal, gate, belt } = row;
  const place = [
    terminal === undefined ? undefined : words.terminal(terminal),
    gate === undefined ? undefined : words.gate(gate),
    belt === undefined ? undefined : words.belt(belt),
  ].filter((text) => text !== undefined);
  return (
    <li>
      <button
        type="button"
        className="phone-card"
        data-testid="flight-card"
        data-flight={row.key.slice(row.key.indexOf("#") + 1)}
        data-status={row.status}
        onClick={() => {
          open(row);
        }}
      >
        <FlightTimes row={row} today={today} />
        <span className="phone-card-place">
          <b>{names.city(row.place)}</b>
          <span>
            <bdi>{`${row.carrier} ${String(row.num)}`}</bdi>
            {row.codeshares.length > 0 && (
              <span className="phone-partners">
                {" · "}
                <bdi>{row.codeshares.join(" · ")}</bdi>
              </span>
            )}
          </span>
          <span>{place.join(" · ")}</span>
        </span>
        <span className="status" data-tone={statusTones[row.status]}>
          {statusWords(row, words)}
        </span>
      </button>
    </li>
  );
});
