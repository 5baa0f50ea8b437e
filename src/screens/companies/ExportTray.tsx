import { useStore } from "zustand";
import { columnLabel, type ColumnInfo, type ColumnName } from "../../companies/columns";
import { hasNoFile } from "../../companies/export-status";
import { formatBytes, formatCount } from "../../companies/formats";
import { useCompanies } from "../../state/companies-context";
import type { ExportEntry } from "../../state/export-list";

interface ExportTrayProps {
  /** What the page says of withheld columns; empty while it is not there. */
  readonly withheld: readonly ColumnInfo[];
}

/** The exports of this tab: how far they are, what came of them, and what is not in their files. */
export function ExportTray({ withheld }: ExportTrayProps) {
  const { exports } = useCompanies();
  const entries = useStore(exports.state);
  if (entries.length === 0) return null;
  return (
    <section className="export-tray" aria-label="Exports" data-testid="exports">
      <ul>
        {entries.map((entry) => (
          <ExportItem key={entry.key} entry={entry} withheld={withheld} />
        ))}
      </ul>
    </section>
  );
}

function ExportItem({ entry, withheld }: ExportTrayProps & { readonly entry: ExportEntry }) {
  const { exports } = useCompanies();
  const { key, request, expectedRows, status, problem, files, fetching } = entry;
  const format = request.format === "CSV" ? "CSV" : "Parquet";
  const rows = status?.rows ?? expectedRows;
  const title = `${rows === undefined ? "all" : formatCount(rows)} rows as ${format}`;
  const state = stateOf(entry);
  const isEmpty = status !== undefined && hasNoFile(request.format, status);
  const percent = state === "done" ? 100 : (status?.percent ?? 0);
  return (
    <li className="export" data-export={status?.id} data-state={state}>
      <p className="export-title">
        <b>{title}</b>
        <span role="status">{isEmpty ? "ended" : words[state]}</span>
      </p>
      {(state === "starting" || state === "waiting" || state === "running" || state === "done") && (
        <div
          role="progressbar"
          aria-label={`Export of ${title}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className="progress"
          data-waiting={state === "starting" || state === "waiting" || undefined}
        >
          <span style={{ width: `${String(percent)}%` }} />
        </div>
      )}
      {(problem ?? (state === "failed" ? status?.message : undefined)) !== undefined && (
        <p className="export-problem" role="alert">
          {problem ?? status?.message ?? "The backend gave no reason."}
        </p>
      )}
      {isEmpty && <p data-testid="export-empty">No row fitted: there is no file.</p>}
      {state === "done" &&
        !isEmpty &&
        missingColumns(status?.withheld ?? [], withheld).map(({ reason, names }) => (
          <p key={reason} className="export-withheld" data-testid="export-withheld">
            Without {names.map(columnLabel).join(", ")}: {reason}
          </p>
        ))}
      {files !== undefined && (
        <ul className="export-files" aria-label="Files of the export">
          {files.map(({ name, url, bytes }) => (
            <li key={name}>
              <a href={url} download={name} rel="noopener">
                {name}
              </a>{" "}
              {formatBytes(bytes)}
            </li>
          ))}
        </ul>
      )}
      <p className="export-ways">
        {state === "done" && !isEmpty && (
          <button
            type="button"
            className="button primary"
            data-testid="download"
            aria-disabled={fetching}
            onClick={() => {
              if (!fetching) void exports.download(key);
            }}
          >
            {fetching ? "Asking for the file" : "Download"}
          </button>
        )}
        {state === "failed" && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              void exports.retry(key);
            }}
          >
            Try again
          </button>
        )}
        <button
          type="button"
          className="button quiet"
          aria-label={`Remove the export of ${title} from this list`}
          onClick={() => {
            exports.dismiss(key);
          }}
        >
          {state === "done" || state === "failed" ? "Remove" : "Hide"}
        </button>
      </p>
    </li>
  );
}

/** Columns that a file goes without, by the reason that the page gives. */
function missingColumns(
  names: readonly ColumnName[],
  told: readonly ColumnInfo[],
): readonly { readonly reason: string; readonly names: readonly ColumnName[] }[] {
  // Groups may have changed since: what is no longer withheld was so when the export was started.
  const reasonOf = (name: ColumnName) => told.find((column) => column.name === name)?.reason ?? "Withheld";
  return [...new Set(names.map(reasonOf))].map((reason) => ({
    reason,
    names: names.filter((name) => reasonOf(name) === reason),
  }));
}

type State = "starting" | "waiting" | "running" | "done" | "failed";

const words: Readonly<Record<State, string>> = {
  starting: "starting",
  waiting: "waiting",
  running: "under way",
  done: "ready",
  failed: "failed",
};

function stateOf({ status, problem }: ExportEntry): State {
  if (status === undefined) return problem === undefined ? "starting" : "failed";
  if (status.state === "SUCCEEDED") return "done";
  if (status.state === "QUEUED") return "waiting";
  return status.state === "RUNNING" ? "running" : "failed";
}
