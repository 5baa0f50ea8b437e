import type { PasswordPolicyModel, UserPoolGroupModel, UserPoolModel } from "./backend-model.js";
import { roleArn as arnOfRole, userPoolArn, userPoolGroupName, userPoolId } from "./physical-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import { readUserPoolClient } from "./read-user-pool-client.js";
import type { Resource } from "./stack.js";

const triggerAdvice = "It runs no functions at sign-in. Remove the triggers.";
const passkeyAdvice = "People sign in with passwords and TOTP here: leave it out.";
const support = {
  runs: [
    "UserPoolName",
    "AdminCreateUserConfig",
    "EnabledMfas",
    "MfaConfiguration",
    "Policies",
    "UsernameAttributes",
    "UsernameConfiguration",
  ],
  noLocalEffect: [
    // Nothing here sends messages.
    "AccountRecoverySetting",
    "AutoVerifiedAttributes",
    "EmailAuthenticationMessage",
    "EmailAuthenticationSubject",
    "EmailConfiguration",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "SmsAuthenticationMessage",
    "SmsConfiguration",
    "SmsVerificationMessage",
    "UserAttributeUpdateSettings",
    "VerificationMessageTemplate",
    "DeletionProtection",
    "Schema",
    "UserPoolAddOns",
    "UserPoolTags",
    "UserPoolTier",
  ],
  refused: {
    AliasAttributes: "Use UsernameAttributes.",
    DeviceConfiguration: "The sandbox remembers no devices.",
    LambdaConfig: triggerAdvice,
    WebAuthnFactorConfiguration: passkeyAdvice,
    WebAuthnRelyingPartyID: passkeyAdvice,
    WebAuthnUserVerification: passkeyAdvice,
  },
};

/**
 * User pools with their clients and groups.
 * @throws SynthError for triggers, messages as a second factor, sign-up by anybody and other features that are not served
 */
export function readUserPools(ofType: ResourcesByType): readonly UserPoolModel[] {
  const roles = new Set(ofType("AWS::IAM::Role").map(arnOfRole));
  return ofType("AWS::Cognito::UserPool").map((resource) => {
    const own = (type: string) => ofType(type).filter((part) => part.property("UserPoolId") === userPoolId(resource));
    return {
      ...readUserPool(resource),
      clients: own("AWS::Cognito::UserPoolClient").map(readUserPoolClient),
      groups: own("AWS::Cognito::UserPoolGroup").map((group) => readGroup(group, roles)),
    };
  });
}

function readUserPool(resource: Resource): Omit<UserPoolModel, "clients" | "groups"> {
  const pool = PropertyReader.of(resource, support);
  const closed = pool.object("AdminCreateUserConfig")?.only({
    runs: ["AllowAdminCreateUserOnly"],
    noLocalEffect: ["InviteMessageTemplate"],
    refused: { UnusedAccountValidityDays: "Use TemporaryPasswordValidityDays of the password policy." },
  });
  if (closed?.optionalBoolean("AllowAdminCreateUserOnly") !== true) {
    throw pool.refuse(
      "sign-up by anybody",
      "It sends no codes to check addresses with: set AdminCreateUserConfig.AllowAdminCreateUserOnly to true.",
    );
  }
  if (pool.object("UsernameConfiguration")?.optionalBoolean("CaseSensitive") === true) {
    throw pool.refuse(
      "UsernameConfiguration",
      "Names are the same in upper and lower case here: set CaseSensitive to false.",
    );
  }
  const mfa = pool.optionalChoice("MfaConfiguration", ["OFF", "OPTIONAL", "ON"]) ?? "OFF";
  const factors = pool.texts("EnabledMfas");
  const other = factors.find((factor) => factor !== "SOFTWARE_TOKEN_MFA");
  if (other !== undefined) {
    throw pool.refuse(`EnabledMfas ${other}`, "It sends no messages: use SOFTWARE_TOKEN_MFA alone.");
  }
  if (mfa !== "OFF" && factors.length === 0) pool.fail("EnabledMfas", "SOFTWARE_TOKEN_MFA");
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    userPoolId: userPoolId(resource),
    arn: userPoolArn(resource),
    name: pool.optionalText("UserPoolName"),
    usernameAttributes: pool.texts("UsernameAttributes").map((attribute) => {
      if (attribute !== "email")
        throw pool.refuse(`UsernameAttributes ${attribute}`, "It sends no messages: use email.");
      return attribute;
    }),
    passwordPolicy: readPasswordPolicy(pool),
    mfa,
    softwareTokenMfa: mfa !== "OFF" && factors.includes("SOFTWARE_TOKEN_MFA"),
  };
}

/** What holds where the definition says nothing (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html). */
const defaultPasswordPolicy: PasswordPolicyModel = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
};

function readPasswordPolicy(pool: PropertyReader): PasswordPolicyModel {
  const policies = pool.object("Policies")?.only({ runs: ["PasswordPolicy", "SignInPolicy"], noLocalEffect: [] });
  const factor = policies
    ?.object("SignInPolicy")
    ?.texts("AllowedFirstAuthFactors")
    .find((name) => name !== "PASSWORD");
  if (policies !== undefined && factor !== undefined) throw policies.refuse(`SignInPolicy ${factor}`, passkeyAdvice);
  const policy = policies?.object("PasswordPolicy")?.only({
    runs: [
      "MinimumLength",
      "RequireLowercase",
      "RequireUppercase",
      "RequireNumbers",
      "RequireSymbols",
      "TemporaryPasswordValidityDays",
    ],
    noLocalEffect: [],
    refused: { PasswordHistorySize: "The sandbox keeps no former passwords." },
  });
  if (policy === undefined) return defaultPasswordPolicy;
  const minimumLength = policy.optionalInteger("MinimumLength");
  return {
    minimumLength:
      minimumLength !== undefined && minimumLength >= 6 && minimumLength <= 99
        ? minimumLength
        : policy.fail("MinimumLength", "6 to 99"),
    requireLowercase: policy.optionalBoolean("RequireLowercase") ?? false,
    requireUppercase: policy.optionalBoolean("RequireUppercase") ?? false,
    requireNumbers: policy.optionalBoolean("RequireNumbers") ?? false,
    requireSymbols: policy.optionalBoolean("RequireSymbols") ?? false,
    // 0 stands for the default as well.
    temporaryPasswordValidityDays:
      (policy.optionalInteger("TemporaryPasswordValidityDays") ?? 0) ||
      defaultPasswordPolicy.temporaryPasswordValidityDays,
  };
}

function readGroup(resource: Resource, roles: ReadonlySet<string>): UserPoolGroupModel {
  const group = PropertyReader.of(resource, {
    runs: ["GroupName", "Description", "Precedence", "RoleArn", "UserPoolId"],
    noLocalEffect: [],
  });
  const roleArn = group.optionalText("RoleArn");
  if (roleArn !== undefined && !roles.has(roleArn)) group.fail("RoleArn", "the ARN of a role of this definition");
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    groupName: userPoolGroupName(resource),
    description: group.optionalText("Description"),
    precedence: group.optionalInteger("Precedence"),
    roleArn,
  };
}
