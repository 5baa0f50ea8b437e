import { useState } from "react";
import { displayTitle, type FleetEntry } from "../../display/fleet";
import { useOperations } from "../../state/operations-context";
import { ageText } from "./age";
import { standingNames } from "./FleetSummary";

interface FleetTableProps {
  readonly fleet: readonly FleetEntry[];
  /** Milliseconds by the service's clock. */
  readonly now: number;
  readonly loaded: boolean;
}

/** Rows that the table begins with, and grows by. */
const STEP = 100;
/** Device clocks further off than this are worth a word, milliseconds. */
const CLOCK_OFF_MS = 5_000;

/** Every display: how it stands, what it shows, how old its data is; what needs people first. */
export function FleetTable({ fleet, now, loaded }: FleetTableProps) {
  const [filter, setFilter] = useState("");
  const [length, setLength] = useState(STEP);
  const wanted = filter.trim().toLowerCase();
  const shown = fleet.filter(
    ({ report, standing }) =>
      wanted === "" ||
      [report.address, report.id, report.version, standingNames[standing]].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
  if (!loaded) return <p className="operations-empty">Loading displays</p>;
  if (fleet.length === 0) {
    return (
      <p className="operations-empty" data-testid="no-displays">
        No display has reported within a day. Open one from <a href="/">the display chooser</a>; it reports within a
        minute.
      </p>
    );
  }
  return (
    <>
      <label className="fleet-filter">
        <span>Find displays</span>
        <input
          type="search"
          value={filter}
          placeholder="Address, state, version"
          onChange={(event) => {
            setFilter(event.target.value);
          }}
        />
      </label>
      <div className="fleet-scroll" tabIndex={0} role="group" aria-label="Table of displays">
        <table className="fleet-table">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Display</th>
              <th scope="col">Reported</th>
              <th scope="col">Data</th>
              <th scope="col">Shows</th>
              <th scope="col">Takeover</th>
              <th scope="col">Version</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, length).map((entry) => (
              <FleetRow key={entry.report.id} entry={entry} now={now} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p className="operations-empty">No display matches “{filter}”.</p>}
      {shown.length > length && (
        <button
          type="button"
          className="button"
          onClick={() => {
            setLength(length + STEP);
          }}
        >
          Show {Math.min(STEP, shown.length - length)} more of {shown.length}
        </button>
      )}
    </>
  );
}

function FleetRow({ entry, now }: { readonly entry: FleetEntry; readonly now: number }) {
  const { terminals } = useOperations();
  const { report, standing, silentMs, dataAgeMs, differsFrom } = entry;
  const { title, query } = displayTitle(
    report.address,
    terminals.map((terminal) => terminal.code),
  );
  const clockOff = Math.abs(report.clockOffset ?? 0) > CLOCK_OFF_MS ? report.clockOffset : null;
  return (
    <tr data-testid="display" data-display={report.id} data-standing={standing} data-address={report.address}>
      <td>
        <span className="standing" data-standing={standing}>
          {standingNames[standing]}
        </span>
      </td>
      <td>
        <a href={report.address} target="_blank" rel="noreferrer">
          {title}
        </a>
        {query !== "" && <small>{query.replaceAll("&", ", ")}</small>}
        <small>
          {report.width} × {report.height}, up {ageText(now - Date.parse(report.startedAt))}
          {clockOff !== null && `, its clock is ${ageText(Math.abs(clockOff))} ${clockOff > 0 ? "fast" : "slow"}`}
        </small>
      </td>
      <td>{ageText(silentMs)} ago</td>
      <td>{dataAgeMs === undefined ? "none" : `${ageText(dataAgeMs)} old`}</td>
      <td>
        {report.takeoverId !== null ? "the message" : report.rows === 1 ? "1 row" : `${String(report.rows)} rows`}
        {report.rowsBeyond > 0 && `, +${String(report.rowsBeyond)} more`}
        <small className="digest">{report.digest.slice(0, 8)}</small>
        {differsFrom > 0 && (
          <small className="differs" data-testid="differs">
            differs from {differsFrom} of the same address
          </small>
        )}
      </td>
      <td>{report.takeoverId === null ? "–" : "shows one"}</td>
      <td>
        <span className="digest">{report.version}</span>
      </td>
    </tr>
  );
}
