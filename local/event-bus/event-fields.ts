import type { JsonNode, JsonScalarNode } from "./json-tree.js";

/** For each array that a value lies in, which of its elements: array id to index. */
export type ArrayMembership = ReadonlyMap<number, number>;

/** One leaf of an event. */
export interface EventField {
  readonly value: JsonScalarNode;
  readonly membership: ArrayMembership;
}

/**
 * The leaves of an event by the names of the keys that lead to them, joined with dots: a key with a dot in it is the
 * same as two keys (recorded on AWS). Arrays add no name; objects and arrays that are empty have no leaves.
 */
export type EventFields = ReadonlyMap<string, readonly EventField[]>;

const NO_MEMBERSHIP: ArrayMembership = new Map();

/** Takes an event apart into its leaves. */
export function fieldsOf(event: JsonNode): EventFields {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;

  const visit = (node: JsonNode, path: string, membership: ArrayMembership): void => {
    if (node.kind === "object") {
      for (const [key, value] of node.entries) visit(value, path === "" ? key : `${path}.${key}`, membership);
    } else if (node.kind === "array") {
      const id = arrays++;
      node.items.forEach((item, index) => {
        const isScalar = item.kind !== "object" && item.kind !== "array";
        // Plain values of one array may be matched independently of each other (event-ruler, Event.java).
        visit(item, path, isScalar ? membership : new Map(membership).set(id, index));
      });
    } else {
      const field = { value: node, membership };
      const known = fields.get(path);
      if (known === undefined) fields.set(path, [field]);
      else known.push(field);
    }
  };

  visit(event, "", NO_MEMBERSHIP);
  return fields;
}

/**
 * Two values can only match together when they lie in the same element of every array that holds both: a pattern is
 * never put together from two different elements (https://github.com/aws/event-ruler#and-and-or-relationship-among-fields-with-ruler).
 *
 * @returns the union of both, or undefined where they disagree
 */
export function joinMemberships(one: ArrayMembership, other: ArrayMembership): ArrayMembership | undefined {
  if (other.size === 0) return one;
  if (one.size === 0) return other;
  const joined = new Map(one);
  for (const [array, index] of other) {
    const known = joined.get(array);
    if (known !== undefined && known !== index) return undefined;
    joined.set(array, index);
  }
  return joined;
}
