import { recorderOf, type CurrentEvaluation } from "./evaluation-recorder.js";
import { isObject, toPlainValue } from "./plain-value.js";
import { strictNamespace } from "./unimplemented.js";

/** Headers that are never copied (https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html). */
const RESTRICTED = [
  ...["transfer-encoding", "connection", "host", "expect", "keep-alive", "upgrade", "proxy-authenticate"],
  ...["proxy-authorization", "te", "content-length"],
];

/** Headers that a response may not set, besides the restricted ones; same page. */
const RESERVED = new Set([
  ...RESTRICTED,
  ...["access-control-allow-credentials", "access-control-allow-origin", "access-control-expose-headers"],
  ...["access-control-max-age", "access-control-allow-methods", "access-control-allow-headers", "vary", "content-type"],
]);

/** Names and values of all custom headers together, in bytes; same page. */
export const MAX_RESPONSE_HEADER_BYTES = 4096;

/** `util.http`. */
export function createHttpNamespace(current: CurrentEvaluation): Readonly<Record<string, unknown>> {
  const add = (name: unknown, value: unknown): void => {
    const recorder = recorderOf(current, "util.http.addResponseHeader");
    const reason = refusal(name, value, recorder.responseHeaders);
    if (reason === undefined) recorder.responseHeaders[String(name)] = headerText(value);
    // "are ignored and produce a ResponseHeaderError error that is added to the operation's errors"; same page.
    else
      recorder.appendedErrors.push({ message: reason, errorType: "ResponseHeaderError", data: null, errorInfo: null });
  };
  return strictNamespace("util.http", {
    copyHeaders: (headers: unknown) => {
      if (!isObject(headers)) return {};
      return Object.fromEntries(Object.entries(headers).filter(([name]) => !RESTRICTED.includes(name.toLowerCase())));
    },
    addResponseHeader: add,
    addResponseHeaders: (headers: unknown) => {
      if (!isObject(headers)) throw new Error("util.http.addResponseHeaders: expected an object of names and values");
      for (const [name, value] of Object.entries(headers)) add(name, value);
    },
  });
}

function refusal(name: unknown, value: unknown, headers: Readonly<Record<string, string>>): string | undefined {
  if (typeof name !== "string" || name === "") return "The name of a response header is empty";
  const lower = name.toLowerCase();
  if (RESERVED.has(lower) || lower.startsWith("x-amzn-") || lower.startsWith("x-amz-")) {
    return `The response header ${name} is restricted`;
  }
  if (value === null || value === undefined) return `The value of the response header ${name} is null`;
  const all = { ...headers, [name]: headerText(value) };
  const size = Object.entries(all).reduce(
    (sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text),
    0,
  );
  if (size > MAX_RESPONSE_HEADER_BYTES) return `The response headers exceed ${MAX_RESPONSE_HEADER_BYTES} bytes`;
  return undefined;
}

function headerText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(toPlainValue(value));
}
