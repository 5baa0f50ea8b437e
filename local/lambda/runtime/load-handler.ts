import { existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeError } from "./function-error.js";

/** A handler of either style: it answers with a promise, or by the callback or `context.succeed`. */
export type Handler = (
  event: unknown,
  context: unknown,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

/** Endings that a handler's file may have, in the order in which they are tried. */
const endings = [".mjs", ".js", ".cjs"];

/** Path and name of a file without its ending; path of an exported name. */
const handlerShape = /^((?:.*\/)?[^./]+)\.(.+)$/;

const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");

/**
 * Loads a function's module and finds its handler
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-setup).
 *
 * @throws RuntimeError with Lambda's names for what can be wrong; whatever the module throws
 */
export async function loadHandler(codeDirectory: string, handler: string): Promise<Handler> {
  const [, file = "", exported = ""] = handlerShape.exec(handler) ?? [];
  if (file === "" || normalize(file).startsWith("..")) {
    throw new RuntimeError(
      "Runtime.MalformedHandlerName",
      `Handler: expected a file below ${codeDirectory} and an exported name such as index.handler, got ${handler}`,
    );
  }
  installAwsLambdaGlobal();
  const found = exported.split(".").reduce<unknown>(memberOf, await importModule(codeDirectory, file));
  if (typeof found !== "function") {
    const problem = found === undefined ? "undefined or not exported" : "not a function";
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is ${problem}`);
  }
  if (streaming in found) {
    throw new RuntimeError(
      "Sandbox.StreamingNotSupported",
      `${handler} streams its response, which the sandbox does not do. Return the whole response instead.`,
    );
  }
  return found as Handler;
}

async function importModule(codeDirectory: string, file: string): Promise<unknown> {
  const path = endings.map((ending) => join(codeDirectory, `${file}${ending}`)).find(existsSync);
  if (path === undefined) {
    throw new RuntimeError("Runtime.ImportModuleError", `Error: Cannot find module '${file}' in ${codeDirectory}`);
  }
  try {
    const loaded = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    // The exports of a CommonJS module are its default export, too, and only there are all of them.
    return path.endsWith(".cjs") ? loaded["default"] : loaded;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`, { cause: error });
    }
    if (error instanceof Error && "code" in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code))) {
      throw new RuntimeError("Runtime.ImportModuleError", `Error: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return value === null || value === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[name];
}

/** Lambda's global for response streaming: it marks the handler, so that `loadHandler` can say that it will not do. */
function installAwsLambdaGlobal(): void {
  const streamifyResponse = (handler: object): object => Object.assign(handler, { [streaming]: "response" });
  Object.assign(globalThis, { awslambda: { streamifyResponse } });
}
