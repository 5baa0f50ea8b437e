import { setTimeout as wait } from "node:timers/promises";
import { AthenaClient, GetQueryExecutionCommand, GetQueryRuntimeStatisticsCommand } from "@aws-sdk/client-athena";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import type { Context } from "aws-lambda";
import { lakeTables } from "../../lake/tables.js";
import { environmentVariable } from "../environment.js";
import { bucketObjects } from "../lake-objects.js";
import { jsonLog } from "../log.js";
import { progressPublisher } from "./export-publisher.js";
import { exportWatcher } from "./export-watcher.js";

const athena = new AthenaClient({});
const events = new EventBridgeClient({});

const watch = exportWatcher({
  athena: {
    async get(id) {
      const { QueryExecution: query } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      const { Status: status, Statistics: statistics } = query ?? {};
      return {
        state: status?.State,
        bytesScanned: statistics?.DataScannedInBytes,
        completed: status?.CompletionDateTime,
        failure: {
          reason: status?.StateChangeReason,
          category: status?.AthenaError?.ErrorCategory,
          type: status?.AthenaError?.ErrorType,
        },
      };
    },
    async outputRows(id) {
      const answer = await athena.send(new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: id }));
      return answer.QueryRuntimeStatistics?.Rows?.OutputRows;
    },
  },
  objects: bucketObjects(new S3Client({}), environmentVariable("LAKE_BUCKET")),
  tables: lakeTables,
  workGroups: environmentVariable("EXPORT_WORK_GROUPS").split(","),
  publish: progressPublisher((entries) => events.send(new PutEventsCommand({ Entries: entries }))),
  now: () => Date.now(),
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
  log: jsonLog,
});

/** Takes Athena's state changes of the export work groups from the default event bus. */
export const handler = async (event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> => {
  await watch(event, () => context.getRemainingTimeInMillis());
};
