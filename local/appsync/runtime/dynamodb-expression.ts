import { toDynamoDB, type AttributeValue } from "./dynamodb-values.js";
import { isObject } from "./plain-value.js";

/** An expression as a DynamoDB request of AppSync carries it. */
export interface DynamoDBExpression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, AttributeValue>>;
}

/** A filter that has no expression; the message says which part of it. */
export class FilterError extends Error {
  constructor(path: readonly (string | number)[], message: string) {
    super(`${path.length === 0 ? "the filter" : path.join(".")}: ${message}`);
    this.name = "FilterError";
  }
}

type Path = readonly (string | number)[];

const COMPARISONS = new Map([
  ["eq", "="],
  ["ne", "<>"],
  ["lt", "<"],
  ["le", "<="],
  ["gt", ">"],
  ["ge", ">="],
]);

const FUNCTIONS = new Map([
  ["contains", "contains"],
  ["notContains", "NOT contains"],
  ["beginsWith", "begins_with"],
]);

/** `attributeType` takes names, DynamoDB takes codes (`DynamoDBAttributeTypeValues` in @aws-appsync/utils 2.1.1). */
const TYPE_CODES = new Map([
  ["_null", "NULL"],
  ["string", "S"],
  ["stringSet", "SS"],
  ["number", "N"],
  ["numberSet", "NS"],
  ["binary", "B"],
  ["binarySet", "BS"],
  ["boolean", "BOOL"],
  ["list", "L"],
  ["map", "M"],
]);

/**
 * Writes a filter object as a DynamoDB expression, in the very form that AWS makes: names `#field`, values named by their place
 * in the filter (`:and_0_title_eq`), the whole unwrapped and every group of several members in parentheses
 * (https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html).
 *
 * Empty members are joined like any other, as AWS does, which leaves an expression that DynamoDB refuses.
 *
 * @throws FilterError where AWS answers null
 */
export function buildFilterExpression(filter: unknown): DynamoDBExpression {
  const builder = new FilterExpressionBuilder();
  const expression = builder.filter(filter, [], false);
  return { expression, expressionNames: builder.names, expressionValues: builder.values };
}

class FilterExpressionBuilder {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};

  filter(filter: unknown, path: Path, wrapped: boolean): string {
    if (!isObject(filter)) throw new FilterError(path, "expected an object of fields, and, or, not");
    const parts = Object.entries(filter).map(([key, value]) => {
      if (key === "and" || key === "or") return this.group(key, value, path);
      if (key === "not") return `(NOT ${this.filter(value, [...path, key], true)})`;
      return this.field(key, value, [...path, key], `#${key}`);
    });
    return join(parts, "AND", wrapped);
  }

  private group(key: "and" | "or", members: unknown, path: Path): string {
    if (!Array.isArray(members)) throw new FilterError([...path, key], "expected a list of filters");
    const parts = members.map((member, index) => this.filter(member, [...path, key, index], false));
    return join(parts, key.toUpperCase(), true);
  }

  private field(field: string, operators: unknown, path: Path, target: string): string {
    if (!isObject(operators)) throw new FilterError(path, "expected an object of operators, such as {eq: …}");
    this.names[`#${field}`] = field;
    const parts = Object.entries(operators).map(([operator, operand]) =>
      operator === "size"
        ? this.field(field, operand, [...path, operator], `size(#${field})`)
        : this.operation(target, operator, operand, [...path, operator]),
    );
    return join(parts, "AND", true);
  }

  private operation(target: string, operator: string, operand: unknown, path: Path): string {
    const name = `:${path.join("_")}`;
    const comparison = COMPARISONS.get(operator);
    if (comparison !== undefined) return `(${target} ${comparison} ${this.value(name, operand)})`;
    const call = FUNCTIONS.get(operator);
    if (call !== undefined) return `(${call}(${target},${this.value(name, operand)}))`;
    switch (operator) {
      case "between":
        if (!Array.isArray(operand) || operand.length < 2) throw new FilterError(path, "expected two bounds");
        return `(${target} BETWEEN ${this.value(`${name}_start`, operand[0])} AND ${this.value(`${name}_end`, operand[1])})`;
      case "in": {
        if (!Array.isArray(operand)) throw new FilterError(path, "expected a list of values");
        // What AWS makes of an empty list, recorded; DynamoDB refuses it.
        if (operand.length === 0) return "(null)";
        return `(${target} IN (${operand.map((item, index) => this.value(`${name}_${index}`, item)).join(", ")}))`;
      }
      case "attributeExists":
        if (typeof operand !== "boolean") throw new FilterError(path, "expected true or false");
        return `(${operand ? "attribute_exists" : "attribute_not_exists"}(${target}))`;
      case "attributeType": {
        const code = typeof operand === "string" ? TYPE_CODES.get(operand) : undefined;
        if (code === undefined) throw new FilterError(path, `expected one of ${[...TYPE_CODES.keys()].join(", ")}`);
        return `(attribute_type(${target},${this.value(name, code)}))`;
      }
      default:
        throw new FilterError(path, `unknown operator '${operator}'`);
    }
  }

  private value(name: string, operand: unknown): string {
    this.values[name] = toDynamoDB(operand);
    return name;
  }
}

function join(parts: readonly string[], joiner: string, wrapped: boolean): string {
  const expression = parts.join(` ${joiner} `);
  return wrapped && parts.length > 1 ? `(${expression})` : expression;
}
