import type { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";

/** The error of Cognito for a request that does not fit. */
export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

/** The error of Cognito for who may not, or not with this. */
export function notAuthorized(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}

/**
 * Reads the input of an operation.
 * @throws AwsError InvalidParameterException that names the field in Cognito's way: `Value at 'clientId' failed …`
 */
export function readInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map((part) => lowerCamel(String(part))).join(".");
  const constraint = isMissing(issue, input)
    ? "Member must not be null"
    : (issue?.message ?? "Member must be an object");
  throw invalidParameter(`1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`);
}

function isMissing(issue: z.core.$ZodIssue | undefined, input: unknown): boolean {
  if (issue?.code !== "invalid_type") return false;
  let value = input;
  for (const key of issue.path) {
    if (typeof value !== "object" || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === undefined || value === null;
}

function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A parameter of an authentication flow. @throws AwsError InvalidParameterException where it is missing */
export function requiredParameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined || value === "") throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
