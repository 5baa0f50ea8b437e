import { getDiffieHellman } from "node:crypto";
import {
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  ForgotPasswordCommand,
  ConfirmForgotPasswordCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  type AuthFlowType,
  type InitiateAuthCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import { signIn, signOut } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startPoolServer, type PoolServer, type PoolServerOptions } from "./pool-server.js";
import { sampleUserPool } from "./sample-user-pool.js";

// It warns of every endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = "ERROR";

const { userPoolId: UserPoolId } = sampleUserPool;
const email = "ada@airside.example";
const password = "Correct-Horse-7";
const incorrect = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const allFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

/** A pool whose client may also send passwords, so that a test needs no SRP of its own. */
function start(options: PoolServerOptions = {}): Promise<PoolServer> {
  return startPoolServer({ ...options, appClient: { explicitAuthFlows: allFlows, ...options.appClient } });
}

function initiate(
  { client }: PoolServer,
  AuthParameters: Record<string, string>,
  AuthFlow: AuthFlowType = "USER_PASSWORD_AUTH",
): Promise<InitiateAuthCommandOutput> {
  return client.send(new InitiateAuthCommand({ ClientId: "app", AuthFlow, AuthParameters }));
}

const withPassword = (server: PoolServer, PASSWORD: string, USERNAME = email) =>
  initiate(server, { USERNAME, PASSWORD });

describe("wrong passwords", () => {
  test("lock the user out, longer each time, and nothing tells whether the user exists", async () => {
    const server = await start();
    await server.addUser(email, password);
    for (const name of [email, "nobody@airside.example", "not-an-address"]) {
      for (let failures = 1; failures <= 5; failures += 1) {
        await expect(withPassword(server, "wrong", name)).rejects.toMatchObject(incorrect);
      }
      await expect(withPassword(server, password, name)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Password attempts exceeded",
      });
      server.clock.advance(1000);
      await expect(withPassword(server, "wrong", name)).rejects.toMatchObject(incorrect);
      server.clock.advance(1999);
      await expect(withPassword(server, password, name)).rejects.toThrow("Password attempts exceeded");
      server.clock.advance(1);
    }
    expect((await withPassword(server, password)).AuthenticationResult).toBeDefined();
    await expect(withPassword(server, "wrong")).rejects.toMatchObject(incorrect);
    expect((await withPassword(server, password)).AuthenticationResult).toBeDefined();
  });

  test("count by user, whatever name is typed", async () => {
    const server = await start();
    await server.addUser(email, password);
    const { USER_ID_FOR_SRP: sub = "" } = (await beginSrp(server, email)).ChallengeParameters ?? {};
    for (const name of [email, sub, email.toUpperCase(), sub, email]) {
      await expect(withPassword(server, "wrong", name)).rejects.toMatchObject(incorrect);
    }
    await expect(withPassword(server, password)).rejects.toThrow("Password attempts exceeded");
  });

  test("an administrator's new password ends the lock", async () => {
    const server = await start();
    await server.addUser(email, password);
    for (let failures = 1; failures <= 9; failures += 1) await withPassword(server, "wrong").catch(() => undefined);
    const newPassword = "Battery-Staple-8";
    await server.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: newPassword, Permanent: true }),
    );
    expect((await withPassword(server, newPassword)).AuthenticationResult).toBeDefined();
  });
});

function beginSrp(server: PoolServer, USERNAME: string, SRP_A = "abcdef0123456789".repeat(48)) {
  return initiate(server, { USERNAME, SRP_A }, "USER_SRP_AUTH");
}

