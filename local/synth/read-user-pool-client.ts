import type { UserPoolClientModel } from "./backend-model.js";
import { userPoolClientId } from "./physical-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { Resource } from "./stack.js";

/** Seconds. */
const units = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

/**
 * Default and limits of each token's life, seconds, and the unit where none is given
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html).
 */
const lifetimes = {
  AccessToken: { unit: "hours", byDefault: units.hours, least: 300, most: units.days },
  IdToken: { unit: "hours", byDefault: units.hours, least: 300, most: units.days },
  RefreshToken: { unit: "days", byDefault: 30 * units.days, least: units.hours, most: 3650 * units.days },
} as const;

/** What a client may do that names no flows (same page). */
const defaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
/** Seconds that a refreshed token stays good where the definition names none. */
const defaultGrace = 0;
/** Minutes that a sign-in may take; the sandbox knows no other. */
const signInMinutes = 3;

/**
 * A client of a user pool.
 * @throws SynthError for secrets, flows of old and token lifetimes that Cognito refuses
 */
export function readUserPoolClient(resource: Resource): UserPoolClientModel {
  const client = PropertyReader.of(resource, {
    runs: [
      "UserPoolId",
      "ClientName",
      "AuthSessionValidity",
      "AccessTokenValidity",
      "EnableTokenRevocation",
      "ExplicitAuthFlows",
      "GenerateSecret",
      "IdTokenValidity",
      "PreventUserExistenceErrors",
      "RefreshTokenRotation",
      "RefreshTokenValidity",
      "TokenValidityUnits",
    ],
    noLocalEffect: [
      // Nothing here serves the hosted pages.
      "AllowedOAuthFlows",
      "AllowedOAuthFlowsUserPoolClient",
      "AllowedOAuthScopes",
      "CallbackURLs",
      "DefaultRedirectURI",
      "LogoutURLs",
      "SupportedIdentityProviders",
      "AnalyticsConfiguration",
      "EnablePropagateAdditionalUserContextData",
      "ReadAttributes",
      "WriteAttributes",
    ],
  });
  if (client.optionalBoolean("GenerateSecret") === true) {
    throw client.refuse("GenerateSecret", "A browser cannot keep a secret: leave it out.");
  }
  if ((client.optionalInteger("AuthSessionValidity") ?? signInMinutes) !== signInMinutes) {
    throw client.refuse(
      "AuthSessionValidity",
      `It gives a sign-in ${signInMinutes} minutes, Cognito's default: leave it out.`,
    );
  }
  const flows = client.has("ExplicitAuthFlows") ? client.texts("ExplicitAuthFlows") : defaultFlows;
  const old = flows.find((flow) => !flow.startsWith("ALLOW_"));
  if (old !== undefined) throw client.refuse(`ExplicitAuthFlows ${old}`, "Use the names that begin with ALLOW_.");
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    clientId: userPoolClientId(resource),
    name: client.optionalText("ClientName"),
    explicitAuthFlows: flows,
    accessTokenValidity: readLifetime(client, "AccessToken"),
    idTokenValidity: readLifetime(client, "IdToken"),
    refreshTokenValidity: readLifetime(client, "RefreshToken"),
    enableTokenRevocation: client.optionalBoolean("EnableTokenRevocation") ?? true,
    preventUserExistenceErrors:
      client.optionalChoice("PreventUserExistenceErrors", ["ENABLED", "LEGACY"]) === "ENABLED",
    refreshTokenRotationGraceSeconds: readRotation(client, flows),
  };
}

function readLifetime(client: PropertyReader, token: keyof typeof lifetimes): number {
  const { unit, byDefault, least, most } = lifetimes[token];
  const property = `${token}Validity`;
  // 0 stands for the default.
  const value = client.optionalInteger(property) ?? 0;
  if (value === 0) return byDefault;
  const given = client
    .object("TokenValidityUnits")
    ?.optionalChoice(token, ["seconds", "minutes", "hours", "days"] as const);
  const seconds = value * units[given ?? unit];
  if (seconds < least || seconds > most) {
    client.fail(property, `${least} to ${most} seconds (TokenValidityUnits.${token}: ${given ?? unit})`);
  }
  return seconds;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html */
function readRotation(client: PropertyReader, flows: readonly string[]): number | undefined {
  const rotation = client.object("RefreshTokenRotation");
  if (rotation?.optionalChoice("Feature", ["ENABLED", "DISABLED"]) !== "ENABLED") return undefined;
  if (flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    client.fail("ExplicitAuthFlows", "no ALLOW_REFRESH_TOKEN_AUTH, which does not go with RefreshTokenRotation,");
  }
  const grace = rotation.optionalInteger("RetryGracePeriodSeconds") ?? defaultGrace;
  if (grace < 0 || grace > 60) rotation.fail("RetryGracePeriodSeconds", "0 to 60");
  return grace;
}
