import { describe, expect, test } from "vitest";
import { AwsError } from "../aws-json/aws-error.js";
import type { DeliveryResult, TargetInvoker } from "./delivery.js";
import { lambdaTarget } from "./lambda-target.js";
import { sampleRule, sampleTarget } from "./sample-bus.js";
import { routeTargets } from "./target-router.js";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:start-crawler";
const attempt = { number: 1, rule: sampleRule, eventId: "e1" };
const dlq = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html";

describe("a Lambda function as target", () => {
  const target = { ...sampleTarget, arn: functionArn, roleArn: undefined, graphqlOperation: undefined };

  test("has the event when Lambda has accepted it", async () => {
    const calls: unknown[] = [];
    const invoke = lambdaTarget({
      invokeAsync: async (...call) => {
        calls.push(call);
      },
    });
    expect(await invoke(target, '{"bucket":"lake"}', attempt)).toEqual({ status: "delivered" });
    expect(calls).toEqual([[functionArn, { bucket: "lake" }]]);
  });

  test.each([
    {
      error: new AwsError("ResourceNotFoundException", "Function not found", { statusCode: 404 }),
      expected: { status: "permanent", code: "NO_RESOURCE", message: "ResourceNotFoundException: Function not found" },
    },
    {
      error: new AwsError("RequestEntityTooLargeException", "too large", { statusCode: 413 }),
      expected: { status: "permanent", code: "SDK_CLIENT_ERROR", message: "RequestEntityTooLargeException: too large" },
    },
    {
      error: new AwsError("TooManyRequestsException", "Rate Exceeded.", { statusCode: 429 }),
      expected: { status: "retryable", code: "THROTTLING", message: "TooManyRequestsException: Rate Exceeded." },
    },
  ])(`$error.code: $expected.status [${dlq}]`, async ({ error, expected }) => {
    const invoke = lambdaTarget({ invokeAsync: () => Promise.reject(error) });
    expect(await invoke(target, "{}", attempt)).toEqual(expected);
  });

  test("takes no input that is no JSON", async () => {
    const invoke = lambdaTarget({ invokeAsync: () => Promise.reject(new Error("must not be called")) });
    expect(await invoke(target, '"one"\n"two"', attempt)).toMatchObject({ status: "permanent", code: "INVALID_JSON" });
  });

  test("leaves a disk that is full to the bus, which tries again", async () => {
    const invoke = lambdaTarget({ invokeAsync: () => Promise.reject(new Error("ENOSPC")) });
    await expect(invoke(target, "{}", attempt)).rejects.toThrow("ENOSPC");
  });
});

describe("routes", () => {
  const answering =
    (message: string): TargetInvoker =>
    async (target, payload, { eventId }): Promise<DeliveryResult> => ({
      status: "permanent",
      code: "TEST",
      message: `${message} ${target.id} ${payload} ${eventId}`,
    });
  const invoke = routeTargets({ appSync: answering("appsync"), lambda: answering("lambda") });

  test.each([
    { arn: sampleTarget.arn, expected: "appsync api {} e1" },
    { arn: functionArn, expected: "lambda api {} e1" },
    {
      arn: "arn:aws:sqs:us-east-1:123456789012:queue",
      expected: "Target api: the sandbox delivers to AppSync and Lambda, got arn:aws:sqs:us-east-1:123456789012:queue.",
    },
    { arn: "lambda", expected: "Target api: the sandbox delivers to AppSync and Lambda, got lambda." },
  ])("$arn: $expected", async ({ arn, expected }) => {
    expect(await invoke({ ...sampleTarget, arn }, "{}", attempt)).toMatchObject({
      status: "permanent",
      message: expected,
    });
  });
});
