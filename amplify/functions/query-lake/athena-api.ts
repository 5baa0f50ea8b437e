import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
} from "@aws-sdk/client-athena";
import type { Sql } from "./sql-fragment.js";

/** A query as GetQueryExecution shows it. */
export interface QueryExecution {
  /** QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED. */
  readonly state: string | undefined;
  /** `COLUMN_NOT_FOUND: line 1:8: …`; may quote SQL and values: for the log alone. */
  readonly reason: string | undefined;
  readonly query: string | undefined;
  readonly workGroup: string | undefined;
  /** `s3://bucket/key` */
  readonly outputLocation: string | undefined;
  readonly completed: Date | undefined;
}

/** A page of a query's results: rows of texts, null where there is no value. The first page starts with the names. */
export interface ResultPage {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly nextToken: string | undefined;
}

/** What is used of Amazon Athena. Every call may throw the service's errors. */
export interface AthenaApi {
  /** Gives the id of the query. */
  start(query: Sql, database: string, workGroup: string): Promise<string>;
  get(id: string): Promise<QueryExecution>;
  results(id: string, nextToken: string | undefined): Promise<ResultPage>;
  stop(id: string): Promise<void>;
}

/** Athena as the client's credentials see it. */
export function athenaApi(client: AthenaClient): AthenaApi {
  return {
    async start({ text, parameters }, database, workGroup) {
      const { QueryExecutionId: id } = await client.send(
        new StartQueryExecutionCommand({
          QueryString: text,
          QueryExecutionContext: { Database: database },
          WorkGroup: workGroup,
          // An empty list is refused: at least one item.
          ...(parameters.length === 0 ? {} : { ExecutionParameters: [...parameters] }),
        }),
      );
      if (id === undefined) throw new Error("StartQueryExecution: expected QueryExecutionId, got none. Try again.");
      return id;
    },
    async get(id) {
      const { QueryExecution: execution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      return {
        state: execution?.Status?.State,
        reason: execution?.Status?.StateChangeReason,
        query: execution?.Query,
        workGroup: execution?.WorkGroup,
        outputLocation: execution?.ResultConfiguration?.OutputLocation,
        completed: execution?.Status?.CompletionDateTime,
      };
    },
    async results(id, nextToken) {
      const { ResultSet, NextToken } = await client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: nextToken }),
      );
      // A value that is absent is null; an empty text is there and empty.
      const rows = (ResultSet?.Rows ?? []).map(({ Data }) =>
        (Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null),
      );
      return { rows, nextToken: NextToken };
    },
    async stop(id) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    },
  };
}
