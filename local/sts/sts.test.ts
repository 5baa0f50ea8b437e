import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type STSClient,
} from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { allow, sample, sampleEndpoint, sampleRole, type SampleEndpoint } from "../sample-endpoint.js";

const arnOf = (name: string): string => `arn:aws:iam::${sample.accountId}:role/${name}`;
const documented = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";

const roles = [
  sampleRole("query", [allow("sts:AssumeRole", arnOf("analyst"), arnOf("anyone"))]),
  sampleRole("unprivileged", []),
  sampleRole(
    "analyst",
    [allow("sts:AssumeRole", "*")],
    [arnOf("query"), arnOf("unprivileged"), "lambda.amazonaws.com"],
  ),
  sampleRole("anyone", [], [`arn:aws:iam::${sample.accountId}:root`]),
  sampleRole("nobody", [], ["cognito-identity.amazonaws.com", "arn:aws:iam::210987654321:root"]),
];

const start = (): Promise<SampleEndpoint> => sampleEndpoint({ roles });
const asRole = (endpoint: SampleEndpoint, name: string): STSClient => endpoint.sts(endpoint.keys.forRole(arnOf(name)));
const assume = (client: STSClient, name: string, more: object = {}) =>
  client.send(new AssumeRoleCommand({ RoleArn: arnOf(name), RoleSessionName: "mia@example.com", ...more }));

describe("who am I", () => {
  test("the administrator, a role, a session", async () => {
    const endpoint = await start();
    const identity = new GetCallerIdentityCommand({});
    expect(await endpoint.sts().send(identity)).toMatchObject({
      Account: sample.accountId,
      Arn: arnOf("airside-local-administrator"),
      UserId: "sandbox",
    });
    expect(await asRole(endpoint, "query").send(identity)).toMatchObject({ Arn: arnOf("query") });
    const { Credentials } = await assume(asRole(endpoint, "query"), "analyst");
    const session = endpoint.sts({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
    expect(await session.send(identity)).toMatchObject({
      Arn: `arn:aws:sts::${sample.accountId}:assumed-role/analyst/mia@example.com`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:mia@example\.com$/) as string,
    });
  });

  test("a wrong secret and a session of before", async () => {
    const endpoint = await start();
    const { accessKeyId } = endpoint.keys.forRole(arnOf("query"));
    const forger = endpoint.sts({ accessKeyId, secretAccessKey: "x" });
    const answer = forger.send(new GetCallerIdentityCommand({}));
    await expect(answer).rejects.toMatchObject({ name: "SignatureDoesNotMatch", $metadata: { httpStatusCode: 403 } });
    const old = endpoint.sts({ accessKeyId: "ASIALOCAL22222222222", secretAccessKey: "x", sessionToken: "y" });
    await expect(old.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/) as string,
    });
  });
});

