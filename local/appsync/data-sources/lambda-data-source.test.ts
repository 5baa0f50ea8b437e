import { describe, expect, test } from "vitest";
import { AwsError } from "../../aws-json/aws-error.js";
import type { Role } from "../../iam/role-directory.js";
import type { InvocationResult } from "../../lambda/invocation-result.js";
import type { FunctionCaller } from "../../lambda/lambda.js";
import { sampleFunction, sampleLambda } from "../../lambda/sample-functions.js";
import { sampleModel } from "../../lambda/sample-model.js";
import { temporaryDirectory } from "../../temporary-directory.js";
import { createSampleApi, sampleRole } from "../sample-api.js";
import type { DataSource } from "./data-source.js";
import { createLambdaDataSource } from "./lambda-data-source.js";

const reference = "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html";
const errors =
  "https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html#returning-errors-js";
const seenUnhandled = "https://github.com/aws/aws-appsync-community/issues/209";
const seenIllegal = "https://github.com/serverless/serverless-graphql/issues/346: Lambda:<exception>";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:query-lake";

interface Calls {
  readonly source: DataSource;
  readonly calls: unknown[];
}

/** A data source whose function answers so. */
function sourceOf(answer: InvocationResult | AwsError, role?: Role): Calls {
  const calls: unknown[] = [];
  const answered = async (): Promise<InvocationResult> => {
    if (answer instanceof AwsError) throw answer;
    return answer;
  };
  const lambda: FunctionCaller = {
    invoke: (arn, payload) => {
      calls.push(["invoke", arn, payload]);
      return answered();
    },
    invokeAsync: async (arn, payload) => {
      calls.push(["invokeAsync", arn, payload]);
      await answered();
    },
  };
  return { source: createLambdaDataSource({ lambda, functionArn, role }), calls };
}

const ok: InvocationResult = { status: "succeeded", payload: { rows: [1] } };

describe("calls", () => {
  test.each([
    {
      request: { operation: "Invoke", payload: { field: "getAll" } },
      expected: ["invoke", functionArn, { field: "getAll" }],
      result: { rows: [1] },
    },
    {
      request: { operation: "Invoke", payload: [1], invocationType: "RequestResponse" },
      expected: ["invoke", functionArn, [1]],
      result: { rows: [1] },
    },
    { request: { operation: "Invoke" }, expected: ["invoke", functionArn, null], result: { rows: [1] } },
    {
      request: { operation: "Invoke", payload: "text", version: "2018-05-29", invocationType: null },
      expected: ["invoke", functionArn, "text"],
      result: { rows: [1] },
    },
    {
      request: { operation: "Invoke", payload: { a: 1 }, invocationType: "Event" },
      expected: ["invokeAsync", functionArn, { a: 1 }],
      result: null,
    },
  ])(`$request [${reference}]`, async ({ request, expected, result }) => {
    const { source, calls } = sourceOf(ok);
    expect(await source.invoke(request)).toEqual({ type: "result", result });
    expect(calls).toEqual([expected]);
  });
});

describe("requests that are none", () => {
  test.each([
    { request: null, message: "Value for field '$[operation]' not found." },
    { request: { payload: 1 }, message: "Value for field '$[operation]' not found." },
    {
      request: { operation: "BatchInvoke", payload: 1 },
      message: "BatchInvoke cannot run in the sandbox: it does not batch fields. Use Invoke.",
    },
    { request: { operation: "GetItem" }, message: "Unsupported operation 'GetItem'." },
    { request: { operation: "Invoke", payloads: 1 }, message: "Unsupported element '$[payloads]'." },
    {
      request: { operation: "Invoke", invocationType: "DryRun" },
      message: "Value for field '$[invocationType]' is not valid",
    },
  ])("$request: $message", async ({ request, message }) => {
    const { source, calls } = sourceOf(ok);
    await expect(source.invoke(request)).rejects.toMatchObject({
      errorType: "MappingTemplate",
      message: expect.stringContaining(message) as string,
    });
    expect(calls).toEqual([]);
  });
});

