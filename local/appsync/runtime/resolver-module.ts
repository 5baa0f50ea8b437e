import type { Evaluation, ResolverContext, ResolverModule, RuntimeEnvironment } from "./evaluation.js";
import { EvaluationRecorder, type CurrentEvaluation } from "./evaluation-recorder.js";
import { IMPORT_FUNCTION, rewriteModule } from "./module-source.js";
import { isObject, toPlainObject, toPlainValue } from "./plain-value.js";
import { missingGlobalHint, realmOf, type Realm } from "./realm.js";
import { createRuntimeNamespaces } from "./runtime-namespaces.js";

type Handler = (context: unknown) => unknown;

interface Handlers {
  readonly request: Handler | undefined;
  readonly response: Handler | undefined;
}

const CONTEXT_MEMBERS = [
  ...["arguments", "args", "identity", "source", "stash", "result", "prev", "error", "request", "info", "env"],
] as const;

/** The type of an error that the code itself raised: https://github.com/aws/aws-appsync-community/issues/328. */
export const CODE_ERROR_TYPE = "Code";

/**
 * Loads the code of an APPSYNC_JS resolver or function (runtime version 1.0.0,
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference-js.html).
 *
 * Each evaluation runs the module anew, so nothing that one leaves in a variable reaches the next; only `ctx.stash` is carried
 * on. A handler sees copies of its context and gives back plain objects: neither side can change what the other holds. Without
 * `request` the answer is an empty object; without `response` it is `ctx.result`, or what the previous step returned, and
 * `ctx.error` is raised.
 *
 * @param source ESM text that imports at most the built-in modules
 * @param name the resolver's name for messages: `Mutation.updateFlightStatus`
 * @throws SyntaxError naming the resolver, line and column where the code is not APPSYNC_JS; Error where loading it fails
 */
export function loadResolverModule(source: string, environment: RuntimeEnvironment, name: string): ResolverModule {
  const realm = realmOf(environment);
  const current: CurrentEvaluation = { recorder: undefined };
  const evaluateModule = compileModule(source, environment, realm, current, name);
  const { request, response } = evaluateModule();
  const run = (kind: keyof Handlers, context: ResolverContext): Evaluation => {
    const recorder = new EvaluationRecorder(context);
    const outer = current.recorder;
    current.recorder = recorder;
    const ctx = realm.createContext({ ...context }, CONTEXT_MEMBERS);
    try {
      const value = toPlainValue(evaluateModule()[kind]?.(ctx));
      return recorder.finish({ type: "value", value }, stashOf(ctx));
    } catch (error) {
      if (recorder.stopped !== undefined) return recorder.finish(recorder.stopped, stashOf(ctx));
      const message = describeFailure(error, fileNameOf(name));
      environment.log(`ERROR ${name}: ${message}`);
      const failure = { message, errorType: CODE_ERROR_TYPE, data: null, errorInfo: null };
      return recorder.finish({ type: "error", error: failure }, context.stash);
    } finally {
      current.recorder = outer;
    }

    function stashOf(after: Readonly<Record<string, unknown>>): Record<string, unknown> {
      return realm.wasTouched(after, "stash") ? toPlainObject(after["stash"]) : context.stash;
    }
  };
  return {
    hasRequest: request !== undefined,
    hasResponse: response !== undefined,
    request: (context) => (request === undefined ? passRequest(context) : run("request", context)),
    response: (context) => (response === undefined ? passResponse(context) : run("response", context)),
  };
}

function compileModule(
  source: string,
  environment: RuntimeEnvironment,
  realm: Realm,
  current: CurrentEvaluation,
  name: string,
): () => Handlers {
  try {
    const { body, request, response } = rewriteModule(source);
    // All on the first line, so that positions stay those of the source.
    const prefix = `((util, extensions, runtime, console) => { "use strict"; return (${IMPORT_FUNCTION}) => { `;
    const suffix = `\nreturn { request: ${request ?? "undefined"}, response: ${response ?? "undefined"} }; }; })`;
    const bind = realm.compile(prefix, body, suffix, fileNameOf(name)) as (
      ...globals: readonly unknown[]
    ) => (importModule: (module: string) => unknown) => Handlers;
    const namespaces = createRuntimeNamespaces(environment, current);
    const evaluate = bind(namespaces.util, namespaces.extensions, namespaces.runtime, namespaces.console);
    return () => evaluate(namespaces.importModule);
  } catch (error) {
    throw new SyntaxError(`The code of ${name} cannot be loaded: ${describeFailure(error, fileNameOf(name))}`, {
      cause: error,
    });
  }
}

function passRequest(context: ResolverContext): Evaluation {
  return new EvaluationRecorder(context).finish({ type: "value", value: {} }, context.stash);
}

function passResponse(context: ResolverContext): Evaluation {
  const recorder = new EvaluationRecorder(context);
  const { error, result, prev } = context;
  if (error !== undefined) {
    const raised = { message: error.message, errorType: error.type, data: null, errorInfo: null };
    return recorder.finish({ type: "error", error: raised }, context.stash);
  }
  return recorder.finish({ type: "value", value: toPlainValue(result ?? prev?.result) }, context.stash);
}

function fileNameOf(name: string): string {
  return `appsync-js:${name}`;
}

/** An exception as AWS words it: `code.js:162:13: ReferenceError: x is not defined` (issue 328 of aws-appsync-community). */
function describeFailure(error: unknown, fileName: string): string {
  // Not instanceof: errors of the realm have the realm's own Error.
  if (!isObject(error) || typeof error["message"] !== "string") return `code.js: ${String(error)}`;
  const { message } = error;
  if (message.startsWith("code.js:")) return message;
  const stack = typeof error["stack"] === "string" ? error["stack"] : "";
  const frame = stack.slice(stack.indexOf(`${fileName}:`));
  const [, line, column] = /^[^\n]*?:(\d+)(?::(\d+))?\)?$/m.exec(frame.split("\n")[0] ?? "") ?? [];
  const place =
    !stack.includes(`${fileName}:`) || line === undefined
      ? "code.js"
      : `code.js:${line}${column === undefined ? "" : `:${column}`}`;
  const hint = missingGlobalHint(message);
  return `${place}: ${String(error["name"])}: ${message}${hint === undefined ? "" : `. ${hint}`}`;
}
