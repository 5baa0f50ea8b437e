import { createStore, type StoreApi } from "zustand/vanilla";
import type { OperationsCentre, OperationsTakeover } from "../api/operations-centre";
import type { DisplayReport } from "../display/fleet";
import { mergeTakeovers } from "../display/takeover";
import type { Clock } from "../flights/clock";

/** Pause before what could not be fetched is asked for again, milliseconds. */
export const FETCH_AGAIN_MS = 3_000;
/** Everything is fetched anew this often: a report or a step may have been lost on its way. */
export const REFETCH_MS = 60_000;

/** What operations knows. */
export interface OperationsState {
  readonly takeovers: ReadonlyMap<string, OperationsTakeover>;
  readonly displays: ReadonlyMap<string, DisplayReport>;
  /** Milliseconds that the service's clock is ahead of this device's. */
  readonly clockOffset: number;
  /** Signs of life of the feed that the service has told of, milliseconds, the newest last; some of the past are kept. */
  readonly signsOfLife: readonly number[];
  readonly connected: boolean;
  /** True once everything was fetched. */
  readonly loaded: boolean;
  /** Why the last fetch failed, for people; undefined: it did not. */
  readonly problem: string | undefined;
}

/** Keeps that true. */
export interface OperationsStore {
  readonly state: StoreApi<OperationsState>;
  /** Takes a takeover that the backend has answered. */
  readonly take: (takeover: OperationsTakeover) => void;
  /** Begins to listen; the answer ends it. */
  start(): () => void;
}

/** Signs of life that are kept: with one a fetch, those of ten minutes, and no report that counts is older. */
const SIGNS_KEPT = 10;

function withSign(signs: readonly number[], sign: number | undefined): readonly number[] {
  return sign === undefined || sign === signs.at(-1) ? signs : [...signs, sign].slice(-SIGNS_KEPT);
}

function newerReport(known: DisplayReport | undefined, report: DisplayReport): DisplayReport {
  return known !== undefined && Date.parse(known.reportedAt) > Date.parse(report.reportedAt) ? known : report;
}

/** Joins subscriptions and fetches: it listens first and fetches at every connection, so that nothing falls between. */
export function createOperationsStore(centre: OperationsCentre, clock: Clock): OperationsStore {
  const state = createStore<OperationsState>(() => ({
    takeovers: new Map(),
    displays: new Map(),
    clockOffset: 0,
    signsOfLife: [],
    connected: false,
    loaded: false,
    problem: undefined,
  }));

  const take = (takeover: OperationsTakeover): void => {
    const before = state.getState().takeovers;
    const known = before.get(takeover.id);
    const merged = known === undefined ? takeover : mergeTakeovers(known, takeover);
    if (merged !== known) state.setState({ takeovers: new Map(before).set(takeover.id, merged) });
  };
  /** Displays that were heard of since the list of all was last asked for. */
  const heardSince = new Set<string>();
  const takeReport = (report: DisplayReport): void => {
    const before = state.getState().displays;
    heardSince.add(report.id);
    state.setState({ displays: new Map(before).set(report.id, newerReport(before.get(report.id), report)) });
  };
  /** The list is the truth: the backend forgets displays that hang no more. */
  const takeDisplays = (list: readonly DisplayReport[]): void => {
    const before = state.getState().displays;
    const next = new Map([...before].filter(([id]) => heardSince.has(id)));
    for (const report of list) next.set(report.id, newerReport(before.get(report.id), report));
    state.setState({ displays: next });
  };

  return {
    state,
    take,
    start() {
      let requests = new AbortController();
      let cancelNext: () => void = () => undefined;
      const plan = (delayMs: number) => {
        cancelNext();
        cancelNext = clock.schedule(delayMs, fetchAll);
      };
      const fetchAll = () => {
        requests.abort();
        const mine = new AbortController();
        requests = mine;
        const askedAt = clock.now();
        heardSince.clear();
        Promise.all([
          centre.serviceTime(mine.signal),
          centre.takeovers(mine.signal),
          centre.displays(mine.signal),
        ]).then(
          ([time, takeovers, displays]) => {
            if (mine.signal.aborted) return;
            for (const takeover of takeovers) take(takeover);
            takeDisplays(displays);
            // The answer was made some time between the question and now.
            const clockOffset = time.now - (askedAt + clock.now()) / 2;
            const signsOfLife = withSign(state.getState().signsOfLife, time.feedAliveAt);
            state.setState({ clockOffset, signsOfLife, loaded: true, problem: undefined });
            plan(REFETCH_MS);
          },
          (reason: unknown) => {
            if (mine.signal.aborted) return;
            state.setState({ problem: reason instanceof Error ? reason.message : String(reason) });
            plan(FETCH_AGAIN_MS);
          },
        );
      };
      const stop = centre.listen({
        takeover: take,
        display: takeReport,
        connected: () => {
          state.setState({ connected: true });
          fetchAll();
        },
        disconnected: () => {
          state.setState({ connected: false });
        },
      });
      fetchAll();
      return () => {
        stop();
        cancelNext();
        requests.abort();
        state.setState({ connected: false });
      };
    },
  };
}
