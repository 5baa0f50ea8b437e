import { z } from "zod";
import { AppSyncError } from "../identity.js";

const request = z.strictObject({
  operation: z.literal("Invoke"),
  invocationType: z.enum(["RequestResponse", "Event"]).nullish(),
  payload: z.unknown().optional(),
  /** Left over from VTL; accepted and without meaning. */
  version: z.string().nullish(),
});

/** A request to a Lambda data source. */
export type LambdaRequest = z.infer<typeof request>;

/**
 * Reads what a request handler returned
 * (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html).
 *
 * @throws AppSyncError of type MappingTemplate that names the member
 */
export function parseLambdaRequest(value: unknown): LambdaRequest {
  const operation =
    value !== null && typeof value === "object" && "operation" in value ? String(value.operation) : undefined;
  if (operation === undefined) throw mappingError("Value for field '$[operation]' not found.");
  if (operation === "BatchInvoke") {
    throw mappingError("BatchInvoke cannot run in the sandbox: it does not batch fields. Use Invoke.");
  }
  if (operation !== "Invoke") throw mappingError(`Unsupported operation '${operation}'.`);
  const parsed = request.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") throw mappingError(`Unsupported element '$[${issue.keys[0] ?? ""}]'.`);
  throw mappingError(`Value for field '$[${issue?.path.join("][") ?? ""}]' is not valid: ${issue?.message ?? ""}.`);
}

function mappingError(message: string): AppSyncError {
  return new AppSyncError("MappingTemplate", message);
}
