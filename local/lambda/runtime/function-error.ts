import { types } from "node:util";
import type { FunctionError } from "./messages.js";

/** An error of the runtime itself, with a name of Lambda's such as `Runtime.HandlerNotFound`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/**
 * What Lambda makes of a value that a handler threw
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html): name, message and stack of an error; of anything
 * else its type and its text.
 */
export function describeError(thrown: unknown): FunctionError {
  try {
    if (isErrorLike(thrown)) {
      return { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack.split("\n") };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch (error) {
    // A getter or a toString of the thrown value threw in its turn.
    return {
      errorType: "handled",
      errorMessage: `The error that was thrown cannot be read: ${typeof error}`,
      trace: [],
    };
  }
}

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

function isErrorLike(value: unknown): value is ErrorLike {
  if (types.isNativeError(value)) return typeof value.stack === "string";
  if (value === null || typeof value !== "object") return false;
  const { name, message, stack } = value as Partial<Record<keyof ErrorLike, unknown>>;
  return typeof name === "string" && typeof message === "string" && typeof stack === "string";
}
