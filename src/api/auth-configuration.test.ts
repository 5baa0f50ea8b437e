import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, test, vi } from "vitest";
import { authConfigurationQuery, parseAuthConfiguration } from "./auth-configuration";
import { outputsQuery } from "./configuration";

const outputs = {
  version: "1.4",
  auth: {
    user_pool_id: "us-east-1_abc",
    user_pool_client_id: "client",
    identity_pool_id: "us-east-1:pool",
    unauthenticated_identities_enabled: true,
    aws_region: "us-east-1",
    username_attributes: ["email"],
    password_policy: {
      min_length: 12,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
    },
    mfa_configuration: "OPTIONAL",
    mfa_methods: ["TOTP"],
  },
  data: {
    url: "HTTP://localhost:4300/graphql",
    api_key: "da2-key",
    aws_region: "us-east-1",
    default_authorization_type: "API_KEY",
    authorization_types: [],
  },
  custom: {
    airport: { iata: "EWR", name: "Newark Liberty", city: "Newark", timeZone: "America/New_York", terminals: [] },
    local: { userPoolEndpoint: "http://localhost:4300/aws/" },
  },
};

describe("the user pool of Amplify's outputs", () => {
  const configuration = parseAuthConfiguration(outputs);
  test("is taken without the identity pool, with the sandbox's address", () => {
    expect(configuration.resources.Auth?.Cognito).toEqual({
      userPoolId: "us-east-1_abc",
      userPoolClientId: "client",
      userPoolEndpoint: "http://localhost:4300/aws/",
      loginWith: { email: true, phone: false, username: false },
      passwordFormat: {
        minLength: 12,
        requireLowercase: true,
        requireNumbers: true,
        requireSpecialCharacters: true,
        requireUppercase: true,
      },
      mfa: { status: "optional", smsEnabled: false, totpEnabled: true },
    });
  });
  test("leaves the API as boards have it, which may run in the same page", () => {
    expect(configuration.resources.API?.GraphQL).toEqual({
      endpoint: "http://localhost:4300/graphql",
      region: "us-east-1",
      defaultAuthMode: "apiKey",
      apiKey: "da2-key",
    });
  });
  test("says its rules for passwords", () => {
    expect(configuration.passwordRules).toEqual([
      "at least 12 characters",
      "a lower-case letter",
      "an upper-case letter",
      "a digit",
      "a sign such as ! or %",
    ]);
  });
  test("has no address of its own on AWS", () => {
    const { Auth } = parseAuthConfiguration({ ...outputs, custom: { airport: outputs.custom.airport } }).resources;
    expect(Auth?.Cognito).not.toHaveProperty("userPoolEndpoint");
  });
});

test.each([
  { outputs: { ...outputs, auth: undefined }, expected: "auth: expected a user pool" },
  {
    outputs: { ...outputs, custom: { ...outputs.custom, local: { userPoolEndpoint: 4300 } } },
    expected: "custom.local.userPoolEndpoint: expected an address, got 4300",
  },
])("names what is wrong: $expected", ({ outputs: wrong, expected }) => {
  expect(() => parseAuthConfiguration(wrong)).toThrow(expected);
});

describe("the query for the configuration", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  const serve = (...answers: readonly unknown[]) => {
    const rest = [...answers];
    const fetch = vi.fn(() => Promise.resolve(Response.json(rest.shift())));
    vi.stubGlobal("fetch", fetch);
    return fetch;
  };

  test("takes the outputs that were asked for before", async () => {
    const fetch = serve(outputs);
    const client = new QueryClient();
    await client.prefetchQuery(outputsQuery);
    expect(await client.fetchQuery(authConfigurationQuery)).toMatchObject({ userPoolClientId: "client" });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("asks for others where these make no sense", async () => {
    const fetch = serve({}, outputs);
    const client = new QueryClient();
    await client.prefetchQuery(outputsQuery);
    const once = { ...authConfigurationQuery, retry: false };
    await expect(client.fetchQuery(once)).rejects.toThrow("data: expected an object");
    expect(await client.fetchQuery(once)).toMatchObject({ userPoolClientId: "client" });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});
