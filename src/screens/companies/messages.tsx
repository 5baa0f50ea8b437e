import type { ReactNode } from "react";
import { errorKind, type CompaniesErrorKind } from "../../api/companies-api";
import { columnLabel, type ColumnName } from "../../companies/columns";
import type { DamagedParameter } from "../../companies/view-address";
import "./messages.css";

/** Rows in grey while the first ones are on their way. */
export function LoadingRows() {
  return (
    <div className="loading-rows" data-testid="loading-rows">
      <p className="unseen" role="status">
        Loading companies
      </p>
      <div aria-hidden="true">
        {Array.from({ length: 24 }, (_, row) => (
          <div key={row} className="loading-row">
            {[70, 45, 55, 35, 60, 50].map((share, column) => (
              <span key={column} style={{ width: `${String(share - ((row * 7 + column * 5) % 20))}%` }} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface MessageProps {
  readonly testId: string;
  readonly tone: "calm" | "warning";
  readonly title: string;
  readonly children?: ReactNode;
}

/** A message in the place of the rows. */
export function Message({ testId, tone, title, children }: MessageProps) {
  return (
    <div className="message" data-testid={testId} data-tone={tone} role={tone === "warning" ? "alert" : "status"}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface NoRowsProps {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** No rows for this filter, or none at all. */
export function NoRows({ isFiltered, onClear }: NoRowsProps) {
  if (!isFiltered) {
    return (
      <Message testId="no-companies" tone="calm" title="There are no companies yet">
        <p>They appear here as soon as the data lake holds some.</p>
      </Message>
    );
  }
  return (
    <Message testId="no-matches" tone="calm" title="No company fits these filters">
      <button type="button" className="button primary" onClick={onClear}>
        Clear filters
      </button>
    </Message>
  );
}

const titles: Readonly<Record<CompaniesErrorKind, string>> = {
  network: "The data cannot be reached",
  signedOut: "Your session has ended",
  unauthorized: "You may not see this",
  refused: "This was refused",
  throttled: "Too many questions at once",
  badRequest: "This question cannot be answered",
  failed: "The data lake did not answer",
};

const advice: Readonly<Partial<Record<CompaniesErrorKind, string>>> = {
  network: "Check your connection. Your filters and your place are kept.",
  refused: "Try again. If it happens again, tell whoever runs the data lake.",
  throttled: "Wait a moment, then try again. Your filters and your place are kept.",
  failed: "Try again. If it happens again, tell whoever runs the data lake.",
};

interface FailureProps {
  readonly error: unknown;
  /** Columns of the filter or the sort that the error names. */
  readonly columns: readonly ColumnName[];
  readonly onRetry: () => void;
  readonly onLeaveOut: (columns: readonly ColumnName[]) => void;
  /** There are rows of an earlier answer to show below. */
  readonly isBanner: boolean;
}

/** A question that was not answered: why, and what to do. */
export function Failure({ error, columns, onRetry, onLeaveOut, isBanner }: FailureProps) {
  const kind = errorKind(error);
  const names = columns.map(columnLabel).join(", ");
  return (
    <div
      className={isBanner ? "banner" : "message"}
      data-testid="failure"
      data-kind={kind}
      data-tone="warning"
      role="alert"
    >
      <h2>{kind === "unauthorized" && names !== "" ? `You may not filter or sort by ${names}` : titles[kind]}</h2>
      <p className="failure-text">{error instanceof Error ? error.message : String(error)}</p>
      {advice[kind] !== undefined && <p>{advice[kind]}</p>}
      {isBanner && <p>The rows below are the last ones that came.</p>}
      <p className="failure-ways">
        {columns.length > 0 && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onLeaveOut(columns);
            }}
          >
            Leave out {names}
          </button>
        )}
        <button type="button" className={columns.length > 0 ? "button" : "button primary"} onClick={onRetry}>
          Try again
        </button>
      </p>
    </div>
  );
}

interface DamagedAddressProps {
  readonly damaged: readonly DamagedParameter[];
  readonly onDismiss: () => void;
}

/** Names the parts of the address that made no sense. */
export function DamagedAddress({ damaged, onDismiss }: DamagedAddressProps) {
  if (damaged.length === 0) return null;
  return (
    <div className="banner" data-testid="damaged-address" role="status">
      <h2>Part of this page’s address could not be read and was left out</h2>
      <ul>
        {damaged.map(({ parameter, expected, actual }) => (
          <li key={parameter}>
            <code>{parameter}</code>: expected {expected}, found <code>{actual}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
