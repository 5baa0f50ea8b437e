import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import { isoSeconds } from "./aws-time.js";
import type { Execution, ExecutionState } from "./execution.js";
import type { ExecutionStore } from "./execution-store.js";
import type { LakePublisher } from "./lake-event.js";

/** Tells the event bus how queries change, each query's states in their order. */
export interface StateEvents {
  /** Tells the present state of a query; after a crash what was not told is told again. */
  tell(execution: Execution, previousState: ExecutionState | undefined): void;
  /** Resolves when all is told. */
  idle(): Promise<void>;
}

/** Makes `Athena Query State Change` events (https://docs.aws.amazon.com/athena/latest/ug/athena-events.html). */
export function createStateEvents(options: {
  readonly publish: LakePublisher;
  readonly store: Pick<ExecutionStore, "noteTold">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}): StateEvents {
  const { publish, store, clock, log } = options;
  /** The last event of each query that is still being told. */
  const telling = new Map<string, Promise<void>>();

  async function send(execution: Execution, previousState: ExecutionState | undefined, time: string): Promise<void> {
    const { id, sequence } = execution;
    try {
      await publish({
        source: "aws.athena",
        "detail-type": "Athena Query State Change",
        resources: [],
        time,
        detail: {
          versionId: "0",
          currentState: execution.state,
          ...(previousState === undefined ? {} : { previousState }),
          statementType: "DML",
          queryExecutionId: id,
          workgroupName: execution.workGroup,
          sequenceNumber: String(sequence),
          ...(execution.error === undefined ? {} : { athenaError: errorDetail(execution.error, execution.reason) }),
        },
      });
      store.noteTold(id, sequence);
    } catch (error) {
      log.error(`Query ${id}: the event bus did not take its state ${execution.state}: ${String(error)}`);
    }
  }

  return {
    tell(execution, previousState) {
      const { id } = execution;
      const time = isoSeconds(clock.now());
      const told = (telling.get(id) ?? Promise.resolve())
        .then(() => send(execution, previousState, time))
        .finally(() => {
          if (telling.get(id) === told) telling.delete(id);
        });
      telling.set(id, told);
    },
    async idle() {
      while (telling.size > 0) await Promise.all(telling.values());
    },
  };
}

function errorDetail(
  { category, type, retryable }: NonNullable<Execution["error"]>,
  message: string | undefined,
): object {
  return { errorCategory: category, errorType: type, errorMessage: message ?? "", retryable };
}
