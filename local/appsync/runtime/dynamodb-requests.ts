import { buildFilterExpression, FilterError } from "./dynamodb-expression.js";
import { buildUpdateExpression, operations } from "./dynamodb-update.js";
import { makeSet, toMapValues } from "./dynamodb-values.js";
import { isObject } from "./plain-value.js";
import { strictNamespace } from "./unimplemented.js";

type Input = Readonly<Record<string, unknown>>;

/**
 * The module @aws-appsync/utils/dynamodb: functions that make the request objects of AppSync's DynamoDB data source
 * (https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html). Options that are null or absent are left out
 * of the request. Where an input cannot be used they throw, naming the function and the member.
 */
export const dynamodbModule = strictNamespace("@aws-appsync/utils/dynamodb", {
  get: (input: unknown) => {
    const given = inputOf("get", input);
    return request("GetItem", {
      key: keyOf("get", given["key"]),
      consistentRead: given["consistentRead"],
      projection: projectionOf("get", given["projection"]),
    });
  },
  put: (input: unknown) => {
    const given = inputOf("put", input);
    return request("PutItem", { ...putFields("put", given), ...versionFields(given) });
  },
  update: (input: unknown) => {
    const given = inputOf("update", input);
    return request("UpdateItem", { ...updateFields("update", given), ...versionFields(given) });
  },
  remove: (input: unknown) => {
    const given = inputOf("remove", input);
    return request("DeleteItem", { ...keyFields("remove", given), ...versionFields(given) });
  },
  query: (input: unknown) => {
    const given = inputOf("query", input);
    if (!isObject(given["query"])) throw new Error("query: query is required, such as {id: {eq: …}}");
    return request("Query", {
      query: expressionOf("query", "query", given["query"]),
      scanIndexForward: given["scanIndexForward"],
      ...pageFields("query", given),
    });
  },
  scan: (input: unknown) => {
    const given = inputOf("scan", input ?? {});
    return request("Scan", {
      totalSegments: given["totalSegments"],
      segment: given["segment"],
      ...pageFields("scan", given),
    });
  },
  sync: (input: unknown) => {
    const given = inputOf("sync", input ?? {});
    return request("Sync", {
      basePartitionKey: given["basePartitionKey"],
      deltaIndexName: given["deltaIndexName"],
      limit: given["limit"],
      nextToken: given["nextToken"],
      lastSync: given["lastSync"],
      filter: expressionOf("sync", "filter", given["filter"]),
    });
  },
  batchGet: (input: unknown) =>
    request("BatchGetItem", {
      tables: mapTables("batchGet", input, (given, path) => {
        const table = inputOf(path, given);
        return present({
          keys: listOf(path, table["keys"]).map((key) => keyOf(path, key)),
          consistentRead: table["consistentRead"],
          projection: projectionOf(path, table["projection"]),
        });
      }),
    }),
  batchPut: (input: unknown) =>
    request("BatchPutItem", {
      tables: mapTables("batchPut", input, (items, path) =>
        listOf(path, items).map((item) => toMapValues(inputOf(path, item))),
      ),
    }),
  batchDelete: (input: unknown) =>
    request("BatchDeleteItem", {
      tables: mapTables("batchDelete", input, (keys, path) => listOf(path, keys).map((key) => keyOf(path, key))),
    }),
  transactGet: (input: unknown) =>
    request("TransactGetItems", {
      transactItems: listOf("transactGet.items", inputOf("transactGet", input)["items"]).map((item) => {
        const given = inputOf("transactGet.items", item);
        return present({
          table: given["table"],
          key: keyOf("transactGet", given["key"]),
          projection: projectionOf("transactGet", given["projection"]),
        });
      }),
    }),
  transactWrite: (input: unknown) =>
    request("TransactWriteItems", {
      transactItems: listOf("transactWrite.items", inputOf("transactWrite", input)["items"]).map((item, index) =>
        transactWriteItem(inputOf("transactWrite.items", item), `transactWrite.items[${index}]`),
      ),
    }),
  toStringSet: (members: unknown) => makeSet("SS", members),
  toNumberSet: (members: unknown) => makeSet("NS", members),
  toBinarySet: (members: unknown) => makeSet("BS", members),
  operations,
});

