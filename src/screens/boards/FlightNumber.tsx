import { widestContents } from "../../display/board-columns";
import type { BoardRow } from "../../flights/board-row";
import type { RotationView } from "../../state/board-rotation";
import { useSpeech } from "../../state/language-context";
import { useRotationView } from "../../state/rotation-context";
import { textWidth } from "../../ui/text-width";
import { BoardText } from "./BoardText";
import { markRoom } from "./text-sizes";
import { usePanelText } from "./use-panel-frame";

interface FlightNumberProps {
  readonly row: BoardRow;
  readonly index: number;
  readonly room: number | undefined;
}

/** The operating carrier's number: "UA 123". */
export function operatingNumber(row: BoardRow): string {
  return `${row.carrier} ${String(row.num)}`;
}

/** All numbers of a flight, the operating carrier's first. */
export function flightNumbers(row: BoardRow): readonly string[] {
  return [operatingNumber(row), ...row.codeshares];
}

/** A flight's numbers: one after the other on a wall, all of them in a list. Read aloud all at once. */
export function FlightNumber({ row, index, room }: FlightNumberProps) {
  const { words } = useSpeech();
  const number = operatingNumber(row);
  if (room === undefined) {
    return (
      <>
        <bdi className="flight-number">{number}</bdi>
        {row.codeshares.length > 0 && <small>{words.alsoSoldAs(row.codeshares.join(", "))}</small>}
      </>
    );
  }
  if (row.codeshares.length === 0) {
    return (
      <bdi className="flight-number">
        <BoardText text={number} room={room} cells={widestContents.flight.length} isOneLine={true} />
      </bdi>
    );
  }
  return (
    <>
      <span className="sr-only">{`${number}, ${words.alsoSoldAs(row.codeshares.join(", "))}`}</span>
      <TurningNumber row={row} index={index} room={room} />
    </>
  );
}

function TurningNumber({ row, index, room }: FlightNumberProps) {
  const { words } = useSpeech();
  const isOnPanel = usePanelText() !== undefined;
  const numbers = flightNumbers(row);
  const at = useRotationView(({ plan, moment }) => plan.numbersAt(index, moment.step).from);
  const left = useRotationView(({ plan }) => numbersLeft(plan, index, numbers.length));
  const number = numbers[at % numbers.length] ?? "";
  const mark = left === 0 ? "" : words.moreNumbers(left);
  return (
    <bdi className="flight-number turning" aria-hidden="true" data-number={number}>
      <BoardText
        // Another number at its turn is no news.
        value=""
        text={number}
        room={room}
        cells={widestContents.flight.length}
        isOneLine={true}
        beside={markRoom(textWidth(mark, 600), isOnPanel)}
      >
        {left > 0 && <sup data-numbers-beyond={left}>{mark}</sup>}
      </BoardText>
    </bdi>
  );
}

/** Numbers of a row that no step shows, of the `count` that it has. */
function numbersLeft(plan: RotationView["plan"], index: number, count: number): number {
  const planned = plan.numbersPerRow[index] ?? 0;
  return Math.max(0, count - (planned - plan.numbersBeyond(index)));
}
