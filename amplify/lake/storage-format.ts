import type { CfnTable } from "aws-cdk-lib/aws-glue";
import type { LakeTable } from "./tables.js";

/** How Glue and Athena are told of a format. */
export interface StorageFormat {
  readonly descriptor: Pick<CfnTable.StorageDescriptorProperty, "inputFormat" | "outputFormat" | "serdeInfo">;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Formats of `LakeTable`, in Hive's terms. */
export const storageFormats: Readonly<Record<LakeTable["format"], StorageFormat>> = {
  // https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html: quoted cells, "" for a quote within, numbers as bigint.
  csv: {
    descriptor: {
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serdeInfo: {
        serializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
        parameters: { separatorChar: ",", quoteChar: '"', escapeChar: "\\" },
      },
    },
    parameters: { classification: "csv", "skip.header.line.count": "1" },
  },
  // https://docs.aws.amazon.com/athena/latest/ug/parquet-serde.html
  parquet: {
    descriptor: {
      inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      serdeInfo: {
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: { "serialization.format": "1" },
      },
    },
    parameters: { classification: "parquet" },
  },
};
