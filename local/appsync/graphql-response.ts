import { getLocation, type ASTNode } from "graphql";
import type { AppSyncError } from "./identity.js";
import type { ResolverError } from "./runtime/evaluation.js";

/** Where in the document an error belongs. AppSync always sends `sourceName: null`. */
export interface ErrorLocation {
  readonly line: number;
  readonly column: number;
  readonly sourceName: null;
}

/**
 * One entry of `errors` in an answer. Errors of resolvers and of authorization have all seven keys; errors of GraphQL
 * itself (validation, variables, missing values) have `path`, `locations` and `message`
 * (https://github.com/graphql/graphql-over-http/issues/81, by the service's team).
 */
export interface ResponseError {
  readonly path: readonly (string | number)[] | null;
  readonly data?: unknown;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly locations: readonly ErrorLocation[] | null;
  readonly message: string;
}

/** An answer to a request that could be executed. HTTP status 200. */
export interface GraphqlResponse {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly ResponseError[];
}

/** Response path as a linked list, shared between siblings. */
export interface PathSegment {
  readonly previous: PathSegment | undefined;
  readonly key: string | number;
}

/** Root first. */
export function pathKeys(path: PathSegment | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let segment = path; segment !== undefined; segment = segment.previous) keys.push(segment.key);
  return keys.reverse();
}

/** `/listFlights/items[3]/date`, as in messages of the service. */
export function pathText(path: PathSegment | undefined): string {
  return pathKeys(path)
    .map((key) => (typeof key === "number" ? `[${key}]` : `/${key}`))
    .join("");
}

/** Positions of nodes in the text they were parsed from. */
export function locationsOf(nodes: readonly (ASTNode | undefined)[]): readonly ErrorLocation[] | null {
  const found = nodes.flatMap((node) => {
    if (node?.loc === undefined) return [];
    const { line, column } = getLocation(node.loc.source, node.loc.start);
    return [{ line, column, sourceName: null }];
  });
  return found.length > 0 ? found : null;
}

/** An error of a field: raised by its resolver or by authorization. */
export function fieldError(error: ResolverError, path: PathSegment, node: ASTNode | undefined): ResponseError {
  return {
    path: pathKeys(path),
    data: error.data ?? null,
    errorType: error.errorType,
    errorInfo: error.errorInfo ?? null,
    locations: locationsOf([node]),
    message: error.message,
  };
}

/** The error that stands for a field whose caller may not see it. */
export function unauthorizedField(fieldName: string, typeName: string): ResolverError {
  return {
    message: `Not Authorized to access ${fieldName} on type ${typeName}`,
    errorType: "Unauthorized",
    data: null,
    errorInfo: null,
  };
}

/** An error of GraphQL itself, with neither data nor type. */
export function documentError(
  message: string,
  nodes: readonly (ASTNode | undefined)[] = [],
  path: readonly (string | number)[] | null = null,
): ResponseError {
  return { path, locations: locationsOf(nodes), message };
}

/** Body of an answer to a request that was refused as a whole, its status is `error.status`. */
export function refusalBody(error: AppSyncError): {
  readonly errors: readonly { errorType: string; message: string }[];
} {
  return { errors: [{ errorType: error.errorType, message: error.message }] };
}
