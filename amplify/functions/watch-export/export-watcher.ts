import type { LakeTable } from "../../lake/tables.js";
import type { ObjectList } from "../lake-objects.js";
import { errorFacts, type Log } from "../log.js";
import { exportEvent, isExportState, isFinal, type ExportState } from "./export-event.js";
import { exportMessage, type AthenaFailure } from "./export-message.js";

/** What is used of Amazon Athena. */
export interface ExportQueries {
  get(id: string): Promise<ExportQuery>;
  /** Rows of the result; undefined where Athena does not say. */
  outputRows(id: string): Promise<number | undefined>;
}

/** A query as GetQueryExecution shows it. */
export interface ExportQuery {
  readonly state: string | undefined;
  readonly bytesScanned: number | undefined;
  readonly completed: Date | undefined;
  readonly failure: AthenaFailure;
}

/** Detail of the event that tells how far an export is. Every field is always there: input transformers need them. */
export interface ExportProgress {
  /** Query execution id. */
  readonly id: string;
  readonly state: ExportState;
  /** 0 to 100, by bytes read. */
  readonly percent: number;
  /** Rows of the result, a whole number; "" until it is known. */
  readonly rows: string;
  /** What went wrong, for people; "" where nothing did. */
  readonly message: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** What the watcher works with. */
export interface ExportWatcherOptions {
  readonly athena: ExportQueries;
  readonly objects: ObjectList;
  readonly tables: readonly LakeTable[];
  /** Whose queries are exports. */
  readonly workGroups: readonly string[];
  /** Puts the event on the default bus. @throws where the bus does not take it */
  readonly publish: (progress: ExportProgress) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

const pollMilliseconds = 1_000;
/** What an invocation keeps for its last call and answer, milliseconds. */
const reserveMilliseconds = 10_000;
/** Bytes read may be estimated: only success is everything. */
const mostWhileRunning = 99;

/**
 * Tells how far exports are. Takes Athena's events: RUNNING is watched until the query ends or the invocation nears
 * its own end; an end is told at once. Ends may be told twice, with the same content but for `rows`, since Athena
 * emits its events on a best effort basis. QUEUED is where an export begins and tells nothing.
 * @throws Error for other events, and where AWS refuses: Lambda then tries again
 */
export function exportWatcher(
  options: ExportWatcherOptions,
): (event: unknown, remaining: () => number) => Promise<void> {
  const { athena, objects, tables, workGroups, publish, now, wait, log } = options;

  async function bytesOfTables(): Promise<number> {
    let bytes = 0;
    for (const { prefix } of tables) {
      for await (const object of objects(prefix)) bytes += object.bytes;
    }
    return bytes;
  }

  async function rowsOf(id: string): Promise<string> {
    try {
      const rows = await athena.outputRows(id);
      return rows === undefined ? "" : String(rows);
    } catch (error) {
      // The number of rows is an ornament: the export itself has succeeded.
      log("No statistics of the query", { id, ...errorFacts(error) });
      return "";
    }
  }

  async function publishEnd(
    id: string,
    state: "SUCCEEDED" | "FAILED" | "CANCELLED",
    query: ExportQuery,
    percent: number,
  ): Promise<void> {
    const time = (query.completed ?? new Date(now())).toISOString();
    await publish(
      state === "SUCCEEDED"
        ? { id, state, percent: 100, rows: await rowsOf(id), message: "", time }
        : { id, state, percent, rows: "", message: exportMessage(state, query.failure), time },
    );
  }

  function percentOf(query: ExportQuery, bytes: number): number {
    const share = bytes === 0 ? 0 : (query.bytesScanned ?? 0) / bytes;
    return Math.max(0, Math.min(mostWhileRunning, Math.floor(share * 100)));
  }

  async function watch(id: string, remaining: () => number): Promise<void> {
    const bytes = await bytesOfTables();
    let told = -1;
    for (;;) {
      const query = await athena.get(id);
      if (!isExportState(query.state)) {
        throw new Error(`Query ${id}: expected a state that Athena documents, got ${String(query.state)}.`);
      }
      const percent = percentOf(query, bytes);
      if (isFinal(query.state)) return publishEnd(id, query.state, query, percent);
      if (percent > told) {
        const time = new Date(now()).toISOString();
        await publish({ id, state: "RUNNING", percent, rows: "", message: "", time });
        told = percent;
      }
      if (remaining() < reserveMilliseconds + pollMilliseconds) {
        log("The query runs longer than this invocation; its end will be told", { id, percent });
        return;
      }
      await wait(pollMilliseconds);
    }
  }

  return async (event, remaining) => {
    const { id, state } = exportEvent(event, workGroups);
    if (state === "RUNNING") return watch(id, remaining);
    if (state === "QUEUED") {
      log("Nothing to tell yet", { id, state });
      return;
    }
    const query = await athena.get(id);
    await publishEnd(id, state, query, percentOf(query, await bytesOfTables()));
  };
}
