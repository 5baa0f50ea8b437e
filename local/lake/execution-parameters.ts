import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from "@duckdb/node-api";
import { queryError } from "./query-error.js";

/** The value of an execution parameter. */
export type ParameterValue = Extract<
  DuckDBValue,
  string | bigint | number | boolean | null | DuckDBDateValue | DuckDBTimestampValue
>;

const MICROSECONDS = 1000n;
const DAY_MILLISECONDS = 86_400_000;
const BIGINT_MAX = 2n ** 63n - 1n;

/**
 * Reads execution parameters: SQL literals. As on Athena, what is no literal and names something is taken for a text,
 * so a text without quotes works, too; other expressions are refused here. Parameters of SQL without question marks are
 * passed over.
 *
 * @throws QueryError INVALID_PARAMETER_USAGE for another number of parameters than the SQL has question marks
 */
export function readParameters(parameters: readonly string[], expected: number): readonly ParameterValue[] {
  if (expected === 0) return [];
  if (parameters.length !== expected) {
    throw queryError(
      "INVALID_PARAMETER_USAGE",
      `line 1:1: Incorrect number of parameters: expected ${expected} but found ${parameters.length}`,
    );
  }
  return parameters.map(readLiteral);
}

function readLiteral(parameter: string): ParameterValue {
  const text = parameter.trim();
  const quoted = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text);
    return value <= BIGINT_MAX && value >= -BIGINT_MAX - 1n ? value : Number(text);
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (/^null$/i.test(text)) return null;
  const [, type, value] = /^(DATE|TIMESTAMP)\s*'([^']*)'$/i.exec(text) ?? [];
  if (type !== undefined && value !== undefined) return readTime(type.toUpperCase(), value);
  return parameter;
}

function readTime(type: string, text: string): ParameterValue {
  const shape = type === "DATE" ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d(\.\d{1,3})?)?)?$/;
  const milliseconds = shape.test(text) ? Date.parse(`${text.replace(" ", "T")}${text.length > 10 ? "Z" : ""}`) : NaN;
  if (Number.isNaN(milliseconds)) {
    throw queryError("INVALID_PARAMETER_USAGE", `line 1:1: A parameter is no valid ${type} literal`);
  }
  return type === "DATE"
    ? new DuckDBDateValue(Math.round(milliseconds / DAY_MILLISECONDS))
    : new DuckDBTimestampValue(BigInt(milliseconds) * MICROSECONDS);
}
