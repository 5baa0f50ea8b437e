import { createStore, type StoreApi } from "zustand/vanilla";
import type { CompaniesApi, ExportFile, ExportRequest } from "../api/companies-api";
import { hasNoFile, isFinal, laterStatus, type ExportStatus } from "../companies/export-status";
import type { Clock } from "../flights/clock";
import type { CompaniesEventStore } from "./companies-events";

/** Pause between two questions how far exports are: events tell it, too, and are quicker while they come. */
export const POLL_MS = { connected: 15_000, disconnected: 3_000 } as const;
/** Download addresses are good for 15 minutes; they are shown for a little less. */
export const ADDRESSES_SHOWN_MS = 14 * 60_000;

/** The backend keeps files for days. */
const DELETED_NEVER_BEFORE_MS = 60 * 60_000;

/** One export that the user started in this tab. */
export interface ExportEntry {
  /** Of this list; the backend's own identifier comes with the status. */
  readonly key: string;
  readonly request: ExportRequest;
  /** Rows that were to be written when it was started; undefined: they were not counted yet. */
  readonly expectedRows: number | undefined;
  /** Undefined until the backend has taken it. */
  readonly status: ExportStatus | undefined;
  /** What went wrong beside the export itself: it could not be started, or its file not be fetched. */
  readonly problem: string | undefined;
  /** Files whose addresses were just asked for, where there are several. */
  readonly files: readonly ExportFile[] | undefined;
  /** A download was asked for. */
  readonly fetching: boolean;
}

/** The exports of one user. */
export interface ExportList {
  readonly state: StoreApi<readonly ExportEntry[]>;
  /** Begins to follow the exports that are under way, those before a reload included; the answer ends it. */
  run(): () => void;
  start(request: ExportRequest, expectedRows: number | undefined): Promise<void>;
  /** Starts one that failed anew. */
  retry(key: string): Promise<void>;
  /** Asks for fresh addresses and saves the file; of several files the addresses are shown. */
  download(key: string): Promise<void>;
  dismiss(key: string): void;
}

/** What an export list is made of. */
export interface ExportListOptions {
  readonly api: CompaniesApi;
  readonly events: CompaniesEventStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly storage: Storage;
  readonly storageKey: string;
  readonly save: (file: ExportFile) => void;
  /** Is told of what went wrong, and was dealt with. */
  readonly report: (message: string) => void;
}

/** Where a user's exports are kept over a reload. */
export function exportStorageKey(sub: string): string {
  return `airside.companies.exports.${sub}`;
}