describe("failures", () => {
  test.each([
    {
      answer: { status: "failed", errorType: "TypeError", errorMessage: "no such column", trace: ["secret"] } as const,
      expected: { type: "Lambda:Unhandled", message: "no such column" },
      source: `${errors}, ${seenUnhandled}`,
    },
    {
      answer: {
        status: "failed",
        errorType: "Sandbox.Timedout",
        errorMessage: "RequestId: 1 Error: Task timed out after 3.00 seconds",
      } as const,
      expected: { type: "Lambda:Unhandled", message: "RequestId: 1 Error: Task timed out after 3.00 seconds" },
      source: "https://github.com/aws/aws-appsync-community/issues/386",
    },
    {
      answer: new AwsError("TooManyRequestsException", "Rate Exceeded.", { statusCode: 429 }),
      expected: {
        type: "Lambda:TooManyRequestsException",
        message: "Rate Exceeded. (Service: Lambda, Status Code: 429)",
      },
      source: seenIllegal,
    },
  ])("$expected.type: $expected.message [$source]", async ({ answer, expected }) => {
    const { source } = sourceOf(answer);
    expect(await source.invoke({ operation: "Invoke" })).toEqual({ type: "error", error: expected });
  });

  test("an asynchronous call that Lambda does not accept", async () => {
    const { source } = sourceOf(new AwsError("RequestEntityTooLargeException", "too large", { statusCode: 413 }));
    expect(await source.invoke({ operation: "Invoke", invocationType: "Event" })).toMatchObject({
      type: "error",
      error: { type: "Lambda:RequestEntityTooLargeException" },
    });
  });
});

describe("the data source's role", () => {
  const allow = { effect: "Allow", actions: ["lambda:InvokeFunction"] } as const;
  test.each([
    {
      name: "allows the function",
      statements: [{ ...allow, resources: [functionArn, `${functionArn}:*`] }],
      allowed: true,
    },
    { name: "allows another function", statements: [{ ...allow, resources: [`${functionArn}-2`] }], allowed: false },
    {
      name: "allows versions of the function only",
      statements: [{ ...allow, resources: [`${functionArn}:*`] }],
      allowed: false,
    },
    {
      name: "allows other actions",
      statements: [{ ...allow, actions: ["lambda:GetFunction"], resources: ["*"] }],
      allowed: false,
    },
    { name: "allows nothing", statements: [], allowed: false },
  ])("$name: $allowed", async ({ statements, allowed }) => {
    for (const invocationType of ["RequestResponse", "Event"]) {
      const { source, calls } = sourceOf(ok, sampleRole("source", ...statements));
      const outcome = await source.invoke({ operation: "Invoke", invocationType });
      expect(calls).toHaveLength(allowed ? 1 : 0);
      if (allowed) expect(outcome.type).toBe("result");
      else {
        expect(outcome).toEqual({
          type: "error",
          error: {
            type: "Lambda:AccessDeniedException",
            message:
              "User: arn:aws:sts::123456789012:assumed-role/source/APPSYNC_ASSUME_ROLE is not authorized to perform: " +
              `lambda:InvokeFunction on resource: ${functionArn} because no identity-based policy allows the ` +
              "lambda:InvokeFunction action (Service: Lambda, Status Code: 403)",
          },
        });
      }
    }
  });
});

describe("in an API", () => {
  const schema = "type Query { answer(n: Int): Int }";
  const resolver = `import { util } from "@aws-appsync/utils";
    export function request(ctx) { return { operation: "Invoke", payload: ctx.args }; }
    export function response(ctx) { if (ctx.error) util.error(ctx.error.message, ctx.error.type); return ctx.result; }`;

  test("a resolver calls a function and sees its answer and its error", async () => {
    const code = 'export const handler = async ({ n }) => { if (n < 0) throw new Error("negative"); return n + 1; };';
    const model = sampleFunction(await temporaryDirectory(), "adder", code);
    const { lambda } = await sampleLambda([model]);
    const { run } = createSampleApi({ schema, functions: [model], lambda, units: { "Query.answer@adder": resolver } });
    expect(await run("{ answer(n: 41) }")).toEqual({ data: { answer: 42 } });
    expect(await run("{ answer(n: -1) }")).toMatchObject({
      data: { answer: null },
      errors: [{ errorType: "Lambda:Unhandled", message: "negative" }],
    });
  });

  test("a data source of a function that is not there is refused at the start, by name", async () => {
    const api = {
      dataSources: [
        {
          path: "api/lake",
          logicalId: "Lake",
          name: "lake",
          type: "AWS_LAMBDA" as const,
          functionArn,
          roleArn: undefined,
        },
      ],
    };
    expect(() => createSampleApi({ schema, api, functions: [sampleModel("", "other")] })).toThrow(
      `api/lake (Lake): the data source lake uses the function ${functionArn}, which this backend does not have.`,
    );
  });
});
