import { AwsError } from "../aws-json/aws-error.js";
import { parseS3Location, type S3Location } from "./s3-location.js";

/** Where and how an UNLOAD writes. */
export interface UnloadTarget {
  readonly location: S3Location;
  readonly format: "PARQUET" | "TEXTFILE" | "JSON";
  readonly compression: "NONE" | "GZIP" | "SNAPPY" | "ZSTD";
  /** Between the fields of TEXTFILE. */
  readonly delimiter: string;
}

/** An UNLOAD taken apart. */
export interface UnloadStatement {
  readonly select: string;
  /** Bytes in front of `select`. */
  readonly offset: number;
  readonly target: UnloadTarget;
}

const pattern = /^(\s*UNLOAD\s*\()([^]*)\)\s*TO\s*'([^']*)'\s*WITH\s*\(([^()]*)\)\s*;?\s*$/i;
const property = /\s*([A-Za-z_]+)\s*=\s*'((?:[^']|'')*)'\s*(?:,|$)/y;

const formats = ["PARQUET", "TEXTFILE", "JSON"] as const;
const compressions = ["NONE", "GZIP", "SNAPPY", "ZSTD"] as const;

/**
 * Reads `UNLOAD (SELECT …) TO 's3://…' WITH (format = 'PARQUET', …)`
 * (https://docs.aws.amazon.com/athena/latest/ug/unload.html). Undefined for other statements.
 *
 * @throws AwsError InvalidRequestException for an UNLOAD that is none, or that asks for what the sandbox does not write
 */
export function unloadStatement(sql: string): UnloadStatement | undefined {
  if (!/^\s*UNLOAD\b/i.test(sql)) return undefined;
  const [, head = "", select, location, properties] = pattern.exec(sql) ?? [];
  if (select === undefined || location === undefined || properties === undefined) {
    throw invalid("UNLOAD: expected UNLOAD (SELECT …) TO 's3://bucket/prefix/' WITH (format = 'PARQUET').");
  }
  return { select, offset: Buffer.byteLength(head), target: targetOf(location, propertiesOf(properties)) };
}

function targetOf(location: string, properties: ReadonlyMap<string, string>): UnloadTarget {
  const format = oneOf(formats, properties.get("format"), "format", undefined);
  // Athena would take GZIP, which DuckDB needs several times as long for.
  const compression = oneOf(compressions, properties.get("compression"), "compression", "ZSTD");
  const delimiter = properties.get("field_delimiter") ?? "\u0001";
  if (Buffer.byteLength(delimiter) !== 1) throw invalid("UNLOAD: field_delimiter must be a single character.");
  for (const name of properties.keys()) {
    if (!["format", "compression", "field_delimiter"].includes(name)) {
      throw invalid(`UNLOAD: the sandbox does not know the property ${name}. Leave it out.`);
    }
  }
  if (compression === "SNAPPY" && format !== "PARQUET") throw invalid(`UNLOAD: SNAPPY is for PARQUET, not ${format}.`);
  try {
    return { location: parseS3Location(location.replace(/\/*$/, "/")), format, compression, delimiter };
  } catch (error) {
    throw invalid("UNLOAD: the target is not a valid S3 path.", error);
  }
}

function propertiesOf(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  property.lastIndex = 0;
  while (property.lastIndex < text.trimEnd().length) {
    const [, name, value] = property.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw invalid("UNLOAD: expected properties as name = 'value', separated by commas.");
    }
    properties.set(name.toLowerCase(), unquoted(value));
  }
  return properties;
}

function oneOf<Value extends string>(
  values: readonly Value[],
  given: string | undefined,
  name: string,
  fallback: Value | undefined,
): Value {
  const value = given === undefined ? fallback : values.find((one) => one === given.toUpperCase());
  if (value !== undefined) return value;
  throw invalid(`UNLOAD: ${name} must be one of ${values.join(", ")} in the sandbox, not ${given ?? "missing"}.`);
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}

function invalid(message: string, cause?: unknown): AwsError {
  return new AwsError("InvalidRequestException", message, { cause });
}
