import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { largestAsyncRequest, largestRequest, largestResponse } from "./service-limits.js";
import { sampleFunction, sampleLambda } from "./sample-functions.js";

const retries = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html";

let directory: string;
let clock: ManualClock;
beforeEach(async () => {
  directory = await temporaryDirectory();
  clock = manualClock(Date.parse("2026-02-01T08:00:00Z"));
});

/** Writes down each call, and fails as often as the event says. */
const noting = (file: string): string => `import { appendFileSync, existsSync, readFileSync } from "node:fs";
  const file = ${JSON.stringify(file)};
  export const handler = async (event, context) => {
    appendFileSync(file, JSON.stringify([event.name, context.awsRequestId]) + "\\n");
    const calls = readFileSync(file, "utf8").split("\\n").filter((line) => line.includes('"' + event.name + '"')).length;
    if (calls <= event.failures) throw new Error("failure " + calls);
  };`;

async function started(stateDirectory = join(directory, "state"), deadLetterArn?: string) {
  const file = join(directory, "calls");
  const made = sampleFunction(directory, "f", noting(file));
  const model = deadLetterArn === undefined ? made : { ...made, deadLetterArn };
  const sample = await sampleLambda([model], { clock, directory: stateDirectory });
  return {
    ...sample,
    arn: model.arn,
    calls: async (): Promise<readonly (readonly [string, string])[]> => {
      const text = await readFile(file, "utf8").catch(() => "");
      return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as [string, string]]));
    },
  };
}

/** The waits of retries, without those of the workers. */
function scheduledRetries(): readonly number[] {
  return clock.scheduled.filter((delay) => delay < 300_000);
}

describe("asynchronous calls", () => {
  test("are accepted at once and begun when the sandbox answers", async () => {
    const { lambda, arn, calls } = await started();
    await lambda.invokeAsync(arn, { name: "a", failures: 0 });
    expect(await calls()).toEqual([]);
    lambda.start();
    await lambda.idle();
    expect(await calls()).toEqual([["a", expect.any(String)]]);
    await lambda.invokeAsync(arn, { name: "b", failures: 0 });
    await lambda.idle();
    expect(await calls()).toHaveLength(2);
  });

  test(`are tried again after one and two minutes, with the same request id [${retries}]`, async () => {
    const { lambda, arn, calls, log } = await started();
    lambda.start();
    await lambda.invokeAsync(arn, { name: "a", failures: 2 });
    await lambda.idle();
    expect(scheduledRetries()).toEqual([60_000]);
    clock.advance(59_999);
    await lambda.idle();
    expect(await calls()).toHaveLength(1);
    clock.advance(1);
    await lambda.idle();
    expect(scheduledRetries()).toEqual([120_000]);
    clock.advance(120_000);
    await lambda.idle();
    expect(scheduledRetries()).toEqual([]);
    const made = await calls();
    expect(made).toHaveLength(3);
    expect(new Set(made.map(([, requestId]) => requestId)).size).toBe(1);
    expect(log.errors.filter((line) => line.includes("dropped"))).toEqual([]);
  });

  test("are dropped after three failures, and the log says why", async () => {
    const { lambda, arn, calls, log } = await started();
    lambda.start();
    await lambda.invokeAsync(arn, { name: "a", failures: 9 });
    for (const wait of [60_000, 120_000, 600_000]) {
      await lambda.idle();
      clock.advance(wait);
    }
    await lambda.idle();
    expect(await calls()).toHaveLength(3);
    expect(log.errors.at(-1)).toMatch(/has failed 3 times and is dropped \(Error: failure 3\)$/);
  });

  test("that failed three times go into the function's dead-letter queue, where it has one", async () => {
    const queueArn = "arn:aws:sqs:us-east-1:123456789012:letters";
    const { lambda, arn, deadLetters } = await started(undefined, queueArn);
    lambda.start();
    await lambda.invokeAsync(arn, { name: "a", failures: 9 });
    for (const wait of [60_000, 120_000]) {
      await lambda.idle();
      expect(deadLetters).toEqual([]);
      clock.advance(wait);
    }
    await lambda.idle();
    expect(deadLetters).toEqual([
      {
        queueArn,
        body: '{"name":"a","failures":9}',
        attributes: { RequestID: expect.any(String) as string, ErrorCode: "200", ErrorMessage: "failure 3" },
      },
    ]);
  });

  test("leave workers to those who wait", async () => {
    const model = sampleFunction(
      directory,
      "f",
      "export const handler = async (ms) => { await new Promise((r) => setTimeout(r, ms)); return 1; };",
      { timeout: 900 },
    );
    const { lambda } = await sampleLambda([model], { clock });
    lambda.start();
    await Promise.all(Array.from({ length: 20 }, () => lambda.invokeAsync(model.arn, 600_000)));
    expect(await lambda.invoke(model.arn, 0)).toEqual({ status: "succeeded", payload: 1 });
  });

  test("that wait for a retry go on after a restart, with the attempts that they had", async () => {
    const first = await started();
    first.lambda.start();
    await first.lambda.invokeAsync(first.arn, { name: "a", failures: 9 });
    await first.lambda.idle();
    await first.lambda.dispose();
    expect(clock.scheduled).toEqual([]);

    clock.advance(20_000);
    const second = await started();
    second.lambda.start();
    await second.lambda.idle();
    expect(scheduledRetries()).toEqual([40_000]);
    clock.advance(40_000);
    await second.lambda.idle();
    expect(scheduledRetries()).toEqual([120_000]);
  });

  test("that the end of the sandbox cut short are no failures and begin again", async () => {
    const model = sampleFunction(
      directory,
      "f",
      "export const handler = () => new Promise((r) => setTimeout(r, 600000));",
      { timeout: 900 },
    );
    const state = join(directory, "state");
    const first = await sampleLambda([model], { clock, directory: state });
    first.lambda.start();
    await first.lambda.invokeAsync(model.arn, {});
    await first.lambda.dispose();

    sampleFunction(directory, "f", 'export const handler = async () => { console.log("again"); };');
    const second = await sampleLambda([model], { clock, directory: state });
    second.lambda.start();
    await second.lambda.idle();
    expect(second.log.infos).toEqual(["f: again"]);
    await second.lambda.dispose();
    const third = await sampleLambda([model], { clock, directory: state });
    third.lambda.start();
    await third.lambda.idle();
    expect(third.log.infos).toEqual([]);
  });

  test("of a function that is gone are dropped, and the log says so", async () => {
    const first = await started();
    await first.lambda.invokeAsync(first.arn, {});
    await first.lambda.dispose();
    const second = await sampleLambda([], { clock, directory: join(directory, "state") });
    second.lambda.start();
    await second.lambda.idle();
    expect(second.log.warnings).toEqual([expect.stringContaining("which the definition no longer has: it is dropped")]);
  });
});

