import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from "graphql";

import { ScalarError } from "./aws-scalars.js";
import { documentError, type ResponseError } from "./graphql-response.js";

/** Variables as resolvers and arguments see them, by name; variables that were not given are absent. */
export type CoercedVariables = Readonly<Record<string, unknown>>;

class VariableError extends Error {
  override readonly name = "VariableError";
  constructor(
    message: string,
    /** AppSync gives no position for fields that the input type lacks. */
    readonly hasLocation = true,
  ) {
    super(message);
  }
}

interface Slot {
  readonly variable: string;
  readonly node: VariableDefinitionNode;
}

function javaType(value: unknown): string {
  if (Array.isArray(value)) return "ArrayList";
  switch (typeof value) {
    case "string":
      return "String";
    case "boolean":
      return "Boolean";
    case "number":
      return Number.isInteger(value) ? "Integer" : "Double";
    default:
      return "LinkedHashMap";
  }
}

/**
 * Coerces one value by the rules of the GraphQL specification (section 6.1.2). Messages were seen in the service:
 * https://github.com/aws-amplify/amplify-swift/issues/278 (scalars), https://github.com/aws/aws-appsync-community/issues/406
 * (null: the whole variable is named, with the inner type), https://github.com/aws/aws-appsync-community/issues/273 (unknown
 * field).
 */
function coerce(type: GraphQLInputType, value: unknown, slot: Slot): unknown {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) {
      throw new VariableError(`Variable '${slot.variable}' has coerced Null value for NonNull type '${String(type)}'`);
    }
    return coerce(type.ofType, value, slot);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    return items.map((item) => coerce(type.ofType, item, slot));
  }
  if (isInputObjectType(type)) {
    if (typeof value !== "object" || Array.isArray(value)) {
      throw new VariableError(
        `Variable '${slot.variable}' has an invalid value. Expected type 'Map' but was '${javaType(value)}'. Variables for input objects must be an instance of type 'Map'.`,
      );
    }
    const given = new Map(Object.entries(value));
    const fields = type.getFields();
    for (const name of given.keys()) {
      if (fields[name] === undefined) {
        throw new VariableError(
          `The variables input contains a field that is not defined for input object type '${type.name}' `,
          false,
        );
      }
    }
    const result: Record<string, unknown> = {};
    for (const field of Object.values(fields)) {
      if (given.has(field.name)) result[field.name] = coerce(field.type, given.get(field.name), slot);
      else if (field.defaultValue !== undefined) result[field.name] = field.defaultValue;
      else if (isNonNullType(field.type)) coerce(field.type, null, slot);
    }
    return result;
  }
  if (isEnumType(type)) {
    const known = typeof value === "string" ? type.getValue(value) : undefined;
    if (known === undefined || known === null) {
      throw new VariableError(
        `Variable '${slot.variable}' has an invalid value. Invalid input for Enum '${type.name}'. No value found for name '${typeof value === "string" ? value : JSON.stringify(value)}'`,
      );
    }
    return known.value as unknown;
  }
  return coerceScalar(type, value, slot);
}

function coerceScalar(type: GraphQLInputType, value: unknown, slot: Slot): unknown {
  if (!isScalarType(type)) throw new VariableError(`Variable '${slot.variable}' has no input type.`);
  try {
    return type.parseValue(value);
  } catch (error) {
    const reason =
      error instanceof ScalarError ? error.message : `Expected type '${type.name}' but was '${javaType(value)}'.`;
    throw new VariableError(`Variable '${slot.variable}' has an invalid value. ${reason}`);
  }
}

/**
 * Coerces the variables of an operation.
 * @returns all variables, or the first error, as AppSync stops at one
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): { readonly variables: CoercedVariables } | { readonly errors: readonly ResponseError[] } {
  const variables: Record<string, unknown> = {};
  for (const node of operation.variableDefinitions ?? []) {
    const name = node.variable.name.value;
    const type = typeFromAST(schema, node.type);
    try {
      if (!isInputType(type)) throw new VariableError(`Variable '${name}' has no input type.`);
      if (Object.hasOwn(given, name)) variables[name] = coerce(type, given[name], { variable: name, node });
      else if (node.defaultValue !== undefined) variables[name] = valueFromAST(node.defaultValue, type);
      else if (isNonNullType(type)) coerce(type, null, { variable: name, node });
    } catch (error) {
      if (!(error instanceof VariableError)) throw error;
      return { errors: [documentError(error.message, error.hasLocation ? [node] : [])] };
    }
  }
  return { variables };
}
