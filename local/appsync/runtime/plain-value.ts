/**
 * A copy of `value` that holds only what JSON can hold, made of this realm's own objects and arrays, so that `Array.isArray`,
 * deep equality and graphql-js see nothing foreign. Follows JSON.stringify
 * (https://tc39.es/ecma262/#sec-serializejsonproperty): undefined and functions vanish from objects and become null in
 * arrays, numbers that are not finite become null. At the top they become null, the only "nothing" that GraphQL has.
 *
 * @throws TypeError for a BigInt; RangeError for an object that contains itself
 */
export function toPlainValue(value: unknown): unknown {
  return copy(value) ?? null;
}

/** As toPlainValue, for values known to be objects; anything else gives an empty object. */
export function toPlainObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? copyObject(value) : {};
}

/** Narrows to an object that is not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copy(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "object":
      if (value === null) return null;
      // Not value.map: the `map` of another realm makes an array of that realm.
      if (Array.isArray(value)) return Array.from(value as readonly unknown[], (item) => copy(item) ?? null);
      return copyObject(value as Record<string, unknown>);
    case "bigint":
      throw new TypeError("Do not know how to serialize a BigInt");
    default:
      return undefined;
  }
}

function copyObject(value: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = copy(value[key]);
    if (item === undefined) continue;
    // Assigning to __proto__ would change the prototype instead of adding a key.
    if (key === "__proto__")
      Object.defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true });
    else result[key] = item;
  }
  return result;
}