describe("calls that are refused", () => {
  const text = (bytes: number): string => "x".repeat(bytes - 2);

  test.each([
    {
      name: "a function that is not there",
      arn: "arn:aws:lambda:us-east-1:123456789012:function:no",
      code: "ResourceNotFoundException",
      message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:no",
    },
    {
      name: "an event over 6 MB",
      payload: text(largestRequest + 1),
      code: "RequestEntityTooLargeException",
      message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
    },
  ])("$name: $message", async ({ arn, payload, code, message }) => {
    const sample = await started();
    await expect(sample.lambda.invoke(arn ?? sample.arn, payload)).rejects.toMatchObject({ code, message });
  });

  test.each([
    {
      name: "a function that is not there",
      arn: "arn:aws:lambda:us-east-1:123456789012:function:no",
      code: "ResourceNotFoundException",
      message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:no",
    },
    {
      name: "an event over 1 MB",
      payload: text(largestAsyncRequest + 1),
      code: "RequestEntityTooLargeException",
      message: "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
    },
  ])("asynchronously: $name: $message", async ({ arn, payload, code, message }) => {
    const sample = await started();
    await expect(sample.lambda.invokeAsync(arn ?? sample.arn, payload)).rejects.toMatchObject({ code, message });
  });

  test("the largest that pass", async () => {
    const model = sampleFunction(directory, "f", "export const handler = async (text) => text.length;");
    const { lambda } = await sampleLambda([model], { clock });
    const payload = text(largestRequest);
    expect(await lambda.invoke(model.arn, payload)).toEqual({ status: "succeeded", payload: payload.length });
    await lambda.invokeAsync(model.arn, text(largestAsyncRequest));
  });

  test.each([
    { size: largestResponse, expected: { status: "succeeded" } },
    {
      size: largestResponse + 1,
      expected: {
        status: "failed",
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    },
  ])("a response of $size bytes: $expected.status", async ({ size, expected }) => {
    const model = sampleFunction(directory, "f", 'export const handler = async (n) => "x".repeat(n - 2);');
    const { lambda } = await sampleLambda([model], { clock });
    expect(await lambda.invoke(model.arn, size)).toMatchObject(expected);
  });

  test("a thousand at once, the next one", async () => {
    const model = sampleFunction(
      directory,
      "f",
      "export const handler = () => new Promise((r) => setTimeout(r, 600000));",
      { timeout: 900 },
    );
    const { lambda } = await sampleLambda([model], { clock });
    const calls = Array.from({ length: 1_000 }, () => lambda.invoke(model.arn, {}));
    await expect(lambda.invoke(model.arn, {})).rejects.toMatchObject({
      code: "TooManyRequestsException",
      message: "Rate Exceeded.",
    });
    await lambda.dispose();
    await Promise.all(calls);
  });

  test("a function whose role is not there, at the start", async () => {
    const model = sampleFunction(directory, "f", "", { roleArn: "arn:aws:iam::123456789012:role/no" });
    await expect(sampleLambda([model])).rejects.toThrow(
      "sample/f (f): expected the ARN of a role of this backend, got arn:aws:iam::123456789012:role/no",
    );
  });
});
