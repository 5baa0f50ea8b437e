import { describe, expect, test } from "vitest";
import { unloadStatement } from "./unload-statement.js";

const place = { bucket: "lake", prefix: "exports/x/" };
const defaults = { compression: "ZSTD", delimiter: "\u0001" };

describe("unloadStatement", () => {
  // https://docs.aws.amazon.com/athena/latest/ug/unload.html
  test.each([
    [
      "UNLOAD (SELECT 1) TO 's3://lake/exports/x/' WITH (format = 'PARQUET')",
      "SELECT 1",
      { format: "PARQUET", ...defaults },
    ],
    [
      "unload(select 1)to's3://lake/exports/x'with(FORMAT='parquet',compression='GZIP');",
      "select 1",
      { format: "PARQUET", ...defaults, compression: "GZIP" },
    ],
    [
      "UNLOAD (SELECT ') TO ''s3://other/'' WITH (' AS a, (1)) TO 's3://lake/exports/x/' WITH (format = 'TEXTFILE', field_delimiter = ',')",
      "SELECT ') TO ''s3://other/'' WITH (' AS a, (1)",
      { format: "TEXTFILE", ...defaults, delimiter: "," },
    ],
  ])("%s", (sql, select, target) => {
    const statement = unloadStatement(sql);
    expect(statement).toMatchObject({ select, target: { location: place, ...target } });
    expect(Buffer.from(sql).subarray(statement?.offset).toString().startsWith(select)).toBe(true);
  });

  test.each(["SELECT 1", "WITH unload AS (SELECT 1) SELECT * FROM unload", "-- UNLOAD\nSELECT 1"])(
    "%s is none",
    (sql) => {
      expect(unloadStatement(sql)).toBeUndefined();
    },
  );

  test.each([
    ["UNLOAD (SELECT 1) TO 's3://lake/x/'", "expected UNLOAD (SELECT …) TO"],
    ["UNLOAD SELECT 1 TO 's3://lake/x/' WITH (format='PARQUET')", "expected UNLOAD (SELECT …) TO"],
    ["UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format='ORC')", "format must be one of PARQUET, TEXTFILE, JSON"],
    ["UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (compression='GZIP')", "format must be one of"],
    [
      "UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format='PARQUET' compression='GZIP')",
      "expected properties as name = 'value'",
    ],
    [
      "UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format='PARQUET', partitioned_by='a')",
      "does not know the property partitioned_by",
    ],
    ["UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format='JSON', compression='SNAPPY')", "SNAPPY is for PARQUET"],
    ["UNLOAD (SELECT 1) TO 's3://lake/x/' WITH (format='TEXTFILE', field_delimiter='||')", "single character"],
    ["UNLOAD (SELECT 1) TO '/tmp/x' WITH (format='PARQUET')", "not a valid S3 path"],
  ])("%s is refused", (sql, message) => {
    expect(() => unloadStatement(sql)).toThrow(message);
  });

  test("reads hostile text in no time", () => {
    const sql = `UNLOAD (${") TO 'x' WITH (".repeat(8_000)}`;
    const start = performance.now();
    expect(() => unloadStatement(sql)).toThrow("UNLOAD");
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
