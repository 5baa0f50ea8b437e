import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textLiteral, textValue } from "./sql-fragment.js";

describe("textLiteral", () => {
  it.each([
    { text: "", expected: "''" },
    { text: "it's", expected: "'it''s'" },
    { text: "''", expected: "''''''" },
    { text: "a\\", expected: "'a\\'" },
    { text: "?\n", expected: "'?\n'" },
  ])("quotes $text", ({ text, expected }) => {
    expect(textLiteral(text)).toBe(expected);
  });
});

describe("textValue", () => {
  it("is one parameter where the text fits, else an expression of pieces and chr(0)", () => {
    expect(textValue("it's")).toEqual({ text: "?", parameters: ["'it''s'"] });
    expect(textValue("a\0b")).toEqual({ text: "(? || chr(0) || ?)", parameters: ["'a'", "'b'"] });
    expect(textValue("x".repeat(600)).text).toBe("(? || ?)");
  });

  it("has no parameter longer than Athena takes, and says the whole text", () => {
    const text = fc.string({ unit: fc.constantFrom("'", "😀", "a", "\0", "\n", "é"), maxLength: 3_000 });
    fc.assert(
      fc.property(text, (given) => {
        const { text: expression, parameters } = textValue(given);
        for (const parameter of parameters) {
          expect(parameter.length).toBeLessThanOrEqual(1_024);
          expect(parameter).toMatch(/^'(?:[^']|'')*'$/);
          expect(parameter).not.toMatch(/\p{Surrogate}|\0/u);
        }
        const rest = [...parameters];
        const said = expression.match(/\?|chr\(0\)/g) ?? [];
        const whole = said
          .map((part) => (part === "?" ? rest.shift()?.slice(1, -1).replaceAll("''", "'") : "\0"))
          .join("");
        expect(whole).toBe(given);
        expect(rest).toEqual([]);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
