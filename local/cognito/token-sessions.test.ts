import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
  type AuthenticationResultType,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "vitest";
import { startPoolServer, testSigningKey, type PoolServer, type PoolServerOptions } from "./pool-server.js";
import { sampleClient, sampleUserPool } from "./sample-user-pool.js";
import { createTokenIssuer } from "./token-issuer.js";

const { userPoolId: UserPoolId } = sampleUserPool;
const Username = "ada@airside.example";
const password = "Correct-Horse-7";
const explicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
const withoutRotation = { refreshTokenRotationGraceSeconds: undefined };

async function signedIn(options: PoolServerOptions = {}) {
  const server = await startPoolServer({ ...options, appClient: { explicitAuthFlows, ...options.appClient } });
  await server.addUser(Username, password, ["businessAnalyst"]);
  return { server, first: await again(server) };
}

async function again({ client }: PoolServer): Promise<AuthenticationResultType> {
  const AuthParameters = { USERNAME: Username, PASSWORD: password };
  const answer = await client.send(
    new InitiateAuthCommand({ ClientId: "app", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
  );
  return answer.AuthenticationResult ?? {};
}

async function refresh({ client }: PoolServer, RefreshToken = "", ClientId = "app"): Promise<AuthenticationResultType> {
  const answer = await client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  return answer.AuthenticationResult ?? {};
}

const whoIs = ({ client }: PoolServer, AccessToken: string | undefined) =>
  client.send(new GetUserCommand({ AccessToken }));

function claimsOf(token = ""): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
}

describe("refresh tokens that rotate", () => {
  test("give another one, and are good for the grace after that", async () => {
    const { server, first } = await signedIn();
    const second = await refresh(server, first.RefreshToken);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    server.clock.advance(9_999);
    const tab = await refresh(server, first.RefreshToken);
    // Both tabs go on, each with its own.
    const [next] = await Promise.all([refresh(server, second.RefreshToken), refresh(server, tab.RefreshToken)]);
    await expect(whoIs(server, next.AccessToken)).resolves.toBeDefined();
  });

  test("end the whole sign-in when one comes back after its grace, and no other sign-in", async () => {
    const { server, first } = await signedIn();
    const other = await again(server);
    const second = await refresh(server, first.RefreshToken);
    server.clock.advance(10_000);
    await expect(refresh(server, first.RefreshToken)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
    await expect(refresh(server, second.RefreshToken)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has been revoked",
    });
    await expect(whoIs(server, second.AccessToken)).rejects.toThrow("Access Token has been revoked");
    expect((await refresh(server, other.RefreshToken)).AccessToken).toBeDefined();
  });

  test("without grace are good once", async () => {
    const { server, first } = await signedIn({ appClient: { refreshTokenRotationGraceSeconds: 0 } });
    await refresh(server, first.RefreshToken);
    await expect(refresh(server, first.RefreshToken)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
  });

  test("end when the first one would have, however often they were changed", async () => {
    const { server, first } = await signedIn();
    let token = first.RefreshToken;
    for (let hour = 1; hour < 12; hour += 1) {
      server.clock.advance(3600_000);
      token = (await refresh(server, token)).RefreshToken;
    }
    server.clock.advance(3600_000);
    await expect(refresh(server, token)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has expired",
    });
  });

  test("stay few on record: one that is too old is no token any more", async () => {
    const { server, first } = await signedIn();
    let token = first.RefreshToken;
    for (let count = 0; count < 51; count += 1) token = (await refresh(server, token)).RefreshToken;
    await expect(refresh(server, first.RefreshToken)).rejects.toThrow("Invalid Refresh Token.");
    expect((await refresh(server, token)).AccessToken).toBeDefined();
  });
});

describe("refresh tokens that stay", () => {
  test("are good for every flow that refreshes, until they end", async () => {
    const { server, first } = await signedIn({ appClient: withoutRotation });
    const { RefreshToken = "" } = first;
    expect((await refresh(server, RefreshToken)).RefreshToken).toBeUndefined();
    for (const AuthFlow of ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"] as const) {
      const answer = await server.client.send(
        new InitiateAuthCommand({ ClientId: "app", AuthFlow, AuthParameters: { REFRESH_TOKEN: RefreshToken } }),
      );
      expect(answer.AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    }
    server.clock.advance(12 * 3600_000);
    await expect(refresh(server, RefreshToken)).rejects.toThrow("Refresh Token has expired");
  });
});

describe("refreshed tokens", () => {
  test("have the client's lifetimes and the groups of now", async () => {
    const appClient = { accessTokenValidity: 300, idTokenValidity: 600 };
    const { server, first } = await signedIn({ appClient });
    server.clock.advance(200_000);
    await server.client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "developer" }));
    const next = await refresh(server, first.RefreshToken);
    expect(next.ExpiresIn).toBe(300);
    const [before, access, id] = [first.AccessToken, next.AccessToken, next.IdToken].map(claimsOf);
    expect(Number(access?.["exp"]) - Number(access?.["iat"])).toBe(300);
    expect(Number(id?.["exp"]) - Number(id?.["iat"])).toBe(600);
    expect(Number(access?.["iat"]) - Number(access?.["auth_time"])).toBe(200);
    expect(before?.["cognito:groups"]).toEqual(["businessAnalyst"]);
    expect(access?.["cognito:groups"]).toEqual(["developer", "businessAnalyst"]);
    server.clock.advance(100_000);
    await expect(whoIs(server, first.AccessToken)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has expired",
    });
    await expect(whoIs(server, next.AccessToken)).resolves.toMatchObject({ Username: id?.["sub"] });
  });

  test("name no preferred role where two groups of one precedence have two", async () => {
    const [analyst, developer] = sampleUserPool.groups;
    if (analyst === undefined || developer === undefined) throw new Error("the sample has groups");
    const { server } = await signedIn({
      pool: { groups: [analyst, { ...developer, precedence: 2 }], clients: [{ ...sampleClient, explicitAuthFlows }] },
    });
    await server.client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "developer" }));
    const id = claimsOf((await again(server)).IdToken);
    expect(id["cognito:roles"]).toEqual([analyst.roleArn, developer.roleArn]);
    expect(id).not.toHaveProperty("cognito:preferred_role");
  });
});

