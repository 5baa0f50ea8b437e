import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { Amplify } from "aws-amplify";
import { generateClient } from "aws-amplify/api";
import { decodeJWT } from "aws-amplify/auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleClient, sampleUserPool } from "../cognito/sample-user-pool.js";
import { loadSigningKey } from "../cognito/signing-key.js";
import { createTokenIssuer } from "../cognito/token-issuer.js";
import { createTokenVerifier } from "../cognito/token-verifier.js";
import type { AccessKey } from "../iam/access-key-store.js";
import { manualClock } from "../manual-clock.js";
import { createSampleApi, sample, sampleRole } from "./sample-api.js";
import { ask, refusal, serveSample, type SampleServer } from "./sample-server.js";

const schema = /* GraphQL */ `
  type Query {
    hello(name: String): String @aws_api_key @aws_cognito_user_pools
    whoami: AWSJSON @aws_api_key @aws_cognito_user_pools @aws_iam
    developers: String @aws_cognito_user_pools(cognito_groups: ["developer"])
  }
  type Mutation {
    change: String @aws_iam
    other: String @aws_iam
  }
  type Subscription {
    onChange: String @aws_subscribe(mutations: ["change"]) @aws_api_key
  }
`;
const give = (value: string) =>
  `export function request(ctx) { return { payload: ${value} }; } export function response(ctx) { return ctx.result; }`;

const amplify4373 = "https://github.com/aws-amplify/amplify-js/issues/4373";
const realtimeRt06 = "github amplify-android 1392";

const directory = mkdtempSync(path.join(tmpdir(), "airside-http-"));
const signingKey = loadSigningKey(directory);
const clock = manualClock(Date.parse(sample.now));
const pool = {
  ...sampleUserPool,
  userPoolId: sample.userPoolId,
  clients: [{ ...sampleClient, clientId: sample.clientId }],
};
const writer = sampleRole("writer", {
  effect: "Allow",
  actions: ["appsync:GraphQL"],
  resources: [`${sample.apiArn}/types/Mutation/fields/change`],
});
const subject = createSampleApi({
  schema,
  roles: [writer],
  stateDirectory: directory,
  tokenVerifier: createTokenVerifier([pool], [signingKey.publicKey], clock),
  units: {
    "Query.hello": give(`"Hello " + ctx.args.name`),
    "Query.whoami": give(`ctx.identity`),
    "Query.developers": give(`"secret"`),
    "Mutation.change": give(`"changed"`),
  },
});
const issuer = createTokenIssuer({
  region: sample.region,
  userPoolId: sample.userPoolId,
  signingKey,
  clock,
  randomId: randomUUID,
});
const ada = { sub: "7e4f8c1a-0000-4000-8000-000000000001", username: "ada", groups: ["developer"] };

