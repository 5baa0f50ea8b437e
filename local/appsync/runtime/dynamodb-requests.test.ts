import { describe } from "vitest";
import { testExpressions } from "./expression-table.js";

const LOCALSTACK =
  "as https://github.com/localstack/appsync-utils dynamodb/index.js builds it; its tests compare with AWS, the recordings were not at hand";
const MODULE = "https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html";
const TYPES = "@aws-appsync/utils 2.1.1 lib/dynamodb-helpers.d.ts";
const OURS = "a wrong input must fail loudly";

const id = { S: "7" };
const isOne = { expression: "(#v = :v_eq)", expressionNames: { "#v": "v" }, expressionValues: { ":v_eq": { N: 1 } } };
const exists = { expression: "(attribute_exists(#v))", expressionNames: { "#v": "v" } };

describe("get, put, remove", () => {
  testExpressions([
    {
      expression:
        'ddb.get({ key: { id: "7" }, consistentRead: true, projection: ["id", "gate.number", "gate.terminal", "log[1]"] })',
      expected: {
        operation: "GetItem",
        key: { id },
        consistentRead: true,
        projection: {
          expression: "#expName_1, #expName_2.#expName_3, #expName_2.#expName_4, #expName_5[1]",
          expressionNames: {
            "#expName_1": "id",
            "#expName_2": "gate",
            "#expName_3": "number",
            "#expName_4": "terminal",
            "#expName_5": "log",
          },
        },
      },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.get({ key: { id: "7" }, consistentRead: null, projection: [] })',
      expected: { operation: "GetItem", key: { id } },
      source: LOCALSTACK,
    },
    { expression: "ddb.get({})", error: "get: key is required", source: OURS },
    { expression: "ddb.get()", error: "get: expected an object", source: OURS },
    {
      expression: 'ddb.put({ key: { id: "7" }, item: { v: [1] }, condition: { v: { eq: 1 } } })',
      expected: { operation: "PutItem", key: { id }, attributeValues: { v: { L: [{ N: 1 }] } }, condition: isOne },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.put({ key: { id: "7" }, item: {}, condition: { v: { attributeExists: true } } })',
      expected: { operation: "PutItem", key: { id }, attributeValues: {}, condition: exists },
      source: LOCALSTACK,
    },
    {
      expression:
        'ddb.put({ key: { id: "7" }, item: {}, _version: 3, customPartitionKey: "p", populateIndexFields: true })',
      expected: {
        operation: "PutItem",
        key: { id },
        attributeValues: {},
        _version: 3,
        customPartitionKey: "p",
        populateIndexFields: true,
      },
      source: LOCALSTACK,
    },
    {
      expression:
        'ddb.put({ key: { id: "7" }, item: { tags: ddb.toStringSet(["a"]), sizes: ddb.toNumberSet([1]), raw: ddb.toBinarySet(["YQ=="]) } })',
      expected: {
        operation: "PutItem",
        key: { id },
        attributeValues: { tags: { SS: ["a"] }, sizes: { NS: [1] }, raw: { BS: ["YQ=="] } },
      },
      source: TYPES,
    },
    {
      expression: 'ddb.put({ key: { id: "7" }, item: {}, condition: { v: { near: 1 } } })',
      error: "put: condition: v.near: unknown operator 'near'",
      source: OURS,
    },
    {
      expression: 'ddb.remove({ key: { id: "7" }, condition: { v: { eq: 1 } }, _version: 2 })',
      expected: { operation: "DeleteItem", key: { id }, condition: isOne, _version: 2 },
      source: LOCALSTACK,
    },
  ]);
});

