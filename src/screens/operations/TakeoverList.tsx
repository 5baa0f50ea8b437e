import { useState } from "react";
import type { OperationsTakeover } from "../../api/operations-centre";
import { receiptsOf, type FleetEntry } from "../../display/fleet";
import { isShown } from "../../display/takeover";
import { useOperations } from "../../state/operations-context";
import { ageText } from "./age";
import { zoneName } from "./zone-name";

interface TakeoverListProps {
  readonly takeovers: readonly OperationsTakeover[];
  readonly fleet: readonly FleetEntry[];
  /** Milliseconds by the service's clock. */
  readonly now: number;
  readonly loaded: boolean;
}

/** Takeovers of the past that are listed. */
const PAST_SHOWN = 5;

/** Takeovers that wait for a second person, those that displays show, and the newest that are over. */
export function TakeoverList({ takeovers, fleet, now, loaded }: TakeoverListProps) {
  const newestFirst = [...takeovers].sort((a, b) => Date.parse(b.proposedAt) - Date.parse(a.proposedAt));
  const waiting = newestFirst.filter((each) => each.state === "PROPOSED" && Date.parse(each.lapsesAt) > now);
  const shown = newestFirst.filter((each) => isShown(each, now));
  const past = newestFirst.filter((each) => !waiting.includes(each) && !shown.includes(each));
  if (!loaded) return <p className="operations-empty">Loading takeovers</p>;
  return (
    <>
      {shown.length + waiting.length === 0 && (
        <p className="operations-empty" data-testid="no-takeovers">
          Displays show their flights. No takeover is proposed.
        </p>
      )}
      <ul className="takeover-list">
        {[...shown, ...waiting].map((takeover) => (
          <TakeoverCard key={takeover.id} takeover={takeover} fleet={fleet} now={now} />
        ))}
      </ul>
      {past.length > 0 && (
        <details className="takeover-past">
          <summary>Before ({past.length})</summary>
          <ul>
            {past.slice(0, PAST_SHOWN).map((takeover) => (
              <li key={takeover.id}>
                <b>{titleOf(takeover)}</b> {zoneName(takeover.zone)}, {pastText(takeover)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface TakeoverCardProps {
  readonly takeover: OperationsTakeover;
  readonly fleet: readonly FleetEntry[];
  readonly now: number;
}

function TakeoverCard({ takeover, fleet, now }: TakeoverCardProps) {
  const { centre, store, terminals } = useOperations();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isWaiting = takeover.state === "PROPOSED";
  const receipts = receiptsOf(
    takeover,
    fleet,
    terminals.map((terminal) => terminal.code),
  );
  const act = (step: (id: string) => Promise<OperationsTakeover>) => {
    setBusy(true);
    setProblem(undefined);
    step(takeover.id)
      .then(
        (answer) => {
          store.take(answer);
        },
        (reason: unknown) => {
          setProblem(reason instanceof Error ? reason.message : String(reason));
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  const left = Date.parse((isWaiting ? takeover.lapsesAt : takeover.expiresAt) ?? "") - now;
  return (
    <li
      className="takeover-card"
      data-testid="takeover"
      data-takeover={takeover.id}
      data-state={takeover.state}
      data-level={takeover.level}
    >
      <p className="takeover-state">
        <b>{isWaiting ? "Waits for a second person" : "On the displays"}</b>
        <span>
          {isWaiting ? `lapses in ${ageText(left)}` : `ends in ${ageText(left)}`} · {zoneName(takeover.zone)} ·{" "}
          {takeover.level.toLowerCase()}
        </span>
      </p>
      <p className="takeover-title">{titleOf(takeover)}</p>
      <p>{takeover.texts.find(({ language }) => language === "en")?.detail}</p>
      <p className="takeover-languages">
        {takeover.texts.map(({ language }) => language).join(", ")} · {takeover.minutes} min
      </p>
      {isWaiting ? (
        <p>Proposed by {takeover.proposedBy ?? "somebody"}. Somebody else must confirm it.</p>
      ) : (
        <p data-testid="receipts" data-painted={receipts.painted} data-expected={receipts.expected}>
          Painted by <b>{receipts.painted}</b> of <b>{receipts.expected}</b> displays of the zone.
          {receipts.missing.length > 0 &&
            ` Not by ${receipts.missing
              .slice(0, 3)
              .map(({ report }) => report.address)
              .join(", ")}${receipts.missing.length > 3 ? " and others" : ""}.`}
        </p>
      )}
      <div className="takeover-actions">
        {isWaiting && (
          <button
            type="button"
            className="button primary"
            disabled={busy}
            data-testid="confirm-takeover"
            onClick={() => {
              act((id) => centre.confirm(id));
            }}
          >
            Confirm and show it
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={busy}
          data-testid="end-takeover"
          onClick={() => {
            act((id) => centre.end(id));
          }}
        >
          {isWaiting ? "Withdraw" : "End it now"}
        </button>
      </div>
      <p role="alert" className="form-problem" data-testid="takeover-problem">
        {problem}
      </p>
    </li>
  );
}

function titleOf(takeover: OperationsTakeover): string {
  return (takeover.texts.find(({ language }) => language === "en") ?? takeover.texts[0])?.title ?? "";
}

function pastText(takeover: OperationsTakeover): string {
  if (takeover.confirmedAt === null) return takeover.state === "ENDED" ? "withdrawn" : "lapsed unconfirmed";
  const from = Date.parse(takeover.confirmedAt);
  const to = Date.parse(takeover.endedAt ?? takeover.expiresAt ?? "");
  return `shown for ${ageText(to - from)}, ${takeover.state === "ENDED" ? "ended by hand" : "expired"}`;
}
