import { describe, expect, test } from "vitest";
import { anyCaller } from "../iam/any-caller.js";
import { memoryLog } from "../memory-log.js";
import { AwsError } from "./aws-error.js";
import { createAwsJsonHandler, type AwsJsonContext, type AwsJsonOperation } from "./aws-json-handler.js";
import { anySignature, callAwsJson, testServer } from "./test-server.js";

const log = memoryLog();
let context: AwsJsonContext | undefined;
const operations: Readonly<Record<string, AwsJsonOperation>> = {
  async Echo(input, given) {
    context = given;
    return { input };
  },
  async Nothing() {
    return undefined;
  },
  async Refuse() {
    throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "There is no such queue.", { queryCode: "NonExistent" });
  },
  async Break() {
    throw new TypeError("a mistake of ours");
  },
};

function start(): Promise<string> {
  let ids = 0;
  return testServer(
    createAwsJsonHandler({
      services: { Sample: { operations } },
      callers: anyCaller(),
      log,
      newId: () => `r${(ids += 1)}`,
    }),
  );
}

describe("AWS JSON", () => {
  test("answers on any path, in the version of the request", async () => {
    const origin = await start();
    const answer = await callAwsJson(`${origin}/aws/123456789012/queue/?x=1`, "Sample.Echo", { a: 1 });
    expect(answer).toMatchObject({ status: 200, body: { input: { a: 1 } } });
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(answer.headers.get("x-amzn-requestid")).toBe("r1");
    expect(context).toMatchObject({
      requestId: "r1",
      caller: { arn: "arn:aws:iam::123456789012:role/airside-local-administrator", userId: "AKIDEXAMPLE" },
      url: `${origin}/aws/123456789012/queue`,
    });
    const later = await callAwsJson(origin, "Sample.Nothing", "", { "content-type": "application/x-amz-json-1.1" });
    expect(later.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(later.body).toEqual({});
  });

  const unknown = "UnknownOperationException";
  test.each([
    {
      target: "Sample.Missing",
      input: {},
      status: 400,
      type: unknown,
      message: "no operation Missing; it has Break, Echo",
    },
    {
      target: "Other.Echo",
      input: {},
      status: 400,
      type: unknown,
      message: "No local service answers to X-Amz-Target Other.Echo",
    },
    {
      target: "",
      input: {},
      status: 400,
      type: unknown,
      message: "The X-Amz-Target header is missing; expected Sample",
    },
    { target: "toString.Echo", input: {}, status: 400, type: unknown, message: "toString.Echo" },
    { target: "Sample.toString", input: {}, status: 400, type: unknown, message: "no operation toString" },
    {
      target: "Sample.Echo",
      input: "{",
      status: 400,
      type: "SerializationException",
      message: "The request body is not JSON",
    },
    { target: "Sample.Break", input: {}, status: 500, type: "InternalFailure", message: "a mistake of ours" },
    {
      target: "Sample.Echo",
      input: `"${"x".repeat(2_097_152)}"`,
      status: 413,
      type: "RequestEntityTooLargeException",
      message: "larger than 2097152 bytes",
    },
  ])("$target with $input.length: $type", async ({ target, input, status, type, message }) => {
    const answer = await callAwsJson(await start(), target, input);
    expect(answer).toMatchObject({
      status,
      body: { __type: type, message: expect.stringContaining(message) as string },
    });
    expect(answer.headers.get("x-amzn-errortype")).toBe(type);
  });

  test("an error of ours is on the log", async () => {
    await callAwsJson(await start(), "Sample.Break", {});
    expect(log.errors.at(-1)).toContain("Sample.Break failed: TypeError: a mistake of ours");
  });

  test("names the code of the query protocol, too", async () => {
    const answer = await callAwsJson(await start(), "Sample.Refuse", {});
    expect(answer.headers.get("x-amzn-query-error")).toBe("NonExistent;Sender");
  });

  test("takes a larger body for a service that says so", async () => {
    const service = { operations, largestBody: 3_000_000 };
    const handler = createAwsJsonHandler({ services: { Sample: service }, callers: anyCaller(), log });
    const origin = await testServer(handler);
    expect((await callAwsJson(origin, "Sample.Echo", "x".repeat(2_500_000))).body).toMatchObject({
      __type: "SerializationException",
    });
    expect((await callAwsJson(origin, "Sample.Echo", "x".repeat(3_000_001))).status).toBe(413);
  });

  test("takes POST only", async () => {
    const response = await fetch(await start());
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ __type: unknown });
  });

  const incomplete = "IncompleteSignatureException";
  test.each([
    { authorization: "", type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
    { authorization: "Bearer abc", type: incomplete, message: "Unsupported AWS 'algorithm': 'Bearer'." },
    {
      authorization: "AWS4-HMAC-SHA256 Credential=a/b",
      type: incomplete,
      message: "requires 'SignedHeaders' parameter. Authorization header requires 'Signature'",
    },
    {
      authorization: anySignature.replace("/aws4_request", ""),
      type: incomplete,
      message: "Credential must have exactly 5",
    },
  ])("Authorization $authorization: $type", async ({ authorization, type, message }) => {
    const answer = await callAwsJson(await start(), "Sample.Echo", {}, { authorization });
    expect(answer).toMatchObject({
      status: 400,
      body: { __type: type, message: expect.stringContaining(message) as string },
    });
  });
});
