import { isObject } from "./plain-value.js";
import { strictNamespace } from "./unimplemented.js";

/** A DynamoDB attribute value as AppSync's helpers make it. Numbers stay numbers: `{N: 12345}`, as recorded on AWS. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** Sets made by the dynamodb module, which may stand inside an item and are attribute values already. */
const madeSets = new WeakSet<object>();

/**
 * Any JSON value as an attribute value, lists as "L"; the rules of `util.dynamodb.toDynamoDB`
 * (https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html).
 *
 * @throws TypeError for a function, symbol or BigInt
 */
export function toDynamoDB(value: unknown): AttributeValue {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
      return { N: value };
    case "boolean":
      return { BOOL: value };
    case "undefined":
      return { NULL: null };
    case "object":
      if (value === null) return { NULL: null };
      if (madeSets.has(value)) return value as AttributeValue;
      if (Array.isArray(value)) return { L: value.map(toDynamoDB) };
      return { M: toMapValues(value) };
    default:
      throw new TypeError(`util.dynamodb.toDynamoDB: a ${typeof value} cannot be stored; give JSON values`);
  }
}

/** Each member of an object as an attribute value. Members that are undefined are left out, as in JSON. */
export function toMapValues(value: object): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, toDynamoDB(item)]),
  );
}

/** A set as an attribute value that `put` and `update` take as it is. */
export function makeSet(type: "SS" | "NS" | "BS", members: unknown): AttributeValue {
  if (!Array.isArray(members))
    throw new TypeError(`expected an array of the members of a set, got ${describe(members)}`);
  const set = { [type]: [...(members as readonly unknown[])] };
  madeSets.add(set);
  return set;
}

/** `util.dynamodb`. Null and undefined give null, except for toDynamoDB and toNull. */
export function createDynamoDBNamespace(): Readonly<Record<string, unknown>> {
  const wrap = (type: string) => (value: unknown) => (isNothing(value) ? null : { [type]: value });
  const set = (type: "SS" | "NS" | "BS") => (value: unknown) => (isNothing(value) ? null : makeSet(type, value));
  return strictNamespace("util.dynamodb", {
    toDynamoDB,
    toString: wrap("S"),
    toNumber: wrap("N"),
    toBinary: wrap("B"),
    toBoolean: wrap("BOOL"),
    toNull: () => ({ NULL: null }),
    toStringSet: set("SS"),
    toNumberSet: set("NS"),
    toBinarySet: set("BS"),
    toList: (value: unknown) => (Array.isArray(value) ? { L: value.map(toDynamoDB) } : null),
    toMap: (value: unknown) => (isObject(value) ? { M: toMapValues(value) } : null),
    toMapValues: (value: unknown) => (isObject(value) ? toMapValues(value) : null),
    toS3Object: (key: unknown, bucket: unknown, region: unknown, version?: unknown) =>
      isNothing(key) || isNothing(bucket) || isNothing(region)
        ? null
        : { S: JSON.stringify({ s3: { key, bucket, region, ...(isNothing(version) ? {} : { version }) } }) },
    fromS3ObjectJson,
  });
}

/** The key, bucket, region and version of an S3 link; null where the text is no such link. */
function fromS3ObjectJson(text: unknown): unknown {
  if (typeof text !== "string") return null;
  let link: unknown;
  try {
    link = JSON.parse(text);
  } catch {
    return null;
  }
  const s3 = isObject(link) ? link["s3"] : undefined;
  if (!isObject(s3)) return null;
  const { key, bucket, region, version } = s3;
  return { key, bucket, region, ...(isNothing(version) ? {} : { version }) };
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function describe(value: unknown): string {
  return value === null ? "null" : typeof value;
}
