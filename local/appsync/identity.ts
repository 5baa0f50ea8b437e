import type { AuthorizationMode } from "../synth/backend-model.js";

/**
 * Who calls, after authorization. `identity` is what resolvers see as `ctx.identity`, in the shapes AWS documents
 * (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html).
 */
export interface Principal {
  readonly mode: AuthorizationMode;
  readonly identity: Readonly<Record<string, unknown>> | null;
  /** Cognito groups in the token, empty for other modes. */
  readonly groups: readonly string[];
  /** Set for AWS_IAM: the role whose policies decide. */
  readonly roleArn: string | undefined;
}

/** An error as AppSync puts it into an answer: `errorType` and `message` are part of the contract with clients. */
export class AppSyncError extends Error {
  constructor(
    readonly errorType: string,
    message: string,
    /** HTTP status for errors that concern the whole request. */
    readonly status = 400,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "AppSyncError";
  }
}
