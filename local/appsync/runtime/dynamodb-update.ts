import type { DynamoDBExpression } from "./dynamodb-expression.js";
import { toDynamoDB, type AttributeValue } from "./dynamodb-values.js";
import { isObject } from "./plain-value.js";
import { strictNamespace } from "./unimplemented.js";

/**
 * The marks that `operations` of @aws-appsync/utils/dynamodb make. Six have the form recorded on AWS; those of `remove` and
 * `updateListItem` follow it
 * (https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html).
 */
export const operations = strictNamespace("operations", {
  add: (value: unknown) => ({ type: "OPERATION_ADD", value }),
  remove: () => ({ type: "OPERATION_REMOVE" }),
  replace: (value: unknown) => ({ type: "OPERATION_REPLACE", value }),
  increment: (by?: unknown) => ({ type: "OPERATION_INCREMENT", by }),
  decrement: (by?: unknown) => ({ type: "OPERATION_DECREMENT", by }),
  append: (items: unknown) => ({ type: "OPERATION_APPEND", items }),
  prepend: (items: unknown) => ({ type: "OPERATION_PREPEND", items }),
  updateListItem: (value: unknown, index: number) => ({ type: "OPERATION_UPDATE_LIST_ITEM", value, index }),
});

interface Clause {
  /** Attribute path: nested objects are updated member by member. */
  readonly path: readonly string[];
  /** Undefined for REMOVE. */
  readonly render: ((name: string, value: (operand: unknown) => string) => string) | undefined;
}

/**
 * Writes an update object as a DynamoDB update expression: `SET` clauses before `REMOVE` clauses, names and values numbered in
 * the order in which they come out, a name used twice numbered once. A bare value sets the attribute; a bare object sets the
 * members it has and leaves the others, for which `operations.replace` exists.
 *
 * @throws Error naming the attribute where an operation is unknown or its operand is wrong
 */
export function buildUpdateExpression(update: unknown): DynamoDBExpression {
  if (!isObject(update)) throw new Error("update: expected an object of attributes and operations");
  const clauses = clausesOf(update, []);
  const names = new Map<string, string>();
  const values: Record<string, AttributeValue> = {};
  const nameOf = (path: readonly string[]): string =>
    path
      .map((segment) => {
        const name = names.get(segment) ?? `#expName_${names.size + 1}`;
        names.set(segment, name);
        return name;
      })
      .join(".");
  let count = 0;
  const valueOf = (operand: unknown): string => {
    count += 1;
    values[`:expValue_${count}`] = toDynamoDB(operand);
    return `:expValue_${count}`;
  };
  const sets = clauses.flatMap(({ path, render }) => (render === undefined ? [] : [render(nameOf(path), valueOf)]));
  const removes = clauses.flatMap(({ path, render }) => (render === undefined ? [nameOf(path)] : []));
  return {
    expression: [
      ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
      ...(removes.length > 0 ? [`REMOVE ${removes.join(", ")}`] : []),
    ].join(" "),
    expressionNames: Object.fromEntries([...names].map(([segment, name]) => [name, segment])),
    expressionValues: values,
  };
}

function clausesOf(update: Readonly<Record<string, unknown>>, parents: readonly string[]): Clause[] {
  return Object.entries(update).flatMap(([field, value]) => {
    const path = [...parents, field];
    if (value === undefined) return [];
    if (isOperation(value)) return [operationClause(path, value)];
    if (Array.isArray(value) && value.length > 0 && value.every(isOperation)) {
      return value.map((item) => operationClause(path, item));
    }
    if (isObject(value) && !isSet(value) && Object.keys(value).length > 0) return clausesOf(value, path);
    return [setClause(path, value)];
  });
}

function operationClause(path: readonly string[], operation: Readonly<Record<string, unknown>>): Clause {
  const where = path.join(".");
  const { type, value, items, by = 1, index } = operation;
  switch (type) {
    case "OPERATION_ADD":
    case "OPERATION_REPLACE":
      return setClause(path, value);
    case "OPERATION_REMOVE":
      return { path, render: undefined };
    case "OPERATION_INCREMENT":
    case "OPERATION_DECREMENT": {
      const sign = type === "OPERATION_INCREMENT" ? "+" : "-";
      return { path, render: (name, bind) => `${name} = ${name} ${sign} ${bind(by ?? 1)}` };
    }
    case "OPERATION_APPEND":
      requireList(where, items);
      return { path, render: (name, bind) => `${name} = list_append(${name}, ${bind(items)})` };
    case "OPERATION_PREPEND":
      requireList(where, items);
      return { path, render: (name, bind) => `${name} = list_append(${bind(items)}, ${name})` };
    case "OPERATION_UPDATE_LIST_ITEM":
      if (!Number.isInteger(index))
        throw new Error(`update.${where}: updateListItem needs an index, got ${String(index)}`);
      return { path, render: (name, bind) => `${name}[${String(index)}] = ${bind(value)}` };
    default:
      throw new Error(`update.${where}: operation ${String(type)} is not implemented in the local APPSYNC_JS runtime`);
  }
}

function setClause(path: readonly string[], value: unknown): Clause {
  return { path, render: (name, bind) => `${name} = ${bind(value)}` };
}

function requireList(where: string, items: unknown): void {
  if (!Array.isArray(items)) throw new Error(`update.${where}: append and prepend take a list, got ${typeof items}`);
}

function isOperation(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && typeof value["type"] === "string" && value["type"].startsWith("OPERATION_");
}

function isSet(value: Readonly<Record<string, unknown>>): boolean {
  return toDynamoDB(value) === value;
}
