import { expect, test } from "vitest";
import { addressLanguage } from "./address-language";

test.each([
  { search: "?lang=es,en&rows=8", expected: "es", source: "the first one is the display's own" },
  { search: "?lang=xx,de", expected: "en", source: "an address that will be refused" },
  { search: "", expected: "en", source: "the default" },
])("$search: $expected ($source)", ({ search, expected }) => {
  expect(addressLanguage(search)).toBe(expected);
});
