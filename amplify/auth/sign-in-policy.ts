import type { CfnUserPool, CfnUserPoolClient } from "aws-cdk-lib/aws-cognito";

/** Every class of characters; a temporary password is for the first sign-in and ends after a week. */
const passwordPolicy: CfnUserPool.PasswordPolicyProperty = {
  minimumLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
};

/** Minutes that an access or ID token is good for: so long a user who is taken out of a group still counts as in it. */
const tokenMinutes = 60;
/** Hours after which a browser must sign in again: a long shift. */
const refreshTokenHours = 12;
/** Seconds that a refresh token is still good for after its use: a second tab may have sent it at the same time. */
const rotationGraceSeconds = 60;

/**
 * Passwords, tokens and flows of the user pool and of its one client. `keep`: the pool refuses to be deleted, as a
 * branch's must and a developer's sandbox must not.
 */
export function setSignInPolicy(
  resources: { readonly cfnUserPool: CfnUserPool; readonly cfnUserPoolClient: CfnUserPoolClient },
  keep: boolean,
): void {
  const { cfnUserPool: pool, cfnUserPoolClient: client } = resources;
  pool.policies = { passwordPolicy };
  pool.deletionProtection = keep ? "ACTIVE" : "INACTIVE";

  // A client that rotates refresh tokens must not have ALLOW_REFRESH_TOKEN_AUTH: it refreshes by GetTokensFromRefreshToken
  // (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html).
  client.explicitAuthFlows = ["ALLOW_USER_SRP_AUTH"];
  client.refreshTokenRotation = { feature: "ENABLED", retryGracePeriodSeconds: rotationGraceSeconds };
  client.enableTokenRevocation = true;
  client.preventUserExistenceErrors = "ENABLED";
  client.accessTokenValidity = tokenMinutes;
  client.idTokenValidity = tokenMinutes;
  client.refreshTokenValidity = refreshTokenHours;
  client.tokenValidityUnits = { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" };
}