describe("query, scan, sync", () => {
  testExpressions([
    {
      expression:
        'ddb.query({ query: { date: { eq: "d" }, key: { beginsWith: "JK#" } }, index: "i", limit: 5, nextToken: null, scanIndexForward: false, select: "ALL_ATTRIBUTES", filter: { v: { eq: 1 } }, projection: ["v"] })',
      expected: {
        operation: "Query",
        query: {
          expression: "(#date = :date_eq) AND (begins_with(#key,:key_beginsWith))",
          expressionNames: { "#date": "date", "#key": "key" },
          expressionValues: { ":date_eq": { S: "d" }, ":key_beginsWith": { S: "JK#" } },
        },
        index: "i",
        limit: 5,
        scanIndexForward: false,
        select: "ALL_ATTRIBUTES",
        filter: isOne,
        projection: { expression: "#expName_1", expressionNames: { "#expName_1": "v" } },
      },
      source: LOCALSTACK,
    },
    { expression: "ddb.query({})", error: "query: query is required", source: OURS },
    { expression: "ddb.scan({})", expected: { operation: "Scan" }, source: LOCALSTACK },
    {
      expression:
        'ddb.scan({ totalSegments: 4, segment: 1, index: "i", consistentRead: true, limit: 2, nextToken: "t", filter: { v: { eq: 1 } } })',
      expected: {
        operation: "Scan",
        totalSegments: 4,
        segment: 1,
        index: "i",
        consistentRead: true,
        limit: 2,
        nextToken: "t",
        filter: isOne,
      },
      source: LOCALSTACK,
    },
    {
      expression:
        'ddb.sync({ basePartitionKey: "b", deltaIndexName: "d", limit: 5, lastSync: 2, nextToken: "t", filter: { v: { eq: 1 } } })',
      expected: {
        operation: "Sync",
        basePartitionKey: "b",
        deltaIndexName: "d",
        limit: 5,
        lastSync: 2,
        nextToken: "t",
        filter: isOne,
      },
      source: LOCALSTACK,
    },
  ]);
});

describe("batches and transactions", () => {
  testExpressions([
    {
      expression:
        'ddb.batchGet({ tables: { Flights: { keys: [{ id: "7" }], consistentRead: false, projection: ["id"] }, Log: { keys: [] } } })',
      expected: {
        operation: "BatchGetItem",
        tables: {
          Flights: {
            keys: [{ id }],
            consistentRead: false,
            projection: { expression: "#expName_1", expressionNames: { "#expName_1": "id" } },
          },
          Log: { keys: [] },
        },
      },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.batchPut({ tables: { Flights: [{ id: "7", n: 1 }] } })',
      expected: { operation: "BatchPutItem", tables: { Flights: [{ id, n: { N: 1 } }] } },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.batchDelete({ tables: { Flights: [{ id: "7" }] } })',
      expected: { operation: "BatchDeleteItem", tables: { Flights: [{ id }] } },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.batchDelete({ tables: { Flights: "7" } })',
      error: "batchDelete.tables.Flights: expected a list",
      source: OURS,
    },
    {
      expression: 'ddb.transactGet({ items: [{ table: "Flights", key: { id: "7" }, projection: ["id"] }] })',
      expected: {
        operation: "TransactGetItems",
        transactItems: [
          {
            table: "Flights",
            key: { id },
            projection: { expression: "#expName_1", expressionNames: { "#expName_1": "id" } },
          },
        ],
      },
      source: LOCALSTACK,
    },
    {
      expression: `ddb.transactWrite({ items: [
        { putItem: { table: "T", key: { id: "7" }, item: { a: 1 } } },
        { updateItem: { table: "T", key: { id: "7" }, update: { a: 2 } } },
        { deleteItem: { table: "T", key: { id: "7" }, condition: { v: { eq: 1 } } } },
        { conditionCheck: { table: "T", key: { id: "7" }, condition: { v: { attributeExists: true } } } },
      ] })`,
      expected: {
        operation: "TransactWriteItems",
        transactItems: [
          { table: "T", operation: "PutItem", key: { id }, attributeValues: { a: { N: 1 } } },
          {
            table: "T",
            operation: "UpdateItem",
            key: { id },
            update: {
              expression: "SET #expName_1 = :expValue_1",
              expressionNames: { "#expName_1": "a" },
              expressionValues: { ":expValue_1": { N: 2 } },
            },
          },
          { table: "T", operation: "DeleteItem", key: { id }, condition: isOne },
          { table: "T", operation: "ConditionCheck", key: { id }, condition: exists },
        ],
      },
      source: LOCALSTACK,
    },
    {
      expression: "ddb.transactWrite({ items: [{ getItem: {} }] })",
      error: "transactWrite.items[0]: expected putItem",
      source: OURS,
    },
    {
      expression: "ddb.truncate({})",
      error: "@aws-appsync/utils/dynamodb.truncate is not implemented",
      source: MODULE,
    },
  ]);
});

