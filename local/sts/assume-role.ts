import { AwsError } from "../aws-json/aws-error.js";
import { assumedRoleArn, roleId, type Caller } from "../iam/caller.js";
import { evaluatePolicy } from "../iam/policy.js";
import type { Role, RoleDirectory } from "../iam/role-directory.js";
import type { SessionStore } from "../iam/session-store.js";

/** Seconds (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, DurationSeconds). */
const shortestSession = 900;
const longestSession = 43_200;
const usualSession = 3600;
/** Most seconds for a caller who has assumed a role already (same page: role chaining). */
const longestChained = 3600;

/** Parameters that would change what the session may do, or who may have it: refused, not ignored. */
const refusedParameters =
  /^(Policy|PolicyArns\..*|SerialNumber|TokenCode|Tags\..*|TransitiveTagKeys\..*|ProvidedContexts\..*|SourceIdentity)$/;

/**
 * AssumeRole (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). The role has to trust the caller
 * or the account, and the caller's own policies have to allow it.
 *
 * @throws AwsError ValidationError, AccessDenied
 */
export function assumeRole(
  input: URLSearchParams,
  caller: Caller,
  { roles, sessions }: { readonly roles: RoleDirectory; readonly sessions: SessionStore },
): object {
  const roleArn = checkRoleArn(input.get("RoleArn"));
  const sessionName = checkSessionName(input.get("RoleSessionName"));
  const seconds = checkDuration(input.get("DurationSeconds"), caller);
  const refused = [...input.keys()].find((name) => refusedParameters.test(name));
  if (refused !== undefined) {
    throw new AwsError("ValidationError", `The sandbox's AssumeRole knows no ${refused}: leave it out.`);
  }
  const role = roles.find(roleArn);
  if (role === undefined || !isTrusted(roles, role, caller) || !isAllowed(caller, roleArn)) {
    throw new AwsError(
      "AccessDenied",
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      { statusCode: 403 },
    );
  }
  const credentials = sessions.create(role, sessionName, seconds);
  return {
    AssumedRoleUser: {
      AssumedRoleId: `${roleId(role.arn)}:${sessionName}`,
      Arn: assumedRoleArn(role, sessionName),
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: `${new Date(credentials.expiration).toISOString().slice(0, 19)}Z`,
    },
  };
}

function isTrusted(roles: RoleDirectory, role: Role, caller: Caller): boolean {
  const account = roles.accountId;
  const names = [caller.role.arn, caller.arn, account, `arn:aws:iam::${account}:root`, "*"];
  return roles.trustedPrincipals(role.arn).some((principal) => names.includes(principal));
}

function isAllowed(caller: Caller, roleArn: string): boolean {
  return evaluatePolicy(caller.role.statements, "sts:AssumeRole", roleArn) === "Allowed";
}

/** A parameter that does not fit the model of the operation, in AWS's words. */
function invalid(value: string | null, parameter: string, constraint: string): AwsError {
  const shown = value === null ? "null" : `'${value}'`;
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value ${shown} at '${parameter}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

function checkRoleArn(value: string | null): string {
  if (value === null) throw invalid(value, "roleArn", "not be null");
  if (value.length < 20) throw invalid(value, "roleArn", "have length greater than or equal to 20");
  if (value.length > 2048) throw invalid(value, "roleArn", "have length less than or equal to 2048");
  if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value)) {
    throw new AwsError("ValidationError", `${value} is invalid`);
  }
  return value;
}

function checkSessionName(value: string | null): string {
  const name = "roleSessionName";
  if (value === null) throw invalid(value, name, "not be null");
  if (value.length < 2) throw invalid(value, name, "have length greater than or equal to 2");
  if (value.length > 64) throw invalid(value, name, "have length less than or equal to 64");
  const pattern = String.raw`[\w+=,.@-]*`;
  if (!new RegExp(`^${pattern}$`).test(value)) {
    throw invalid(value, name, `satisfy regular expression pattern: ${pattern}`);
  }
  return value;
}

function checkDuration(value: string | null, caller: Caller): number {
  const seconds = value === null ? usualSession : Number(value);
  if (!Number.isInteger(seconds))
    throw new AwsError("ValidationError", `DurationSeconds: expected a whole number, got '${value ?? ""}'.`);
  if (seconds < shortestSession) {
    throw invalid(value, "durationSeconds", `have value greater than or equal to ${shortestSession}`);
  }
  if (seconds > longestSession) {
    throw invalid(value, "durationSeconds", `have value less than or equal to ${longestSession}`);
  }
  if (caller.sessionName !== undefined && seconds > longestChained) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  return seconds;
}
