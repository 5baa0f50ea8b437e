import type { SubscriptionFilter, SubscriptionFilterEntry } from "./evaluation.js";
import { isObject, toPlainValue } from "./plain-value.js";

/** An entry before anyone has checked its operator. */
interface RawEntry {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** Operators of enhanced filters (https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html). */
const OPERATORS: ReadonlySet<string> = new Set<SubscriptionFilterEntry["operator"]>([
  "eq",
  "ne",
  "le",
  "lt",
  "ge",
  "gt",
  "contains",
  "notContains",
  "beginsWith",
  "in",
  "notIn",
  "between",
  "containsAny",
]);

/**
 * `util.transform.toSubscriptionFilter`
 * (https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html): a filter as a list of
 * groups, ORed, each an AND of entries. Fields and the members of `and` are ANDed; several operators of one field, the members
 * of `or` and the rules are alternatives, so the groups multiply. What is ignored or empty constrains nothing.
 *
 * Operators are not checked here, neither are they by AWS: `extensions.setSubscriptionFilter` is the place.
 *
 * @returns null where the filter is no object or `and`/`or` no list of objects, as AWS does
 */
export function toSubscriptionFilter(
  filter: unknown,
  ignoredFields: unknown = [],
  rules: unknown = undefined,
): { readonly filterGroup: readonly { readonly filters: readonly RawEntry[] }[] } | null {
  const ignored = new Set<unknown>(Array.isArray(ignoredFields) ? ignoredFields : []);
  let groups = expand(filter, ignored);
  if (groups === null) return null;
  if (isObject(rules)) {
    const alternatives: RawEntry[][] = [];
    for (const [field, operators] of Object.entries(rules)) {
      const own = fieldAlternatives(field, operators);
      if (own === null) return null;
      alternatives.push(...own);
    }
    groups = cross(groups, alternatives);
  }
  return { filterGroup: groups.filter((entries) => entries.length > 0).map((filters) => ({ filters })) };
}

function expand(filter: unknown, ignored: ReadonlySet<unknown>): RawEntry[][] | null {
  if (!isObject(filter)) return null;
  let groups: RawEntry[][] = [[]];
  for (const [key, value] of Object.entries(filter)) {
    if (key === "and" || key === "or") {
      if (!Array.isArray(value)) return null;
      const alternatives: RawEntry[][] = [];
      for (const member of value) {
        const expanded = expand(member, ignored);
        if (expanded === null) return null;
        if (key === "and") groups = cross(groups, expanded);
        else alternatives.push(...expanded.filter((entries) => entries.length > 0));
      }
      groups = cross(groups, alternatives);
    } else if (!ignored.has(key)) {
      const alternatives = fieldAlternatives(key, value);
      if (alternatives === null) return null;
      groups = cross(groups, alternatives);
    }
  }
  return groups;
}

function fieldAlternatives(fieldName: string, operators: unknown): RawEntry[][] | null {
  if (!isObject(operators)) return null;
  return Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
}

function cross(groups: RawEntry[][], alternatives: RawEntry[][]): RawEntry[][] {
  if (alternatives.length === 0) return groups;
  return groups.flatMap((group) => alternatives.map((alternative) => [...group, ...alternative]));
}

/**
 * Checks what a resolver hands to `extensions.setSubscriptionFilter` or `setSubscriptionInvalidationFilter`.
 *
 * @param caller the function's name, for messages
 * @throws Error naming the entry, what was expected and what came
 */
export function parseSubscriptionFilter(filter: unknown, caller: string): SubscriptionFilter {
  const plain = toPlainValue(filter);
  const groups = isObject(plain) ? plain["filterGroup"] : undefined;
  if (!Array.isArray(groups)) {
    throw new Error(`${caller}: expected {filterGroup: [{filters: […]}]}, got ${JSON.stringify(plain)}`);
  }
  return {
    filterGroup: groups.map((group: unknown, index) => {
      const filters = isObject(group) ? group["filters"] : undefined;
      const path = `${caller}: filterGroup[${index}].filters`;
      if (!Array.isArray(filters)) throw new Error(`${path}: expected a list, got ${JSON.stringify(filters)}`);
      return { filters: filters.map((entry: unknown, place) => parseEntry(entry, `${path}[${place}]`)) };
    }),
  };
}

function parseEntry(entry: unknown, path: string): SubscriptionFilterEntry {
  if (!isObject(entry)) throw new Error(`${path}: expected {fieldName, operator, value}, got ${JSON.stringify(entry)}`);
  const { fieldName, operator, value } = entry;
  if (typeof fieldName !== "string" || fieldName === "") {
    throw new Error(`${path}.fieldName: expected a field's name, got ${JSON.stringify(fieldName)}`);
  }
  if (!isOperator(operator)) {
    throw new Error(`${path}.operator: expected one of ${[...OPERATORS].join(", ")}, got ${JSON.stringify(operator)}`);
  }
  const wantsList = operator === "in" || operator === "notIn" || operator === "between" || operator === "containsAny";
  if (wantsList !== Array.isArray(value) || (operator === "between" && Array.isArray(value) && value.length !== 2)) {
    const expected = operator === "between" ? "two bounds" : wantsList ? "a list" : "a single value";
    throw new Error(`${path}.value: ${operator} takes ${expected}, got ${JSON.stringify(value)}`);
  }
  return { fieldName, operator, value };
}

function isOperator(operator: unknown): operator is SubscriptionFilterEntry["operator"] {
  return typeof operator === "string" && OPERATORS.has(operator);
}
