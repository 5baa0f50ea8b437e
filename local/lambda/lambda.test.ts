import { beforeEach, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { sampleFunction, sampleLambda } from "./sample-functions.js";

const nodeHandler = "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html";
const nodeErrors = "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html";
const nodeContext = "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html";
const runtimeClient = "https://github.com/aws/aws-lambda-nodejs-runtime-interface-client";
const seen = "seen on AWS";

let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});

/** A Lambda with one function named f. */
async function started(code: string, change: Parameters<typeof sampleFunction>[3] = {}) {
  const model = sampleFunction(directory, "f", code, change);
  const sample = await sampleLambda([model]);
  return { ...sample, arn: model.arn, call: (payload?: unknown) => sample.lambda.invoke(model.arn, payload) };
}

describe("what a function answers", () => {
  test.each([
    { code: "export const handler = async (event) => event;", event: { a: [1, "é", null] }, source: nodeHandler },
    {
      code: "export const handler = async () => ({ at: new Date(0), no: undefined });",
      expected: { at: "1970-01-01T00:00:00.000Z" },
      source: nodeHandler,
    },
    { code: "export const handler = async () => undefined;", expected: null, source: runtimeClient },
    { code: "export const handler = async (event) => event;", event: undefined, expected: null, source: runtimeClient },
    {
      code: "export const handler = (event, context, callback) => { callback(null, 7); };",
      expected: 7,
      source: nodeHandler,
    },
    {
      code: "export const handler = (event, context, callback) => { setTimeout(callback, 5, null, 8); };",
      expected: 8,
      source: nodeHandler,
    },
    {
      code: "setInterval(() => {}, 1e6); export const handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; callback(null, 9); };",
      expected: 9,
      source: nodeContext,
    },
    {
      code: "export const handler = (event, context, callback) => { callback(null, event); setTimeout(() => { event.late = true; }, 5); };",
      event: {},
      expected: { late: true },
      source: `${nodeContext}: the answer waits for the event loop`,
    },
    {
      code: "export const handler = (event, context) => { context.succeed(10); };",
      expected: 10,
      source: runtimeClient,
    },
    {
      code: "export const handler = () => 11;",
      expected: null,
      source: `${runtimeClient}: neither promise nor callback`,
    },
    {
      code: "setInterval(() => {}, 1e6); export const handler = async () => 12;",
      expected: 12,
      source: "Amplify's bundles start an interval",
    },
    {
      code: "export const app = { handler: async () => 13 };",
      change: { handler: "index.app.handler" },
      expected: 13,
      source: runtimeClient,
    },
    { code: "exports.handler = async () => 14;", change: { file: "index.cjs" }, expected: 14, source: nodeHandler },
  ])("$code gives $expected [$source]", async ({ code, event, expected, change }) => {
    const { call } = await started(code, change);
    expect(await call(event)).toEqual({ status: "succeeded", payload: expected === undefined ? event : expected });
  });
});

