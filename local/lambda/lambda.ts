import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Role, RoleDirectory } from "../iam/role-directory.js";
import type { SessionStore } from "../iam/session-store.js";
import type { Log } from "../log.js";
import type { FunctionModel } from "../synth/backend-model.js";
import { openAsyncQueue } from "./async-queue.js";
import { functionEnvironment } from "./function-environment.js";
import { FunctionPool } from "./function-pool.js";
import { FunctionWorker } from "./function-worker.js";
import type { InvocationResult } from "./invocation-result.js";
import { writeRuntimeFile } from "./runtime-file.js";
import { credentialSeconds, deadLetterMessageBytes, largestAsyncRequest, largestRequest } from "./service-limits.js";

/** What the functions of a definition run with. */
export interface LambdaOptions {
  readonly functions: readonly FunctionModel[];
  readonly roles: Pick<RoleDirectory, "find">;
  /** Makes the credentials that functions see. */
  readonly sessions: Pick<SessionStore, "create">;
  readonly region: string;
  /** Where accepted asynchronous calls lie; made where it is missing. */
  readonly directory: string;
  /** Where the sandbox's AWS services answer, `http://127.0.0.1:4300/aws`; asked for at each start of a worker. */
  readonly endpoint: () => string;
  /** Puts an event that no attempt has brought through into the function's dead-letter queue. */
  readonly deadLetter: (queueArn: string, body: string, attributes: Readonly<Record<string, string>>) => Promise<void>;
  readonly clock: Clock;
  /** Gives request ids, UUIDs. */
  readonly newId: () => string;
  readonly log: Log;
}

/** The two ways to call a function. */
export interface FunctionCaller {
  /**
   * Calls a function and waits for its answer (invocation type RequestResponse). Failures of the function are results.
   *
   * @param payload what the function gets as its event, after a way through JSON
   * @throws AwsError ResourceNotFoundException, RequestEntityTooLargeException (over 6 MB), TooManyRequestsException
   */
  invoke(functionArn: string, payload: unknown): Promise<InvocationResult>;
  /**
   * Has a function called up to three times until it succeeds (invocation type Event). Resolves when the call is on disk:
   * what was accepted outlives `kill -9`, and is called at least once.
   *
   * @throws AwsError ResourceNotFoundException, RequestEntityTooLargeException (over 1 MB); Error where the disk refuses
   */
  invokeAsync(functionArn: string, payload: unknown): Promise<void>;
}

/** The functions of a definition. `dispose` ends all workers; asynchronous calls go on at the next start. */
export interface Lambda extends FunctionCaller, Disposable {
  /** Begins asynchronous calls, those of an earlier run first. To be called when `endpoint` answers. */
  start(): void;
  /** Resolves when no asynchronous call is under way or due; those that wait for a retry do not count. */
  idle(): Promise<void>;
}

/**
 * Runs the functions of a definition from their bundles, each in worker threads of its own that start when they are
 * needed.
 *
 * @throws Error for a function whose role the definition does not have, or where the directory cannot be used
 */
export async function createLambda(options: LambdaOptions): Promise<Lambda> {
  const { functions, directory, clock, log, newId } = options;
  const runtimeFile = await writeRuntimeFile(directory);
  const pools = new Map(functions.map((model) => [model.arn, poolOf(model, runtimeFile, options)]));
  const queue = await openAsyncQueue({
    directory,
    run: ({ id, functionArn, event }) => pools.get(functionArn)?.run({ requestId: id, event }),
    async giveUp({ id, functionArn, event }, { errorMessage }) {
      const queueArn = functions.find(({ arn }) => arn === functionArn)?.deadLetterArn;
      if (queueArn !== undefined) await options.deadLetter(queueArn, event, deadLetterAttributes(id, errorMessage));
    },
    clock,
    log,
  });

  const knownPool = (functionArn: string): FunctionPool => {
    const pool = pools.get(functionArn);
    if (pool !== undefined) return pool;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${functionArn}`, { statusCode: 404 });
  };

  return {
    async invoke(functionArn, payload) {
      const pool = knownPool(functionArn);
      const event = JSON.stringify(payload) ?? "null";
      if (Buffer.byteLength(event) > largestRequest) {
        throw tooLarge(`Request must be smaller than ${largestRequest} bytes for the InvokeFunction operation`);
      }
      if (pool.isFull) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", { statusCode: 429 });
      return pool.run({ requestId: newId(), event });
    },
    async invokeAsync(functionArn, payload) {
      knownPool(functionArn);
      const event = JSON.stringify(payload) ?? "null";
      const size = Buffer.byteLength(event);
      if (size > largestAsyncRequest) {
        throw tooLarge(
          `${size} byte payload is too large for the Event invocation type (limit ${largestAsyncRequest} bytes)`,
        );
      }
      await queue.accept(newId(), functionArn, event);
    },
    start: () => {
      queue.start();
    },
    idle: () => queue.idle(),
    async dispose() {
      await queue.dispose();
      await Promise.all([...pools.values()].map((pool) => pool.dispose()));
    },
  };
}

/** What Lambda adds to an event in a dead-letter queue (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq). */
function deadLetterAttributes(requestId: string, errorMessage: string): Readonly<Record<string, string>> {
  const told = Buffer.from(errorMessage).subarray(0, deadLetterMessageBytes).toString();
  // An attribute may not be empty.
  return { RequestID: requestId, ErrorCode: "200", ...(told === "" ? {} : { ErrorMessage: told }) };
}

function tooLarge(message: string): AwsError {
  return new AwsError("RequestEntityTooLargeException", message, { statusCode: 413 });
}

function poolOf(model: FunctionModel, runtimeFile: string, options: LambdaOptions): FunctionPool {
  const { roles, clock, log } = options;
  const role = roles.find(model.roleArn);
  if (role === undefined) {
    throw new Error(
      `${model.path} (${model.logicalId}): expected the ARN of a role of this backend, got ${model.roleArn}`,
    );
  }
  return new FunctionPool({
    model,
    clock,
    log,
    startWorker: (output, ended) => {
      const { settings, environment } = workerStart(model, role, options);
      return new FunctionWorker({
        runtimeFile,
        settings,
        environment,
        memorySize: model.memorySize,
        output,
        ended,
      });
    },
  });
}

/** What a new worker is told, with credentials of its own. */
function workerStart(model: FunctionModel, role: Role, { sessions, region, endpoint, clock, newId }: LambdaOptions) {
  const { functionName, memorySize } = model;
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
  const logGroupName = `/aws/lambda/${functionName}`;
  const logStreamName = `${day}/[$LATEST]${newId().replaceAll("-", "")}`;
  return {
    settings: {
      codeDirectory: model.codeDirectory,
      handler: model.handler,
      context: {
        functionName,
        functionVersion: "$LATEST",
        invokedFunctionArn: model.arn,
        memoryLimitInMB: String(memorySize),
        logGroupName,
        logStreamName,
      },
    },
    environment: functionEnvironment(model, {
      region,
      // Lambda names the session after the function.
      credentials: sessions.create(role, functionName, credentialSeconds),
      endpoint: endpoint(),
      logGroupName,
      logStreamName,
    }),
  };
}
