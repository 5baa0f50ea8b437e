import { AwsError } from "../aws-json/aws-error.js";
import type { Disposable } from "../disposable.js";
import type { Caller } from "../iam/caller.js";
import type { Log } from "../log.js";
import type { WorkGroupModel } from "../synth/backend-model.js";
import { isFinal, type Execution } from "./execution.js";
import type { ExecutionStore } from "./execution-store.js";
import type { LakePublisher } from "./lake-event.js";
import { errorKinds, QueryError } from "./query-error.js";
import { QueryRun, type QueryResult, type QueryRunOptions } from "./query-run.js";
import { createStateEvents } from "./state-events.js";
import type { LakeStatement } from "./sql-reader.js";

/** What is known of a query before it runs. */
export type NewExecution = Omit<Execution, "id" | "submittedAt" | "state" | "sequence" | "bytesScanned">;

/** The queries of all work groups: they wait, run side by side and end. */
export interface Queries extends Disposable {
  /**
   * Takes a query up; it runs as soon as there is room. Resolves with it when it is on disk.
   *
   * @throws AwsError TooManyRequestsException
   */
  submit(query: NewExecution, statement: LakeStatement, caller: Caller, workGroup: WorkGroupModel): Promise<Execution>;
  /** The query of a token that is being taken up right now. */
  submitting(token: string): Promise<Execution> | undefined;
  /** Cancels a query; nothing happens to one that is over. Resolves when that is on disk. */
  stop(execution: Execution): Promise<void>;
  /** Bytes that a running query has read so far; what its execution says of one that is over. */
  bytesScanned(execution: Execution): number;
  /** Resolves when no query is waiting or under way, and all is told. */
  idle(): Promise<void>;
}

/** What queries work with. */
export interface QueriesOptions extends QueryRunOptions {
  readonly store: ExecutionStore;
  readonly publish: LakePublisher;
  readonly log: Log;
}

interface Waiting {
  readonly id: string;
  /** First folder of its result's key: work groups for the same, such as the exports of each group, share it. */
  readonly folder: string;
  readonly run: QueryRun;
  /** Has waited long enough for the one before it. */
  isOverdue: boolean;
}

/** Each running query may hold a thread of Node's pool, which has four: one stays for files. */
const MOST_RUNNING = 3;
/** Most that run at once whose results go below one folder: exports never take all the room. */
const MOST_OF_A_FOLDER = 2;
/**
 * A query has all of DuckDB's threads, so that two at once are both late. Quick ones of a folder therefore come one after
 * another, as they were asked for; one that is slow is not waited for longer than this.
 */
const PATIENCE_MS = 200;
/** Athena's quota of queries that wait or run (https://docs.aws.amazon.com/athena/latest/ug/service-limits.html). */
const MOST_ACTIVE = 200;
/** Athena's limit for a query. */
const TIMEOUT_MS = 30 * 60 * 1_000;

