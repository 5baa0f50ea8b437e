import { util, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { keptSeconds, type ExportWrite } from "../company-export/export-item.js";
import { utcTime } from "../status-update/calendar.js";

/** Now, as `utcTime` writes it. */
export function utcNow(): string {
  const now = util.time.nowISO8601();
  return utcTime(now) ?? now;
}

/** When an export is forgotten that is first heard of now, seconds since 1970. */
export function exportExpiry(): number {
  return util.time.nowEpochSeconds() + keptSeconds;
}

/** The request that writes an export. */
export function exportUpdate(id: string, write: ExportWrite): DynamoDBUpdateItemRequest {
  return {
    operation: "UpdateItem",
    key: util.dynamodb.toMapValues({ id }),
    update: {
      expression: write.expression,
      expressionNames: { ...write.names },
      expressionValues: util.dynamodb.toMapValues({ ...write.values }),
    },
    condition: {
      expression: write.condition.expression,
      expressionNames: { ...write.condition.names },
      expressionValues: util.dynamodb.toMapValues({ ...write.condition.values }),
    },
  };
}
