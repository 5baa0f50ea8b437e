import { parse } from "csv-parse/browser/esm/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companyRow } from "./company-samples";
import { seenCsv } from "./seen-csv";

const bom = "\u{FEFF}";

describe("cells", () => {
  test.each<{ value: string | null; cell: string; source: string }>([
    { value: "Acme", cell: "Acme", source: "plain" },
    { value: null, cell: "", source: "no value: an empty cell" },
    { value: "", cell: '""', source: "an empty text is not a missing one" },
    { value: 'Smith, "Jo"', cell: '"Smith, ""Jo"""', source: "RFC 4180, 2.6 and 2.7" },
    { value: "1 High St\nLondon", cell: '"1 High St\nLondon"', source: "RFC 4180, 2.6: line breaks stay" },
    { value: "=HYPERLINK(1)", cell: "'=HYPERLINK(1)", source: "OWASP CSV injection" },
    { value: "+1", cell: "'+1", source: "OWASP CSV injection" },
    { value: "-1+cmd", cell: "'-1+cmd", source: "OWASP CSV injection" },
    { value: "@sum", cell: "'@sum", source: "OWASP CSV injection" },
    { value: "\tx", cell: "'\tx", source: "OWASP CSV injection" },
  ])("$source: $value", ({ value, cell }) => {
    expect(seenCsv(["company_name"], [companyRow({ company_name: value })])).toBe(`${bom}company_name\r\n${cell}\r\n`);
  });

  test("numbers stay numbers", () => {
    expect(seenCsv(["age", "index"], [companyRow({ age: -5, index: null })])).toBe(`${bom}age,index\r\n-5,\r\n`);
  });
});

test("columns and rows are in the order in which they are seen", () => {
  const rows = [companyRow({ company_name: "B", status: "closed" }), companyRow({ company_name: "A", status: "ipo" })];
  expect(seenCsv(["status", "company_name"], rows)).toBe(`${bom}status,company_name\r\nclosed,B\r\nipo,A\r\n`);
  expect(seenCsv(["status"], [])).toBe(`${bom}status\r\n`);
});

const text = fc
  .array(fc.oneof(fc.string({ unit: "grapheme", maxLength: 4 }), fc.constantFrom("\n", "\r", "\r\n", ",", '"', "=")))
  .map((parts) => parts.join(""));

test("whatever texts hold, a reader of CSV gets the cells that were written", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
      const csv = seenCsv(
        ["company_name", "status"],
        texts.map((text) => companyRow({ company_name: text, status: "x" })),
      );
      const escaped = texts.map((text) => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text));
      expect(parse(csv, { bom: true, record_delimiter: "\r\n" }).slice(1)).toEqual(escaped.map((text) => [text, "x"]));
    }),
    { seed: 7, numRuns: 300 },
  );
});
