import { widestContents } from "../../display/board-columns";
import type { GridColumn } from "../../display/board-grid";
import type { BoardRow } from "../../flights/board-row";
import { statusTones, type StatusTone } from "../../flights/passenger-status";
import { statusWords } from "../../flights/status-words";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { ChangingText } from "../../ui/ChangingText";
import { Fit } from "../../ui/Fit";
import { StatusMark, type MarkShape } from "../../ui/StatusMark";
import { AgedMark, useAgedParts } from "./ageing";
import { AirlineName } from "./AirlineName";
import { BoardText } from "./BoardText";
import { inLetters } from "./letters";
import { FlightNumber } from "./FlightNumber";
import { PlaceName } from "./PlaceName";
import { AGED_MARK_EM, PANEL_STATUS_MARK_EM, STATUS_MARK_EM } from "./text-sizes";
import { TimeOfDay } from "./TimeOfDay";
import { usePanelText } from "./use-panel-frame";

/** What a cell of a row is made from. */
export interface CellContent {
  readonly row: BoardRow;
  /** Which row of the rotation's it is. */
  readonly index: number;
  /** Local date (YYYY-MM-DD) that times on it need no day mark. */
  readonly today: string;
  /** Room on its line, in em; undefined in a list, whose lines break. */
  readonly room: number | undefined;
}

/** The content of the cell of a column. */
export function CellText({ name, ...content }: CellContent & { readonly name: GridColumn }) {
  const { row, room } = content;
  switch (name) {
    case "time":
      return <Scheduled {...content} />;
    case "estimated":
      return <Estimated {...content} />;
    case "place":
      return <PlaceName row={row} index={content.index} room={room} />;
    case "flight":
      return <FlightNumber row={row} index={content.index} room={room} />;
    case "airline":
      return <AirlineName carrier={row.carrier} />;
    case "terminal":
      return <Code value={row.terminal} room={room} cells={widestContents.terminal.length} />;
    case "gate":
    case "belt":
      return <Destination {...content} name={name} />;
    case "status":
      return <StatusText row={row} room={room} />;
  }
}

/** The mark of doubt stands at the time that counts. */
function Scheduled({ row, today, room }: CellContent) {
  const { time } = useAgedParts(row);
  return <TimeOfDay instant={row.scheduled} today={today} room={room} isAged={time && row.estimated === undefined} />;
}

function Estimated({ row, today, room }: CellContent) {
  const { time } = useAgedParts(row);
  return <TimeOfDay instant={row.estimated} today={today} room={room} isAged={time && row.estimated !== undefined} />;
}

/** A departure's gate or an arrival's belt: where its passengers go. */
function Destination({ row, room, name }: CellContent & { readonly name: "gate" | "belt" }) {
  const { gate } = useAgedParts(row);
  const isAged = gate && (name === "belt" || row.belt === undefined) && row[name] !== undefined;
  return <Code value={row[name]} room={room} cells={widestContents[name].length} isAged={isAged} />;
}

interface CodeProps {
  readonly value: string | undefined;
  readonly room: number | undefined;
  readonly cells: number;
  readonly isAged?: boolean;
}

/** A gate, terminal or belt. Empty while it is not known, but there, so that it marks itself when it comes. */
function Code({ value = "", room, cells, isAged = false }: CodeProps) {
  return (
    <BoardText text={value} weight={600} room={room} cells={cells} isOneLine={true} beside={isAged ? AGED_MARK_EM : 0}>
      <AgedMark aged={isAged} />
    </BoardText>
  );
}

/** Shape of the mark before a status: the tones differ by it as well, for those who see no colours. */
export const toneShapes: Readonly<Record<StatusTone, MarkShape>> = {
  calm: "dot",
  late: "clock",
  go: "arrow",
  hurry: "arrows",
  closed: "square",
  gone: "tick",
  bad: "cross",
  astray: "turn",
};

/** How a flight stands, in words, with a mark and in the accent of its tone. */
export function StatusText({ row, room }: { readonly row: BoardRow; readonly room: number | undefined }) {
  const { theme } = useBoard().options;
  const { words } = useSpeech();
  const isOnPanel = usePanelText() !== undefined;
  const tone = statusTones[row.status];
  const text = inLetters(statusWords(row, words, isOnPanel), theme, words.language);
  return (
    <ChangingText value={`${row.status} ${row.belt ?? ""}`}>
      <span className="status" data-tone={tone}>
        <StatusMark shape={toneShapes[tone]} />
        {room === undefined ? (
          text
        ) : (
          <Fit text={text} weight={600} room={room - (isOnPanel ? PANEL_STATUS_MARK_EM : STATUS_MARK_EM)} />
        )}
      </span>
    </ChangingText>
  );
}
