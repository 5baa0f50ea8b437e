/** A Hive type that the sandbox can keep (https://docs.aws.amazon.com/athena/latest/ug/data-types.html). */
export interface HiveType {
  /** DuckDB's name for it. */
  readonly duckDb: string;
  /**
   * What a CSV cell must look like, all of it; undefined: any text. Null: OpenCSVSerDe is not read into this type here
   * (https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html names what it recognizes).
   */
  readonly cell: string | undefined | null;
  /** DuckDB types of Parquet columns that are read into it. */
  readonly parquet: readonly string[];
}

const wholeNumber = "[+-]?[0-9]+";
const number = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";
const timestamps = ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"];
const text: HiveType = { duckDb: "VARCHAR", cell: undefined, parquet: ["VARCHAR"] };

const types: Readonly<Record<string, HiveType>> = {
  tinyint: { duckDb: "TINYINT", cell: wholeNumber, parquet: ["TINYINT"] },
  smallint: { duckDb: "SMALLINT", cell: wholeNumber, parquet: ["TINYINT", "UTINYINT", "SMALLINT"] },
  int: { duckDb: "INTEGER", cell: wholeNumber, parquet: ["TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER"] },
  bigint: {
    duckDb: "BIGINT",
    cell: wholeNumber,
    parquet: ["TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT"],
  },
  float: { duckDb: "FLOAT", cell: number, parquet: ["FLOAT"] },
  double: { duckDb: "DOUBLE", cell: number, parquet: ["FLOAT", "DOUBLE"] },
  boolean: { duckDb: "BOOLEAN", cell: "(?i)(true|false)", parquet: ["BOOLEAN"] },
  string: text,
  date: { duckDb: "DATE", cell: null, parquet: ["DATE"] },
  timestamp: { duckDb: "TIMESTAMP", cell: null, parquet: timestamps },
  binary: { duckDb: "BLOB", cell: null, parquet: ["BLOB"] },
};

/** What a Hive type is here; undefined for types that the sandbox cannot keep: array, map, struct … */
export function hiveType(name: string): HiveType | undefined {
  const lower = name.toLowerCase().replaceAll(" ", "");
  if (/^(varchar|char)\(\d+\)$/.test(lower)) return text;
  if (/^decimal\(\d+,\d+\)$/.test(lower)) {
    const duckDb = lower.toUpperCase();
    return { duckDb, cell: number, parquet: [duckDb] };
  }
  const type = lower === "integer" ? "int" : lower;
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** The Hive type of a Parquet column, by DuckDB's name for its type; undefined where there is none here. */
export function hiveTypeOfParquet(duckDbType: string): string | undefined {
  if (/^DECIMAL\(\d+,\d+\)$/.test(duckDbType)) return duckDbType.toLowerCase();
  if (timestamps.includes(duckDbType)) return "timestamp";
  return Object.entries(types).find(
    ([, type]) => type.duckDb === duckDbType || type.parquet.at(-1) === duckDbType,
  )?.[0];
}
