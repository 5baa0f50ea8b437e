import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifySignature, type SigningCredentials } from "./request-signature.js";
import type { SignedRequest } from "./signed-request.js";

/** Credentials as the signer takes them. */
type Signing = Pick<SigningCredentials, "accessKeyId" | "secretAccessKey" | "sessionToken">;

const now = Date.UTC(2026, 1, 1, 12);
const region = "us-east-1";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const minute = 60_000;

function verify(request: SignedRequest, service: string, at = now, known: SigningCredentials = credentials) {
  const scope = { region, service, maximumAgeMs: 15 * minute };
  return verifySignature(
    request,
    scope,
    { find: (id) => (id === known.accessKeyId ? known : undefined) },
    { now: () => at },
  );
}

function signer(service: string, with_: Signing = credentials): SignatureV4 {
  return new SignatureV4({
    credentials: with_,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
}

interface Content {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

async function signed(content: Content, service: string, with_: Signing = credentials): Promise<SignedRequest> {
  const { method = "POST", path, query = {}, headers = {}, body = "" } = content;
  const request = { method, protocol: "http:", hostname: "h", path, query, headers: { host: "h", ...headers }, body };
  const { headers: all } = await signer(service, with_).sign(request, { signingDate: new Date(now) });
  return { method, path, query, headers: all, body };
}

/** Percent-encoded as S3's clients do. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%2F", "/");

describe("a signature of the SDK's own signer is good", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 12 });
  const content = fc.record({
    path: text.map((key) => `/aws/lake/${encodeKey(key)}`),
    query: fc.dictionary(
      text.filter((name) => name !== "" && name !== "__proto__"),
      text,
      { maxKeys: 3 },
    ),
    headers: fc.dictionary(fc.stringMatching(/^x-amz-meta-[a-z]{1,5}$/), fc.stringMatching(/^[ -~]{0,12}$/), {
      maxKeys: 2,
    }),
    body: fc.uint8Array({ maxLength: 20 }),
  });

  test.each(["s3", "glue", "sts"])("for %s, whatever path, query, headers and body", async (service) => {
    await fc.assert(
      fc.asyncProperty(content, async (random) => {
        // S3 alone takes a path as it is; its signer wants it that way, too.
        const path = service === "s3" ? random.path : "/aws";
        await expect(verify(await signed({ ...random, path }, service), service)).resolves.toBe(credentials);
      }),
      { seed: 20260201, numRuns: 60 },
    );
  });

  test("for presigned links, to their end", async () => {
    const request = {
      method: "GET",
      protocol: "http:",
      hostname: "h",
      path: "/aws/lake/a%20b",
      query: { "response-content-disposition": 'attachment; filename="ü.csv"' },
      headers: { host: "h" },
    };
    // As the SDK's presigner for S3 does it.
    const toSign = { ...request, headers: { ...request.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } };
    const link = await signer("s3").presign(toSign, { signingDate: new Date(now), expiresIn: 60 });
    const query = link.query as Record<string, string>;
    const presigned: SignedRequest = { ...request, query, body: undefined };
    await expect(verify(presigned, "s3", now + 59_999)).resolves.toBe(credentials);
    await expect(verify(presigned, "s3", now + 60_000)).rejects.toMatchObject({ fault: "linkExpired" });
    const longer = { ...presigned, query: { ...query, "X-Amz-Expires": "61" } };
    await expect(verify(longer, "s3")).rejects.toMatchObject({ fault: "mismatch" });
    const withHeader = { ...presigned, headers: { host: "h", "x-amz-copy-source": "lake/secret" } };
    await expect(verify(withHeader, "s3")).rejects.toMatchObject({ fault: "unsignedHeader" });
    const weekAndSecond = { ...presigned, query: { ...query, "X-Amz-Expires": "604801" } };
    await expect(verify(weekAndSecond, "s3")).rejects.toMatchObject({ fault: "malformedLink" });
  });
});

describe("whatever is changed is noticed", () => {
  const content: Content = {
    path: "/aws/lake/a",
    query: { prefix: "x" },
    headers: { "x-amz-meta-a": "1", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  };
  const rows: readonly { name: string; change: (request: SignedRequest) => SignedRequest; fault: string }[] = [
    { name: "method", change: (request) => ({ ...request, method: "PUT" }), fault: "mismatch" },
    { name: "path", change: (request) => ({ ...request, path: "/aws/lake/b" }), fault: "mismatch" },
    { name: "query", change: (request) => ({ ...request, query: { prefix: "y" } }), fault: "mismatch" },
    { name: "more query", change: (request) => ({ ...request, query: { prefix: ["x", "y"] } }), fault: "mismatch" },
    { name: "signed header", change: withHeader("x-amz-meta-a", () => "2"), fault: "mismatch" },
    { name: "unsigned S3 header", change: withHeader("x-amz-acl", () => "public-read"), fault: "unsignedHeader" },
    { name: "hash of the body", change: withHeader("x-amz-content-sha256", () => "0".repeat(64)), fault: "mismatch" },
    { name: "no hash", change: without("x-amz-content-sha256"), fault: "missingPayloadHash" },
    {
      name: "signature",
      change: withHeader("authorization", (text) => `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`),
      fault: "mismatch",
    },
    { name: "longer signature", change: withHeader("authorization", (text) => `${text}0`), fault: "mismatch" },
    { name: "signature and more", change: withHeader("authorization", (text) => `${text}x`), fault: "mismatch" },
    {
      name: "region",
      change: withHeader("authorization", (text) => text.replace(region, "eu-west-1")),
      fault: "wrongScope",
    },
    {
      name: "service",
      change: withHeader("authorization", (text) => text.replace("/s3/", "/sts/")),
      fault: "wrongScope",
    },
    {
      name: "day of the scope",
      change: withHeader("authorization", (text) => text.replace("/20260201/", "/20260202/")),
      fault: "malformed",
    },
    { name: "date", change: withHeader("x-amz-date", () => "yesterday"), fault: "malformed" },
    {
      name: "unknown key",
      change: withHeader("authorization", (text) => text.replace("AKIDEXAMPLE", "AKIDOTHER")),
      fault: "unknownKey",
    },
    {
      name: "other algorithm",
      change: withHeader("authorization", (text) => text.replace("HMAC", "ECDSA")),
      fault: "malformed",
    },
    { name: "no authorization", change: without("authorization"), fault: "missing" },
  ];
  test.each(rows)("$name: $fault", async ({ change, fault }) => {
    const request = await signed(content, "s3");
    await expect(verify(request, "s3")).resolves.toBe(credentials);
    await expect(verify(change(request), "s3")).rejects.toMatchObject({ fault });
  });

  test("of the body, where it is known", async () => {
    const request = await signed({ path: "/aws", body: Uint8Array.of(0, 255, 128) }, "glue");
    await expect(verify(request, "glue")).resolves.toBe(credentials);
    await expect(verify({ ...request, body: Uint8Array.of(0, 255, 129) }, "glue")).rejects.toMatchObject({
      fault: "mismatch",
    });
  });
});

describe("times and tokens", () => {
  test.each([
    { offset: 15 * minute, fault: undefined },
    { offset: 15 * minute + 1, fault: "skewed" },
    { offset: -15 * minute, fault: undefined },
    { offset: -15 * minute - 1, fault: "skewed" },
  ])("a signature $offset ms old: $fault", async ({ offset, fault }) => {
    const verified = verify(await signed({ path: "/aws" }, "sts"), "sts", now + offset);
    if (fault === undefined) await expect(verified).resolves.toBe(credentials);
    else await expect(verified).rejects.toMatchObject({ fault, code: "InvalidSignatureException" });
  });

  const session = { ...credentials, sessionToken: "token+/==", expiration: now + minute } as const;
  const asSigner = { ...credentials, sessionToken: "token+/==" };
  test("a session's token has to be there, and right", async () => {
    const good = await signed({ path: "/aws" }, "sts", asSigner);
    await expect(verify(good, "sts", now, session)).resolves.toBe(session);
    for (const token of ["token+/=", "", undefined]) {
      const headers = { ...good.headers, "x-amz-security-token": token ?? "" };
      if (token === undefined) Reflect.deleteProperty(headers, "x-amz-security-token");
      await expect(verify({ ...good, headers }, "sts", now, session)).rejects.toMatchObject({ fault: "wrongToken" });
    }
    await expect(verify(await signed({ path: "/aws" }, "sts", asSigner), "sts")).rejects.toMatchObject({
      fault: "wrongToken",
    });
  });

  test("a session ends", async () => {
    const request = await signed({ path: "/aws" }, "sts", asSigner);
    await expect(verify(request, "sts", now + minute - 1, session)).resolves.toBe(session);
    await expect(verify(request, "sts", now + minute, session)).rejects.toMatchObject({
      fault: "sessionOver",
      code: "ExpiredTokenException",
    });
  });
});

function withHeader(name: string, change: (value: string) => string) {
  return (request: SignedRequest): SignedRequest => ({
    ...request,
    headers: { ...request.headers, [name]: change(request.headers[name] ?? "") },
  });
}

function without(name: string) {
  return (request: SignedRequest): SignedRequest => ({
    ...request,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([header]) => header !== name)),
  });
}