describe("the challenge of SRP", () => {
  test("looks the same for users who do not exist, and the same each time", async () => {
    const server = await start();
    await server.addUser(email, password);
    const [known, unknown, again, upper, other] = await Promise.all(
      [email, "bob@airside.example", "bob@airside.example", "BOB@airside.example", "eve@airside.example"].map(
        async (name) => (await beginSrp(server, name)).ChallengeParameters ?? {},
      ),
    );
    for (const parameters of [known, unknown]) {
      expect(parameters).toEqual({
        SALT: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        SECRET_BLOCK: expect.stringMatching(/^[A-Za-z0-9+/]{1000,}=*$/) as string,
        SRP_B: expect.stringMatching(/^[0-9a-f]{750,768}$/) as string,
        USERNAME: parameters?.["USER_ID_FOR_SRP"],
        USER_ID_FOR_SRP: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ) as string,
      });
    }
    for (const same of [again, upper]) {
      expect([same?.["SALT"], same?.["USERNAME"]]).toEqual([unknown?.["SALT"], unknown?.["USERNAME"]]);
      expect(same?.["SRP_B"]).not.toBe(unknown?.["SRP_B"]);
    }
    expect(other?.["SALT"]).not.toBe(unknown?.["SALT"]);
    expect(other?.["USERNAME"]).not.toBe(unknown?.["USERNAME"]);
  });

  test("a client that wants to know is told", async () => {
    const server = await start({ appClient: { preventUserExistenceErrors: false } });
    const error = { name: "UserNotFoundException", message: "User does not exist." };
    await expect(beginSrp(server, email)).rejects.toMatchObject(error);
    await expect(withPassword(server, password)).rejects.toMatchObject(error);
    await expect(
      server.client.send(new ForgotPasswordCommand({ ClientId: "app", Username: email })),
    ).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  const prime = getDiffieHellman("modp15").getPrime("hex");
  test.each([
    { name: "zero", SRP_A: "0" },
    { name: "the prime", SRP_A: prime },
    { name: "twice the prime", SRP_A: (2n * BigInt(`0x${prime}`)).toString(16) },
    { name: "no number", SRP_A: "xyz" },
    { name: "a sign", SRP_A: "-1" },
    { name: "too long", SRP_A: "1".repeat(1025) },
  ])("a client's value that is $name is refused (RFC 5054, 2.5.4)", async ({ SRP_A }) => {
    const server = await start();
    await expect(beginSrp(server, email, SRP_A)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("the proof of SRP", () => {
  afterEach(() => signOut());

  /** Signs in with Amplify and gives the proof that it sent. */
  async function capturedProof(server: PoolServer): Promise<Record<string, string>> {
    Amplify.configure({
      Auth: { Cognito: { userPoolId: UserPoolId, userPoolClientId: "app", userPoolEndpoint: server.url } },
    });
    const fetched = vi.spyOn(globalThis, "fetch");
    await signIn({ username: email, password });
    const bodies = fetched.mock.calls.map(([, init]) => JSON.parse(init?.body as string) as Record<string, unknown>);
    fetched.mockRestore();
    const sent = bodies.find(({ ChallengeName }) => ChallengeName === "PASSWORD_VERIFIER");
    return sent?.["ChallengeResponses"] as Record<string, string>;
  }

  const respond = ({ client }: PoolServer, ChallengeResponses: Record<string, string>) =>
    client.send(
      new RespondToAuthChallengeCommand({ ClientId: "app", ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses }),
    );

  test("is good once", async () => {
    const server = await start();
    await server.addUser(email, password);
    await expect(respond(server, await capturedProof(server))).rejects.toThrow("session can only be used once");
  });

  test("is for this challenge, this user and this time", async () => {
    const server = await start();
    await server.addUser(email, password);
    await server.addUser("bob@airside.example", password);
    const proof = await capturedProof(server);
    const fresh = (await beginSrp(server, email)).ChallengeParameters?.["SECRET_BLOCK"] ?? "";
    await expect(respond(server, { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: fresh })).rejects.toMatchObject(incorrect);
    const next = (await beginSrp(server, email)).ChallengeParameters?.["SECRET_BLOCK"] ?? "";
    await expect(
      respond(server, { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: next, USERNAME: "bob@airside.example" }),
    ).rejects.toMatchObject(incorrect);
    server.clock.advance(3 * 60_000);
    await expect(respond(server, { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: next })).rejects.toThrow(
      "Invalid session for the user, session is expired.",
    );
    await expect(respond(server, { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: "AAAA" })).rejects.toThrow(
      "Invalid session for the user.",
    );
  });

  test("fails for users who do not exist as for wrong passwords", async () => {
    const server = await start();
    await server.addUser(email, password);
    const proof = await capturedProof(server);
    const { SECRET_BLOCK = "", USERNAME = "" } =
      (await beginSrp(server, "x@airside.example")).ChallengeParameters ?? {};
    await expect(
      respond(server, { ...proof, USERNAME, PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK }),
    ).rejects.toMatchObject(incorrect);
  });
});

describe("sessions between challenges", () => {
  const newPassword = "Battery-Staple-8";

  async function challenged(options: PoolServerOptions = {}) {
    const server = await start(options);
    const made = await server.pools.ensureUser(UserPoolId, email, []);
    const { Session = "", ChallengeName } = await withPassword(server, made.password ?? "");
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const answer = (changes: Partial<Record<"Session" | "ChallengeName" | "USERNAME", string>> = {}) => {
      const { USERNAME = email, ...rest } = changes;
      return server.client.send(
        new RespondToAuthChallengeCommand({
          ClientId: "app",
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME, NEW_PASSWORD: newPassword },
          ...(rest as object),
        }),
      );
    };
    return { server, Session, answer };
  }

  test("are taken once", async () => {
    const { answer } = await challenged();
    const both = await Promise.allSettled([answer(), answer()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(answer()).rejects.toThrow("Invalid session for the user");
  });

  test("end after three minutes", async () => {
    const { server, answer } = await challenged();
    server.clock.advance(3 * 60_000);
    await expect(answer()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session is expired.",
    });
  });

  test("are for their user and their challenge", async () => {
    const { server, Session, answer } = await challenged();
    await server.addUser("bob@airside.example", password);
    await expect(answer({ USERNAME: "bob@airside.example" })).rejects.toThrow("Invalid session for the user.");
    await expect(answer({ Session: `${Session.slice(0, -2)}AA` })).rejects.toThrow("Invalid session for the user.");
    const asCode = new RespondToAuthChallengeCommand({
      ClientId: "app",
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: "123456" },
    });
    await expect(server.client.send(asCode)).rejects.toThrow("Invalid session for the user.");
    expect((await answer()).AuthenticationResult).toBeDefined();
  });

  test("end when the password that they are for is another's business now, or the account is closed", async () => {
    const first = await challenged();
    await first.server.pools.ensureUser(UserPoolId, email, []);
    await expect(first.answer()).rejects.toThrow("Invalid session for the user.");
    const second = await challenged();
    await second.server.client.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
    await expect(second.answer()).rejects.toThrow("User is disabled.");
  });

  test("one-time passwords end after the days that the policy says", async () => {
    const server = await start();
    const made = await server.pools.ensureUser(UserPoolId, email, []);
    server.clock.advance(3 * 24 * 3600_000);
    await expect(withPassword(server, made.password ?? "")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Temporary password has expired and must be reset by an administrator.",
    });
    const again = await server.pools.ensureUser(UserPoolId, email, []);
    expect((await withPassword(server, again.password ?? "")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});

describe("flows", () => {
  test.each([
    { flow: "USER_PASSWORD_AUTH", allowed: ["ALLOW_USER_SRP_AUTH"], expected: "USER_PASSWORD_AUTH flow not enabled" },
    { flow: "USER_SRP_AUTH", allowed: ["ALLOW_USER_PASSWORD_AUTH"], expected: "USER_SRP_AUTH flow not enabled" },
    { flow: "USER_AUTH", allowed: ["ALLOW_USER_SRP_AUTH"], expected: "USER_AUTH flow not enabled" },
    { flow: "USER_AUTH", allowed: ["ALLOW_USER_AUTH"], expected: "The sandbox cannot run the flow USER_AUTH" },
    { flow: "CUSTOM_AUTH", allowed: [], expected: "The sandbox cannot run the flow CUSTOM_AUTH" },
    { flow: "ADMIN_USER_PASSWORD_AUTH", allowed: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"], expected: "not enabled" },
    { flow: "REFRESH_TOKEN_AUTH", allowed: ["ALLOW_REFRESH_TOKEN_AUTH"], expected: "Use GetTokensFromRefreshToken" },
    { flow: "toString", allowed: [], expected: "Member must satisfy enum value set: [USER_SRP_AUTH" },
  ])("$flow of a client with $allowed: $expected", async ({ flow, allowed, expected }) => {
    const server = await start({ appClient: { explicitAuthFlows: allowed } });
    await expect(initiate(server, {}, flow as AuthFlowType)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(expected) as string,
    });
  });

  test("what is missing or unknown is named", async () => {
    const server = await start();
    await expect(initiate(server, { USERNAME: email })).rejects.toThrow("Missing required parameter PASSWORD");
    await expect(
      server.client.send(new InitiateAuthCommand({ ClientId: "other", AuthFlow: "USER_SRP_AUTH" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "User pool client other does not exist.",
    });
    await expect(
      server.client.send(new InitiateAuthCommand({ AuthFlow: "USER_SRP_AUTH" } as never)),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must not be null",
    });
    await expect(server.client.send(new ListDevicesCommand({ AccessToken: "x" }))).rejects.toMatchObject({
      name: "UnsupportedOperationException",
      message: expect.stringContaining("The sandbox has no ListDevices") as string,
    });
  });
});

describe("forgotten passwords", () => {
  const forgot = ({ client }: PoolServer, Username: string) =>
    client.send(new ForgotPasswordCommand({ ClientId: "app", Username }));
  const confirm = ({ client }: PoolServer, Username: string, ConfirmationCode: string) =>
    client.send(
      new ConfirmForgotPasswordCommand({ ClientId: "app", Username, ConfirmationCode, Password: "Battery-Staple-8" }),
    );

  test("tell nothing of who exists, with or without a code, right up to the limits", async () => {
    const server = await start();
    await server.addUser(email, password);
    const answers: unknown[][] = [];
    for (const name of [email, "abe@airport.example"]) {
      const seen: unknown[] = [await confirm(server, name, "12345").catch((error: Error) => error.message)];
      seen.push((await forgot(server, name)).CodeDeliveryDetails);
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        seen.push(await confirm(server, name, "12345").catch((error: Error) => `${error.name}: ${error.message}`));
      }
      seen.push(await forgot(server, name).catch((error: Error) => error.name));
      server.clock.advance(3600_000);
      seen.push(await confirm(server, name, "12345").catch((error: Error) => error.name));
      answers.push(seen);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual([
      "Invalid code provided, please request a code again.",
      { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@a***" },
      ...Array.from(
        { length: 5 },
        () => "CodeMismatchException: Invalid verification code provided, please try again.",
      ),
      "LimitExceededException: Attempt limit exceeded, please try after some time.",
      "LimitExceededException",
      "ExpiredCodeException",
    ]);
    expect(server.log.infos).toHaveLength(1);
  });

  test("are for users who have chosen one", async () => {
    const server = await start();
    await server.pools.ensureUser(UserPoolId, email, []);
    await expect(forgot(server, email)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User password cannot be reset in the current state.",
    });
  });
});
