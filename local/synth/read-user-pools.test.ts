import { describe, expect, test } from "vitest";
import type { UserPoolClientModel } from "./backend-model.js";
import type { Json, JsonObject } from "./template.js";
import { fixtureResources } from "./testing/fixture-backend.js";
import { changed, expectRefusal, mistake, read, refusal, type Refusal } from "./testing/read-fixture.js";

async function clientOf(properties: JsonObject): Promise<UserPoolClientModel | undefined> {
  const client = fixtureResources()["Client"] ?? {};
  const resources = {
    ...fixtureResources(),
    Client: { ...client, Properties: { UserPoolId: { Ref: "Pool" }, ...properties } },
  };
  return (await read(resources)).model.userPools[0]?.clients[0];
}

async function poolOf(property: string, value: Json) {
  return (await read(changed("Pool", property, value))).model.userPools[0];
}

describe("user pools become models", () => {
  test("with Cognito's defaults where the definition says nothing", async () => {
    const { userPools } = (await read(fixtureResources())).model;
    expect(userPools).toEqual([
      {
        path: "root/auth/Pool/Resource",
        logicalId: "Pool",
        userPoolId: expect.stringMatching(/^us-east-1_[a-z0-9]{9}$/) as unknown,
        arn: expect.stringContaining("arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_") as unknown,
        name: undefined,
        usernameAttributes: [],
        // https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
        passwordPolicy: {
          minimumLength: 8,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 7,
        },
        mfa: "OFF",
        softwareTokenMfa: false,
        clients: [
          {
            path: "root/auth/Client/Resource",
            logicalId: "Client",
            clientId: expect.stringMatching(/^[a-z0-9]{26}$/) as unknown,
            name: undefined,
            // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
            explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
            accessTokenValidity: 3_600,
            idTokenValidity: 3_600,
            refreshTokenValidity: 2_592_000,
            enableTokenRevocation: true,
            preventUserExistenceErrors: false,
            refreshTokenRotationGraceSeconds: undefined,
          },
        ],
        groups: [
          {
            path: "root/auth/Group",
            logicalId: "Group",
            groupName: "readers",
            description: "May read",
            precedence: 0,
            roleArn: "arn:aws:iam::000000000000:role/lake-ReaderRole",
          },
        ],
      },
    ]);
  });

  test("with passwords as the definition wants them; what it leaves out is not required", async () => {
    expect(
      (await poolOf("Policies.PasswordPolicy", { MinimumLength: 12, RequireNumbers: true }))?.passwordPolicy,
    ).toEqual({
      minimumLength: 12,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordValidityDays: 7,
    });
    const policy = { MinimumLength: "6", RequireSymbols: "true", TemporaryPasswordValidityDays: 3 };
    expect((await poolOf("Policies.PasswordPolicy", policy))?.passwordPolicy).toMatchObject({
      minimumLength: 6,
      requireSymbols: true,
      temporaryPasswordValidityDays: 3,
    });
  });

  test("that people sign in to by email, with a second factor if they like", async () => {
    const resources = changed("Pool", "UsernameAttributes", ["email"]);
    const pool = resources["Pool"] ?? {};
    const properties = { MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"], UserPoolName: "people" };
    const withMfa = { ...pool, Properties: { ...(pool["Properties"] as JsonObject), ...properties } };
    expect((await read({ ...resources, Pool: withMfa })).model.userPools[0]).toMatchObject({
      name: "people",
      usernameAttributes: ["email"],
      mfa: "OPTIONAL",
      softwareTokenMfa: true,
    });
  });

  test.each([
    { what: "hours", properties: { AccessTokenValidity: 2 }, expected: { accessTokenValidity: 7_200 } },
    { what: "days", properties: { RefreshTokenValidity: 1 }, expected: { refreshTokenValidity: 86_400 } },
    {
      what: "units of their own",
      properties: {
        AccessTokenValidity: 5,
        IdTokenValidity: "3600",
        RefreshTokenValidity: 12,
        TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
      },
      expected: { accessTokenValidity: 300, idTokenValidity: 3_600, refreshTokenValidity: 43_200 },
    },
    {
      what: "the default, for 0, whatever the unit",
      properties: { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "minutes" } },
      expected: { refreshTokenValidity: 2_592_000 },
    },
  ])("whose tokens live for $what", async ({ properties, expected }) => {
    expect(await clientOf(properties)).toMatchObject(expected);
  });

  test.each([
    { what: "off", rotation: { Feature: "DISABLED" }, expected: undefined },
    { what: "on, at once", rotation: { Feature: "ENABLED" }, expected: 0 },
    { what: "on, with time", rotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 }, expected: 60 },
  ])("whose refresh tokens rotate: $what", async ({ rotation, expected }) => {
    const client = await clientOf({ ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"], RefreshTokenRotation: rotation });
    expect(client?.refreshTokenRotationGraceSeconds).toBe(expected);
    expect(client?.explicitAuthFlows).toEqual(["ALLOW_USER_SRP_AUTH"]);
  });

  test("whose clients hide who exists and never revoke", async () => {
    expect(await clientOf({ PreventUserExistenceErrors: "ENABLED", EnableTokenRevocation: false })).toMatchObject({
      preventUserExistenceErrors: true,
      enableTokenRevocation: false,
    });
  });
});

const refusals: readonly Refusal[] = [
  refusal("triggers", ["Pool", "LambdaConfig", {}], "It runs no functions at sign-in"),
  refusal("sign-up by anybody", ["Pool", "AdminCreateUserConfig", undefined], "AllowAdminCreateUserOnly to true"),
  refusal(
    "sign-up by anybody, said aloud",
    ["Pool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false],
    "AllowAdminCreateUserOnly to true",
  ),
  refusal("text messages", ["Pool", "EnabledMfas", ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]], "EnabledMfas SMS_MFA"),
  refusal("sign-in by telephone", ["Pool", "UsernameAttributes", ["phone_number"]], "UsernameAttributes phone_number"),
  refusal("aliases", ["Pool", "AliasAttributes", ["email"]], "Use UsernameAttributes"),
  refusal(
    "names that differ by case",
    ["Pool", "UsernameConfiguration", { CaseSensitive: true }],
    "set CaseSensitive to false",
  ),
  refusal(
    "passkeys",
    ["Pool", "Policies", { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } }],
    "SignInPolicy WEB_AUTHN",
  ),
  refusal(
    "former passwords",
    ["Pool", "Policies", { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } }],
    "PasswordHistorySize",
  ),
  refusal("devices", ["Pool", "DeviceConfiguration", {}], "DeviceConfiguration"),
  mistake(
    "a second factor of no kind",
    ["Pool", "MfaConfiguration", "ON"],
    "EnabledMfas",
    "user-pool-settings-mfa.html",
  ),
  mistake(
    "an unknown word on second factors",
    ["Pool", "MfaConfiguration", "MAYBE"],
    "OFF or OPTIONAL or ON",
    "API_CreateUserPool",
  ),
  mistake(
    "passwords of five",
    ["Pool", "Policies", { PasswordPolicy: { MinimumLength: 5 } }],
    "6 to 99",
    "API_PasswordPolicyType",
  ),
  refusal("a client with a secret", ["Client", "GenerateSecret", true], "A browser cannot keep a secret"),
  refusal("another time to sign in", ["Client", "AuthSessionValidity", 15], "3 minutes"),
  refusal("flows of old", ["Client", "ExplicitAuthFlows", ["USER_PASSWORD_AUTH"]], "begin with ALLOW_"),
  mistake(
    "an access token for a week",
    ["Client", "AccessTokenValidity", 168],
    "300 to 86400 seconds",
    "API_CreateUserPoolClient",
  ),
  mistake(
    "a refresh token for eleven years",
    ["Client", "RefreshTokenValidity", 4015],
    "3600 to 315360000 seconds",
    "API_CreateUserPoolClient",
  ),
  mistake(
    "rotation beside the former flow",
    ["Client", "RefreshTokenRotation", { Feature: "ENABLED" }],
    "no ALLOW_REFRESH_TOKEN_AUTH",
    "amazon-cognito-user-pools-using-the-refresh-token.html",
  ),
  mistake(
    "a group with a foreign role",
    ["Group", "RoleArn", "arn:aws:iam::000000000000:role/gone"],
    "a role of this definition",
  ),
];

describe("a user pool is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
