import { useStore } from "zustand";
import { standings, type DisplayStanding, type FleetEntry } from "../../display/fleet";
import { useOperations } from "../../state/operations-context";
import { ageText } from "./age";

/** What people read for each standing. */
export const standingNames: Readonly<Record<DisplayStanding, string>> = {
  silent: "Silent",
  troubled: "Not connected",
  behind: "Behind",
  live: "Live",
};

interface FleetSummaryProps {
  readonly fleet: readonly FleetEntry[];
  /** Milliseconds by the service's clock. */
  readonly now: number;
  readonly loaded: boolean;
}

/** How many displays stand how, and how old the feed is. */
export function FleetSummary({ fleet, now, loaded }: FleetSummaryProps) {
  const { store } = useOperations();
  const signsOfLife = useStore(store.state, (state) => state.signsOfLife);
  const connected = useStore(store.state, (state) => state.connected);
  const newest = Math.max(
    ...signsOfLife,
    ...fleet.flatMap(({ report }) => (report.feedAliveAt === null ? [] : [Date.parse(report.feedAliveAt)])),
  );
  return (
    <dl className="fleet-summary" data-testid="fleet-summary">
      {standings.map((standing) => (
        <div key={standing} data-standing={standing}>
          <dt>{standingNames[standing]}</dt>
          <dd data-testid={`count-${standing}`}>
            {loaded ? fleet.filter((entry) => entry.standing === standing).length : "–"}
          </dd>
        </div>
      ))}
      <div data-standing={now - newest > 60_000 ? "behind" : "live"}>
        <dt>Feed of flight events</dt>
        <dd data-testid="feed-age">
          {Number.isFinite(newest) ? `${ageText(now - newest)} ago` : loaded ? "never alive" : "–"}
        </dd>
      </div>
      <div data-standing={connected ? "live" : "troubled"}>
        <dt>This page</dt>
        <dd data-testid="page-connection">{connected ? "live" : "reconnecting"}</dd>
      </div>
    </dl>
  );
}
