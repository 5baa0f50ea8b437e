import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { scopeText, sha256Hex, signingKey } from "../iam/canonical-request.js";
import { allow, sampleEndpoint, sampleRole, type SampleCredentials, type SampleEndpoint } from "../sample-endpoint.js";
import { temporaryDirectory } from "../temporary-directory.js";

/** The header that every request brings; its signature proves nothing. */
const authorization = `AWS4-HMAC-SHA256 Credential=sandbox/20260201/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${"0".repeat(64)}`;
const unsigned = { authorization, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };

/** Sends bytes as they are and gives the whole answer. The server closes the connection. */
async function raw(endpoint: SampleEndpoint, head: string, body: string | Buffer = "", host = "h"): Promise<string> {
  const socket = connect(Number(new URL(endpoint.origin).port), "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  const closed = once(socket, "close");
  socket.write(`${head.replaceAll("\n", "\r\n")}\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  socket.write(body);
  await closed;
  return Buffer.concat(chunks).toString("utf8");
}

const headers = (more: Readonly<Record<string, string>>): string =>
  Object.entries({ ...unsigned, ...more })
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

const code = (answer: string): string | undefined => /<Code>(\w+)<\/Code>/.exec(answer)?.[1];

describe("requests as the AWS CLI sends them", () => {
  test("a path without a slash at its end, parameters without values, Expect", async () => {
    const endpoint = await sampleEndpoint();
    await endpoint.objects.put("lake", "x/ü", Buffer.from("1"));
    expect(await raw(endpoint, `GET /aws HTTP/1.1\n${headers({})}`)).toMatch(/<Name>lake<\/Name>.*<Name>quiet<\/Name>/);
    const listed = `GET /aws/lake?list-type=2&prefix=x%2F&delimiter=%2F&encoding-type=url HTTP/1.1\n${headers({})}`;
    expect(await raw(endpoint, listed)).toContain("<Key>x/%C3%BC</Key>");
    const begun = await raw(endpoint, `POST /aws/lake/big.bin?uploads HTTP/1.1\n${headers({ "content-length": "0" })}`);
    expect(begun).toMatch(/<UploadId>[0-9a-f-]{36}<\/UploadId>/);
    const put = headers({
      "content-length": "6",
      expect: "100-continue",
      "x-amz-sdk-checksum-algorithm": "CRC32",
      "x-amz-checksum-crc32": "NjowIA==",
      "x-amz-content-sha256": createHash("sha256").update("hello\n").digest("hex"),
    });
    const answer = await raw(endpoint, `PUT /aws/lake/a%20b/%2Bodd%27%281%29.txt HTTP/1.1\n${put}`, "hello\n");
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue[^]*HTTP\/1.1 200 OK/);
    expect(endpoint.objects.head("lake", "a b/+odd'(1).txt")).toMatchObject({ size: 6 });
    const keys = '<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>x/ü</Key></Object></Delete>';
    const body = Buffer.from(keys);
    await raw(endpoint, `POST /aws/lake?delete HTTP/1.1\n${headers({ "content-length": String(body.length) })}`, body);
    expect(endpoint.objects.head("lake", "x/ü")).toBeUndefined();
  });

  test("an existing bucket is made again, another is not", async () => {
    const endpoint = await sampleEndpoint();
    const make = (name: string) => raw(endpoint, `PUT /aws/${name} HTTP/1.1\n${headers({ "content-length": "0" })}`);
    expect(await make("lake")).toMatch(/^HTTP\/1.1 200/);
    const refused = await make("another");
    expect(code(refused)).toBe("NotImplemented");
    expect(refused).toContain("buckets are made in amplify/, which defines lake, quiet.");
  });
});

describe("other addresses", () => {
  test("the bucket as a name of this machine", async () => {
    const endpoint = await sampleEndpoint();
    await endpoint.objects.put("lake", "a/b", Buffer.from("content"));
    const asked = (path: string, host: string) => raw(endpoint, `GET ${path} HTTP/1.1\n${headers({})}`, "", host);
    expect(await asked("/aws/a/b", "lake.localhost:4300")).toMatch(/^HTTP\/1.1 200 [^]*content$/);
    expect(await asked("/aws/lake/a/b", "localhost:4300")).toMatch(/^HTTP\/1.1 200 [^]*content$/);
    expect(code(await asked("/aws/a/b", "quiet.localhost"))).toBe("NoSuchKey");
    expect(await asked("/aws?list-type=2", "lake.localhost")).toContain("<Key>a/b</Key>");
  });

  test.each([
    { path: "/aws/lake/..%2f..%2fetc%2fpasswd", status: 404, expected: "NoSuchKey" },
    { path: "/aws/lake/../../etc/passwd", status: 404, expected: "NoSuchKey" },
    { path: "/aws/lake/%ff", status: 400, expected: "InvalidURI" },
    { path: "/aws/lake/%", status: 400, expected: "InvalidURI" },
    { path: "/aws/__proto__/a", status: 404, expected: "NoSuchBucket" },
    { path: "/aws//a", status: 400, expected: "InvalidURI" },
    { path: "/aws/lake?acl", status: 501, expected: "NotImplemented" },
    { path: "/aws/lake/a?tagging", status: 501, expected: "NotImplemented" },
    { path: "/aws/lake/a?versionId=3", status: 501, expected: "NotImplemented" },
    { path: "/aws/lake?list-type=3", status: 400, expected: "InvalidArgument" },
    { path: "/aws/lake?encoding-type=xml", status: 400, expected: "InvalidArgument" },
  ])("GET $path: $status $expected", async ({ path, status, expected }) => {
    const endpoint = await sampleEndpoint();
    const answer = await raw(endpoint, `GET ${path} HTTP/1.1\n${headers({})}`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(code(answer)).toBe(expected);
    expect(endpoint.log.errors).toEqual([]);
  });

  test("what is not there is named", async () => {
    const endpoint = await sampleEndpoint();
    expect(await raw(endpoint, `GET /aws/lake?policyStatus HTTP/1.1\n${headers({})}`)).toContain(
      "GetBucketPolicyStatus",
    );
    expect(await raw(endpoint, `DELETE /aws/lake HTTP/1.1\n${headers({})}`)).toContain("has no DeleteBucket; it has");
  });

  test.each([
    { name: "nothing", line: "", expected: "AccessDenied" },
    { name: "a token", line: "authorization: Bearer abc", expected: "AuthorizationHeaderMalformed" },
    { name: "version 2", line: "authorization: AWS key:signature", expected: "AuthorizationHeaderMalformed" },
  ])("signed with $name: $expected", async ({ line, expected }) => {
    const endpoint = await sampleEndpoint();
    expect(code(await raw(endpoint, `GET /aws/lake HTTP/1.1\n${line}`.trimEnd()))).toBe(expected);
  });
});

describe("uploads that go wrong", () => {
  const put = (more: Readonly<Record<string, string>>): string => `PUT /aws/lake/a HTTP/1.1\n${headers(more)}`;
  const hash = createHash("sha256").update("hello").digest("hex");
  const lengthOf = (body: string) => ({ "content-length": String(body.length) });
  test.each([
    {
      name: "no length",
      more: { "content-length": "", "transfer-encoding": "chunked" },
      body: "0\r\n\r\n",
      expected: "MissingContentLength",
    },
    {
      name: "more than 5 GiB",
      more: { "content-length": String(5 * 1024 ** 3 + 1) },
      body: "",
      expected: "EntityTooLarge",
    },
    {
      name: "another hash",
      more: { "x-amz-content-sha256": hash },
      body: "hallo",
      expected: "XAmzContentSHA256Mismatch",
    },
    {
      name: "no hash",
      more: { "x-amz-content-sha256": "hash" },
      body: "hello",
      expected: "InvalidArgument",
    },
    {
      name: "another checksum",
      more: { "x-amz-checksum-crc32c": "AAAAAA==" },
      body: "hello",
      expected: "BadDigest",
    },
    {
      name: "an unknown checksum",
      more: { "x-amz-checksum-xxhash3": "AAAA" },
      body: "hello",
      expected: "NotImplemented",
    },
    {
      name: "tags",
      more: { "x-amz-tagging": "a=b" },
      body: "hello",
      expected: "NotImplemented",
    },
    {
      name: "too much metadata",
      more: { "x-amz-meta-a": "x".repeat(2048) },
      body: "hello",
      expected: "MetadataTooLarge",
    },
    {
      name: "a chunk that is none",
      more: {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
      },
      body: "hello",
      expected: "InvalidRequest",
    },
    {
      name: "another checksum behind it",
      more: {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
      },
      body: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
      expected: "BadDigest",
    },
  ])("$name: $expected, and nothing stays", async ({ more, body, expected }) => {
    const directory = await temporaryDirectory();
    const endpoint = await sampleEndpoint({ directory });
    expect(code(await raw(endpoint, put({ ...lengthOf(body), ...more }), body))).toBe(expected);
    expect(endpoint.objects.list("lake", "")).toEqual([]);
    expect(readdirSync(join(directory, "content"))).toEqual([]);
    expect(endpoint.log.errors).toEqual([]);
  });

  test("a client that goes away leaves nothing", async () => {
    const directory = await temporaryDirectory();
    const endpoint = await sampleEndpoint({ directory });
    const socket = connect(Number(new URL(endpoint.origin).port), "127.0.0.1");
    const head = put({ "content-length": "3000000" }).replaceAll("\n", "\r\n");
    socket.write(`${head}\r\nhost: h\r\n\r\n`);
    socket.write(Buffer.alloc(2_000_000));
    const files = (): readonly string[] => readdirSync(join(directory, "content"));
    await expect.poll(() => files().length).toBe(1);
    socket.destroy();
    await expect.poll(() => files().length).toBe(0);
    expect(endpoint.objects.list("lake", "")).toEqual([]);
  });
});

describe("uploads in signed chunks", () => {
  const role = sampleRole("writer", [allow("s3:PutObject", "arn:aws:s3:::lake/*")]);

  /** A PutObject of `content` in chunks of `size` bytes, each signed (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html). */
  function chunkedPut(
    credentials: SampleCredentials,
    now: number,
    content: string,
    size: number,
  ): { head: string; body: string } {
    const dateText = `${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}`;
    const scope = { date: dateText.slice(0, 8), region: "us-east-1", service: "s3" };
    const key = signingKey(credentials.secretAccessKey, scope);
    const sign = (...lines: readonly string[]): string =>
      createHmac("sha256", key)
        .update([lines[0], dateText, scopeText(scope), ...lines.slice(1)].join("\n"))
        .digest("hex");
    const signedHeaders: Readonly<Record<string, string>> = {
      host: "h",
      "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
      "x-amz-date": dateText,
      "x-amz-decoded-content-length": String(content.length),
    };
    const names = Object.keys(signedHeaders).join(";");
    const lines = Object.entries(signedHeaders).map(([name, value]) => `${name}:${value}\n`);
    const canonical = ["PUT", "/aws/lake/a", "", lines.join(""), names, signedHeaders["x-amz-content-sha256"]].join(
      "\n",
    );
    const seed = sign("AWS4-HMAC-SHA256", sha256Hex(canonical));
    let previous = seed;
    let body = "";
    for (let at = 0; at <= content.length; at += size) {
      const chunk = content.slice(at, at + size);
      previous = sign("AWS4-HMAC-SHA256-PAYLOAD", previous, sha256Hex(""), sha256Hex(chunk));
      body += `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`;
    }
    const credential = `${credentials.accessKeyId}/${scopeText(scope)}`;
    const { host: _host, ...sent } = signedHeaders;
    const head = Object.entries({
      ...sent,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${seed}`,
      "content-encoding": "aws-chunked",
      "content-length": String(body.length),
    });
    return { head: `PUT /aws/lake/a HTTP/1.1\n${head.map(([name, value]) => `${name}: ${value}`).join("\n")}`, body };
  }

  test("are taken as they were signed, and not otherwise", async () => {
    const endpoint = await sampleEndpoint({ roles: [role] });
    const key = endpoint.keys.forRole(role.arn);
    const content = "x".repeat(20);
    const { head, body } = chunkedPut(key, endpoint.clock.now(), content, 5);
    expect(code(await raw(endpoint, head, body.replace("xxxxx", "xxyxx")))).toBe("SignatureDoesNotMatch");
    expect(endpoint.objects.list("lake", "")).toEqual([]);
    expect(await raw(endpoint, head, body)).toMatch(/^HTTP\/1.1 200 OK/);
    expect(endpoint.objects.head("lake", "a")).toMatchObject({ size: 20, headers: {} });
  });
});