describe("AssumeRole", () => {
  test("gives credentials for as long as they are wanted", async () => {
    const endpoint = await start();
    const client = asRole(endpoint, "query");
    const seconds = (expiration: Date | undefined): number =>
      Math.round(((expiration?.getTime() ?? 0) - endpoint.clock.now()) / 1000);
    const { Credentials, AssumedRoleUser } = await assume(client, "analyst");
    expect(seconds(Credentials?.Expiration)).toBeGreaterThanOrEqual(3599);
    expect(seconds(Credentials?.Expiration)).toBeLessThanOrEqual(3600);
    expect(AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${sample.accountId}:assumed-role/analyst/mia@example.com`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:mia@example\.com$/) as string,
    });
    expect(endpoint.sessions.find(Credentials?.AccessKeyId ?? "")).toMatchObject({
      sessionName: "mia@example.com",
      role: { name: "analyst" },
      secretAccessKey: Credentials?.SecretAccessKey,
      sessionToken: Credentials?.SessionToken,
    });
    const short = await assume(client, "analyst", { DurationSeconds: 900 });
    expect(seconds(short.Credentials?.Expiration)).toBeLessThanOrEqual(900);
    const long = await assume(client, "analyst", { DurationSeconds: 43_200 });
    expect(seconds(long.Credentials?.Expiration)).toBeGreaterThan(43_198);
  });

  const rows = [
    { name: "trusted and allowed", caller: "query", role: "analyst", expected: "allowed" },
    { name: "the account is trusted", caller: "query", role: "anyone", expected: "allowed" },
    {
      name: "trusted, but its own policy does not allow it",
      caller: "unprivileged",
      role: "analyst",
      expected: "denied",
    },
    { name: "allowed, but not trusted", caller: "analyst", role: "nobody", expected: "denied" },
    { name: "neither", caller: "unprivileged", role: "nobody", expected: "denied" },
    { name: "a role that is not there", caller: "analyst", role: "missing", expected: "denied" },
    {
      name: "a role that trusts the account, by one who may assume any",
      caller: "analyst",
      role: "anyone",
      expected: "allowed",
    },
  ];
  test.each(rows)("$name: $expected", async ({ caller, role, expected }) => {
    const answer = assume(asRole(await start(), caller), role);
    if (expected === "allowed") {
      await expect(answer).resolves.toMatchObject({
        AssumedRoleUser: { Arn: expect.stringContaining(role) as string },
      });
      return;
    }
    await expect(answer).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: ${arnOf(caller)} is not authorized to perform: sts:AssumeRole on resource: ${arnOf(role)}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("the administrator is no exception: the role does not trust it", async () => {
    await expect(assume((await start()).sts(), "analyst")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  const constraint = "failed to satisfy constraint: Member must";
  test.each([
    {
      input: { RoleSessionName: "x" },
      message: `'x' at 'roleSessionName' ${constraint} have length greater than or equal to 2`,
    },
    { input: { RoleSessionName: "x".repeat(65) }, message: `${constraint} have length less than or equal to 64` },
    { input: { RoleSessionName: "mia b" }, message: `${constraint} satisfy regular expression pattern: [\\w+=,.@-]*` },
    { input: { RoleSessionName: "mia/../x" }, message: "regular expression pattern" },
    { input: { RoleSessionName: undefined }, message: `Value null at 'roleSessionName' ${constraint} not be null` },
    {
      input: { DurationSeconds: 899 },
      message: `'899' at 'durationSeconds' ${constraint} have value greater than or equal to 900`,
    },
    { input: { DurationSeconds: 43_201 }, message: `${constraint} have value less than or equal to 43200` },
    { input: { RoleArn: "arn:aws:iam::123:role/x" }, message: "is invalid" },
    { input: { RoleArn: "short" }, message: `${constraint} have length greater than or equal to 20` },
    { input: { Policy: "{}" }, message: "The sandbox's AssumeRole knows no Policy: leave it out." },
    { input: { Tags: [{ Key: "a", Value: "b" }] }, message: "knows no Tags.member.1" },
  ])(`refuses $input (${documented})`, async ({ input, message }) => {
    const client = asRole(await start(), "query");
    await expect(assume(client, "analyst", input)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(message) as string,
    });
  });

  test("a session assumes the next role for an hour at most", async () => {
    const endpoint = await start();
    const session = endpoint.sessions.create(
      endpoint.roles.find(arnOf("query")) ?? endpoint.roles.administrator,
      "s",
      900,
    );
    const client = endpoint.sts(session);
    await expect(assume(client, "analyst", { DurationSeconds: 3600 })).resolves.toBeDefined();
    await expect(assume(client, "analyst", { DurationSeconds: 3601 })).rejects.toMatchObject({
      message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    });
  });
});

test("what is not there is named", async () => {
  await expect((await start()).sts().send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: "InvalidAction",
    message: expect.stringContaining("the sandbox's STS has AssumeRole, GetCallerIdentity") as string,
  });
});

test("a request without a signature is nobody's", async () => {
  const response = await fetch((await start()).url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toMatch(
    /^<ErrorResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code>/,
  );
});
