import { CompaniesError, type CompaniesErrorKind } from "./companies-api";

/**
 * What a rejection of the Amplify client means. It rejects with a GraphQL answer (`{ errors: [...] }`): errors of a
 * resolver have an `errorType`, those of the HTTP request an `originalError` with the answer's status
 * (@aws-amplify/api-graphql, createGraphQLResultWithError; @aws-amplify/api-rest, RestApiError).
 */
export function asCompaniesError(reason: unknown): CompaniesError {
  if (reason instanceof CompaniesError) return reason;
  const [outer] = errorsOf(reason);
  const error = errorInBody(outer) ?? outer;
  const message = textOf(error, "message") ?? "the backend gave no reason";
  return new CompaniesError(kindOf(error), message, { cause: reason });
}

function kindOf(error: unknown): CompaniesErrorKind {
  const type = textOf(error, "errorType");
  if (type !== undefined) return kindOfType(type);
  const origin = fieldOf(error, "originalError") ?? error;
  const name = textOf(origin, "name") ?? "";
  if (name === "NetworkError") return "network";
  // GraphQLApiError of the Amplify client: without tokens, or refreshing them failed.
  if (name === "NoValidAuthTokens") return "signedOut";
  const underlying = fieldOf(origin, "underlyingError");
  if (name === "NoSignedUser") return underlying === undefined ? "signedOut" : kindOf(underlying);
  const status = fieldOf(fieldOf(origin, "response"), "statusCode");
  if (typeof status === "number") return kindOfStatus(status);
  return kindOfType(name);
}

/** `Unauthorized` is a resolver's answer to somebody who is signed in; `UnauthorizedException` is AppSync's to a bad token. */
function kindOfType(type: string): CompaniesErrorKind {
  if (type === "Unauthorized") return "unauthorized";
  if (type === "NotGranted") return "refused";
  if (/^(UnauthorizedException|NotAuthorizedException|UserUnAuthenticatedException|TokenExpired)/.test(type)) {
    return "signedOut";
  }
  if (/TooManyRequests|Throttl|LimitExceeded/.test(type)) return "throttled";
  return /^(BadRequest|ValidationError|WrongType)/.test(type) ? "badRequest" : "failed";
}

function kindOfStatus(status: number): CompaniesErrorKind {
  if (status === 401) return "signedOut";
  if (status === 403) return "refused";
  if (status === 429) return "throttled";
  return status === 400 ? "badRequest" : "failed";
}

/** AppSync says in the body of a refused HTTP request what was wrong, in the form of a GraphQL answer. */
function errorInBody(error: unknown): unknown {
  const body = textOf(fieldOf(fieldOf(error, "originalError"), "response"), "body");
  if (body === undefined) return undefined;
  try {
    const [first] = errorsOf(JSON.parse(body));
    return textOf(first, "errorType") === undefined ? undefined : first;
  } catch (reason) {
    // A proxy's page, not an answer of AppSync: the status tells enough.
    if (reason instanceof SyntaxError) return undefined;
    throw reason;
  }
}

function errorsOf(reason: unknown): readonly unknown[] {
  const errors = fieldOf(reason, "errors");
  if (errors === undefined || errors === null) return [reason];
  // AppSync sends a list or, in some cases, one object.
  return Array.isArray(errors) && errors.length > 0 ? (errors as readonly unknown[]) : [errors];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === "string" && text !== "" ? text : undefined;
}
