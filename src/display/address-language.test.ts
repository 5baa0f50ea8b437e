import { expect, test } from "vitest";
import { addressLanguage, preferredLanguage } from "./address-language";

test.each([
  { search: "?lang=es,en&rows=8", expected: "es", source: "the first one is the display's own" },
  { search: "?lang=xx,de", expected: "en", source: "an address that will be refused" },
  { search: "", expected: "en", source: "the default" },
])("$search: $expected ($source)", ({ search, expected }) => {
  expect(addressLanguage(search)).toBe(expected);
});

test("where the address says nothing, the browser's first language that displays speak", () => {
  expect(addressLanguage("?lang=es", ["de-AT", "fr"])).toBe("es");
  expect(addressLanguage("?lang=xx", ["nl", "de-AT", "fr"])).toBe("de");
  expect(preferredLanguage(["nl"])).toBe("en");
});
