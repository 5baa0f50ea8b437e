import { describe, expect, test } from "vitest";
import { isData, partitionPath } from "./partition-path.js";

const key = (name: string, type: string) => ({ name, type, comment: undefined });
const continent = [key("continent", "string")];
const dated = [key("year", "int"), key("city", "string")];

describe("partitionPath", () => {
  // https://docs.aws.amazon.com/athena/latest/ug/partitions.html: Hive style, name=value
  test.each([
    ["t/continent=eu/a.csv", continent, ["eu"], "t/continent=eu/"],
    ["t/continent=eu/b/c/a.csv", continent, ["eu"], "t/continent=eu/"],
    ["t/Continent=eu/a.csv", continent, ["eu"], "t/Continent=eu/"],
    ["t/continent=a%2Fb%20c/a", continent, ["a/b c"], "t/continent=a%2Fb%20c/"],
    ["t/continent=100%/a", continent, ["100%"], "t/continent=100%/"],
    ["t/continent=a=b/a", continent, ["a=b"], "t/continent=a=b/"],
    ["t/continent=__HIVE_DEFAULT_PARTITION__/a", continent, [null], "t/continent=__HIVE_DEFAULT_PARTITION__/"],
    ["t/year=2020/city=Bonn/a", dated, ["2020", "Bonn"], "t/year=2020/city=Bonn/"],
    ["t/a/b.parquet", [], [], "t/"],
  ])("%s", (path, keys, values, prefix) => {
    expect(partitionPath(path, "t/", keys)).toEqual({ values, prefix });
  });

  test.each([
    ["t/a.csv", continent],
    ["t/continent=/a.csv", continent],
    ["t/country=de/a.csv", continent],
    ["t/eu/a.csv", continent],
    ["t/continent=eu", continent],
    ["t/city=Bonn/year=2020/a", dated],
    ["t/year=2020/a", dated],
    ["t/year=now/city=Bonn/a", dated],
  ])("%s is in none", (path, keys) => {
    expect(partitionPath(path, "t/", keys)).toBeUndefined();
  });
});

test.each([
  ["t/a.csv", 1, true],
  ["t/a.csv", 0, false],
  ["t/", 0, false],
  ["t/_SUCCESS", 5, false],
  ["t/.hidden", 5, false],
  ["t/_folder/a.csv", 5, true],
])("%s of %i bytes is data: %s", (path, size, expected) => {
  expect(isData({ key: path, size })).toBe(expected);
});
