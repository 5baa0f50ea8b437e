import { isObject } from "./plain-value.js";

type Query = Readonly<Record<string, unknown>>;

/** Operators that are one OpenSearch clause on one field. */
const CLAUSES: Readonly<Record<string, (field: string, value: unknown) => Query>> = {
  eq: (field, value) => ({ term: { [field]: value } }),
  ne: (field, value) => ({ bool: { must_not: { term: { [field]: value } } } }),
  gt: (field, value) => ({ range: { [field]: { gt: value } } }),
  gte: (field, value) => ({ range: { [field]: { gte: value } } }),
  lt: (field, value) => ({ range: { [field]: { lt: value } } }),
  lte: (field, value) => ({ range: { [field]: { lte: value } } }),
  match: (field, value) => ({ match: { [field]: value } }),
  matchPhrase: (field, value) => ({ match_phrase: { [field]: value } }),
  matchPhrasePrefix: (field, value) => ({ match_phrase_prefix: { [field]: value } }),
  wildcard: (field, value) => ({ wildcard: { [field]: value } }),
  regexp: (field, value) => ({ regexp: { [field]: value } }),
  exists: (field, value) => (value === false ? { bool: { must_not: { exists: { field } } } } : { exists: { field } }),
  range: (field, value) => {
    if (!Array.isArray(value) || value.length !== 2) throw new Error(`${field}.range: expected two bounds`);
    return { range: { [field]: { gte: value[0] as unknown, lte: value[1] as unknown } } };
  },
};

/**
 * `util.transform.toElasticsearchQueryDSL`: a filter as OpenSearch's query language, as JSON text
 * (https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html). Operators and fields
 * side by side are ANDed.
 *
 * @throws Error naming the operator where it is unknown or not implemented (multiMatch: its output is not documented)
 */
export function toOpenSearchQuery(filter: unknown): string {
  return JSON.stringify(filterQuery(filter));
}

function filterQuery(filter: unknown): Query {
  if (!isObject(filter))
    throw new Error("util.transform.toElasticsearchQueryDSL: expected an object of fields, and, or, not");
  const parts = Object.entries(filter).map(([key, value]): Query => {
    if (key === "not") return { bool: { must_not: filterQuery(value) } };
    if (key !== "and" && key !== "or") return fieldQuery(key, value);
    if (!Array.isArray(value)) throw new Error(`util.transform.toElasticsearchQueryDSL: ${key}: expected a list`);
    return { bool: { [key === "and" ? "must" : "should"]: value.map(filterQuery) } };
  });
  return all(parts);
}

function fieldQuery(field: string, operators: unknown): Query {
  if (!isObject(operators))
    throw new Error(`util.transform.toElasticsearchQueryDSL: ${field}: expected an object of operators`);
  return all(
    Object.entries(operators).map(([operator, value]) => {
      const clause = Object.hasOwn(CLAUSES, operator) ? CLAUSES[operator] : undefined;
      if (clause !== undefined) return clause(field, value);
      throw new Error(
        `util.transform.toElasticsearchQueryDSL: ${field}: operator ${operator} is not implemented in the local APPSYNC_JS runtime`,
      );
    }),
  );
}

function all(parts: readonly Query[]): Query {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { bool: { must: parts } };
}
