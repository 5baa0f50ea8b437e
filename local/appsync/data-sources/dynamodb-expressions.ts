import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { AppSyncError } from "../identity.js";
import { toAttributeValue } from "./dynamodb-values.js";

/** Placeholders of all expressions of one request: DynamoDB knows one map of names and one of values. */
export interface NamedExpressions {
  readonly names: Record<string, string> | undefined;
  readonly values: Record<string, AttributeValue> | undefined;
}

interface Expression {
  readonly expressionNames?: Readonly<Record<string, string>> | null | undefined;
  readonly expressionValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * Merges the placeholders of a request's expressions.
 * @param parts by their name in the request
 * @throws AppSyncError of type MappingTemplate when two expressions use one placeholder for different things
 */
export function expressions(parts: Readonly<Record<string, Expression | null | undefined>>): NamedExpressions {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  for (const [part, expression] of Object.entries(parts)) {
    for (const [name, attribute] of Object.entries(expression?.expressionNames ?? {})) {
      if (names[name] !== undefined && names[name] !== attribute) throw conflict(name, part);
      names[name] = attribute;
    }
    for (const [name, typed] of Object.entries(expression?.expressionValues ?? {})) {
      const value = toAttributeValue(typed, `$[${part}][expressionValues][${name}]`);
      if (values[name] !== undefined && JSON.stringify(values[name]) !== JSON.stringify(value))
        throw conflict(name, part);
      values[name] = value;
    }
  }
  return {
    names: Object.keys(names).length > 0 ? names : undefined,
    values: Object.keys(values).length > 0 ? values : undefined,
  };
}

function conflict(placeholder: string, part: string): AppSyncError {
  return new AppSyncError(
    "MappingTemplate",
    `The placeholder ${placeholder} in $[${part}] stands for something else in another expression of the request. Give it another name.`,
  );
}
