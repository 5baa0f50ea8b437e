import { runtime, util, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { utcTime } from "../status-update/calendar.js";
import { registerWriteOf } from "../status-update/register-write.js";
import type { RegisterName } from "../status-update/registers.js";
import type { UpdateStash } from "./stash.js";

/** The error of a failed condition: here no failure, the flight knows something newer. */
const conditionFailed = "DynamoDB:ConditionalCheckFailedException";

/** The request that writes one register, or none where the event does not touch it. */
export function writeRegister(stash: UpdateStash, name: RegisterName): DynamoDBUpdateItemRequest {
  const register = stash.registers[name];
  if (register === undefined) {
    return runtime.earlyReturn();
  }
  const now = util.time.nowISO8601();
  // With milliseconds even where there are none: updatedAt is compared as text.
  const write = registerWriteOf(stash.update, stash.key, name, register, utcTime(now) ?? now);
  const values = util.dynamodb.toMapValues({ ...write.values });
  return {
    operation: "UpdateItem",
    key: util.dynamodb.toMapValues({ ...write.key }),
    update: {
      expression: write.expression,
      expressionNames: { ...write.names },
      expressionValues:
        write.terminals.length > 0
          ? { ...values, ":terminals": util.dynamodb.toStringSet([...write.terminals]) }
          : values,
    },
    condition: {
      expression: write.condition.expression,
      expressionNames: { ...write.condition.names },
      expressionValues: util.dynamodb.toMapValues({ ...write.condition.values }),
    },
  };
}

/** Raises what went wrong, other than that the register was newer already. */
export function checkRegisterWrite(error: { readonly message: string; readonly type: string } | undefined): void {
  if (error && error.type !== conditionFailed) {
    util.error(error.message, error.type);
  }
}
