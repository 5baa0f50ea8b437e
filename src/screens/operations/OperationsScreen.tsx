import { useMemo } from "react";
import { useStore } from "zustand";
import { fleetAt } from "../../display/fleet";
import { useOperations } from "../../state/operations-context";
import { useNow } from "../../ui/use-now";
import { FleetSummary } from "./FleetSummary";
import { FleetTable } from "./FleetTable";
import { OperationsHeader } from "./OperationsHeader";
import "./operations.css";
import { TakeoverForm } from "./TakeoverForm";
import { TakeoverList } from "./TakeoverList";

/** `/operations`: takeovers, in two steps by two people, and the fleet of displays with what each of them shows. */
export function OperationsScreen() {
  const { user } = useOperations();
  return (
    <div className="operations" data-testid="operations">
      <OperationsHeader />
      {user.groups.includes("operations") ? <Room /> : <NoAccess />}
    </div>
  );
}

function Room() {
  const { store, clock, terminals } = useOperations();
  const displays = useStore(store.state, (state) => state.displays);
  const takeovers = useStore(store.state, (state) => state.takeovers);
  const clockOffset = useStore(store.state, (state) => state.clockOffset);
  const signsOfLife = useStore(store.state, (state) => state.signsOfLife);
  const loaded = useStore(store.state, (state) => state.loaded);
  const problem = useStore(store.state, (state) => state.problem);
  // Every second: ages of reports and the time that takeovers have left are read off this page.
  const now = useNow(clock, 1_000) + clockOffset;
  const fleet = useMemo(() => fleetAt(displays.values(), now, signsOfLife), [displays, now, signsOfLife]);
  return (
    <main className="operations-main">
      <p role="status" className="operations-problem" data-testid="problem">
        {problem === undefined ? "" : `The backend does not answer: ${problem} It is asked again every few seconds.`}
      </p>
      <section className="operations-takeovers" aria-labelledby="takeovers-title">
        <h2 id="takeovers-title">Takeovers</h2>
        <TakeoverList takeovers={[...takeovers.values()]} fleet={fleet} now={now} loaded={loaded} />
        <TakeoverForm fleet={fleet} terminals={terminals} />
      </section>
      <section className="operations-fleet" aria-labelledby="fleet-title">
        <h2 id="fleet-title">Displays</h2>
        <FleetSummary fleet={fleet} now={now} loaded={loaded} />
        <FleetTable fleet={fleet} now={now} loaded={loaded} />
      </section>
    </main>
  );
}

function NoAccess() {
  const { user } = useOperations();
  return (
    <main className="operations-none" data-testid="no-access">
      <h2>This page is for the operations group</h2>
      <p>
        You are signed in as <b>{user.name}</b>,{" "}
        {user.groups.length === 0 ? "who is in no group." : `in ${user.groups.join(", ")}.`} Ask an administrator for
        the group <b>operations</b>, then sign in again.
      </p>
    </main>
  );
}
