import { DuckDBTypeId, type DuckDBDecimalType, type DuckDBType } from "@duckdb/node-api";
import { z } from "zod";

/** A column of a result as GetQueryResults describes it. */
export const columnInfoSchema = z.object({
  CatalogName: z.string(),
  SchemaName: z.string(),
  TableName: z.string(),
  Name: z.string(),
  Label: z.string(),
  Type: z.string(),
  Precision: z.number(),
  Scale: z.number(),
  Nullable: z.string(),
  CaseSensitive: z.boolean(),
});
export type ColumnInfo = z.infer<typeof columnInfoSchema>;

interface AthenaType {
  readonly name: string;
  readonly precision: number;
  readonly scale: number;
}

const named = (name: string, precision = 0, scale = 0): AthenaType => ({ name, precision, scale });
const varchar = named("varchar", 2_147_483_647);

/** Athena's names and digits (https://docs.aws.amazon.com/athena/latest/ug/data-types.html). */
const types: Partial<Record<DuckDBTypeId, AthenaType>> = {
  [DuckDBTypeId.BOOLEAN]: named("boolean"),
  [DuckDBTypeId.TINYINT]: named("tinyint", 3),
  [DuckDBTypeId.SMALLINT]: named("smallint", 5),
  [DuckDBTypeId.INTEGER]: named("integer", 10),
  [DuckDBTypeId.BIGINT]: named("bigint", 19),
  // Sums of bigint: Trino keeps them bigint.
  [DuckDBTypeId.HUGEINT]: named("bigint", 19),
  [DuckDBTypeId.FLOAT]: named("float", 17),
  [DuckDBTypeId.DOUBLE]: named("double", 17),
  [DuckDBTypeId.DATE]: named("date"),
  [DuckDBTypeId.TIMESTAMP]: named("timestamp", 3),
  [DuckDBTypeId.TIMESTAMP_S]: named("timestamp", 3),
  [DuckDBTypeId.TIMESTAMP_MS]: named("timestamp", 3),
  [DuckDBTypeId.TIMESTAMP_NS]: named("timestamp", 3),
  [DuckDBTypeId.TIMESTAMP_TZ]: named("timestamp with time zone", 3),
  [DuckDBTypeId.BLOB]: named("varbinary", 1_073_741_824),
  [DuckDBTypeId.LIST]: named("array"),
  [DuckDBTypeId.ARRAY]: named("array"),
  [DuckDBTypeId.STRUCT]: named("row"),
  [DuckDBTypeId.MAP]: named("map"),
};

/** Describes a column of a result. */
export function columnInfo(name: string, type: DuckDBType): ColumnInfo {
  const athena = type.typeId === DuckDBTypeId.DECIMAL ? decimal(type) : (types[type.typeId] ?? varchar);
  return {
    CatalogName: "hive",
    SchemaName: "",
    TableName: "",
    Name: name,
    Label: name,
    Type: athena.name,
    Precision: athena.precision,
    Scale: athena.scale,
    Nullable: "UNKNOWN",
    CaseSensitive: athena.name === "varchar",
  };
}

function decimal({ width, scale }: DuckDBDecimalType): AthenaType {
  return named("decimal", width, scale);
}

/** SQL that makes the text of a value, as Athena writes it: timestamps to the millisecond. @param expression SQL */
export function valueText(expression: string, type: DuckDBType): string {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return expression;
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
      return `strftime(${expression}, '%Y-%m-%d %H:%M:%S.%g')`;
    default:
      return `CAST(${expression} AS VARCHAR)`;
  }
}
