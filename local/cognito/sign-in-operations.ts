import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import { notAuthorized, readInput } from "./cognito-input.js";
import type { PoolDirectory } from "./pool-services.js";

const text = z.string().min(1);
/** Sessions are at least 20 characters by the API's own model. */
const session = z.string().nullish();
const parameters = z.record(z.string(), z.string()).nullish();
const initiateSchema = z.looseObject({ AuthFlow: text, ClientId: text, AuthParameters: parameters });
const respondSchema = z.looseObject({
  ChallengeName: text,
  ClientId: text,
  Session: session,
  ChallengeResponses: parameters,
});
const refreshSchema = z.looseObject({ ClientId: text, RefreshToken: text });
const revokeSchema = z.looseObject({ ClientId: text, Token: text });
const accessTokenSchema = z.looseObject({ AccessToken: text });

/** Operations that sign in, keep signed in and sign out. Nobody signs them: the client knows no key. */
export function signInOperations(pools: PoolDirectory): Readonly<Record<string, AwsJsonOperation>> {
  return {
    async InitiateAuth(input) {
      const { AuthFlow, ClientId, AuthParameters } = readInput(initiateSchema, input);
      const { signIn, client } = pools.byClient(ClientId);
      return signIn.initiate(AuthFlow, client, AuthParameters ?? {}, false);
    },

    async RespondToAuthChallenge(input) {
      const { ChallengeName, ClientId, Session, ChallengeResponses } = readInput(respondSchema, input);
      const { signIn, client } = pools.byClient(ClientId);
      return signIn.respond(ChallengeName, client, ChallengeResponses ?? {}, Session ?? undefined);
    },

    async GetTokensFromRefreshToken(input) {
      const { ClientId, RefreshToken } = readInput(refreshSchema, input);
      const { tokens, client } = pools.byClient(ClientId);
      return { AuthenticationResult: await tokens.refresh(RefreshToken, client) };
    },

    async RevokeToken(input) {
      const { ClientId, Token } = readInput(revokeSchema, input);
      const { tokens, client } = pools.byClient(ClientId);
      await tokens.revoke(Token, client);
    },

    async GlobalSignOut(input) {
      const { tokens, user } = pools.byAccessToken(readInput(accessTokenSchema, input).AccessToken);
      await tokens.revokeAll(user.username);
    },

    async SignUp() {
      throw notAuthorized("SignUp is not permitted for this user pool");
    },
  };
}

/** Operations that need no signature on AWS and that no part of this project uses. */
const missing = [
  "CompleteWebAuthnRegistration",
  "ConfirmDevice",
  "ConfirmSignUp",
  "DeleteWebAuthnCredential",
  "ForgetDevice",
  "GetDevice",
  "GetUserAuthFactors",
  "ListDevices",
  "ListWebAuthnCredentials",
  "ResendConfirmationCode",
  "SetUserSettings",
  "StartWebAuthnRegistration",
  "UpdateAuthEventFeedback",
  "UpdateDeviceStatus",
] as const;

/** Refuses by name what the sandbox lacks: without this, a client would be told of a missing signature. */
export function missingUserOperations(): Readonly<Record<string, AwsJsonOperation>> {
  return Object.fromEntries(
    missing.map((name): [string, AwsJsonOperation] => [
      name,
      async () => {
        throw new AwsError(
          "UnsupportedOperationException",
          `The sandbox has no ${name}: accounts are made by administrators, and neither devices nor passkeys are remembered.`,
        );
      },
    ]),
  );
}
