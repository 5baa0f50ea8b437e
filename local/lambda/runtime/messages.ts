/** What a worker is told at its start. */
export interface RuntimeSettings {
  /** Absolute path of the folder with the function's code. */
  readonly codeDirectory: string;
  /** `index.handler`: file without its ending, and exported name. */
  readonly handler: string;
  readonly context: ContextConstants;
}

/** The parts of Lambda's context object that are the same for all calls of a function. */
export interface ContextConstants {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  /** Megabytes; text, as Lambda gives it. */
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** One call of the function. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  /** Milliseconds from now until the call is ended. */
  readonly timeoutMs: number;
}

/** An error as Lambda answers it (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html). */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What a worker says: its module is loaded, a call is over, the thread is about to end, a line of output. */
export type RuntimeMessage =
  | { readonly type: "ready" }
  | { readonly type: "succeeded"; readonly requestId: string; /** JSON text. */ readonly payload: string }
  | { readonly type: "failed"; readonly requestId: string; readonly error: FunctionError }
  | { readonly type: "fatal"; readonly error: FunctionError }
  | { readonly type: "output"; readonly stream: OutputStream; readonly line: string };

export type OutputStream = "stdout" | "stderr";
