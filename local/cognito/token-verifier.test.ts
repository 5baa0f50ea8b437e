import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleUserPool } from "./sample-user-pool.js";
import { loadSigningKey, signingKey } from "./signing-key.js";
import { createTokenIssuer, signToken, type TokenIssuer } from "./token-issuer.js";
import { createTokenVerifier } from "./token-verifier.js";

const now = Date.parse("2024-01-25T12:00:00Z");
const clock = { now: () => now };
const region = "us-east-1";
const { userPoolId } = sampleUserPool;
const ada = { sub: "7e4f8c1a-0000-4000-8000-000000000001", username: "ada", groups: ["developer"] };

const directory = mkdtempSync(path.join(tmpdir(), "airside-tokens-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const key = loadSigningKey(directory);
const otherKey = signingKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
const verifier = createTokenVerifier([sampleUserPool], [key.publicKey], clock);

function issuer(changes: Partial<Parameters<typeof createTokenIssuer>[0]> = {}): TokenIssuer {
  return createTokenIssuer({ region, userPoolId, signingKey: key, clock, randomId: randomUUID, ...changes });
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
}

function withHeader(token: string, header: unknown, signature: (content: string) => string): string {
  const content = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${token.split(".")[1]}`;
  return `${content}.${signature(content)}`;
}

function withClaims(token: string, changes: Record<string, unknown>): string {
  const [header, , signature] = token.split(".");
  const claims = Buffer.from(JSON.stringify({ ...claimsOf(token), ...changes })).toString("base64url");
  return `${header}.${claims}.${signature}`;
}

test("the signing key outlives the process and is nobody else's to read", () => {
  const file = path.join(directory, "token-signing-key.pem");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(loadSigningKey(directory).publicKey).toEqual(key.publicKey);
  const damaged = mkdtempSync(path.join(directory, "damaged-"));
  writeFileSync(path.join(damaged, "token-signing-key.pem"), "no key");
  expect(() => loadSigningKey(damaged)).toThrow(/token-signing-key\.pem is not a private key/);
});

test("id and access tokens of the pool's client are taken", () => {
  const id = issuer().idToken({ ...ada, attributes: { email: "ada@example.com" } }, "app");
  expect(verifier.verify(id, userPoolId)).toMatchObject({
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
    token_use: "id",
    aud: "app",
    "cognito:username": "ada",
    "cognito:groups": ["developer"],
    email: "ada@example.com",
    exp: now / 1000 + 3600,
  });
  expect(verifier.verify(issuer().accessToken(ada, "app"), userPoolId)).toMatchObject({
    token_use: "access",
    client_id: "app",
    username: "ada",
  });
});

describe("tokens that are refused", () => {
  let good: string;
  beforeAll(() => {
    good = issuer().idToken(ada, "app");
  });
  const rfc7515 = "RFC 7515";
  const rfc8725 = "RFC 8725 (JSON Web Token Best Current Practices)";
  const cognito =
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html";

  test.each([
    {
      name: "expired",
      token: () => issuer({ clock: { now: () => now - 3_600_000 } }).idToken(ada, "app"),
      expected: "expired",
      source: "RFC 7519, 4.1.4",
    },
    {
      name: "of tomorrow",
      token: () => signToken({ ...claimsOf(good), nbf: now / 1000 + 60 }, key),
      expected: "invalid",
      source: "RFC 7519, 4.1.5",
    },
    {
      name: "without expiry",
      token: () => signToken({ ...claimsOf(good), exp: undefined }, key),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "signed with another key",
      token: () => issuer({ signingKey: otherKey }).idToken(ada, "app"),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "signed with another key under our key id",
      token: () =>
        issuer({ signingKey: { ...otherKey, publicKey: { ...otherKey.publicKey, kid: key.publicKey.kid } } }).idToken(
          ada,
          "app",
        ),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "alg none",
      token: () => withHeader(good, { alg: "none", kid: key.publicKey.kid }, () => ""),
      expected: "malformed",
      source: rfc8725,
    },
    {
      name: "alg none with a signature",
      token: () => withHeader(good, { alg: "none", kid: key.publicKey.kid }, () => good.split(".")[2] ?? ""),
      expected: "invalid",
      source: rfc8725,
    },
    {
      name: "HMAC with the public key as secret",
      token: () =>
        withHeader(good, { alg: "HS256", kid: key.publicKey.kid }, (content) =>
          createHmac("sha256", JSON.stringify(key.publicKey)).update(content).digest("base64url"),
        ),
      expected: "invalid",
      source: rfc8725,
    },
    { name: "of another client", token: () => issuer().idToken(ada, "other"), expected: "invalid", source: cognito },
    {
      name: "access token of another client",
      token: () => issuer().accessToken(ada, "other"),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "of another pool",
      token: () => issuer({ userPoolId: "us-east-1_Other0001" }).idToken(ada, "app"),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "of another region",
      token: () => issuer({ region: "eu-west-1" }).idToken(ada, "app"),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "with groups that were put in",
      token: () => withClaims(good, { "cognito:groups": ["developer", "administrator"] }),
      expected: "invalid",
      source: rfc7515,
    },
    {
      name: "of no known use",
      token: () => signToken({ ...claimsOf(good), token_use: "refresh" }, key),
      expected: "invalid",
      source: cognito,
    },
    {
      name: "without signature",
      token: () => good.split(".").slice(0, 2).join("."),
      expected: "malformed",
      source: rfc7515,
    },
    { name: "no token at all", token: () => "letmein", expected: "malformed", source: rfc7515 },
    {
      name: "behind Bearer",
      token: () => `Bearer ${good}`,
      expected: "malformed",
      source: "https://github.com/aws/aws-appsync-community/issues/198",
    },
  ])("$name: $expected ($source)", ({ token, expected }) => {
    expect(() => verifier.verify(token(), userPoolId)).toThrow(
      expect.objectContaining({ name: "TokenError", reason: expected }),
    );
  });

  test("of a pool that the backend does not have", () => {
    expect(() => verifier.verify(good, "us-east-1_Nowhere01")).toThrow(/not part of this backend/);
  });
});
