import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { askedZonesOf, takeoverZoneOf, zoneOf } from "./zone.js";

const terminals = ["A", "B", "C2"];

describe("zoneOf", () => {
  it.each([
    { text: "all", expected: "all", source: "every display" },
    { text: "terminal/B", expected: "terminal/B", source: "schema" },
    { text: "gate/B44", expected: "gate/B44", source: "schema" },
    { text: "gate/b44", expected: "gate/B44", source: "codes are upper case, as in events" },
    { text: "gate/C-12", expected: "gate/C-12", source: "a hyphen" },
    { text: "terminal/12345678", expected: "terminal/12345678", source: "eight characters" },
    { text: "terminal/123456789", expected: undefined, source: "nine characters" },
    { text: "", expected: undefined, source: "nothing" },
    { text: "ALL", expected: undefined, source: "one spelling" },
    { text: "all/", expected: undefined, source: "no code belongs to all" },
    { text: "terminal", expected: undefined, source: "no code" },
    { text: "terminal/", expected: undefined, source: "an empty code" },
    { text: "/B", expected: undefined, source: "no kind" },
    { text: "Terminal/B", expected: undefined, source: "one spelling" },
    { text: "belt/3", expected: undefined, source: "not a kind of zone" },
    { text: "gate/B 44", expected: undefined, source: "a space" },
    { text: "gate/B/44", expected: undefined, source: "two slashes" },
    { text: " all", expected: undefined, source: "a space before" },
    { text: "gate/ı", expected: undefined, source: "a letter that becomes one of ASCII in upper case" },
  ])("$text is $expected: $source", ({ text, expected }) => {
    expect(zoneOf(text)).toBe(expected);
  });
});

describe("takeoverZoneOf", () => {
  it.each([
    { text: "all", zone: "all" },
    { text: "terminal/c2", zone: "terminal/C2" },
    { text: "gate/Z99", zone: "gate/Z99" },
  ])("takes $text", ({ text, zone }) => {
    expect(takeoverZoneOf(text, terminals)).toEqual({ zone });
  });

  it.each([
    {
      text: "terminal/D",
      problem: 'zone: expected a terminal of this airport (A, B, C2), got "terminal/D". Name one of these, or all.',
    },
    {
      text: "everywhere",
      problem:
        'zone: expected all, terminal/CODE or gate/CODE, the code of 1 to 8 letters, digits or hyphens, got "everywhere". ' +
        "Write it like all, terminal/B or gate/B44.",
    },
  ])("refuses $text", ({ text, problem }) => {
    expect(takeoverZoneOf(text, terminals)).toEqual({ problem });
  });
});

describe("askedZonesOf", () => {
  it.each([
    { zones: ["all"], expected: ["all"], source: "a display of the whole airport" },
    {
      zones: ["all", "terminal/b", "gate/b44"],
      expected: ["all", "terminal/B", "gate/B44"],
      source: "a gate's display",
    },
    { zones: ["gate/B1", "gate/b1", "all"], expected: ["gate/B1", "all"], source: "each once" },
    {
      zones: ["all", "terminal/Z"],
      expected: ["all", "terminal/Z"],
      source: "a terminal without takeovers is no error",
    },
    {
      zones: ["all", "terminal/A", "terminal/B", "gate/A1", "gate/B1"],
      expected: ["all", "terminal/A", "terminal/B", "gate/A1", "gate/B1"],
      source: "five, as many as AppSync compares",
    },
  ])("$zones: $source", ({ zones, expected }) => {
    expect(askedZonesOf(zones)).toEqual({ zones: expected });
  });

  it.each([
    { zones: [], field: "zones" },
    { zones: ["all", "all", "all", "all", "all", "all"], field: "zones" },
    { zones: ["all", "gate"], field: "zones\\[1\\]" },
  ])("refuses $zones, naming $field", ({ zones, field }) => {
    const result = askedZonesOf(zones);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});