describe("signing out", () => {
  test("RevokeToken ends one sign-in", async () => {
    const { server, first } = await signedIn();
    const other = await again(server);
    const revoke = (Token = "", ClientId = "app") => server.client.send(new RevokeTokenCommand({ ClientId, Token }));
    await expect(revoke(first.AccessToken)).rejects.toMatchObject({ name: "UnsupportedTokenTypeException" });
    await revoke(first.RefreshToken);
    await revoke(first.RefreshToken);
    await revoke("no token of ours");
    await expect(refresh(server, first.RefreshToken)).rejects.toThrow("Refresh Token has been revoked");
    await expect(whoIs(server, first.AccessToken)).rejects.toThrow("Access Token has been revoked");
    await expect(whoIs(server, other.AccessToken)).resolves.toBeDefined();
  });

  test("tokens of a client without revocation cannot be revoked and say nothing of it", async () => {
    const { server, first } = await signedIn({ appClient: { enableTokenRevocation: false } });
    expect(claimsOf(first.AccessToken)).not.toHaveProperty("origin_jti");
    expect(claimsOf(first.IdToken)).not.toHaveProperty("jti");
    await expect(
      server.client.send(new RevokeTokenCommand({ ClientId: "app", Token: first.RefreshToken })),
    ).rejects.toMatchObject({ name: "UnsupportedOperationException" });
    await server.client.send(new GlobalSignOutCommand({ AccessToken: first.AccessToken }));
    await expect(whoIs(server, first.AccessToken)).rejects.toThrow("Access Token has been revoked");
  });

  const ends = [
    { name: "AdminUserGlobalSignOut", command: AdminUserGlobalSignOutCommand, expected: "has been revoked" },
    { name: "AdminDisableUser", command: AdminDisableUserCommand, expected: /revoked|User is disabled/ },
    { name: "AdminDeleteUser", command: AdminDeleteUserCommand, expected: /Invalid Refresh Token|does not exist/ },
  ];
  test.each(ends)("$name ends all sign-ins", async ({ command, expected }) => {
    const { server, first } = await signedIn();
    const other = await again(server);
    await server.client.send(new command({ UserPoolId, Username }));
    for (const { RefreshToken, AccessToken } of [first, other]) {
      await expect(refresh(server, RefreshToken)).rejects.toThrow(expected);
      await expect(whoIs(server, AccessToken)).rejects.toThrow(expected);
    }
  });

  test("a user who was disabled and enabled again signs in again", async () => {
    const { server, first } = await signedIn();
    await server.client.send(new AdminDisableUserCommand({ UserPoolId, Username }));
    await expect(again(server)).rejects.toMatchObject({ message: "User is disabled." });
    await server.client.send(new AdminEnableUserCommand({ UserPoolId, Username }));
    await expect(refresh(server, first.RefreshToken)).rejects.toThrow("Refresh Token has been revoked");
    expect((await again(server)).AccessToken).toBeDefined();
  });
});

describe("access tokens that are refused", () => {
  test("id tokens, tokens of another client, of nobody, of no known sign-in, and no tokens", async () => {
    const { server, first } = await signedIn();
    const sub = String(claimsOf(first.AccessToken)["sub"]);
    const issuer = createTokenIssuer({
      region: "us-east-1",
      userPoolId: UserPoolId,
      signingKey: testSigningKey,
      clock: server.clock,
      randomId: () => "made-up",
    });
    const ada = { sub, username: sub, groups: ["developer"] };
    const tokens = {
      "Invalid Access Token": [first.IdToken, issuer.accessToken(ada, "other"), "x", "a.b.c", `${first.AccessToken}x`],
      "Access Token has been revoked": [issuer.accessToken(ada, "app")],
      "User does not exist.": [issuer.accessToken({ ...ada, username: "nobody" }, "app")],
    };
    for (const [message, refused] of Object.entries(tokens)) {
      for (const token of refused) await expect(whoIs(server, token)).rejects.toThrow(message);
    }
  });
});
