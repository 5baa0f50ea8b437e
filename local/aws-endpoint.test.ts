import { CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AwsJsonContext, AwsJsonService } from "./aws-json/aws-json-handler.js";
import { anyCredentials, sampleEndpoint, sampleRole, type SampleEndpoint } from "./sample-endpoint.js";

const role = sampleRole("caller", []);

interface Started {
  readonly endpoint: SampleEndpoint;
  /** What each call of an AWS JSON service was told. */
  readonly contexts: readonly AwsJsonContext[];
}

async function start(): Promise<Started> {
  const contexts: AwsJsonContext[] = [];
  const service = (operation: string, unsigned?: ReadonlySet<string>): AwsJsonService => ({
    operations: {
      async [operation](_input, context) {
        contexts.push(context);
        return { EventBuses: [] };
      },
    },
    ...(unsigned === undefined ? {} : { unsigned }),
  });
  const services = {
    AWSEvents: service("ListEventBuses"),
    AWSCognitoIdentityProviderService: service("InitiateAuth", new Set(["InitiateAuth"])),
  };
  return { endpoint: await sampleEndpoint({ roles: [role], services }), contexts };
}

/** Sign-in as Amplify's own code in a page sends it. */
const signIn = (headers: Readonly<Record<string, string>>): RequestInit => ({
  method: "POST",
  headers: {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
    ...headers,
  },
  body: "{}",
});

describe("services are told apart by how their clients speak", () => {
  test("AWS JSON, with who calls", async () => {
    const { endpoint, contexts } = await start();
    for (const credentials of [anyCredentials, endpoint.keys.forRole(role.arn)]) {
      const { accessKeyId, secretAccessKey } = credentials;
      const client = new EventBridgeClient({
        endpoint: endpoint.url,
        region: "us-east-1",
        credentials: { accessKeyId, secretAccessKey },
      });
      onTestFinished(() => {
        client.destroy();
      });
      await client.send(new ListEventBusesCommand({}));
    }
    expect(contexts.map(({ caller }) => caller.arn)).toEqual([endpoint.roles.administrator.arn, role.arn]);
  });

  test("a known key with a wrong secret is refused", async () => {
    const { endpoint } = await start();
    const { accessKeyId } = endpoint.keys.forRole(role.arn);
    const client = new EventBridgeClient({
      endpoint: endpoint.url,
      region: "us-east-1",
      credentials: { accessKeyId, secretAccessKey: "wrong" },
      maxAttempts: 1,
    });
    onTestFinished(() => {
      client.destroy();
    });
    await expect(client.send(new ListEventBusesCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });

  test("Cognito's calls of users need no signature; their caller may do nothing", async () => {
    const { endpoint, contexts } = await start();
    const client = new CognitoIdentityProviderClient({ endpoint: endpoint.url, region: "us-east-1" });
    onTestFinished(() => {
      client.destroy();
    });
    await client.send(new InitiateAuthCommand({ ClientId: "c", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: {} }));
    expect(contexts.map(({ caller }) => caller)).toMatchObject([{ arn: "anonymous", role: { statements: [] } }]);
  });

  test.each([
    { name: "S3: the list of buckets", path: "", init: {}, expected: "<Code>AccessDenied</Code>" },
    { name: "S3: a bucket", path: "/lake", init: {}, expected: "<Code>AccessDenied</Code>" },
    {
      name: "STS: a form",
      path: "/",
      init: { method: "POST", body: new URLSearchParams({ Action: "X" }) },
      expected: "<Code>MissingAuthenticationToken</Code>",
    },
    { name: "STS: in the query", path: "?Action=X", init: {}, expected: "<Code>MissingAuthenticationToken</Code>" },
    {
      name: "a POST to nobody",
      path: "",
      init: { method: "POST", body: "{}" },
      expected: "X-Amz-Target header is missing",
    },
    {
      name: "an unknown service",
      path: "",
      init: { method: "POST", body: "{}", headers: { "x-amz-target": "Nobody.Call" } },
      expected: "No local service answers to X-Amz-Target Nobody.Call",
    },
  ])("$name", async ({ path, init, expected }) => {
    const { endpoint } = await start();
    const response = await fetch(`${endpoint.url}${path}`, init);
    expect(await response.text()).toContain(expected);
  });
});

describe("pages", () => {
  test("of the sandbox itself sign in at their own origin", async () => {
    const { endpoint, contexts } = await start();
    for (const headers of [
      { origin: endpoint.origin, "sec-fetch-site": "same-origin" },
      { origin: endpoint.origin },
      // A proxy in between has another host.
      { origin: "https://forwarded.example", "sec-fetch-site": "same-origin" },
    ]) {
      const response = await fetch(`${endpoint.url}/`, signIn(headers));
      expect(response.status).toBe(200);
    }
    expect(contexts).toHaveLength(3);
  });

  test.each<Record<string, string>>([
    { origin: "http://localhost:5173" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" },
  ])("of other origins do nothing: %j", async (headers) => {
    const { endpoint, contexts } = await start();
    const response = await fetch(endpoint.url, signIn(headers));
    expect(response.status).toBe(403);
    expect(contexts).toEqual([]);
    // Needs no preflight, and any key would do for it.
    const query = new URLSearchParams({
      delete: "",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "any/20260201/us-east-1/s3/aws4_request",
      "X-Amz-Date": new Date(endpoint.clock.now()).toISOString().replace(/[-:]|\.\d+/g, ""),
      "X-Amz-Expires": "60",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "0".repeat(64),
    });
    const body = "<Delete><Object><Key>a</Key></Object></Delete>";
    await endpoint.objects.put("lake", "a", Buffer.from("x"));
    const remove = (from: Record<string, string>) =>
      fetch(`${endpoint.url}/lake?${query.toString()}`, { method: "POST", headers: from, body });
    expect((await remove(headers)).status).toBe(403);
    expect(endpoint.objects.head("lake", "a")).toBeDefined();
    // The same of no page is done.
    expect((await remove({})).status).toBe(200);
    expect(endpoint.objects.head("lake", "a")).toBeUndefined();
  });

  test("of other origins fail at the preflight", async () => {
    const { endpoint } = await start();
    const response = await fetch(endpoint.url, {
      method: "OPTIONS",
      headers: {
        origin: "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-amz-target",
      },
    });
    expect(response.ok).toBe(false);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});
