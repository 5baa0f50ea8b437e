import type { WorkGroupModel } from "../synth/backend-model.js";
import { epochSeconds } from "./aws-time.js";
import { isFinal, type Execution } from "./execution.js";
import { s3Uri } from "./s3-location.js";

/** A `QueryExecution` of Athena. @param now milliseconds since 1970 @param bytesScanned so far */
export function executionShape(execution: Execution, now: number, bytesScanned: number): object {
  const { submittedAt, startedAt, completedAt, reason, error, manifestKey, outputBucket } = execution;
  const end = completedAt ?? now;
  const queued = (startedAt ?? end) - submittedAt;
  return {
    QueryExecutionId: execution.id,
    Query: execution.query,
    StatementType: "DML",
    SubstatementType: execution.type,
    ResultConfiguration: { OutputLocation: s3Uri({ bucket: outputBucket, key: execution.outputKey }) },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: {
      ...(execution.database === undefined ? {} : { Database: execution.database }),
      ...(execution.catalog === undefined ? {} : { Catalog: execution.catalog }),
    },
    ...(execution.parameters === undefined ? {} : { ExecutionParameters: execution.parameters }),
    Status: {
      State: execution.state,
      ...(reason === undefined ? {} : { StateChangeReason: reason }),
      SubmissionDateTime: epochSeconds(submittedAt),
      ...(completedAt === undefined ? {} : { CompletionDateTime: epochSeconds(completedAt) }),
      ...(error === undefined
        ? {}
        : {
            AthenaError: {
              ErrorCategory: error.category,
              ErrorType: error.type,
              Retryable: error.retryable,
              ErrorMessage: reason ?? "",
            },
          }),
    },
    Statistics: {
      EngineExecutionTimeInMillis: startedAt === undefined ? 0 : end - startedAt,
      DataScannedInBytes: isFinal(execution) ? execution.bytesScanned : bytesScanned,
      TotalExecutionTimeInMillis: end - submittedAt,
      QueryQueueTimeInMillis: queued,
      ServiceProcessingTimeInMillis: 0,
      ResultReuseInformation: { ReusedPreviousResult: false },
      ...(manifestKey === undefined ? {} : { DataManifestLocation: s3Uri({ bucket: outputBucket, key: manifestKey }) }),
    },
    WorkGroup: execution.workGroup,
    EngineVersion: engineVersion,
  };
}

const engineVersion = {
  SelectedEngineVersion: "AUTO",
  EffectiveEngineVersion: "Athena engine version 3",
};

/** `QueryRuntimeStatistics` of a query that is over. */
export function runtimeStatistics(execution: Execution, now: number): object {
  const { submittedAt, startedAt, completedAt = now } = execution;
  return {
    Timeline: {
      QueryQueueTimeInMillis: (startedAt ?? completedAt) - submittedAt,
      EngineExecutionTimeInMillis: startedAt === undefined ? 0 : completedAt - startedAt,
      ServiceProcessingTimeInMillis: 0,
      TotalExecutionTimeInMillis: completedAt - submittedAt,
    },
    Rows: {
      InputBytes: execution.bytesScanned,
      ...(execution.rows === undefined ? {} : { OutputRows: execution.rows }),
      ...(execution.bytesWritten === undefined ? {} : { OutputBytes: execution.bytesWritten }),
    },
  };
}

/** A `WorkGroup` of Athena. */
export function workGroupShape(workGroup: WorkGroupModel): object {
  return {
    Name: workGroup.name,
    State: workGroup.enabled ? "ENABLED" : "DISABLED",
    Configuration: {
      ResultConfiguration: {
        OutputLocation: workGroup.outputLocation,
        EncryptionConfiguration: { EncryptionOption: "SSE_S3" },
      },
      EnforceWorkGroupConfiguration: workGroup.enforced,
      PublishCloudWatchMetricsEnabled: false,
      ...(workGroup.bytesScannedCutoff === undefined
        ? {}
        : { BytesScannedCutoffPerQuery: workGroup.bytesScannedCutoff }),
      RequesterPaysEnabled: false,
      EngineVersion: engineVersion,
    },
  };
}
