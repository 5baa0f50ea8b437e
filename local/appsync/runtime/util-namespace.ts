import { authorizationType } from "./authorization-type.js";
import { buildFilterExpression, FilterError } from "./dynamodb-expression.js";
import { createDynamoDBNamespace } from "./dynamodb-values.js";
import { base64Decode, base64Encode, escapeJavaScript, urlDecode, urlEncode } from "./encoding.js";
import type { RuntimeEnvironment } from "./evaluation.js";
import { recorderOf, toResolverError, type CurrentEvaluation } from "./evaluation-recorder.js";
import { makeKsuid, makeUlid, makeUuid } from "./identifiers.js";
import { javaMatches } from "./java-regex.js";
import { toOpenSearchQuery } from "./opensearch-query.js";
import { createHttpNamespace } from "./response-headers.js";
import { toSubscriptionFilter } from "./subscription-filter.js";
import { createTimeNamespace } from "./time.js";
import { strictNamespace, unimplemented } from "./unimplemented.js";
import { createXmlNamespace } from "./xml.js";

/** The global `util` (https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html). */
export function createUtilNamespace(
  environment: RuntimeEnvironment,
  current: CurrentEvaluation,
): Readonly<Record<string, unknown>> {
  return strictNamespace("util", {
    escapeJavaScript: onText("util.escapeJavaScript", escapeJavaScript),
    urlEncode: onText("util.urlEncode", urlEncode),
    urlDecode: onText("util.urlDecode", urlDecode),
    base64Encode: onText("util.base64Encode", base64Encode),
    base64Decode: onText("util.base64Decode", base64Decode),
    autoId: () => makeUuid(environment),
    autoUlid: () => makeUlid(environment),
    autoKsuid: () => makeKsuid(environment),
    matches: (pattern: unknown, value: unknown) => {
      if (typeof pattern !== "string" || typeof value !== "string") {
        throw new Error(`util.matches: expected a pattern and a string, got ${typeof pattern} and ${typeof value}`);
      }
      return javaMatches(pattern, value);
    },
    authType: () => authorizationType(recorderOf(current, "util.authType").context.identity),
    error: (message: unknown, errorType?: unknown, data?: unknown, errorInfo?: unknown) =>
      recorderOf(current, "util.error").stop({
        type: "error",
        error: toResolverError(message, errorType, data, errorInfo),
      }),
    appendError: (message: unknown, errorType?: unknown, data?: unknown, errorInfo?: unknown) => {
      recorderOf(current, "util.appendError").appendedErrors.push(toResolverError(message, errorType, data, errorInfo));
    },
    // Message and type as clients see them: https://repost.aws/knowledge-center/aws-appsync-graphql-request-unauth-error.
    unauthorized: () => {
      const recorder = recorderOf(current, "util.unauthorized");
      const { fieldName, parentTypeName } = recorder.context.info;
      const message = `Not Authorized to access ${fieldName} on type ${parentTypeName}`;
      return recorder.stop({ type: "error", error: toResolverError(message, "Unauthorized", null, null) });
    },
    time: createTimeNamespace(environment),
    dynamodb: createDynamoDBNamespace(),
    transform: createTransformNamespace(),
    http: createHttpNamespace(current),
    xml: createXmlNamespace(),
    math: createMathNamespace(environment),
    str: createStringNamespace(),
    rds: strictNamespace("util.rds", { toJsonObject: unimplemented("util.rds.toJsonObject") }),
  });
}

/** `util.transform`. What cannot be rendered gives null, as on AWS. */
function createTransformNamespace(): Readonly<Record<string, unknown>> {
  const toExpression = (filter: unknown): string | null => {
    try {
      return JSON.stringify(buildFilterExpression(filter));
    } catch (error) {
      if (error instanceof FilterError) return null;
      throw error;
    }
  };
  return strictNamespace("util.transform", {
    toDynamoDBFilterExpression: toExpression,
    toDynamoDBConditionExpression: toExpression,
    toElasticsearchQueryDSL: toOpenSearchQuery,
    toSubscriptionFilter,
  });
}

/** `util.math` (https://docs.aws.amazon.com/appsync/latest/devguide/math-helpers-in-util-math-js.html). */
function createMathNamespace(environment: RuntimeEnvironment): Readonly<Record<string, unknown>> {
  return strictNamespace("util.math", {
    roundNum: (value: unknown) => Math.round(number("util.math.roundNum", value)),
    minVal: (first: unknown, second: unknown) =>
      Math.min(number("util.math.minVal", first), number("util.math.minVal", second)),
    maxVal: (first: unknown, second: unknown) =>
      Math.max(number("util.math.maxVal", first), number("util.math.maxVal", second)),
    randomDouble: () => environment.random(),
    randomWithinRange: (start: unknown, end: unknown) => {
      const least = Math.ceil(number("util.math.randomWithinRange", start));
      const most = Math.floor(number("util.math.randomWithinRange", end));
      if (most < least) throw new Error(`util.math.randomWithinRange: ${most} is less than ${least}`);
      return least + Math.floor(environment.random() * (most - least));
    },
  });
}

/** `util.str` (https://docs.aws.amazon.com/appsync/latest/devguide/string-helpers-in-util-str-js.html). */
function createStringNamespace(): Readonly<Record<string, unknown>> {
  return strictNamespace("util.str", {
    normalize: (value: unknown, form: unknown) => {
      if (form !== "nfc" && form !== "nfd" && form !== "nfkc" && form !== "nfkd") {
        throw new Error(
          `util.str.normalize: expected nfc, nfd, nfkc or nfkd, got ${JSON.stringify(form) ?? "undefined"}`,
        );
      }
      if (typeof value !== "string") throw new Error(`util.str.normalize: expected a string, got ${typeof value}`);
      return value.normalize(form.toUpperCase());
    },
  });
}

function onText(name: string, action: (value: string) => string): (value: unknown) => string {
  return (value) => {
    if (typeof value !== "string")
      throw new Error(`${name}: expected a string, got ${value === null ? "null" : typeof value}`);
    return action(value);
  };
}

function number(name: string, value: unknown): number {
  if (typeof value !== "number")
    throw new Error(`${name}: expected a number, got ${JSON.stringify(value) ?? "undefined"}`);
  return value;
}
