import { describe, expect, test } from "vitest";
import { awsScalars } from "./aws-scalars.js";

const docs = "https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html";
const olderDocs = "AppSync developer guide of 2020, Scalar Types: time zone offset of AWSDateTime is compulsory";
const calendar = "ISO 8601 calendar";
const rfc822 = "RFC 822";

interface Row {
  readonly scalar: string;
  readonly value: unknown;
  readonly expected: "valid" | "invalid";
  readonly source: string;
}

function rows(scalar: string, source: string, valid: readonly unknown[], invalid: readonly unknown[]): Row[] {
  return [
    ...valid.map((value): Row => ({ scalar, value, expected: "valid", source })),
    ...invalid.map((value): Row => ({ scalar, value, expected: "invalid", source })),
  ];
}

const table: readonly Row[] = [
  ...rows(
    "AWSDate",
    docs,
    [
      "1970-01-01",
      "1970-01-01Z",
      "1970-01-01-07:00",
      "1970-01-01+05:30",
      "1970-01-01+05:30:15",
      "-2017-05-01",
      "-9999-01-01",
    ],
    [
      "1970-1-1",
      "19700101",
      "1970-01-01T00:00Z",
      "1970-01-01+5:30",
      "1970-01-01z",
      "",
      0,
      null,
      true,
      "70-01-01",
      " 1970-01-01",
    ],
  ),
  ...rows(
    "AWSDate",
    calendar,
    ["2024-02-29", "2000-02-29", "2023-12-31"],
    ["2023-02-29", "1900-02-29", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00"],
  ),
  ...rows(
    "AWSTime",
    docs,
    [
      "12:00:00.277",
      "12:30",
      "12:30Z",
      "12:30:24",
      "12:30:24-07:00",
      "12:30:24.500+05:30",
      "12:30:24.123456789",
      "00:00:00Z",
      "23:59:59",
    ],
    ["24:00", "12:60", "12:30:60", "1:30", "12:30:24.", "12:30:24.1234567890", "12:30+19:00", "12", "noon", 12],
  ),
  ...rows(
    "AWSDateTime",
    docs,
    [
      "1930-01-01T16:00:00-07:00",
      "2020-01-01T00:00+00:00",
      "1970-01-01T12:00:00.2Z",
      "1970-01-01T12:00:00.123456789Z",
      "-2017-01-01T00:00Z",
      "2024-01-25T13:15:00Z",
      "2024-01-25T13:15:00+05:30:20",
    ],
    [
      "2024-01-25 13:15:00Z",
      "2024-01-25T13Z",
      "2024-01-25T25:00Z",
      "2024-02-30T10:00Z",
      "2024-01-25",
      "2020-05-19T11:5:29.000Z",
      "2024-01-25T13:15:00z",
      1706188500,
    ],
  ),
  ...rows("AWSDateTime", olderDocs, [], ["2024-01-25T13:15:00", "2024-01-25T13:15"]),
  ...rows("AWSTimestamp", docs, [0, -1, 1706188500, 253402300800], [1.5, "1706188500", Number.NaN, null, true]),
  ...rows(
    "AWSEmail",
    docs,
    ["username@example.com", "a.b+c@sub.example.org", "o'hara@example.com"],
    ["username", "@example.com", "a@b", "a b@example.com", "a@@example.com", "a@example..com", "a@-example.com", 7],
  ),
  ...rows("AWSEmail", rfc822, ["x_y-z@example.co.uk"], [".a@example.com", "a.@example.com", "a..b@example.com"]),
  ...rows(
    "AWSJSON",
    docs,
    ['{"upvotes": 10}', "[1,2,3]", '"AWSJSON example string"', "1.2", "true", "null"],
    ["hello", "{a: 1}", "{'a': 1}", "", "{", 12, { a: 1 }],
  ),
  ...rows(
    "AWSURL",
    docs,
    [
      "https://www.amazon.com/dp/B000NZW3KC/",
      "mailto:example@example.com",
      "ftp://ftp.example.com/a?b=c//d",
      "http://localhost:4300/x",
    ],
    [
      "www.amazon.com",
      "https://www.amazon.com/dp//B000NZW3KC/",
      "https://",
      "//example.com/a",
      "https://exa mple.com",
      5,
    ],
  ),
  ...rows(
    "AWSPhone",
    docs,
    [
      "+1 555 123 4567",
      "+44 20 7946 0958",
      "+491701234567",
      "206-555-0100",
      "206 555 0100",
      "2065550100",
      "1-206-555-0100",
    ],
    [
      "555",
      "+1",
      "123-456-7890",
      "phone",
      "+1--5551234567",
      "+0 555 123 4567",
      "+1234567890123456",
      2065550100,
      "206-155-0100",
    ],
  ),
  ...rows(
    "AWSIPAddress",
    docs,
    [
      "127.0.0.1",
      "123.45.67.89/16",
      "::ffff:10.0.0.1",
      "1a2b:3c4b::1234:4567",
      "1a2b:3c4b::1234:4567/64",
      "::1/128",
      "0.0.0.0/0",
    ],
    [
      "127.0.0",
      "256.1.1.1",
      "[::1]",
      "1.2.3.4/33",
      "::1/129",
      "1.2.3.4/",
      "1.2.3.4/8/8",
      "fe80::1%eth0",
      "1.2.3.4/08",
      1,
    ],
  ),
];

describe("AWS scalars", () => {
  test.each(table)("$scalar $value is $expected ($source)", ({ scalar, value, expected }) => {
    const parse = () => awsScalars[scalar]?.parse(value);
    if (expected === "valid") expect(parse).not.toThrow();
    else expect(parse).toThrow(/^Unable to parse /);
  });

  const textual = table.filter(({ scalar }) => scalar !== "AWSJSON");
  test.each(textual)("$scalar $value as a result is $expected ($source)", ({ scalar, value, expected }) => {
    const serialize = () => awsScalars[scalar]?.serialize(value);
    if (expected === "valid") expect(serialize()).toBe(value);
    else expect(serialize).toThrow(/^Unable to serialize /);
  });

  test.each([
    { value: { upvotes: 10 }, expected: '{"upvotes":10}', source: docs },
    { value: [1, "a", null], expected: '[1,"a",null]', source: docs },
    { value: "text", expected: '"text"', source: docs },
    { value: 1.2, expected: "1.2", source: docs },
  ])("AWSJSON writes $value as $expected", ({ value, expected }) => {
    expect(awsScalars["AWSJSON"]?.serialize(value)).toBe(expected);
    expect(awsScalars["AWSJSON"]?.parse(expected)).toEqual(value);
  });
});
