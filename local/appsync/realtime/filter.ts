import { AppSyncError } from "../identity.js";
import type { SubscriptionFilter, SubscriptionFilterEntry } from "../runtime/evaluation.js";
import { filterOperators, isFilterOperator } from "./filter-operators.js";

/**
 * What the service refuses, with its own words where a public report shows them (amplify-flutter 6142 and the list that
 * amplify-js keeps in `datastore/src/sync/processors/subscription.ts`); the rules are in
 * https://docs.aws.amazon.com/appsync/latest/devguide/extensions.html#extensions-exceptions.
 */
export const FILTERS_PER_GROUP = 10;
/** Different fields that one filter may name. */
export const FILTER_ATTRIBUTES = 5;
export const FIELD_NAME_LENGTH = 256;
/** Levels that dots may reach down. */
export const FIELD_NAME_DEPTH = 5;

/** One comparison of a field. */
export interface Condition {
  readonly path: readonly string[];
  test(actual: unknown): boolean;
}

/** Field and value that must be equal; the part of a filter that an index can look up. */
export interface Equality {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Conditions that must all hold. */
export interface Alternative {
  readonly equalities: readonly Equality[];
  readonly others: readonly Condition[];
}

/** A filter ready for use: it passes where one of its alternatives does. */
export interface CompiledFilter {
  /** Filters of equal key pass and refuse the same values. */
  readonly key: string;
  readonly alternatives: readonly Alternative[];
}

/**
 * Checks and prepares a filter of `extensions.setSubscriptionFilter` or `setSubscriptionInvalidationFilter`.
 *
 * @throws AppSyncError (`BadRequestException`) naming the entry that breaks a rule of AppSync
 */
export function compileFilter(filter: SubscriptionFilter): CompiledFilter {
  const group: unknown = filter.filterGroup;
  if (!Array.isArray(group) || group.length === 0) {
    throw refuse("filterGroup", `a list of 1 to ${String(FILTERS_PER_GROUP)} filters`, group);
  }
  if (group.length > FILTERS_PER_GROUP) {
    const most = String(FILTERS_PER_GROUP);
    throw badFilter(`Filters combination exceed maximum limit ${most} for subscription: got ${String(group.length)}`);
  }
  const attributes = new Set(
    filter.filterGroup.flatMap(({ filters }) => entries(filters).map((entry) => entry.fieldName)),
  );
  if (attributes.size > FILTER_ATTRIBUTES) {
    throw badFilter(
      `Filters exceed maximum attributes limit ${String(FILTER_ATTRIBUTES)} for subscription: ${[...attributes].join(", ")}`,
    );
  }
  const alternatives = filter.filterGroup.map(({ filters }, index) => compileAlternative(entries(filters), index));
  const keys = filter.filterGroup.map(({ filters }) => filters.map(entryKey).sort());
  return { key: `filter ${JSON.stringify(keys.map((part) => JSON.stringify(part)).sort())}`, alternatives };
}

/**
 * The filter that a subscription's arguments make where no enhanced filter is set: each argument that was given must
 * equal the field of its name; null given explicitly asks for null, an argument left out does not filter.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html#using-subscription-arguments
 */
export function filterOfArguments(given: Readonly<Record<string, unknown>>): CompiledFilter {
  const equalities = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ path: [name], value: canonical(value) }));
  return { key: `arguments ${JSON.stringify(equalities)}`, alternatives: [{ equalities, others: [] }] };
}

/** Whether a value passes a filter: the plain evaluation, without an index. */
export function passes(filter: CompiledFilter, value: Readonly<Record<string, unknown>>): boolean {
  return filter.alternatives.some(
    ({ equalities, others }) =>
      equalities.every(({ path, value: wanted }) => equalityKey([readField(value, path)]) === equalityKey([wanted])) &&
      others.every((condition) => condition.test(readField(value, condition.path))),
  );
}

/** The value of a field, null where it or an object on the way to it is null or missing. */
export function readField(value: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let current: unknown = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || Array.isArray(current)) return null;
    current = Object.hasOwn(current, name) ? (current as Readonly<Record<string, unknown>>)[name] : null;
  }
  return current ?? null;
}

/** Text that is equal exactly for equal lists of values: 1 is not "1", null is like missing, key order does not count. */
export function equalityKey(values: readonly unknown[]): string {
  return JSON.stringify(values.map(canonical));
}

function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map(canonical);
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, part]) => [name, canonical(part)]));
}

function entries(filters: unknown): readonly SubscriptionFilterEntry[] {
  if (Array.isArray(filters) && filters.length > 0) return filters as readonly SubscriptionFilterEntry[];
  throw refuse("filters", "a list of one or more conditions", filters);
}

function compileAlternative(filters: readonly SubscriptionFilterEntry[], index: number): Alternative {
  const equalities: Equality[] = [];
  const others: Condition[] = [];
  const seen = new Set<string>();
  for (const { fieldName, operator, value } of filters) {
    const place = `filterGroup[${String(index)}].filters`;
    if (!isFieldName(fieldName)) {
      const rule = `a field name of up to ${String(FIELD_NAME_LENGTH)} characters and ${String(FIELD_NAME_DEPTH)} levels`;
      throw refuse(`${place}.fieldName`, rule, fieldName);
    }
    if (seen.has(fieldName)) throw badFilter(`subscription filter uses same fieldName multiple time: ${fieldName}`);
    seen.add(fieldName);
    if (!isFilterOperator(operator)) {
      throw refuse(`${place}.operator`, Object.keys(filterOperators).join(", "), operator);
    }
    const rule = filterOperators[operator];
    if (!rule.accepts(value)) {
      throw refuse(`${place}.value`, `${rule.takes} for operator ${operator} on ${fieldName}`, value);
    }
    const path = fieldName.split(".");
    if (operator === "eq") equalities.push({ path, value });
    else others.push({ path, test: (actual) => rule.test(actual, value) });
  }
  return { equalities, others };
}

function isFieldName(name: unknown): name is string {
  if (typeof name !== "string" || name.length > FIELD_NAME_LENGTH) return false;
  const parts = name.split(".");
  return parts.length <= FIELD_NAME_DEPTH && parts.every((part) => /^[_A-Za-z][_0-9A-Za-z]*$/.test(part));
}

function entryKey({ fieldName, operator, value }: SubscriptionFilterEntry): string {
  return JSON.stringify([fieldName, operator, value]);
}

function refuse(field: string, expected: string, came: unknown): AppSyncError {
  const shown = came === undefined ? "nothing" : (JSON.stringify(came) ?? typeof came).slice(0, 80);
  return badFilter(`Invalid subscription filter: ${field} must be ${expected}, got ${shown}`);
}

function badFilter(message: string): AppSyncError {
  return new AppSyncError("BadRequestException", message, 400);
}