function transactWriteItem(item: Input, path: string): unknown {
  const [kind, value] = Object.entries(item)[0] ?? [];
  const given = inputOf(`${path}.${kind ?? "(empty)"}`, value);
  const where = `${path}.${kind ?? ""}`;
  const table = given["table"];
  switch (kind) {
    case "putItem":
      return { table, ...request("PutItem", putFields(where, given)) };
    case "updateItem":
      return { table, ...request("UpdateItem", updateFields(where, given)) };
    case "deleteItem":
      return { table, ...request("DeleteItem", keyFields(where, given)) };
    case "conditionCheck":
      return { table, ...request("ConditionCheck", keyFields(where, given)) };
    default:
      throw new Error(`${path}: expected putItem, updateItem, deleteItem or conditionCheck, got ${kind ?? "nothing"}`);
  }
}

function keyFields(path: string, given: Input): Input {
  return { key: keyOf(path, given["key"]), condition: expressionOf(path, "condition", given["condition"]) };
}

function putFields(path: string, given: Input): Input {
  return { ...keyFields(path, given), attributeValues: toMapValues(inputOf(`${path}.item`, given["item"])) };
}

function updateFields(path: string, given: Input): Input {
  return { ...keyFields(path, given), update: buildUpdateExpression(given["update"]) };
}

/** Options of versioned data sources (https://docs.aws.amazon.com/appsync/latest/devguide/conflict-detection-and-sync.html). */
function versionFields(given: Input): Input {
  return {
    _version: given["_version"],
    customPartitionKey: given["customPartitionKey"],
    populateIndexFields: given["populateIndexFields"],
  };
}

function pageFields(path: string, given: Input): Input {
  return {
    index: given["index"],
    limit: given["limit"],
    nextToken: given["nextToken"],
    consistentRead: given["consistentRead"],
    select: given["select"],
    filter: expressionOf(path, "filter", given["filter"]),
    projection: projectionOf(path, given["projection"]),
  };
}

/** A filter or condition as an object; without `expressionValues` where it binds none, as https://github.com/localstack/appsync-utils has it. */
function expressionOf(path: string, member: string, filter: unknown): unknown {
  if (filter === null || filter === undefined) return undefined;
  try {
    const { expression, expressionNames, expressionValues } = buildFilterExpression(filter);
    return { expression, expressionNames, ...(Object.keys(expressionValues).length > 0 ? { expressionValues } : {}) };
  } catch (error) {
    if (error instanceof FilterError) throw new Error(`${path}: ${member}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Every segment of every path gets an alias, a segment used twice keeps its own; list indexes stay as they are. */
function projectionOf(path: string, projection: unknown): unknown {
  if (projection === null || projection === undefined) return undefined;
  const paths = listOf(`${path}.projection`, projection);
  if (paths.length === 0) return undefined;
  const names = new Map<string, string>();
  const expression = paths
    .map((attribute) =>
      String(attribute)
        .split(".")
        .map((segment) => {
          const [, name = segment, indexes = ""] = /^([^[\]]*)((?:\[\d+\])*)$/.exec(segment) ?? [];
          const alias = names.get(name) ?? `#expName_${names.size + 1}`;
          names.set(name, alias);
          return alias + indexes;
        })
        .join("."),
    )
    .join(", ");
  return { expression, expressionNames: Object.fromEntries([...names].map(([name, alias]) => [alias, name])) };
}

function mapTables(path: string, input: unknown, map: (table: unknown, path: string) => unknown): Input {
  const tables = inputOf(`${path}.tables`, inputOf(path, input)["tables"]);
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, map(table, `${path}.tables.${name}`)]),
  );
}

function keyOf(path: string, key: unknown): unknown {
  if (!isObject(key) || Object.keys(key).length === 0) throw new Error(`${path}: key is required, such as {id: …}`);
  return toMapValues(key);
}

function inputOf(path: string, input: unknown): Input {
  if (!isObject(input)) throw new Error(`${path}: expected an object, got ${input === null ? "null" : typeof input}`);
  return input;
}

function listOf(path: string, list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) throw new Error(`${path}: expected a list, got ${list === null ? "null" : typeof list}`);
  return list;
}

function request(operation: string, fields: Input): Input {
  return { operation, ...present(fields) };
}

function present(fields: Input): Input {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
