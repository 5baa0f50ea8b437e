import { useState, type CSSProperties } from "react";
import type { FlightKey } from "../../flights/flight";
import { useSpeech } from "../../state/language-context";
import { FlightRow } from "./FlightRow";
import type { RowCapacity } from "./use-row-capacity";

interface BoardTableProps {
  readonly keys: readonly FlightKey[];
  /** Changes when the page turns. */
  readonly page: number;
  readonly today: string;
  readonly capacity: RowCapacity | undefined;
}

const columns = ["time", "estimated", "destination", "flight", "airline", "terminal", "gate", "status"] as const;

/**
 * The table. Roles are written out because the phone's layout takes `display: table` away, and with it, in some
 * browsers, the table itself (https://adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html).
 */
export function BoardTable({ keys, page, today, capacity }: BoardTableProps) {
  const { words } = useSpeech();
  const turns = usePageTurns(page);
  const style: CSSProperties & Record<"--row-height", string> = {
    "--row-height": capacity === undefined ? "4rem" : `${String(capacity.rowHeight)}px`,
  };
  return (
    <table role="table" className="board-table" style={style} aria-label={words.departures} data-testid="board">
      <colgroup>
        {columns.map((name) => (
          <col key={name} className={`col-${name}`} />
        ))}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((name) => (
            <th key={name} role="columnheader" scope="col" className={`cell cell-${name}`}>
              {words.columns[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" key={page} className={turns ? "page-turn" : undefined}>
        {keys.map((key) => (
          <FlightRow key={key} flightKey={key} today={today} />
        ))}
      </tbody>
    </table>
  );
}

/** False on the first page shown: the board appears at once, only later pages fade in. */
function usePageTurns(page: number): boolean {
  const [first] = useState(page);
  return page !== first;
}
