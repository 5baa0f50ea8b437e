import { devNull } from "node:os";
import type { TemporaryCredentials } from "../iam/session-store.js";
import type { FunctionModel } from "../synth/backend-model.js";

/** What a function's variables are made from, besides its definition. */
export interface EnvironmentOptions {
  readonly region: string;
  /** Of a session of the function's role. */
  readonly credentials: TemporaryCredentials;
  /** Where all AWS services of the sandbox answer: `http://127.0.0.1:4300/aws`. */
  readonly endpoint: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/**
 * The environment variables of a function, as Lambda sets them
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime), and what leads
 * an SDK to the sandbox: `AWS_ENDPOINT_URL`, no instance metadata, and no configuration of whoever runs the sandbox.
 * Nothing of the sandbox's own environment is in it.
 */
export function functionEnvironment(model: FunctionModel, options: EnvironmentOptions): Record<string, string> {
  const { region, credentials, endpoint, logGroupName, logStreamName } = options;
  return {
    // Lambda lets a function set these for itself.
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin:/opt/bin",
    TZ: ":UTC",
    ...model.environment,
    _HANDLER: model.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".", 1)[0] ?? ""}.x`,
    AWS_LAMBDA_FUNCTION_NAME: model.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: model.codeDirectory,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
