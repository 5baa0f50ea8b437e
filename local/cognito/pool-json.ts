import type { UserPoolClientModel } from "../synth/backend-model.js";
import type { UserPool } from "./user-pool.js";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html: what the sandbox obeys. */
export interface PoolJson {
  readonly Id: string;
  readonly Name: string;
  readonly Arn: string;
  readonly Policies: {
    readonly PasswordPolicy: {
      readonly MinimumLength: number;
      readonly RequireUppercase: boolean;
      readonly RequireLowercase: boolean;
      readonly RequireNumbers: boolean;
      readonly RequireSymbols: boolean;
      readonly TemporaryPasswordValidityDays: number;
    };
  };
  readonly LambdaConfig: object;
  /** Seconds since 1970. */
  readonly CreationDate: number;
  readonly LastModifiedDate: number;
  readonly UsernameAttributes: readonly string[];
  readonly UsernameConfiguration: { readonly CaseSensitive: boolean };
  readonly MfaConfiguration: "OFF" | "OPTIONAL" | "ON";
  readonly EstimatedNumberOfUsers: number;
  readonly AdminCreateUserConfig: { readonly AllowAdminCreateUserOnly: boolean };
}

/** A pool as DescribeUserPool gives it. */
export function poolJson({ id, model, store }: UserPool): PoolJson {
  const { passwordPolicy: policy } = model;
  return {
    Id: id,
    Name: model.name ?? id,
    Arn: model.arn,
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.requireUppercase,
        RequireLowercase: policy.requireLowercase,
        RequireNumbers: policy.requireNumbers,
        RequireSymbols: policy.requireSymbols,
        TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
      },
    },
    LambdaConfig: {},
    CreationDate: store.createdAt / 1000,
    LastModifiedDate: store.createdAt / 1000,
    UsernameAttributes: model.usernameAttributes,
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: model.mfa,
    EstimatedNumberOfUsers: [...store.users(id)].length,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  };
}

/** A client as DescribeUserPoolClient gives it (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html). */
export function clientJson({ id, store }: UserPool, client: UserPoolClientModel): object {
  const grace = client.refreshTokenRotationGraceSeconds;
  return {
    UserPoolId: id,
    ClientId: client.clientId,
    ClientName: client.name ?? client.clientId,
    CreationDate: store.createdAt / 1000,
    LastModifiedDate: store.createdAt / 1000,
    AccessTokenValidity: client.accessTokenValidity,
    IdTokenValidity: client.idTokenValidity,
    RefreshTokenValidity: client.refreshTokenValidity,
    TokenValidityUnits: { AccessToken: "seconds", IdToken: "seconds", RefreshToken: "seconds" },
    ExplicitAuthFlows: client.explicitAuthFlows,
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? "ENABLED" : "LEGACY",
    EnableTokenRevocation: client.enableTokenRevocation,
    AuthSessionValidity: 3,
    ...(grace === undefined ? {} : { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: grace } }),
  };
}
