import { describe, expect, test } from "vitest";
import { CompaniesError } from "./companies-api";
import { asCompaniesError } from "./companies-errors";

const overHttp = (name: string, statusCode: number | undefined, body = "") => ({
  data: {},
  errors: [
    {
      message: "Unknown error",
      originalError: { name, ...(statusCode !== undefined && { response: { statusCode, body } }) },
    },
  ],
});

describe("what a rejection of the Amplify client means", () => {
  test.each<{ source: string; reason: unknown; kind: string; message?: string }>([
    {
      source: "resolver, util.unauthorized / util.error",
      reason: { data: null, errors: [{ errorType: "Unauthorized", message: "last_name is withheld" }] },
      kind: "unauthorized",
      message: "last_name is withheld",
    },
    {
      source: "resolver",
      reason: { errors: [{ errorType: "BadRequest", message: "limit: expected 1 to 1000" }] },
      kind: "badRequest",
    },
    { source: "resolver", reason: { errors: [{ errorType: "TooManyRequests", message: "later" }] }, kind: "throttled" },
    { source: "resolver", reason: { errors: [{ errorType: "NotGranted", message: "no" }] }, kind: "refused" },
    { source: "resolver", reason: { errors: [{ errorType: "QueryFailed", message: "no" }] }, kind: "failed" },
    {
      source: "AppSync refuses a token (HTTP 401)",
      reason: overHttp(
        "UnknownError",
        401,
        '{"errors":[{"errorType":"UnauthorizedException","message":"Token has expired."}]}',
      ),
      kind: "signedOut",
      message: "Token has expired.",
    },
    { source: "HTTP 401 without a body", reason: overHttp("UnknownError", 401), kind: "signedOut" },
    { source: "HTTP 429", reason: overHttp("UnknownError", 429), kind: "throttled" },
    { source: "HTTP 403", reason: overHttp("UnknownError", 403), kind: "refused" },
    { source: "HTTP 400", reason: overHttp("UnknownError", 400), kind: "badRequest" },
    { source: "a proxy's page", reason: overHttp("UnknownError", 502, "<html>Bad gateway"), kind: "failed" },
    { source: "fetch failed", reason: overHttp("NetworkError", undefined), kind: "network" },
    {
      source: "GraphQLApiError, no tokens",
      reason: { name: "NoValidAuthTokens", message: "No federated jwt" },
      kind: "signedOut",
    },
    {
      source: "GraphQLApiError, tokens could not be renewed for want of a network",
      reason: { name: "NoSignedUser", message: "x", underlyingError: { name: "NetworkError" } },
      kind: "network",
    },
    { source: "GraphQLApiError", reason: { name: "NoSignedUser", message: "No current user" }, kind: "signedOut" },
    {
      source: "Cognito",
      reason: { name: "NotAuthorizedException", message: "Refresh Token has been revoked" },
      kind: "signedOut",
    },
    { source: "Cognito", reason: { name: "TooManyRequestsException", message: "slow down" }, kind: "throttled" },
    {
      source: "one object in place of the list",
      reason: { errors: { errorType: "BadRequest", message: "m" } },
      kind: "badRequest",
    },
    { source: "no reason at all", reason: undefined, kind: "failed", message: "the backend gave no reason" },
    { source: "a bug", reason: new TypeError("x is undefined"), kind: "failed", message: "x is undefined" },
  ])("$source: $kind", ({ reason, kind, message }) => {
    const error = asCompaniesError(reason);
    expect(error).toBeInstanceOf(CompaniesError);
    expect(error.kind).toBe(kind);
    if (message !== undefined) expect(error.message).toBe(message);
  });

  test("an error that is one already stays itself", () => {
    const error = new CompaniesError("throttled", "m");
    expect(asCompaniesError(error)).toBe(error);
  });
});
