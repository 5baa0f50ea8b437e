import { Amplify } from "aws-amplify";
import {
  confirmResetPassword,
  confirmSignIn,
  confirmUserAttribute,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
  type SignInOutput,
} from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { Secret, TOTP } from "otpauth";
import { afterEach, describe, expect, test } from "vitest";
import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPoolServer, type PoolServer, type PoolServerOptions } from "./pool-server.js";
import { sampleUserPool } from "./sample-user-pool.js";

// The unmodified aws-amplify client, as the web app and its Authenticator use it, over HTTP.

// It warns of every endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = "ERROR";

const email = "Ada@Airside.example";
const password = "Correct-Horse-7";
const { userPoolId } = sampleUserPool;

async function start(options: PoolServerOptions = {}): Promise<PoolServer> {
  const server = await startPoolServer(options);
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId: "app", userPoolEndpoint: server.url } } });
  return server;
}

afterEach(() => signOut());

function codeOf(secret: string, server: PoolServer): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });
}

function printedCode(server: PoolServer): string {
  return /the code (\d{6}) /.exec(server.log.infos.at(-1) ?? "")?.[1] ?? "";
}

const step = ({ nextStep }: Pick<SignInOutput, "nextStep">): string => nextStep.signInStep;

describe("signing in", () => {
  test("by SRP, whatever the case of the address; the tokens say who it is", async () => {
    const server = await start();
    await server.addUser(email, password, ["businessAnalyst", "developer", "operations"]);
    expect(await signIn({ username: "ada@AIRSIDE.example", password })).toEqual({
      isSignedIn: true,
      nextStep: { signInStep: "DONE" },
    });
    const { tokens } = await fetchAuthSession();
    const user = await getCurrentUser();
    expect(user).toMatchObject({ username: user.userId, signInDetails: { authFlowType: "USER_SRP_AUTH" } });
    expect(tokens?.idToken?.payload).toMatchObject({
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
      aud: "app",
      token_use: "id",
      email,
      email_verified: true,
      "cognito:username": user.userId,
      "cognito:groups": ["developer", "businessAnalyst", "operations"],
      "cognito:roles": ["arn:aws:iam::000000000000:role/developer", "arn:aws:iam::000000000000:role/analyst"],
      "cognito:preferred_role": "arn:aws:iam::000000000000:role/developer",
    });
    expect(tokens?.accessToken.payload).toMatchObject({
      token_use: "access",
      client_id: "app",
      sub: user.userId,
      "cognito:groups": ["developer", "businessAnalyst", "operations"],
    });
    expect(await fetchUserAttributes()).toEqual({ sub: user.userId, email, email_verified: "true" });
  });

  test("aws-jwt-verify takes the tokens, with the pool's own key set", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const { tokens } = await fetchAuthSession();
    const jwks = server.pools.jwks(userPoolId) as Parameters<
      ReturnType<typeof CognitoJwtVerifier.create>["cacheJwks"]
    >[0];
    for (const [tokenUse, token] of [
      ["id", tokens?.idToken],
      ["access", tokens?.accessToken],
    ] as const) {
      const verifier = CognitoJwtVerifier.create({ userPoolId, clientId: "app", tokenUse });
      verifier.cacheJwks(jwks);
      expect(await verifier.verify(token?.toString() ?? "")).toMatchObject({ token_use: tokenUse });
    }
    expect(server.pools.jwks("us-east-1_Nowhere01")).toBeUndefined();
  });

  test("with a one-time password, which has to be changed to one that the policy takes", async () => {
    const server = await start();
    const made = await server.pools.ensureUser(userPoolId, email, ["developer"]);
    const first = await signIn({ username: email, password: made.password ?? "" });
    expect(first.nextStep).toEqual({
      signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
      missingAttributes: [],
    });
    await expect(confirmSignIn({ challengeResponse: "Short-7a" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    expect((await confirmSignIn({ challengeResponse: password })).isSignedIn).toBe(true);
    await signOut();
    await expect(signIn({ username: email, password: made.password ?? "" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect((await signIn({ username: email, password })).isSignedIn).toBe(true);
    expect(await server.pools.ensureUser(userPoolId, email, ["operations"])).toEqual({ password: undefined });
  });

  test("nobody signs up alone", async () => {
    await start();
    await expect(signUp({ username: email, password })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });
});

describe("staying signed in", () => {
  test("every refresh gives another refresh token, and the sign-in stays the same", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const before = (await fetchAuthSession()).tokens;
    server.clock.advance(1000);
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens;
    expect(after?.accessToken.toString()).not.toBe(before?.accessToken.toString());
    for (const claim of ["origin_jti", "event_id", "auth_time", "sub"]) {
      expect(after?.accessToken.payload[claim]).toBe(before?.accessToken.payload[claim]);
    }
    expect(after?.idToken?.payload["jti"]).not.toBe(before?.idToken?.payload["jti"]);
    server.clock.advance(60_000);
    // The token that the second refresh sends is the one that the first has brought.
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeDefined();
  });

  test("signing out everywhere ends what other devices hold", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const held = (await fetchAuthSession()).tokens?.accessToken.toString();
    await signOut({ global: true });
    await expect(server.client.send(new GetUserCommand({ AccessToken: held }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has been revoked",
    });
  });

  test("signing out here revokes this sign-in's tokens and no others", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const first = (await fetchAuthSession()).tokens?.accessToken.toString();
    await signOut();
    await signIn({ username: email, password });
    const second = (await fetchAuthSession()).tokens?.accessToken.toString();
    await expect(server.client.send(new GetUserCommand({ AccessToken: first }))).rejects.toThrow("has been revoked");
    await expect(server.client.send(new GetUserCommand({ AccessToken: second }))).resolves.toBeDefined();
  });
});

describe("authenticator apps", () => {
  test("set up by a user, asked for from then on, each code taken once", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const { sharedSecret } = await setUpTOTP();
    await expect(verifyTOTPSetup({ code: "000000" })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
      message: "Code mismatch and fail enable Software Token MFA",
    });
    await verifyTOTPSetup({ code: codeOf(sharedSecret, server) });
    expect(await fetchMFAPreference()).toEqual({});
    await updateMFAPreference({ totp: "PREFERRED" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"], preferred: "TOTP" });
    await signOut();

    expect(step(await signIn({ username: email, password }))).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await expect(confirmSignIn({ challengeResponse: "123" })).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid code received for user",
    });
    await expect(confirmSignIn({ challengeResponse: codeOf(sharedSecret, server) })).rejects.toMatchObject({
      name: "ExpiredCodeException",
      message: "Your software token has already been used once.",
    });
    server.clock.advance(30_000);
    expect((await confirmSignIn({ challengeResponse: codeOf(sharedSecret, server) })).isSignedIn).toBe(true);

    await updateMFAPreference({ totp: "DISABLED" });
    await signOut();
    expect((await signIn({ username: email, password })).isSignedIn).toBe(true);
  });

  test("set up on the way in where the pool demands it", async () => {
    const server = await start({ pool: { mfa: "ON" } });
    const made = await server.pools.ensureUser(userPoolId, email, []);
    await signIn({ username: email, password: made.password ?? "" });
    const { nextStep } = await confirmSignIn({ challengeResponse: password });
    if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
    const { sharedSecret } = nextStep.totpSetupDetails;
    await expect(confirmSignIn({ challengeResponse: "000000" })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    expect((await confirmSignIn({ challengeResponse: codeOf(sharedSecret, server) })).isSignedIn).toBe(true);
    await signOut();
    server.clock.advance(30_000);
    expect(step(await signIn({ username: email, password }))).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect((await confirmSignIn({ challengeResponse: codeOf(sharedSecret, server) })).isSignedIn).toBe(true);
  });
});

describe("passwords and addresses", () => {
  test("changing the password needs the old one", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const newPassword = "Battery-Staple-8";
    await expect(updatePassword({ oldPassword: "wrong", newPassword })).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await updatePassword({ oldPassword: password, newPassword });
    await signOut();
    await expect(signIn({ username: email, password })).rejects.toThrow("Incorrect username or password.");
    expect((await signIn({ username: email, password: newPassword })).isSignedIn).toBe(true);
  });

  test("a forgotten password is replaced with a code", async () => {
    const server = await start();
    await server.addUser(email, password);
    const newPassword = "Battery-Staple-8";
    expect((await resetPassword({ username: email })).nextStep).toMatchObject({
      resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE",
      codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "A***@A***" },
    });
    const confirmationCode = printedCode(server);
    const wrong = confirmationCode === "000000" ? "000001" : "000000";
    await expect(confirmResetPassword({ username: email, confirmationCode: wrong, newPassword })).rejects.toMatchObject(
      { name: "CodeMismatchException" },
    );
    await confirmResetPassword({ username: email, confirmationCode, newPassword });
    expect((await signIn({ username: email, password: newPassword })).isSignedIn).toBe(true);
    await expect(confirmResetPassword({ username: email, confirmationCode, newPassword })).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  test("a password that an administrator has reset leads to a new one", async () => {
    const server = await start();
    await server.addUser(email, password);
    await server.client.send(new AdminResetUserPasswordCommand({ UserPoolId: userPoolId, Username: email }));
    expect(step(await signIn({ username: email, password }))).toBe("RESET_PASSWORD");
    await confirmResetPassword({ username: email, confirmationCode: printedCode(server), newPassword: password });
    expect((await signIn({ username: email, password })).isSignedIn).toBe(true);
  });

  test("a new address has to be confirmed", async () => {
    const server = await start();
    await server.addUser(email, password);
    await signIn({ username: email, password });
    const result = await updateUserAttributes({ userAttributes: { email: "lovelace@airside.example", name: "Ada" } });
    expect(result.email?.nextStep.updateAttributeStep).toBe("CONFIRM_ATTRIBUTE_WITH_CODE");
    expect(await fetchUserAttributes()).toMatchObject({ email_verified: "false", name: "Ada" });
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: printedCode(server) });
    expect(await fetchUserAttributes()).toMatchObject({ email: "lovelace@airside.example", email_verified: "true" });
    const found = await server.client.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: "Lovelace@airside.example" }),
    );
    expect(found.UserStatus).toBe("CONFIRMED");
    await expect(updateUserAttributes({ userAttributes: { email_verified: "true" } })).rejects.toThrow(
      "A client attempted to write unauthorized attribute",
    );
  });
});
