import { z } from "zod";
import { columnInfoSchema } from "./athena-column.js";

/** State of a query (https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html). */
export const executionStateSchema = z.enum(["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]);
export type ExecutionState = z.infer<typeof executionStateSchema>;

/** A query that was accepted, as it is kept on disk. Times are milliseconds since 1970. */
export const executionSchema = z.object({
  id: z.string(),
  query: z.string(),
  type: z.enum(["SELECT", "UNLOAD"]),
  workGroup: z.string(),
  /** Who asked: the role decides what is seen, and who reads the result. */
  roleArn: z.string(),
  callerArn: z.string(),
  catalog: z.string().optional(),
  database: z.string().optional(),
  parameters: z.array(z.string()).optional(),
  token: z.string(),
  /** Where the client wanted the result; the work group may overrule it. */
  requestedOutput: z.string().optional(),
  /** Place of the result: bucket, and key of the CSV object, or beginning of the manifest's. */
  outputBucket: z.string(),
  outputKey: z.string(),
  submittedAt: z.number(),
  startedAt: z.number().optional(),
  completedAt: z.number().optional(),
  state: executionStateSchema,
  /** States so far: the number of the last event. */
  sequence: z.number(),
  reason: z.string().optional(),
  error: z.object({ category: z.number(), type: z.number(), retryable: z.boolean() }).optional(),
  bytesScanned: z.number(),
  columns: z.array(columnInfoSchema).optional(),
  rows: z.number().optional(),
  bytesWritten: z.number().optional(),
  /** Key of the manifest of an UNLOAD. */
  manifestKey: z.string().optional(),
});
export type Execution = z.infer<typeof executionSchema>;

/** Whether nothing follows. */
export function isFinal({ state }: Pick<Execution, "state">): boolean {
  return state !== "QUEUED" && state !== "RUNNING";
}
