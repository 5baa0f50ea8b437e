import { describe, expect, test } from "vitest";
import { displayAddress, draftOf, initialDraft, type DisplayDraft } from "./display-draft";

const terminals = ["A", "B"];
const { options } = initialDraft;

const cases: readonly { readonly draft: Partial<DisplayDraft>; readonly expected: string; readonly source: string }[] =
  [
    { draft: {}, expected: "/departures", source: "defaults need no query" },
    {
      draft: { kind: "arrivals", options: { ...options, terminal: "B" } },
      expected: "/arrivals?terminal=B",
      source: "",
    },
    { draft: { kind: "gate", gate: "B44" }, expected: "/gates/B44", source: "the code stands in the path" },
    {
      draft: { kind: "belt", belt: "4", options: { ...options, languages: ["en", "ar"], theme: "light" } },
      expected: "/belts/4?lang=en,ar&theme=light",
      source: "",
    },
  ];

describe("the address of a draft", () => {
  test.each(cases)("$expected", ({ draft, expected }) => {
    expect(displayAddress({ ...initialDraft, ...draft })).toBe(expected);
  });

  test.each(cases)("$expected, pasted, is that draft again", ({ draft, expected }) => {
    expect(draftOf(`https://boards.example${expected}`, terminals)).toEqual({ ...initialDraft, ...draft });
    expect(draftOf(` ${expected} `, terminals)).toEqual({ ...initialDraft, ...draft });
  });

  test("is not there while the gate is not known", () => {
    expect(displayAddress({ ...initialDraft, kind: "gate", gate: "" })).toBeUndefined();
    expect(displayAddress({ ...initialDraft, kind: "belt", belt: "A/B" })).toBeUndefined();
  });

  test("has codes in capitals", () => {
    expect(displayAddress({ ...initialDraft, kind: "gate", gate: "b44" })).toBe("/gates/B44");
  });
});

test.each([
  { address: "", expected: { parameter: "address", actual: "" } },
  { address: "https://boards.example/companies", expected: { parameter: "address" } },
  { address: "/gates/", expected: { parameter: "address" } },
  { address: "/departures/x", expected: { parameter: "address" } },
  { address: "/departures?terminal=Z", expected: { parameter: "terminal", actual: "Z" } },
  { address: "http://[", expected: { parameter: "address", actual: "http://[" } },
])("$address is refused by name", ({ address, expected }) => {
  expect(draftOf(address, terminals)).toMatchObject({ fault: expected });
});
