import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useNow } from "../../ui/use-now";

/** The board's time, of the airport. */
export function BoardClock() {
  const { clock } = useBoard();
  const { format } = useSpeech();
  const now = useNow(clock, 1_000);
  const [hours = "", minutes = "", seconds = ""] = format.timeWithSeconds(now).split(":");
  return (
    <div className="board-clock" data-testid="clock">
      <time dateTime={new Date(now).toISOString()} dir="ltr">
        {`${hours}:${minutes}`}
        <span className="board-seconds">{seconds}</span>
      </time>
      <p className="board-date">{format.longDate(now)}</p>
    </div>
  );
}
