import { errorFacts, type Log } from "../log.js";
import type { AthenaApi, QueryExecution } from "./athena-api.js";
import { LakeFailure } from "./lake-failure.js";
import type { Sql } from "./sql-fragment.js";

/** A row of a result, by position. */
export type ResultRow = readonly (string | null)[];

/** A query that Athena did not finish. Its details are for the log. */
export class QueryNotFinished extends Error {
  override readonly name = "QueryNotFinished";
}

/** Runs the queries of one request. */
export interface QueryRunner {
  /**
   * Resolves to the rows of a SELECT.
   * @param columns - names of its columns
   * @throws LakeFailure NotGranted where Lake Formation refuses, QueryFailed after 25 seconds or too many bytes;
   * QueryNotFinished; errors of the service. What the runner has under way besides is stopped, with the same error.
   */
  rows(query: Sql, columns: readonly string[]): Promise<readonly ResultRow[]>;
}

/** What a runner works with. */
export interface QueryRunnerOptions {
  readonly athena: AthenaApi;
  readonly database: string;
  readonly workGroup: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When the request came, milliseconds since 1970. */
  readonly since: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

/** AppSync waits 30 seconds for a Lambda function (https://docs.aws.amazon.com/general/latest/gr/appsync.html). */
const mostMilliseconds = 25_000;
/** No query is over sooner. */
const firstWait = 20;
/**
 * So an answer is late by a fourteenth of its query's time, on average; more calls would reach Athena's quota of calls
 * sooner (https://docs.aws.amazon.com/athena/latest/ug/service-limits.html).
 */
const waitGrowth = 1.15;
const longestWait = 1_000;

/** How the reason begins where Lake Formation or the catalog hides what a query names. */
const notGranted = /^(COLUMN_NOT_FOUND|INSUFFICIENT_LAKE_FORMATION_PERMISSIONS|Insufficient Lake Formation permission)/;
/** https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html */
const overLimit = /Bytes scanned limit was exceeded/;

function failureOf(id: string, { state, reason }: QueryExecution): Error {
  const cause = new QueryNotFinished(`Query ${id}: ${state}: ${reason}`);
  if (notGranted.test(reason ?? "")) {
    const message =
      "The lake does not grant your group a column that this needs. Sign in again, since your groups may have " +
      "changed; if it stays so, tell an administrator.";
    return new LakeFailure("NotGranted", message, { cause });
  }
  if (overLimit.test(reason ?? "")) {
    const message = "This would read more of the lake than one query may. Filter by continent and try again.";
    return new LakeFailure("QueryFailed", message, { cause });
  }
  return cause;
}

/** Makes a runner for one request. */
export function queryRunner(options: QueryRunnerOptions): QueryRunner {
  const { athena, database, workGroup, now, since, wait, log } = options;
  const failed = new AbortController();

  async function stop(id: string): Promise<void> {
    try {
      await athena.stop(id);
    } catch (error) {
      // It is given up all the same; the work group's limits end it.
      log("Could not stop a query", { id, ...errorFacts(error) });
    }
  }

  async function executionOf(id: string): Promise<QueryExecution> {
    try {
      return await athena.get(id);
    } catch (error) {
      // Nobody waits for it any more.
      await stop(id);
      throw error;
    }
  }

  async function untilSucceeded(id: string): Promise<void> {
    let left = since + mostMilliseconds - now();
    for (let next = firstWait; ; next = Math.min(next * waitGrowth, longestWait)) {
      await wait(Math.max(0, Math.min(next, left)));
      const execution = await executionOf(id);
      if (execution.state === "SUCCEEDED") return;
      if (execution.state !== "QUEUED" && execution.state !== "RUNNING") throw failureOf(id, execution);
      left = since + mostMilliseconds - now();
      if (failed.signal.aborted || left <= 0) {
        await stop(id);
        // The failure of the other query is the one to tell.
        failed.signal.throwIfAborted();
        throw new LakeFailure(
          "QueryFailed",
          "The lake did not answer within 25 seconds. Filter by continent or category and try again.",
        );
      }
    }
  }

  async function resultRows(id: string, columns: readonly string[]): Promise<readonly ResultRow[]> {
    const rows: ResultRow[] = [];
    let nextToken: string | undefined;
    do {
      const page = await athena.results(id, nextToken);
      rows.push(...page.rows);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const [names, ...values] = rows;
    if (names?.length !== columns.length || !columns.every((name, index) => name === names[index])) {
      throw new Error(`Query ${id}: expected the names ${columns.join(", ")} in the first row, got other ones.`);
    }
    return values;
  }

  return {
    async rows(query, columns) {
      try {
        const id = await athena.start(query, database, workGroup);
        await untilSucceeded(id);
        return await resultRows(id, columns);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    },
  };
}
