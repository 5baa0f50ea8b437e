import type { UserPoolClientModel, UserPoolModel } from "../synth/backend-model.js";

/** The client of `sampleUserPool`. For tests only. */
export const sampleClient: UserPoolClientModel = {
  path: "auth/client",
  logicalId: "client",
  clientId: "app",
  name: undefined,
  explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
  accessTokenValidity: 3600,
  idTokenValidity: 3600,
  refreshTokenValidity: 12 * 3600,
  enableTokenRevocation: true,
  preventUserExistenceErrors: true,
  refreshTokenRotationGraceSeconds: 10,
};

/** A pool such as the project's own: sign-in by email, strong passwords, authenticator apps for who wants. For tests only. */
export const sampleUserPool: UserPoolModel = {
  path: "auth/pool",
  logicalId: "pool",
  userPoolId: "us-east-1_Pool00001",
  arn: "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Pool00001",
  name: undefined,
  usernameAttributes: ["email"],
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 3,
  },
  mfa: "OPTIONAL",
  softwareTokenMfa: true,
  clients: [sampleClient],
  groups: [
    {
      path: "auth/analyst",
      logicalId: "analyst",
      groupName: "businessAnalyst",
      description: "Reads without personal data",
      precedence: 2,
      roleArn: "arn:aws:iam::000000000000:role/analyst",
    },
    {
      path: "auth/developer",
      logicalId: "developer",
      groupName: "developer",
      description: undefined,
      precedence: 1,
      roleArn: "arn:aws:iam::000000000000:role/developer",
    },
    {
      path: "auth/operations",
      logicalId: "operations",
      groupName: "operations",
      description: undefined,
      precedence: undefined,
      roleArn: undefined,
    },
  ],
};
