import { fieldOf } from "../field-of.js";

/** States of a query, as Athena names them (https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html). */
export type ExportState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

const states: ReadonlySet<string> = new Set<ExportState>(["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]);

/** Whether Athena knows this state. */
export function isExportState(state: unknown): state is ExportState {
  return typeof state === "string" && states.has(state);
}

/** Nothing follows. */
export function isFinal(state: ExportState): state is "SUCCEEDED" | "FAILED" | "CANCELLED" {
  return state !== "QUEUED" && state !== "RUNNING";
}

/** An export has changed its state. */
export interface ExportEvent {
  /** Query execution id. */
  readonly id: string;
  readonly state: ExportState;
}

/**
 * Reads an Athena Query State Change event (https://docs.aws.amazon.com/athena/latest/ug/athena-events.html).
 * @throws Error for every other event, and for one of another work group: the rule must not send it
 */
export function exportEvent(event: unknown, workGroups: readonly string[]): ExportEvent {
  const detail = fieldOf(event, "detail");
  const id = fieldOf(detail, "queryExecutionId");
  const state = fieldOf(detail, "currentState");
  const workGroup = fieldOf(detail, "workgroupName");
  if (
    fieldOf(event, "source") === "aws.athena" &&
    fieldOf(event, "detail-type") === "Athena Query State Change" &&
    workGroups.some((name) => name === workGroup) &&
    typeof id === "string" &&
    isExportState(state)
  ) {
    return { id, state };
  }
  const came = { source: fieldOf(event, "source"), "detail-type": fieldOf(event, "detail-type"), detail };
  throw new Error(
    `event: expected Athena Query State Change of work group ${workGroups.join(" or ")}, got ${JSON.stringify(came)}. ` +
      "Correct the rule's pattern.",
  );
}