/** Starts the queries; those that a former process left unfinished have failed. */
export async function openQueries(options: QueriesOptions): Promise<Queries> {
  const { store, clock, log, newId } = options;
  const events = createStateEvents(options);
  const waiting: Waiting[] = [];
  const running = new Map<string, Waiting>();
  const ends = new Set<Promise<void>>();
  const submitting = new Map<string, Promise<Execution>>();
  /** Queries whose end has been decided, but may not be on disk yet: whoever comes second changes nothing. */
  const ending = new Set<string>();
  let isClosed = false;

  for (const execution of store.all().toReversed()) {
    if (isFinal(execution)) continue;
    await store.save(ended(execution, "FAILED", "The sandbox was restarted", errorKinds.INTERNAL));
  }
  for (const execution of store.untold()) events.tell(execution, undefined);

  function ended(
    execution: Execution,
    state: "FAILED" | "CANCELLED",
    reason: string,
    error: Execution["error"],
  ): Execution {
    const next = { ...execution, state, reason, sequence: execution.sequence + 1, completedAt: clock.now() };
    return state === "FAILED" && error !== undefined ? { ...next, error } : next;
  }

  function startNext(): void {
    for (let index = 0; index < waiting.length && running.size < MOST_RUNNING;) {
      const next = waiting[index];
      const ofFolder = [...running.values()].filter(({ folder }) => folder === next?.folder).length;
      const mostNow = next?.isOverdue === true ? MOST_OF_A_FOLDER : 1;
      if (next === undefined || ofFolder >= mostNow) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      begin(next);
    }
  }

  function begin(query: Waiting): void {
    running.set(query.id, query);
    const execution = store.find(query.id);
    if (execution !== undefined) {
      const next: Execution = { ...execution, state: "RUNNING", sequence: 2, startedAt: clock.now() };
      store.note(next);
      events.tell(next, "QUEUED");
    }
    let isLate = false;
    const cancelTimeout = clock.schedule(TIMEOUT_MS, () => {
      isLate = true;
      query.run.stop();
    });
    const done = query.run
      .run()
      .then(
        (result) => succeed(query.id, result),
        (error: unknown) => fail(query, error, isLate),
      )
      .catch((error: unknown) => {
        log.error(`Query ${query.id}: its end could not be written down: ${String(error)}`);
      })
      .finally(() => {
        cancelTimeout();
        running.delete(query.id);
        ends.delete(done);
        if (!isClosed) startNext();
      });
    ends.add(done);
  }

  async function succeed(id: string, result: QueryResult): Promise<void> {
    const execution = open(id);
    if (execution === undefined) return;
    const { manifestKey, columns, ...numbers } = result;
    await end(execution, {
      ...execution,
      ...numbers,
      columns: [...columns],
      state: "SUCCEEDED",
      sequence: execution.sequence + 1,
      completedAt: clock.now(),
      ...(manifestKey === undefined ? {} : { manifestKey }),
    });
  }

  /** Whoever stops a query says so itself; only the timeout leaves that to this. */
  async function fail({ id, run }: Waiting, cause: unknown, isLate: boolean): Promise<void> {
    const error = isLate ? timedOut(cause) : cause;
    const execution = run.stopped && !isLate ? undefined : open(id);
    if (execution === undefined) return;
    const known = error instanceof QueryError ? error : undefined;
    if (known === undefined || known.kind.category === 1) {
      log.error(`Query ${id} failed: ${describe(error)}`);
    }
    const reason = known?.message ?? "GENERIC_INTERNAL_ERROR: The query failed; see the sandbox's log.";
    const next = ended(execution, known?.state ?? "FAILED", reason, known?.kind ?? errorKinds.INTERNAL);
    await end(execution, { ...next, bytesScanned: run.bytesScanned });
  }

  /** A query that nothing has ended yet. */
  function open(id: string): Execution | undefined {
    const execution = store.find(id);
    return execution === undefined || isFinal(execution) || ending.has(id) ? undefined : execution;
  }

  /** On disk first, then seen, then told. */
  async function end(from: Execution, to: Execution): Promise<void> {
    ending.add(to.id);
    try {
      await store.save(to);
    } finally {
      ending.delete(to.id);
    }
    events.tell(to, from.state);
  }

  async function submit(...[query, statement, caller, workGroup]: Parameters<Queries["submit"]>): Promise<Execution> {
    const id = newId();
    const execution: Execution = {
      ...query,
      id,
      outputKey: `${query.outputKey}${id}${statement.type === "SELECT" ? ".csv" : ""}`,
      submittedAt: clock.now(),
      state: "QUEUED",
      sequence: 1,
      bytesScanned: 0,
    };
    await store.save(execution);
    events.tell(execution, undefined);
    const run = new QueryRun({ execution, statement, caller, cutoff: workGroup.bytesScannedCutoff }, options);
    const [folder = ""] = execution.outputKey.split("/");
    const last: Waiting = { id, folder, run, isOverdue: false };
    waiting.push(last);
    startNext();
    if (waiting.includes(last)) {
      clock.schedule(PATIENCE_MS, () => {
        last.isOverdue = true;
        if (!isClosed) startNext();
      });
    }
    return execution;
  }

  return {
    async submit(...query) {
      if (waiting.length + running.size + submitting.size >= MOST_ACTIVE) {
        throw new AwsError(
          "TooManyRequestsException",
          "You have exceeded the limit for the number of queries you can run concurrently.",
        );
      }
      const { token } = query[0];
      const submitted = submit(...query);
      submitting.set(token, submitted);
      try {
        return await submitted;
      } finally {
        submitting.delete(token);
      }
    },

    submitting: (token) => submitting.get(token),

    async stop(execution) {
      const index = waiting.findIndex(({ id }) => id === execution.id);
      if (index !== -1) waiting.splice(index, 1);
      const bytesScanned = running.get(execution.id)?.run.bytesScanned ?? 0;
      running.get(execution.id)?.run.stop();
      const present = open(execution.id);
      if (present === undefined) return;
      await end(present, { ...ended(present, "CANCELLED", "Query cancelled by user", undefined), bytesScanned });
    },

    bytesScanned: ({ id, bytesScanned }) => running.get(id)?.run.bytesScanned ?? bytesScanned,

    async idle() {
      while (ends.size > 0) await Promise.all(ends);
      await events.idle();
    },

    async dispose() {
      isClosed = true;
      waiting.length = 0;
      for (const { run } of running.values()) run.stop();
      await Promise.all(ends);
      await events.idle();
    },
  };
}

function timedOut(cause: unknown): QueryError {
  return new QueryError("Query timeout", errorKinds.GENERIC_USER_ERROR, { cause });
}

function describe(error: unknown): string {
  const cause = error instanceof QueryError ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