describe("a function that fails", () => {
  const streaming = "export const handler = awslambda.streamifyResponse(async () => {});";
  test.each([
    {
      code: 'export const handler = async () => { throw new TypeError("no"); };',
      type: "TypeError",
      message: "no",
      source: nodeErrors,
    },
    {
      code: 'export const handler = () => { throw new Error("at once"); };',
      type: "Error",
      message: "at once",
      source: nodeErrors,
    },
    {
      code: 'export const handler = (e, c, callback) => { callback(new RangeError("back")); };',
      type: "RangeError",
      message: "back",
      source: nodeErrors,
    },
    {
      code: 'export const handler = (e, c, callback) => { callback("text"); };',
      type: "string",
      message: "text",
      source: runtimeClient,
    },
    {
      code: 'export const handler = async () => { throw Object.assign(new Error("own"), { name: "My.Error" }); };',
      type: "My.Error",
      message: "own",
      source: nodeErrors,
    },
    { code: "export const handler = async () => { throw 42; };", type: "number", message: "42", source: runtimeClient },
    {
      code: "export const handler = async () => { throw { toString() { throw 1; } }; };",
      type: "handled",
      message: "cannot be read",
      source: runtimeClient,
    },
    {
      code: "export const handler = async () => 1n;",
      type: "Error",
      message: "Unable to stringify response body",
      source: runtimeClient,
    },
    {
      code: "export const handler = () => new Promise(() => {});",
      type: "Runtime.NodeJsExit",
      message: "never settled",
      source: runtimeClient,
    },
    {
      code: "export const handler = async () => { process.exit(3); };",
      type: "Runtime.ExitError",
      message: /^RequestId: [-0-9a-f]{36} Error: Runtime exited with error: exit status 3$/,
      source: seen,
    },
    {
      code: "export const handler = async () => { process.exit(); };",
      type: "Runtime.ExitError",
      message: /^RequestId: [-0-9a-f]{36} Error: Runtime exited without providing a reason$/,
      source: seen,
    },
    {
      code: 'export const handler = async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 1000)); };',
      type: "Runtime.UnhandledPromiseRejection",
      message: "Error: lost",
      source: runtimeClient,
    },
    {
      code: 'export const handler = async () => { setImmediate(() => { throw new EvalError("loose"); }); await new Promise((r) => setTimeout(r, 1000)); };',
      type: "EvalError",
      message: "loose",
      source: runtimeClient,
    },
    { code: 'throw new URIError("module");', type: "URIError", message: "module", source: runtimeClient },
    {
      code: "export const other = 1;",
      type: "Runtime.HandlerNotFound",
      message: "index.handler is undefined or not exported",
      source: runtimeClient,
    },
    {
      code: "export const handler = 1;",
      type: "Runtime.HandlerNotFound",
      message: "index.handler is not a function",
      source: runtimeClient,
    },
    { code: "export const = 1;", type: "Runtime.UserCodeSyntaxError", message: "SyntaxError", source: runtimeClient },
    {
      code: 'import "no-such-package"; export const handler = 1;',
      type: "Runtime.ImportModuleError",
      message: "no-such-package",
      source: runtimeClient,
    },
    {
      code: "",
      change: { handler: "missing.handler" },
      type: "Runtime.ImportModuleError",
      message: "Cannot find module 'missing'",
      source: runtimeClient,
    },
    {
      code: "",
      change: { handler: "../f/index.handler" },
      type: "Runtime.MalformedHandlerName",
      message: "index.handler",
      source: runtimeClient,
    },
    {
      code: "",
      change: { handler: "index" },
      type: "Runtime.MalformedHandlerName",
      message: "got index",
      source: runtimeClient,
    },
    {
      code: streaming,
      type: "Sandbox.StreamingNotSupported",
      message: "streams its response, which the sandbox does not do",
      source: "ours",
    },
  ])("$code: $type [$source]", async ({ code, type, message, change }) => {
    const { call, log } = await started(code, change);
    const result = await call({});
    expect(result).toMatchObject({
      status: "failed",
      errorType: type,
      errorMessage: expect.stringMatching(message) as string,
    });
    expect(log.errors).toEqual([expect.stringMatching(/^f: request [-0-9a-f]{36} failed: /) as string]);
  });

  test("tells where it threw", async () => {
    const { call } = await started('export const handler = async () => { throw new Error("here"); };');
    expect(await call()).toMatchObject({
      trace: expect.arrayContaining(["Error: here", expect.stringMatching(/at handler \(.*index\.mjs:1:/)]) as unknown,
    });
  });

  test.each([
    ["does nothing any more", "await new Promise((resolve) => setTimeout(resolve, 1e6))"],
    ["never comes to an end", "for (;;);"],
  ])("is ended after its time when it %s", async (_name, statement) => {
    const { call } = await started(`export const handler = async () => { ${statement}; };`, { timeout: 1 });
    expect(await call()).toEqual({
      status: "failed",
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(
        /^RequestId: [-0-9a-f]{36} Error: Task timed out after 1\.00 seconds$/,
      ) as string,
    });
  });

  test("is ended when it takes more memory than it has, and the sandbox goes on", async () => {
    const { call } = await started(
      "const kept = []; export const handler = async (n) => { while (n > 0) kept.push(Array.from({ length: 1e5 }, () => [n])); return 1; };",
      { memorySize: 128, timeout: 60 },
    );
    expect(await call(1)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("Runtime exited with error: signal: killed") as string,
    });
    expect(await call(0)).toEqual({ status: "succeeded", payload: 1 });
  });

  test.each([
    "process.exit(1)",
    "throw new Error()",
    "Promise.reject(new Error()); await new Promise(() => setTimeout(() => {}, 1e4))",
  ])("is there for the next call: %s", async (statement) => {
    const { call } = await started(
      `export const handler = async (fails) => { if (fails) { ${statement}; } return "well"; };`,
    );
    expect(await call(true)).toMatchObject({ status: "failed" });
    expect(await call(false)).toEqual({ status: "succeeded", payload: "well" });
  });

  test("that ends between two calls is there for the next one, and the log says so", async () => {
    const { call, log } = await started(
      "export const handler = async (ends) => { if (ends) setImmediate(() => process.exit(9)); return 1; };",
    );
    await call(true);
    await expect
      .poll(() => log.warnings)
      .toEqual(["f: a worker ended between two calls: Runtime exited with error: exit status 9"]);
    expect(await call(false)).toEqual({ status: "succeeded", payload: 1 });
  });
});
