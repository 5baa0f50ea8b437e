import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import { authorize, type Caller } from "../iam/caller.js";
import type { ObjectStore } from "../s3/object-store.js";
import type { WorkGroupModel } from "../synth/backend-model.js";
import { executionShape, runtimeStatistics, workGroupShape } from "./athena-shapes.js";
import { isFinal, type Execution } from "./execution.js";
import type { ExecutionStore } from "./execution-store.js";
import type { Queries } from "./queries.js";
import { pageOf, readInput } from "./request-input.js";
import { readResultPage } from "./result-page.js";
import { objectArn } from "./s3-location.js";
import type { SqlReader } from "./sql-reader.js";
import { startQuery } from "./start-query.js";
import { invalidRequest, workGroupOf } from "./work-groups.js";

/** What Athena's API answers from. */
export interface AthenaOptions {
  readonly workGroups: readonly WorkGroupModel[];
  readonly store: ExecutionStore;
  readonly queries: Queries;
  readonly reader: SqlReader;
  readonly objects: Pick<ObjectStore, "head">;
  /** ARN of the role that reads every result: the sandbox's administrator. */
  readonly administratorArn: string;
  readonly clock: Pick<Clock, "now">;
}

const byId = z.looseObject({ QueryExecutionId: z.string() });
/** Ids in one call (https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html). */
const MOST_IDS = 50;

/**
 * The operations of Athena's API around queries and work groups. Who may use a work group, says IAM; a query is seen by
 * everybody who may use its work group, its result by the role that asked and by the administrator.
 */
export function athenaOperations(options: AthenaOptions): Readonly<Record<string, AwsJsonOperation>> {
  const { store, queries, clock } = options;
  const shapeOf = (execution: Execution): object =>
    executionShape(execution, clock.now(), queries.bytesScanned(execution));
  /** Unknown ids come first: nothing is known of them that could be refused. */
  const executionOf = (id: string): Execution => {
    const execution = store.find(id);
    if (execution === undefined) throw new AwsError(invalidRequest, `QueryExecution ${id} was not found`);
    return execution;
  };
  const allowed = (caller: Caller, action: string, id: string): Execution => {
    const execution = executionOf(id);
    const workGroup = options.workGroups.find(({ name }) => name === execution.workGroup);
    if (workGroup === undefined) throw new AwsError(invalidRequest, "WorkGroup is not found.");
    authorize(caller, `athena:${action}`, workGroup.arn);
    return execution;
  };

  return {
    StartQueryExecution: (input, { caller }) => startQuery(input, caller, options),

    async GetQueryExecution(input, { caller }) {
      const { QueryExecutionId } = readInput(byId, input, invalidRequest);
      return { QueryExecution: shapeOf(allowed(caller, "GetQueryExecution", QueryExecutionId)) };
    },

    async BatchGetQueryExecution(input, { caller }) {
      const schema = z.looseObject({ QueryExecutionIds: z.array(z.string()).min(1).max(MOST_IDS) });
      const { QueryExecutionIds } = readInput(schema, input, invalidRequest);
      const found = QueryExecutionIds.filter((id) => store.find(id) !== undefined);
      return {
        QueryExecutions: found.map((id) => shapeOf(allowed(caller, "BatchGetQueryExecution", id))),
        UnprocessedQueryExecutionIds: QueryExecutionIds.filter((id) => !found.includes(id)).map((id) => ({
          QueryExecutionId: id,
          ErrorCode: "INVALID_INPUT",
          ErrorMessage: `QueryExecution ${id} was not found`,
        })),
      };
    },

    async ListQueryExecutions(input, { caller }) {
      const schema = z.looseObject({
        WorkGroup: z.string().nullish(),
        MaxResults: z.int().min(0).max(50).nullish(),
        NextToken: z.string().nullish(),
      });
      const { WorkGroup, MaxResults, NextToken } = readInput(schema, input, invalidRequest);
      const workGroup = workGroupOf(options.workGroups, WorkGroup);
      authorize(caller, "athena:ListQueryExecutions", workGroup.arn);
      const ids = store.all().flatMap((one) => (one.workGroup === workGroup.name ? [one.id] : []));
      const { items, nextToken } = pageOf(ids, { token: NextToken, limit: MaxResults || 50 }, invalidRequest);
      return { QueryExecutionIds: items, NextToken: nextToken };
    },

    async StopQueryExecution(input, { caller }) {
      const { QueryExecutionId } = readInput(byId, input, invalidRequest);
      await queries.stop(allowed(caller, "StopQueryExecution", QueryExecutionId));
      return {};
    },

    async GetQueryResults(input, { caller }) {
      const schema = z.looseObject({
        QueryExecutionId: z.string(),
        MaxResults: z.int().min(1).max(1000).nullish(),
        NextToken: z.string().nullish(),
      });
      const { QueryExecutionId, MaxResults, NextToken } = readInput(schema, input, invalidRequest);
      const execution = allowed(caller, "GetQueryResults", QueryExecutionId);
      return results(execution, caller, { limit: MaxResults ?? 1000, token: NextToken ?? undefined }, options);
    },

    async GetQueryRuntimeStatistics(input, { caller }) {
      const { QueryExecutionId } = readInput(byId, input, invalidRequest);
      const execution = allowed(caller, "GetQueryRuntimeStatistics", QueryExecutionId);
      return { QueryRuntimeStatistics: runtimeStatistics(execution, clock.now()) };
    },

    async GetWorkGroup(input, { caller }) {
      const { WorkGroup } = readInput(z.looseObject({ WorkGroup: z.string() }), input, invalidRequest);
      const workGroup = workGroupOf(options.workGroups, WorkGroup);
      authorize(caller, "athena:GetWorkGroup", workGroup.arn);
      return { WorkGroup: workGroupShape(workGroup) };
    },

    async ListWorkGroups(_input, { caller }) {
      authorize(caller, "athena:ListWorkGroups", "*");
      return {
        WorkGroups: options.workGroups.map(({ name, enabled }) => ({
          Name: name,
          State: enabled ? "ENABLED" : "DISABLED",
        })),
      };
    },
  };
}

