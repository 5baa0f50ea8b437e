import type { SubscriptionFilterEntry } from "../runtime/evaluation.js";

export type FilterOperator = SubscriptionFilterEntry["operator"];

/** "in" and "notIn" take up to five values, "containsAny" twenty (AppSync devguide, extensions, "exceptions"). */
export const IN_VALUES = 5;
export const CONTAINS_ANY_VALUES = 20;

/** One operator: what it may be compared with, and the comparison itself. */
interface OperatorRule {
  /** In words, for errors. */
  readonly takes: string;
  accepts(value: unknown): boolean;
  /** Whether a field's value passes. `actual` is null where the field is null or the mutation did not select it. */
  test(actual: unknown, value: unknown): boolean;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isScalar = (value: unknown): value is string | number =>
  isText(value) || (typeof value === "number" && Number.isFinite(value));
const isList =
  (most: number) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length >= 1 && value.length <= most && value.every(isScalar);
const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(isScalar);

/** Numbers with numbers by size, texts with texts by code unit; everything else has no order. */
function compare(actual: unknown, value: unknown): number | undefined {
  if (typeof actual === "number" && typeof value === "number") return actual - value;
  if (isText(actual) && isText(value)) return actual < value ? -1 : actual > value ? 1 : 0;
  return undefined;
}

function ordered(passes: (order: number) => boolean): OperatorRule {
  return {
    takes: "a number or a string",
    accepts: isScalar,
    test(actual, value) {
      const order = compare(actual, value);
      return order !== undefined && passes(order);
    },
  };
}

function contains(actual: unknown, value: unknown): boolean {
  if (Array.isArray(actual)) return actual.includes(value);
  return isText(actual) && isText(value) && actual.includes(value);
}

function isIn(actual: unknown, values: unknown): boolean {
  return Array.isArray(values) && values.includes(actual);
}

/** The same operator turned round; so a missing field passes it (inferred: AWS does not document null). */
function negated(rule: OperatorRule): OperatorRule {
  return { ...rule, test: (actual, value) => !rule.test(actual, value) };
}

const eq: OperatorRule = {
  takes: "a number, a string or a Boolean",
  accepts: (value) => isScalar(value) || typeof value === "boolean",
  // No conversion: 1 is not "1".
  test: (actual, value) => actual === value,
};
const containing: OperatorRule = { takes: "a number or a string", accepts: isScalar, test: contains };
const within: OperatorRule = {
  takes: `a list of 1 to ${String(IN_VALUES)} numbers or strings`,
  accepts: isList(IN_VALUES),
  test: isIn,
};

/**
 * The enhanced filter operators and the types they take.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html and the
 * `SubscriptionFilter…` types of `@aws-appsync/utils`.
 */
export const filterOperators: Readonly<Record<FilterOperator, OperatorRule>> = {
  eq,
  ne: negated(eq),
  le: ordered((order) => order <= 0),
  lt: ordered((order) => order < 0),
  ge: ordered((order) => order >= 0),
  gt: ordered((order) => order > 0),
  contains: containing,
  notContains: negated(containing),
  beginsWith: {
    takes: "a string",
    accepts: isText,
    test: (actual, value) => isText(actual) && isText(value) && actual.startsWith(value),
  },
  in: within,
  notIn: negated(within),
  between: {
    takes: "a list of two numbers or strings, both ends included",
    accepts: isPair,
    test(actual, value) {
      if (!Array.isArray(value)) return false;
      const low = compare(actual, value[0]);
      const high = compare(actual, value[1]);
      return low !== undefined && high !== undefined && low >= 0 && high <= 0;
    },
  },
  containsAny: {
    takes: `a list of 1 to ${String(CONTAINS_ANY_VALUES)} numbers or strings`,
    accepts: isList(CONTAINS_ANY_VALUES),
    test: (actual, values) =>
      Array.isArray(actual) && Array.isArray(values) && values.some((value) => actual.includes(value)),
  },
};

/** Whether `name` is one of AppSync's filter operators. */
export function isFilterOperator(name: unknown): name is FilterOperator {
  return isText(name) && Object.hasOwn(filterOperators, name);
}
