import { useSpeech } from "../../state/language-context";
import { textWidth } from "../../ui/text-width";
import { AgedMark } from "./ageing";
import { BoardText } from "./BoardText";
import { AGED_MARK_EM, markRoom } from "./text-sizes";
import { usePanelText } from "./use-panel-frame";

interface TimeOfDayProps {
  /** Milliseconds since 1970. */
  readonly instant: number | undefined;
  /** Local date (YYYY-MM-DD) that times on it need no day mark. */
  readonly today: string;
  readonly room: number | undefined;
  /** Whether it is to be confirmed at a desk. */
  readonly isAged?: boolean;
}

/** "00:00" */
const FLAPS = 5;

/** A time at the airport, with a mark where it is another day's, or where the clocks make it come twice. */
export function TimeOfDay({ instant, today, room, isAged = false }: TimeOfDayProps) {
  const { format, words } = useSpeech();
  const text = instant === undefined ? "" : format.timeOfDay(instant);
  const days = instant === undefined ? 0 : format.daysBetween(today, format.date(instant));
  const day = days > 0 ? words.laterDay : words.earlierDay;
  const mark = days === 0 ? "" : day.mark(Math.abs(days));
  const twice = (instant === undefined ? undefined : format.repeatedTime(instant)) ?? "";
  const isOnPanel = usePanelText() !== undefined;
  const marks = [mark, twice].map((each) => markRoom(textWidth(each, 600), isOnPanel));
  const beside = marks.reduce((sum, each) => sum + each, isAged ? AGED_MARK_EM : 0);
  // Also where there is no time yet, so that one that comes is a change of this one.
  return (
    <time dateTime={instant === undefined ? undefined : new Date(instant).toISOString()} className="time-of-day">
      <BoardText text={text} weight={600} room={room} cells={FLAPS} isOneLine={true} beside={beside}>
        {days !== 0 && (
          <>
            <sup aria-hidden="true">{mark}</sup>
            <span className="sr-only"> {day.spoken(Math.abs(days))}</span>
          </>
        )}
        {twice !== "" && <sup>{twice}</sup>}
        <AgedMark aged={isAged} />
      </BoardText>
    </time>
  );
}
