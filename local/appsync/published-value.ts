import { isObjectType } from "graphql";
import type { Selection } from "./selection.js";
import type { PublishedObject } from "./subscription-plan.js";

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** One field may be selected under several aliases, each with fields of its own: subscribers see all of them. */
function merge(first: unknown, second: unknown): unknown {
  if (isRecord(first) && isRecord(second)) {
    const merged: Record<string, unknown> = { ...first };
    for (const [name, value] of Object.entries(second)) {
      merged[name] = Object.hasOwn(merged, name) ? merge(merged[name], value) : value;
    }
    return merged;
  }
  if (Array.isArray(first) && Array.isArray(second)) {
    return first.map((item: unknown, index) => merge(item, second[index]));
  }
  return first;
}

function published(value: unknown, selection: Selection | undefined, typeNames: WeakMap<object, string>): unknown {
  if (selection === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => published(item, selection, typeNames));
  return isRecord(value) ? publishedObject(value, selection, typeNames) : value;
}

/**
 * What subscribers may see of a mutation's result: the fields that its selection set names, under their own names.
 * @param value the completed value of the root field
 * @param typeNames concrete types, as the execution noted them
 */
export function publishedObject(
  value: Readonly<Record<string, unknown>>,
  selection: Selection,
  typeNames: WeakMap<object, string>,
): PublishedObject {
  const __typename = typeNames.get(value);
  const type = __typename === undefined ? undefined : selection.context.schema.getType(__typename);
  if (__typename === undefined || !isObjectType(type)) throw new Error("A mutation's result has no known type.");
  const result: Record<string, unknown> = {};
  for (const field of selection.fieldsOf(type)) {
    const { name } = field.definition;
    if (name === "__typename") continue;
    const item = published(value[field.responseKey], field.selection, typeNames);
    result[name] = Object.hasOwn(result, name) ? merge(result[name], item) : item;
  }
  return { ...result, __typename };
}
