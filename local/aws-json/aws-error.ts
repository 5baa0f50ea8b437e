/** An error as an AWS service answers it: thrown by operations, written to the wire by the handler. */
export class AwsError extends Error {
  /** Code that clients see as the error's name, such as `ValidationException`. */
  readonly code: string;
  /** HTTP status. 4xx: the caller's fault; 5xx: SDKs try again. */
  readonly statusCode: number;
  /** Code of the older query protocol, for services that had one (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait). */
  readonly queryCode: string | undefined;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AwsError";
    this.code = code;
    this.statusCode = options.statusCode ?? 400;
    this.queryCode = options.queryCode;
  }
}

export interface AwsErrorOptions {
  /** 400 where left out. */
  readonly statusCode?: number;
  readonly queryCode?: string;
  readonly cause?: unknown;
}

/** The error of AWS for a request that does not fit the operation's model. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** The error of AWS for JSON whose values have other types than the operation's model says. */
export function serializationError(message: string): AwsError {
  return new AwsError("SerializationException", message);
}
