import { DynamoDBClient, ListTablesCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { describe, expect, onTestFinished, test } from "vitest";
import { anyCaller } from "../iam/any-caller.js";
import { memoryLog } from "../memory-log.js";
import { createAwsJsonHandler } from "./aws-json-handler.js";
import { dynamoDbProxy } from "./dynamo-db-proxy.js";
import { anySignature, callAwsJson, testServer } from "./test-server.js";

async function start(endpoint: string): Promise<{ readonly url: string; readonly errors: readonly string[] }> {
  const log = memoryLog();
  const proxy = dynamoDbProxy(endpoint, log);
  onTestFinished(() => proxy.dispose());
  const origin = await testServer(
    createAwsJsonHandler({ services: { DynamoDB_20120810: proxy }, callers: anyCaller(), log }),
  );
  return { url: `${origin}/aws`, errors: log.errors };
}

describe("DynamoDB behind the AWS endpoint", () => {
  test("the SDK reaches it, answers and errors alike", async () => {
    const { url } = await start(await testServer(dynalite({}).listeners("request")[0] as () => void));
    const client = new DynamoDBClient({
      endpoint: url,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });
    onTestFinished(() => {
      client.destroy();
    });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await expect(client.send(new DescribeTableCommand({ TableName: "Flights" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("passes the request on as it is, but for the path", async () => {
    let seen: unknown;
    const upstream = await testServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, url, headers } = request;
        seen = { method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() };
        response.writeHead(299, { "x-amz-crc32": "1", connection: "close" });
        response.end('{"ok":true}');
      });
    });
    const { url } = await start(upstream);
    const answer = await callAwsJson(url, "DynamoDB_20120810.Query", { TableName: "Flights" });
    expect(answer).toMatchObject({ status: 299, body: { ok: true } });
    expect(answer.headers.get("x-amz-crc32")).toBe("1");
    expect(seen).toEqual({ method: "POST", url: "/", authorization: anySignature, body: '{"TableName":"Flights"}' });
  });

  test("a server that is away is an error that SDKs try again", async () => {
    const { url, errors } = await start("http://127.0.0.1:1");
    const answer = await callAwsJson(url, "DynamoDB_20120810.Query", {});
    expect(answer).toMatchObject({
      status: 500,
      body: { __type: expect.stringMatching(/#InternalServerError$/) as string },
    });
    expect(errors).toEqual([expect.stringContaining("http://127.0.0.1:1 does not answer")]);
  });
});