async function results(
  execution: Execution,
  caller: Caller,
  page: { readonly limit: number; readonly token: string | undefined },
  { administratorArn, objects }: AthenaOptions,
): Promise<object> {
  const { id, state, roleArn, outputBucket, outputKey, columns = [] } = execution;
  if (!isFinal(execution)) {
    throw new AwsError(invalidRequest, `Query has not yet finished. Current state: ${state}`);
  }
  if (state === "CANCELLED") throw new AwsError(invalidRequest, "Could not find results");
  if (state === "FAILED") {
    throw new AwsError(invalidRequest, `Query did not finish successfully. Final query state: ${state}`);
  }
  if (caller.role.arn !== roleArn && caller.role.arn !== administratorArn) {
    throw new AwsError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to read the result of ${id}: another role asked for it.`,
    );
  }
  authorize(caller, "s3:GetObject", objectArn(outputBucket, outputKey));
  if (execution.type === "UNLOAD") {
    return { UpdateCount: execution.rows ?? 0, ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: [] } } };
  }
  const file = objects.head(outputBucket, outputKey)?.file;
  if (file === undefined) throw new AwsError(invalidRequest, "Could not find results");
  const { rows, next } = await readResultPage(file, positionOf(page.token, id), page.limit);
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: rows.map((row) => ({ Data: row.map((value) => (value === null ? {} : { VarCharValue: value })) })),
      ResultSetMetadata: { ColumnInfo: columns },
    },
    ...(next === undefined ? {} : { NextToken: tokenOf(next, id) }),
  };
}

function tokenOf(position: number, id: string): string {
  return Buffer.from(`${position} ${id}`).toString("base64url");
}

function positionOf(token: string | undefined, id: string): number {
  if (token === undefined) return 0;
  const [position, of] = Buffer.from(token, "base64url").toString().split(" ");
  const start = Number(position);
  if (of === id && Number.isSafeInteger(start) && start > 0) return start;
  throw new AwsError(invalidRequest, "The NextToken is none that belongs to this query. Begin again without it.");
}
