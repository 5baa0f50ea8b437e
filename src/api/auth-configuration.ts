import { queryOptions } from "@tanstack/react-query";
import type { ResourcesConfig } from "aws-amplify";
import { parseAmplifyConfig } from "aws-amplify/utils";
import { pageRetryDelay } from "../flights/back-off";
import { OUTPUTS_PATH, outputsQuery, parseConfiguration } from "./configuration";

/** What the pages behind the sign-in need of Amplify's outputs. */
export interface AuthConfiguration {
  /** GraphQL endpoint. */
  readonly endpoint: string;
  readonly userPoolClientId: string;
  /** The rules for passwords, for people. */
  readonly passwordRules: readonly string[];
  /** Code of the airport, which authenticator apps show beside the account. */
  readonly airportCode: string;
  readonly airportName: string;
  /** For Amplify. */
  readonly resources: ResourcesConfig;
}

/** The query that loads the configuration and goes on trying until it has one. */
export const authConfigurationQuery = queryOptions({
  queryKey: ["auth-configuration"],
  queryFn: async ({ client }) => {
    const outputs = await client.fetchQuery(outputsQuery);
    try {
      return parseAuthConfiguration(outputs);
    } catch (error) {
      // The next attempt asks for others.
      client.removeQueries({ queryKey: outputsQuery.queryKey });
      throw error;
    }
  },
  staleTime: Infinity,
  gcTime: Infinity,
  retry: true,
  retryDelay: pageRetryDelay,
  networkMode: "always",
});

interface Outputs {
  readonly custom?: { readonly local?: { readonly userPoolEndpoint?: unknown } };
}

/**
 * Takes the user pool and the API out of Amplify's outputs. The identity pool is left out: the page needs no AWS
 * credentials, and without it Amplify asks for none. In the sandbox `custom.local.userPoolEndpoint` is the address of the
 * user pool.
 *
 * @throws Error that names what is missing.
 */
export function parseAuthConfiguration(outputs: unknown): AuthConfiguration {
  const { endpoint, apiKey, region, airport } = parseConfiguration(outputs);
  const { Cognito: pool } = parseAmplifyConfig(outputs as never).Auth ?? {};
  if (pool?.userPoolId === undefined) {
    throw new Error(`${OUTPUTS_PATH}: auth: expected a user pool (user_pool_id, user_pool_client_id), got none`);
  }
  const { userPoolId, userPoolClientId, loginWith, passwordFormat, mfa, groups } = pool;
  const userPoolEndpoint = (outputs as Outputs).custom?.local?.userPoolEndpoint;
  if (userPoolEndpoint !== undefined && typeof userPoolEndpoint !== "string") {
    throw new Error(
      `${OUTPUTS_PATH}: custom.local.userPoolEndpoint: expected an address, got ${JSON.stringify(userPoolEndpoint)}`,
    );
  }
  return {
    endpoint,
    userPoolClientId,
    passwordRules: passwordRules(passwordFormat ?? {}),
    airportCode: airport.iata,
    airportName: airport.name,
    resources: {
      Auth: {
        Cognito: {
          userPoolId,
          userPoolClientId,
          ...(userPoolEndpoint !== undefined && { userPoolEndpoint }),
          ...(loginWith !== undefined && { loginWith }),
          ...(passwordFormat !== undefined && { passwordFormat }),
          ...(mfa !== undefined && { mfa }),
          ...(groups !== undefined && { groups }),
        },
      },
      // As boards have it: they may run in the same page, before and after, and go by the API key.
      API: { GraphQL: { endpoint, region, defaultAuthMode: "apiKey", apiKey } },
    },
  };
}

interface PasswordFormat {
  readonly minLength?: number;
  readonly requireLowercase?: boolean;
  readonly requireUppercase?: boolean;
  readonly requireNumbers?: boolean;
  readonly requireSpecialCharacters?: boolean;
}

function passwordRules(format: PasswordFormat): readonly string[] {
  return [
    // Cognito's own minimum where the policy names none (PasswordPolicyType).
    `at least ${String(format.minLength ?? 6)} characters`,
    ...(format.requireLowercase === true ? ["a lower-case letter"] : []),
    ...(format.requireUppercase === true ? ["an upper-case letter"] : []),
    ...(format.requireNumbers === true ? ["a digit"] : []),
    ...(format.requireSpecialCharacters === true ? ["a sign such as ! or %"] : []),
  ];
}
