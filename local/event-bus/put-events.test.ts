import { describe, expect, test } from "vitest";
import { AwsError } from "../aws-json/aws-error.js";
import { buildEvent, readPutEventsInput } from "./put-events.js";

const entry = {
  Source: "airport-operations",
  DetailType: "Operations: Flight delayed",
  Detail: '{ "flightNum": 123 }',
};
const envelope = {
  id: "e1",
  accountId: "123456789012",
  region: "us-east-1",
  now: Date.parse("2026-02-01T08:00:00.999Z"),
};
const recorded = "localstack, tests/aws/services/events/test_events.snapshot.json, recorded on AWS";
const api = "EventBridge API reference, PutEvents";

function required(name: string): string {
  return `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
}

describe("entries that are refused", () => {
  test.each([
    { change: { Source: undefined }, code: "InvalidArgument", message: required("Source"), source: recorded },
    { change: { DetailType: undefined }, code: "InvalidArgument", message: required("DetailType"), source: recorded },
    { change: { Detail: undefined }, code: "InvalidArgument", message: required("Detail"), source: recorded },
    { change: { Source: "" }, code: "InvalidArgument", message: required("Source"), source: api },
    { change: { Detail: "text" }, code: "MalformedDetail", message: "Detail is malformed.", source: recorded },
    { change: { Detail: "[1]" }, code: "MalformedDetail", message: "Detail is malformed.", source: recorded },
    { change: { Detail: '{"a":' }, code: "MalformedDetail", message: "Detail is malformed.", source: recorded },
    { change: { Detail: '"{}"' }, code: "MalformedDetail", message: "Detail is malformed.", source: recorded },
    { change: { Detail: "{} {}" }, code: "MalformedDetail", message: "Detail is malformed.", source: api },
    {
      change: { Source: "aws.ec2" },
      code: "NotAuthorizedForSourceException",
      message: "Not authorized for the source.",
      source: "seen on AWS",
    },
    {
      change: { DetailType: "x".repeat(129) },
      code: "InvalidArgument",
      message: "Parameter DetailType is not valid. Reason: DetailType must not be longer than 128 characters.",
      source: api,
    },
    {
      change: { Time: 1e300 },
      code: "InvalidArgument",
      message: "Parameter Time is not valid. Reason: 1e+300 is not a time in seconds since 1970.",
      source: api,
    },
  ])("$change: $message [$source]", ({ change, code, message }) => {
    expect(buildEvent({ ...entry, ...change }, envelope)).toEqual({ ErrorCode: code, ErrorMessage: message });
  });
});

describe("the event of an entry", () => {
  test.each([
    {
      name: "as documented, time defaulting to now in whole seconds",
      change: {},
      expected:
        '{"version":"0","id":"e1","detail-type":"Operations: Flight delayed","source":"airport-operations",' +
        '"account":"123456789012","time":"2026-02-01T08:00:00Z","region":"us-east-1","resources":[],"detail":{"flightNum":123}}',
    },
    {
      name: "its own time, cut to seconds",
      change: { Time: 1_706_201_917.9 },
      expected: '"time":"2024-01-25T16:58:37Z"',
    },
    { name: "its resources", change: { Resources: ["arn:a", "arn:b"] }, expected: '"resources":["arn:a","arn:b"]' },
    {
      name: "numbers as they were written",
      change: { Detail: '{"a":1.0,"b":12345678901234567890}' },
      expected: '"detail":{"a":1.0,"b":12345678901234567890}}',
    },
    {
      name: "a trace header is taken and not shown",
      change: { TraceHeader: "Root=1" },
      expected: '"resources":[],"detail":',
    },
  ])("has $name", ({ change, expected }) => {
    const event = buildEvent({ ...entry, ...change }, envelope);
    expect(event).toEqual({ text: expect.stringContaining(expected) as string });
  });
});

describe("requests that are refused as a whole", () => {
  const entries = (count: number, change: object = {}): object => ({
    Entries: Array.from({ length: count }, () => ({ ...entry, ...change })),
  });
  const overLimit = "Total size of the entries in the request is over the limit.";
  const fixedBytes = entry.Source.length + entry.DetailType.length;
  const detailOf = (bytes: number): string => JSON.stringify({ a: "x".repeat(bytes - 8) });

  test.each([
    {
      name: "no entries",
      input: {},
      code: "ValidationException",
      message: "at 'entries' failed to satisfy constraint: Member must not be null",
    },
    {
      name: "an empty list",
      input: { Entries: [] },
      code: "ValidationException",
      message: "Member must have length greater than or equal to 1",
    },
    {
      name: "eleven entries",
      input: entries(11),
      code: "ValidationException",
      message: "Member must have length less than or equal to 10",
    },
    {
      name: "a large entry",
      input: entries(1, { Detail: detailOf(262_145 - fixedBytes) }),
      code: "ValidationException",
      message: overLimit,
    },
    {
      name: "large entries together",
      input: entries(10, { Detail: detailOf(30_000) }),
      code: "ValidationException",
      message: overLimit,
    },
    {
      name: "a time that is one too much",
      input: entries(1, { Detail: detailOf(262_131 - fixedBytes), Time: 1 }),
      code: "ValidationException",
      message: overLimit,
    },
    {
      name: "resources that are too much",
      input: entries(1, { Detail: detailOf(262_144 - fixedBytes), Resources: ["é"] }),
      code: "ValidationException",
      message: overLimit,
    },
    {
      name: "a number for a string",
      input: entries(1, { Source: 7 }),
      code: "SerializationException",
      message: "Entries.0.Source",
    },
    {
      name: "a string for a time",
      input: entries(1, { Time: "2024-01-25T16:58:37Z" }),
      code: "SerializationException",
      message: "Entries.0.Time",
    },
    { name: "no object", input: null, code: "SerializationException", message: "PutEvents" },
  ])("$name: $message", ({ input, code, message }) => {
    const error = refusal(input);
    expect({ code: error.code, message: error.message }).toEqual({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test("the largest request that passes", () => {
    expect(readPutEventsInput(entries(1, { Detail: detailOf(262_144 - fixedBytes) }))).toHaveLength(1);
    expect(readPutEventsInput(entries(1, { Detail: detailOf(262_130 - fixedBytes), Time: 1 }))).toHaveLength(1);
  });
});

function refusal(input: unknown): AwsError {
  try {
    readPutEventsInput(input);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error("The request was not refused");
}
