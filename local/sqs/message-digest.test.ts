import { expect, test } from "vitest";
import { digestOfAttributes, digestOfBody } from "./message-digest.js";

const recorded = "localstack, tests/aws/services/sqs/test_sqs.snapshot.json, recorded on AWS";

test.each([
  { body: "msg", expected: "6e2baaf3b97dbeef01c0043275f9a0e7", source: recorded },
  { body: "message-body-1", expected: "19c9e282d65f9733bc6b35d50062c7ee", source: recorded },
])("MD5 of $body is $expected [$source]", ({ body, expected }) => {
  expect(digestOfBody(body)).toBe(expected);
});

test.each([
  { attributes: { Foo: "Bar" }, expected: "ae7155c6026991b6d54b11589678bf9c", source: recorded },
  {
    attributes: { "Help.Me": "Me", Hello: "There", General: "Kenobi" },
    expected: "4c360f3fdafd970e05fae2f149d997f5",
    source: recorded,
  },
  { attributes: { Hello: "There", General: "Kenobi" }, expected: "fca026605781cb4126a1e9044df24232", source: recorded },
])("MD5 of attributes $attributes is $expected [$source]", ({ attributes, expected }) => {
  const typed = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
  expect(
    digestOfAttributes(Object.fromEntries(typed) as Record<string, { DataType: string; StringValue: string }>),
  ).toBe(expected);
});

test("binary values count as bytes, by another transport type", () => {
  const binary = digestOfAttributes({ a: { DataType: "Binary", BinaryValue: Buffer.from("x").toString("base64") } });
  expect(binary).not.toBe(
    digestOfAttributes({ a: { DataType: "Binary", BinaryValue: Buffer.from("y").toString("base64") } }),
  );
  expect(binary).not.toBe(digestOfAttributes({ a: { DataType: "String", StringValue: "x" } }));
});
