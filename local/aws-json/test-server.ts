import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Serves on a free port of the loopback until the test is over; gives the origin, `http://127.0.0.1:<port>`. For tests only. */
export async function testServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A well-formed signature that proves nothing. */
export const anySignature =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260201/us-east-1/events/aws4_request, " +
  "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0123456789abcdef";

/** What a client sees of an answer. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends one AWS JSON request. */
export async function callAwsJson(
  url: string,
  target: string,
  input: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      authorization: anySignature,
      ...headers,
    },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
