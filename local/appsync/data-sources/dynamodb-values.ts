import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { AppSyncError } from "../identity.js";

/** A resolver's typed value is wrong; `path` as in AppSync's messages: `$[key][id]`. */
function invalid(path: string, expected: string): AppSyncError {
  return new AppSyncError("MappingTemplate", `Unable to convert ${path} to a DynamoDB value: expected ${expected}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** DynamoDB takes numbers as text; resolvers may write them as numbers or as text. */
function numberText(value: unknown, path: string): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return value;
  throw invalid(path, "a number");
}

function text(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw invalid(path, "a string");
}

function list<Item>(value: unknown, path: string, item: (value: unknown, path: string) => Item): Item[] {
  if (!Array.isArray(value)) throw invalid(path, "a list");
  return value.map((entry, index) => item(entry, `${path}[${index}]`));
}

/**
 * Converts a typed value as resolvers write it ({ S: "x" }, { N: 12 }, { B: "<base64>" }) to the SDK's
 * (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-request.html).
 * @param path where the value stands in the request, for errors
 * @throws AppSyncError of type MappingTemplate
 */
export function toAttributeValue(value: unknown, path: string): AttributeValue {
  const entries = isRecord(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) {
    throw invalid(path, 'an object with one key that names the type, such as { "S": "text" }');
  }
  const [type, content] = entry;
  switch (type) {
    case "S":
      return { S: text(content, path) };
    case "N":
      return { N: numberText(content, path) };
    case "B":
      return { B: Buffer.from(text(content, path), "base64") };
    case "SS":
      return { SS: list(content, path, text) };
    case "NS":
      return { NS: list(content, path, numberText) };
    case "BS":
      return { BS: list(content, path, (item, at) => Buffer.from(text(item, at), "base64")) };
    case "BOOL":
      if (typeof content !== "boolean") throw invalid(path, "true or false");
      return { BOOL: content };
    case "NULL":
      return { NULL: true };
    case "L":
      return { L: list(content, path, toAttributeValue) };
    case "M":
      return { M: toAttributeMap(content, path) };
    default:
      throw invalid(path, `one of S, N, B, SS, NS, BS, BOOL, NULL, L, M, not ${type}`);
  }
}

/** Converts every value of a map. Throws AppSyncError of type MappingTemplate. */
export function toAttributeMap(value: unknown, path: string): Record<string, AttributeValue> {
  if (!isRecord(value)) throw invalid(path, "a map of typed values");
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, toAttributeValue(item, `${path}[${name}]`)]),
  );
}

/**
 * Converts the SDK's value to plain JSON as response handlers get it: sets are lists, binary is base64
 * (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-responses.html).
 */
export function fromAttributeValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.M !== undefined) return fromAttributeMap(value.M);
  if (value.L !== undefined) return value.L.map(fromAttributeValue);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return Buffer.from(value.B).toString("base64");
  if (value.BS !== undefined) return value.BS.map((item) => Buffer.from(item).toString("base64"));
  throw new Error(`DynamoDB answered with a value of an unknown type: ${Object.keys(value).join(", ")}`);
}

/** Converts a whole item. */
export function fromAttributeMap(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttributeValue(value)]));
}