const update = (given: string): string => `ddb.update({ key: { id: "7" }, update: ${given} }).update`;

describe("update", () => {
  testExpressions([
    {
      expression: update(
        '{ a: ddb.operations.increment(), b: ddb.operations.remove(), c: "x", d: ddb.operations.decrement(2) }',
      ),
      expected: {
        expression:
          "SET #expName_1 = #expName_1 + :expValue_1, #expName_2 = :expValue_2, #expName_3 = #expName_3 - :expValue_3 REMOVE #expName_4",
        expressionNames: { "#expName_1": "a", "#expName_2": "c", "#expName_3": "d", "#expName_4": "b" },
        expressionValues: { ":expValue_1": { N: 1 }, ":expValue_2": { S: "x" }, ":expValue_3": { N: 2 } },
      },
      source: LOCALSTACK,
    },
    {
      expression: update("{ a: ddb.operations.remove(), b: ddb.operations.remove() }"),
      expected: {
        expression: "REMOVE #expName_1, #expName_2",
        expressionNames: { "#expName_1": "a", "#expName_2": "b" },
        expressionValues: {},
      },
      source: LOCALSTACK,
    },
    {
      expression: update('{ f: [ddb.operations.updateListItem("x", 1), ddb.operations.updateListItem("y", 2)] }'),
      expected: {
        expression: "SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2",
        expressionNames: { "#expName_1": "f" },
        expressionValues: { ":expValue_1": { S: "x" }, ":expValue_2": { S: "y" } },
      },
      source: LOCALSTACK,
    },
    {
      expression: update("{ a: ddb.operations.append([1]), b: ddb.operations.prepend([2]), c: [3] }"),
      expected: {
        expression:
          "SET #expName_1 = list_append(#expName_1, :expValue_1), #expName_2 = list_append(:expValue_2, #expName_2), #expName_3 = :expValue_3",
        expressionNames: { "#expName_1": "a", "#expName_2": "b", "#expName_3": "c" },
        expressionValues: {
          ":expValue_1": { L: [{ N: 1 }] },
          ":expValue_2": { L: [{ N: 2 }] },
          ":expValue_3": { L: [{ N: 3 }] },
        },
      },
      source: LOCALSTACK,
    },
    {
      expression: update("{ gone: undefined, none: null }"),
      expected: {
        expression: "SET #expName_1 = :expValue_1",
        expressionNames: { "#expName_1": "none" },
        expressionValues: { ":expValue_1": { NULL: null } },
      },
      source: "@aws-appsync/utils 2.1.0 change log: null support for ddb update operations",
    },
    {
      expression: update('{ gate: { number: "B7" } }'),
      expected: {
        expression: "SET #expName_1.#expName_2 = :expValue_1",
        expressionNames: { "#expName_1": "gate", "#expName_2": "number" },
        expressionValues: { ":expValue_1": { S: "B7" } },
      },
      source: `${TYPES}, operations.replace: it is for updating an entire object and not just the keys in the payload`,
    },
    {
      expression: update('{ gate: ddb.operations.replace({ number: "B7" }), tags: ddb.toStringSet(["a"]) }'),
      expected: {
        expression: "SET #expName_1 = :expValue_1, #expName_2 = :expValue_2",
        expressionNames: { "#expName_1": "gate", "#expName_2": "tags" },
        expressionValues: { ":expValue_1": { M: { number: { S: "B7" } } }, ":expValue_2": { SS: ["a"] } },
      },
      source: LOCALSTACK,
    },
    {
      expression: 'ddb.operations.updateListItem("x", 1)',
      expected: { type: "OPERATION_UPDATE_LIST_ITEM", value: "x", index: 1 },
      source: TYPES,
    },
    { expression: "ddb.operations.remove()", expected: { type: "OPERATION_REMOVE" }, source: LOCALSTACK },
    { expression: "ddb.operations.multiply(2)", error: "operations.multiply is not implemented", source: MODULE },
    {
      expression: update("{ a: ddb.operations.append(1) }"),
      error: "update.a: append and prepend take a list",
      source: OURS,
    },
    { expression: update("3"), error: "update: expected an object", source: OURS },
  ]);
});
