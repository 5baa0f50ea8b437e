import { describe, expect, it } from "vitest";
import { isPlainText } from "./plain-text.js";

describe("isPlainText", () => {
  it.each([
    { text: "Delayed 15 minutes, late aircraft", expected: true, source: "published example" },
    { text: "Verspätet – 遅延 😀", expected: true, source: "any script, pairs included" },
    { text: "تأخرت الرحلة", expected: true, source: "letters that are written from the right" },
    { text: "", expected: true, source: "nothing" },
    { text: " ~", expected: true, source: "the ends of printable ASCII" },
    { text: "a\u0000", expected: false, source: "U+0000" },
    { text: "a\nb", expected: false, source: "a line break" },
    { text: "a\u001f", expected: false, source: "U+001F" },
    { text: "a\u007fb", expected: false, source: "U+007F" },
    { text: "a\u2029b", expected: true, source: "before U+202A" },
    { text: "a\u202ab", expected: false, source: "U+202A, embedding" },
    { text: "a\u202eb", expected: false, source: "U+202E, override" },
    { text: "a\u202fb", expected: true, source: "U+202F, a space" },
    { text: "a\u2066b", expected: false, source: "U+2066, isolate" },
    { text: "a\u2069b", expected: false, source: "U+2069, end of isolate" },
    { text: "\ud83d", expected: false, source: "first half alone" },
    { text: "\ude00", expected: false, source: "second half alone" },
    { text: "\ud83d\ud83d\ude00", expected: false, source: "first half, then a pair" },
    { text: "\ud83d\ude00\ude00", expected: false, source: "a pair, then second half" },
    { text: "\ude00\ud83d", expected: false, source: "halves in the wrong order" },
  ])("$source: $expected", ({ text, expected }) => {
    expect(isPlainText(text)).toBe(expected);
  });
});
