import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSampleApi, sample } from "./sample-api.js";
import { ask, refusal, serveSample, type SampleServer } from "./sample-server.js";
import { maximumRequestBytes } from "./service-limits.js";

const schema = /* GraphQL */ `
  type Query {
    hello(name: String): String
  }
  type Mutation {
    change: String
  }
  type Subscription {
    onChange: String @aws_subscribe(mutations: ["change"])
  }
`;
const hello = `
  import { util } from "@aws-appsync/utils";
  export function request(ctx) { return { payload: "Hello " + ctx.args.name }; }
  export function response(ctx) { util.http.addResponseHeader("x-sample", "yes"); return ctx.result; }`;

const overHttp = "https://github.com/graphql/graphql-over-http/issues/81";

const subject = createSampleApi({ schema, units: { "Query.hello": hello } });
let server: SampleServer;
beforeAll(async () => {
  server = await serveSample(subject.api, (line) => subject.logged.push(line));
});
afterAll(() => server.close());

describe("envelopes", () => {
  test("an answer has data, resolvers' headers and CORS", async () => {
    const { status, headers, body } = await server.post(ask('{ hello(name: "you") }'));
    expect({ status, body }).toEqual({ status: 200, body: { data: { hello: "Hello you" } } });
    expect(headers.get("content-type")).toBe("application/json;charset=UTF-8");
    expect(headers.get("x-sample")).toBe("yes");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("x-amzn-requestid")).toMatch(/^request-\d+$/);
  });

  test.each([
    { body: "", expected: "Request body is empty.", source: overHttp },
    { body: "meow", expected: "Unable to parse GraphQL query.", source: overHttp },
    { body: "{}", expected: "Unable to parse GraphQL query.", source: overHttp },
    { body: "{}}", expected: "Unable to parse GraphQL query.", source: overHttp },
    { body: "[]", expected: "Unable to parse GraphQL query.", source: overHttp },
    { body: '{"query":1}', expected: "Unable to parse GraphQL query.", source: "as the row above" },
    {
      body: '{"query":"{ hello }","variables":[]}',
      expected: "Unable to parse GraphQL query.",
      source: "as the row above",
    },
  ])("the body $body is answered with 400 ($source)", async ({ body, expected }) => {
    expect(await server.post(body)).toMatchObject({
      status: 400,
      body: refusal("MalformedHttpRequestException", expected),
    });
  });

  test("validation errors have status 200", async () => {
    expect(await server.post(ask("{badfield}"))).toMatchObject({
      status: 200,
      body: { data: null, errors: [{ path: null }] },
    });
  });

  test("subscriptions are refused", async () => {
    expect(await server.post(ask("subscription { onChange }"))).toMatchObject({
      status: 400,
      body: refusal("BadRequestException", "Subscriptions over MQTT is not supported."),
    });
  });

  test("GET takes query parameters, other methods are refused, preflights are answered", async () => {
    const query = new URLSearchParams({ query: "query ($n: String) { hello(name: $n) }", variables: '{"n":"get"}' });
    const got = await fetch(`${server.url}?${query.toString()}`, { headers: { "x-api-key": sample.apiKey } });
    expect(await got.json()).toEqual({ data: { hello: "Hello get" } });
    expect((await fetch(server.url, { method: "PUT", body: "{}" })).status).toBe(405);
    const preflight = await fetch(server.url, {
      method: "OPTIONS",
      headers: { "access-control-request-headers": "x-api-key,content-type" },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("x-api-key,content-type");
  });

  test("the content type does not matter", async () => {
    for (const type of ["application/json", "application/graphql", "text/plain"]) {
      expect((await server.post(ask("{ hello }"), { "x-api-key": sample.apiKey, "content-type": type })).status).toBe(
        200,
      );
    }
  });

  test("a body of 1 MiB is read, a longer one is not", async () => {
    const document = ask("query ($n: String) { hello(name: $n) }", { n: "" });
    const fill = (length: number) => document.replace('"n":""', `"n":"${"x".repeat(length - document.length)}"`);
    expect((await server.post(fill(maximumRequestBytes))).status).toBe(200);
    expect((await server.post(fill(maximumRequestBytes + 1))).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 3; i += 1)
          controller.enqueue(new TextEncoder().encode("x".repeat(maximumRequestBytes / 2)));
        controller.close();
      },
    });
    const chunked = await fetch(server.url, {
      method: "POST",
      body: chunks,
      duplex: "half",
      headers: { "x-api-key": sample.apiKey },
    });
    expect(chunked.status).toBe(413);
  });
});

test("a defect is answered with 500 and written to the log", async () => {
  const lines: string[] = [];
  const failing = await serveSample(
    { authorize: subject.api.authorize, execute: () => Promise.reject(new Error("broken")) },
    (line) => lines.push(line),
  );
  try {
    const { status, body } = await failing.post(ask("{ hello }"));
    expect({ status, body }).toMatchObject({ status: 500, body: { errors: [{ errorType: "InternalFailure" }] } });
    expect(lines.join()).toContain("broken");
  } finally {
    await failing.close();
  }
});