/** Creates the list with what was kept in the storage. */
export function createExportList(options: ExportListOptions): ExportList {
  const { api, events, clock, newId, storage, storageKey, save, report } = options;
  const state = createStore<readonly ExportEntry[]>(() => readEntries(storage.getItem(storageKey), report));
  let ended = new AbortController();

  const put = (entries: readonly ExportEntry[]): void => {
    if (ended.signal.aborted) return;
    state.setState(entries, true);
    const kept = entries.filter(({ status }) => status !== undefined);
    storage.setItem(
      storageKey,
      JSON.stringify(kept.map(({ key, request, expectedRows, status }) => ({ key, request, expectedRows, status }))),
    );
  };
  const change = (key: string, fields: Partial<ExportEntry>): void => {
    put(state.getState().map((entry) => (entry.key === key ? { ...entry, ...fields } : entry)));
  };
  const find = (key: string): ExportEntry | undefined => state.getState().find((entry) => entry.key === key);
  const hear = (heard: ExportStatus): void => {
    const entry = state.getState().find(({ status }) => status?.id === heard.id);
    if (entry?.status !== undefined) change(entry.key, { status: laterStatus(entry.status, heard) });
  };
  const isRunning = ({ status }: ExportEntry) => status !== undefined && !isFinal(status.state);

  const look = async ({ key, status }: ExportEntry): Promise<void> => {
    if (status === undefined) return;
    try {
      const heard = await api.exportStatus(status.id, ended.signal);
      if (heard === undefined)
        change(key, { status: { ...status, state: "FAILED", message: "There is no such export any more." } });
      else hear(heard);
    } catch (reason) {
      // The next question may be answered; the entry stays as it is known.
      if (!ended.signal.aborted) report(`cannot find out how far an export is: ${String(reason)}`);
    }
  };
  const send = async (key: string, request: ExportRequest): Promise<void> => {
    // Reports may overtake the answer, which alone says which export they are on.
    const reports: ExportStatus[] = [];
    const stopHearing = events.onExport((heard) => reports.push(heard));
    try {
      const started = await api.startExport(request);
      change(key, { status: reports.filter(({ id }) => id === started.id).reduce(laterStatus, started) });
    } catch (reason) {
      change(key, { problem: reason instanceof Error ? reason.message : String(reason) });
    } finally {
      stopHearing();
    }
  };

  return {
    state,
    run() {
      ended = new AbortController();
      const stopHearing = events.onExport(hear);
      let cancelPoll: () => void = () => undefined;
      const poll = () => {
        cancelPoll();
        for (const entry of state.getState().filter(isRunning)) void look(entry);
        plan();
      };
      const plan = () => {
        cancelPoll = clock.schedule(events.state.getState().connected ? POLL_MS.connected : POLL_MS.disconnected, poll);
      };
      // What was told before a connection is missed, and after its loss nothing is told.
      const stopWatching = events.state.subscribe((now, before) => {
        if (now.connected !== before.connected) poll();
      });
      poll();
      return () => {
        ended.abort();
        cancelPoll();
        stopWatching();
        stopHearing();
      };
    },
    async start(request, expectedRows) {
      const key = newId();
      const entry = {
        key,
        request,
        expectedRows,
        status: undefined,
        problem: undefined,
        files: undefined,
        fetching: false,
      };
      put([entry, ...state.getState()]);
      await send(key, request);
    },
    async retry(key) {
      const entry = find(key);
      if (entry === undefined) return;
      change(key, { status: undefined, problem: undefined });
      await send(key, entry.request);
    },
    async download(key) {
      const id = find(key)?.status?.id;
      if (id === undefined) return;
      change(key, { fetching: true, problem: undefined });
      try {
        const answer = await api.export(id, ended.signal);
        const files = answer?.files ?? [];
        const [first] = files;
        if (answer !== undefined) hear(answer.status);
        const now = find(key);
        if (first === undefined && now?.status !== undefined && wroteNone(now.request, now.status, clock.now())) {
          change(key, { fetching: false, status: { ...now.status, rows: 0 } });
        } else if (first === undefined) {
          change(key, { fetching: false, problem: "The file is no longer kept. Start the export again." });
        } else if (files.length === 1) {
          change(key, { fetching: false });
          save(first);
        } else {
          change(key, { fetching: false, files });
          clock.schedule(ADDRESSES_SHOWN_MS, () => {
            change(key, { files: undefined });
          });
        }
      } catch (reason) {
        change(key, { fetching: false, problem: reason instanceof Error ? reason.message : String(reason) });
      }
    },
    dismiss(key) {
      put(state.getState().filter((entry) => entry.key !== key));
    },
  };
}

/** Whether there never were files, where there are none: of an export that has just ended none is deleted yet. */
function wroteNone({ format }: ExportRequest, status: ExportStatus, now: number): boolean {
  const isNew = status.rows === null && now - Date.parse(status.updatedAt) < DELETED_NEVER_BEFORE_MS;
  return hasNoFile(format, isNew ? { ...status, rows: 0 } : status);
}

/** Entries that this module wrote; of anything else, nothing. */
function readEntries(text: string | null, report: (message: string) => void): readonly ExportEntry[] {
  if (text === null) return [];
  try {
    const entries: unknown = JSON.parse(text);
    return Array.isArray(entries)
      ? entries.filter(isKept).map((entry) => ({ ...entry, problem: undefined, files: undefined, fetching: false }))
      : [];
  } catch (reason) {
    report(`the kept list of exports cannot be read and is left out: ${String(reason)}`);
    return [];
  }
}

function isKept(value: unknown): value is Pick<ExportEntry, "key" | "request" | "expectedRows" | "status"> {
  const entry = value as Partial<ExportEntry> | null;
  return (
    typeof entry === "object" &&
    entry !== null &&
    typeof entry.key === "string" &&
    (entry.expectedRows === undefined || typeof entry.expectedRows === "number") &&
    typeof entry.request === "object" &&
    typeof entry.status?.id === "string" &&
    typeof entry.status.percent === "number"
  );
}
