import { describe, expect, test } from "vitest";
import { parseConfiguration } from "./configuration";

const airport = {
  iata: "EWR",
  name: "Newark Liberty International Airport",
  city: "Newark",
  timeZone: "America/New_York",
  terminals: [{ code: "A", name: "Terminal A" }],
};
const data = { url: "http://localhost:4300/graphql", api_key: "da2-key", aws_region: "us-east-1" };

test("takes what a board needs out of Amplify's outputs", () => {
  const outputs = {
    version: "1.4",
    auth: {},
    data: { ...data, default_authorization_type: "API_KEY" },
    custom: { airport },
  };
  expect(parseConfiguration(outputs)).toEqual({
    endpoint: data.url,
    apiKey: "da2-key",
    region: "us-east-1",
    airport,
  });
});

describe("names what is wrong", () => {
  test.each([
    { outputs: "<!doctype html>", expected: "the file: expected an object" },
    { outputs: { data }, expected: "custom: expected an object, got nothing" },
    { outputs: { data: { ...data, url: 4300 }, custom: { airport } }, expected: "data.url: expected a text, got 4300" },
    {
      outputs: { data: { ...data, api_key: undefined }, custom: { airport } },
      expected: "data.api_key: expected a text",
    },
    {
      outputs: { data, custom: { airport: { ...airport, timeZone: "Mars/Olympus" } } },
      expected: 'custom.airport.timeZone: expected an IANA time zone, got "Mars/Olympus"',
    },
    {
      outputs: { data, custom: { airport: { ...airport, terminals: [{ code: "A" }] } } },
      expected: "custom.airport.terminals[0].name: expected a text, got nothing",
    },
  ])("$expected", ({ outputs, expected }) => {
    expect(() => parseConfiguration(outputs)).toThrow(expected);
  });
});