let server: SampleServer;
beforeAll(async () => {
  server = await serveSample(subject.api, (line) => subject.logged.push(line));
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

describe("API keys and tokens", () => {
  const body = ask("{ whoami }");
  const unauthorized = "You are not authorized to make this call.";

  test.each([
    { name: "nothing", headers: {}, expected: "Valid authorization header not provided.", source: amplify4373 },
    { name: "an unknown key", headers: { "x-api-key": "da2-wrong" }, expected: unauthorized, source: realtimeRt06 },
    {
      name: "no token",
      headers: { authorization: "custom" },
      expected: "Unable to parse JWT token.",
      source: "https://github.com/aws/aws-appsync-community/issues/198",
    },
  ])("$name is refused with 401 ($source)", async ({ headers, expected }) => {
    expect(await server.post(body, headers)).toMatchObject({
      status: 401,
      body: refusal("UnauthorizedException", expected),
    });
  });

  test("the key has no identity", async () => {
    expect((await server.post(body)).body).toEqual({ data: { whoami: null } });
  });

  test("id and access tokens have their user's", async () => {
    for (const token of [issuer.idToken(ada, sample.clientId), issuer.accessToken(ada, sample.clientId)]) {
      const answer = (await server.post(body, { authorization: token })).body as { data: { whoami: string } };
      expect(JSON.parse(answer.data.whoami)).toMatchObject({
        sub: ada.sub,
        username: "ada",
        issuer: issuer.issuer,
        groups: ["developer"],
        defaultAuthStrategy: "ALLOW",
        sourceIp: ["127.0.0.1"],
        claims: { "cognito:groups": ["developer"] },
      });
    }
    expect(
      (await server.post(ask("{ developers }"), { authorization: issuer.idToken(ada, sample.clientId) })).body,
    ).toEqual({
      data: { developers: "secret" },
    });
  });

  test("an expired token says so, a foreign one does not", async () => {
    const old = createTokenIssuer({
      region: sample.region,
      userPoolId: sample.userPoolId,
      signingKey,
      clock: { now: () => clock.now() - 3_600_000 },
      randomId: randomUUID,
    });
    expect(await server.post(body, { authorization: old.idToken(ada, sample.clientId) })).toMatchObject({
      status: 401,
      body: refusal("UnauthorizedException", "Token has expired."),
    });
    expect(await server.post(body, { authorization: issuer.idToken(ada, "other") })).toMatchObject({
      status: 401,
      body: refusal("UnauthorizedException", unauthorized),
    });
  });

  test("an expired key is refused", async () => {
    const later = createSampleApi({ schema });
    const content = { method: "POST", path: "/graphql", query: {}, body };
    await expect(later.api.authorize({ "X-Api-Key": sample.apiKey }, content, "127.0.0.1")).resolves.toMatchObject({
      mode: "API_KEY",
    });
    later.clock.advance(7 * 24 * 3_600_000);
    await expect(later.api.authorize({ "X-Api-Key": sample.apiKey }, content, "127.0.0.1")).rejects.toThrow(
      unauthorized,
    );
  });
});

describe("signatures", () => {
  const body = ask("mutation { change }");

  async function signed(
    key: Pick<AccessKey, "accessKeyId" | "secretAccessKey">,
    text = body,
    changes: { region?: string; service?: string; date?: number } = {},
  ) {
    const signer = new SignatureV4({
      credentials: key,
      region: changes.region ?? sample.region,
      service: changes.service ?? "appsync",
      sha256: Sha256,
    });
    const request = await signer.sign(
      {
        method: "POST",
        protocol: "http:",
        hostname: "127.0.0.1",
        path: "/graphql",
        query: {},
        headers: { host: server.host, "content-type": "application/json" },
        body: text,
      },
      { signingDate: new Date(changes.date ?? subject.clock.now()) },
    );
    const { host: _host, ...headers } = request.headers;
    return headers;
  }

  test("a role's key does what its policy says", async () => {
    const key = subject.keys.forRole(writer.arn);
    expect((await server.post(body, await signed(key))).body).toEqual({ data: { change: "changed" } });
    const denied = ask("mutation { other }");
    expect(await server.post(denied, await signed(key, denied))).toMatchObject({
      status: 401,
      body: refusal("UnauthorizedException", "Permission denied"),
    });
  });

  test("the administrator's key does what the directives say, as an assumed role", async () => {
    const key = subject.keys.forRole(subject.roles.administrator.arn);
    const whoami = ask("{ whoami hello }");
    const answer = (await server.post(whoami, await signed(key, whoami))).body as { data: { whoami: string } };
    expect(answer).toMatchObject({ data: { hello: null }, errors: [{ errorType: "Unauthorized" }] });
    expect(JSON.parse(answer.data.whoami)).toMatchObject({
      accountId: sample.accountId,
      userArn: expect.stringMatching(
        /^arn:aws:sts::123456789012:assumed-role\/airside-local-administrator\//,
      ) as unknown,
      cognitoIdentityId: null,
    });
  });

  const sigv4 = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html";
  const key = () => subject.keys.forRole(writer.arn);
  const minutes = 60_000;
  test.each([
    {
      name: "an unknown access key",
      headers: () => signed({ accessKeyId: "AKIAUNKNOWN000000000", secretAccessKey: "x" }),
      expected: "UnrecognizedClientException",
      source: "https://github.com/aws-amplify/amplify-cli/issues/3380",
    },
    {
      name: "a wrong secret",
      headers: () => signed({ ...key(), secretAccessKey: "wrong" }),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "another body",
      headers: () => signed(key(), ask("mutation { other }")),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "another region",
      headers: () => signed(key(), body, { region: "eu-west-1" }),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "another service",
      headers: () => signed(key(), body, { service: "events" }),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "an old date",
      headers: () => signed(key(), body, { date: subject.clock.now() - 16 * minutes }),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "a date to come",
      headers: () => signed(key(), body, { date: subject.clock.now() + 16 * minutes }),
      expected: "InvalidSignatureException",
      source: sigv4,
    },
    {
      name: "no signature",
      headers: () => Promise.resolve({ authorization: "AWS4-HMAC-SHA256 Credential=x" }),
      expected: "IncompleteSignatureException",
      source: sigv4,
    },
  ])("$name is refused with 403 $expected ($source)", async ({ headers, expected }) => {
    expect(await server.post(body, await headers())).toMatchObject({
      status: 403,
      body: { errors: [{ errorType: expected }] },
    });
  });

  test("a header that was changed after signing is noticed", async () => {
    expect(await server.post(body, { ...(await signed(key())), "content-type": "text/plain" })).toMatchObject({
      status: 403,
    });
  });

  test("the real-time endpoint takes the signatures that clients make for it", async () => {
    const signer = new SignatureV4({ credentials: key(), region: sample.region, service: "appsync", sha256: Sha256 });
    const sign = async (pathOf: string, text: string) =>
      (
        await signer.sign(
          {
            method: "POST",
            protocol: "http:",
            hostname: "127.0.0.1",
            path: pathOf,
            query: {},
            headers: { host: server.host, accept: "application/json, text/javascript" },
            body: text,
          },
          { signingDate: new Date(subject.clock.now()) },
        )
      ).headers;
    const { planner } = subject.api;
    const start = ask("subscription { onChange }");
    await expect(planner.authorize(await sign("/graphql/connect", "{}"))).resolves.toMatchObject({
      mode: "AWS_IAM",
      roleArn: writer.arn,
    });
    await expect(planner.authorize(await sign("/graphql", start), start)).resolves.toMatchObject({ mode: "AWS_IAM" });
    await expect(planner.authorize(await sign("/graphql", start), `${start} `)).rejects.toMatchObject({
      errorType: "InvalidSignatureException",
    });
  });
});

describe("the unmodified Amplify client", () => {
  function client() {
    const token = decodeJWT(issuer.accessToken(ada, sample.clientId));
    Amplify.configure(
      {
        API: {
          GraphQL: { endpoint: server.url, region: sample.region, defaultAuthMode: "apiKey", apiKey: sample.apiKey },
        },
        Auth: { Cognito: { userPoolId: sample.userPoolId, userPoolClientId: sample.clientId } },
      },
      { Auth: { tokenProvider: { getTokens: () => Promise.resolve({ accessToken: token }) } } },
    );
    return generateClient();
  }

  test("queries with the API key and sees errors", async () => {
    expect(
      await client().graphql({ query: "query ($n: String) { hello(name: $n) }", variables: { n: "Amplify" } }),
    ).toMatchObject({ data: { hello: "Hello Amplify" } });
    await expect(client().graphql({ query: "{ developers }" })).rejects.toMatchObject({
      data: { developers: null },
      errors: [{ errorType: "Unauthorized", path: ["developers"] }],
    });
  });

  test("queries with a token", async () => {
    expect(await client().graphql({ query: "{ developers }", authMode: "userPool" })).toMatchObject({
      data: { developers: "secret" },
    });
  });
});
