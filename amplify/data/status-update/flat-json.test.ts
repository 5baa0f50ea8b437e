import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatJsonObject } from "./flat-json.js";

const seed = 8259;
const pattern = new RegExp(flatJsonObject);

describe("flatJsonObject", () => {
  it.each([
    { text: '{ "newDepTime": "2024-01-25T13:15:00Z", "delayMinutes": 15 }', expected: true, source: "contract" },
    { text: "{}", expected: true, source: "RFC 8259: empty object" },
    { text: ' \n{"a" : [ "B" , "C" ] , "d":null}\t', expected: true, source: "RFC 8259: white space" },
    { text: '{"a":-1.5e+3,"b":true,"c":[]}', expected: true, source: "RFC 8259: numbers, literals" },
    { text: '{"a":"\\"\\\\\\u00e9 ü"}', expected: true, source: "RFC 8259: escapes" },
    { text: "", expected: false, source: "nothing" },
    { text: "null", expected: false, source: "not an object" },
    { text: "[]", expected: false, source: "not an object" },
    { text: '"{}"', expected: false, source: "JSON twice over" },
    { text: "{a:1}", expected: false, source: "RFC 8259: names are strings" },
    { text: "{'a':1}", expected: false, source: "RFC 8259: double quotes" },
    { text: '{"a":1,}', expected: false, source: "RFC 8259: no trailing comma" },
    { text: '{"a":01}', expected: false, source: "RFC 8259: no leading zero" },
    { text: '{"a":"x\ny"}', expected: false, source: "RFC 8259: control characters are escaped" },
    { text: '{"a":{"b":1}}', expected: false, source: "no fact is an object" },
    { text: '{"a":[[1]]}', expected: false, source: "no fact is a list of lists" },
    { text: '{"a":1}{"b":2}', expected: false, source: "one object" },
    { text: '{"delayMinutes": 15', expected: false, source: "cut off" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(pattern.test(text)).toBe(expected);
  });

  it(`takes whatever JSON.stringify writes of a flat object (seed ${seed})`, () => {
    const scalar = fc.oneof(fc.string({ unit: "binary" }), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    const flat = fc.dictionary(fc.string(), fc.oneof(scalar, fc.array(scalar)));
    fc.assert(
      fc.property(flat, fc.constantFrom(undefined, 2), (object, indent) => {
        expect(pattern.test(JSON.stringify(object, null, indent))).toBe(true);
      }),
      { seed },
    );
  });

  it(`takes nothing that JSON.parse refuses (seed ${seed})`, () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"',
      '"a"',
      "1",
      "0",
      "-",
      "e",
      ".",
      "\\",
      "null",
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (text) => {
        const joined = `{${text.join("")}}`;
        fc.pre(pattern.test(joined));
        expect(JSON.parse(joined)).toBeTypeOf("object");
      }),
      { seed },
    );
  });
});
