import { describe, expect, test } from "vitest";
import { defaultOptions, formatDisplayOptions, parseDisplayOptions, type DisplayOptions } from "./display-options";

const terminals = ["A", "B"];

interface AddressCase {
  readonly search: string;
  readonly expected: Partial<DisplayOptions>;
  readonly source: string;
}

const { retention } = defaultOptions;
const cases: readonly AddressCase[] = [
  { search: "", expected: {}, source: "defaults" },
  { search: "?terminal=B", expected: { terminal: "B" }, source: "with question mark" },
  { search: "terminal=B&location=A", expected: { terminal: "B", location: "A" }, source: "hangs elsewhere" },
  { search: "lang=de,ar,ja", expected: { languages: ["de", "ar", "ja"] }, source: "in this order" },
  { search: "theme=classic", expected: { theme: "classic" }, source: "issue 4" },
  { search: "marks=codes", expected: { marks: "codes" }, source: "tiles for airlines without an image" },
  { search: "panel=55", expected: { panel: { diagonalInches: 55, distanceMetres: 3 } }, source: "preset" },
  {
    search: "panel=32.5&distance=4.6",
    expected: { panel: { diagonalInches: 32.5, distanceMetres: 4.6 } },
    source: "other",
  },
  { search: "rows=12", expected: { rows: 12 }, source: "issue 4" },
  {
    search: "departed=0&landed=720&cancelled=5&sinceCancelled=60",
    expected: { retention: { departed: 0, landed: 720, cancelled: 5, sinceCancelled: 60 } },
    source: "each a setting",
  },
  { search: "departed=5", expected: { retention: { ...retention, departed: 5 } }, source: "each a setting" },
  { search: "stale=120", expected: { staleSeconds: 120 }, source: "issue 4: default 60 s" },
  { search: "at=2024-01-25T12:45:00Z", expected: { at: 1_706_186_700_000 }, source: "UTC" },
  { search: "at=2024-01-25T07:45-05:00", expected: { at: 1_706_186_700_000 }, source: "offset, no seconds" },
  { search: "at=2024-01-25T13:45:00+01:00", expected: { at: 1_706_186_700_000 }, source: "a bare + means space" },
  { search: "layout=list&trace", expected: { layout: "list", trace: true }, source: "named layout" },
];

const oneOf = (...values: readonly string[]) => ({ kind: "oneOf", values });

describe("a display's address", () => {
  test.each(cases)("$search ($source)", ({ search, expected }) => {
    expect(parseDisplayOptions(search, terminals)).toEqual({ options: { ...defaultOptions, ...expected } });
  });

  test.each(cases)("$search is written so that it reads as the same ($source)", ({ expected }) => {
    const options = { ...defaultOptions, ...expected };
    expect(parseDisplayOptions(formatDisplayOptions(options), terminals)).toEqual({ options });
  });

  test("defaults are not written, and people can read the rest", () => {
    expect(formatDisplayOptions(defaultOptions)).toBe("");
    expect(formatDisplayOptions({ ...defaultOptions, terminal: "B", languages: ["en", "es"] })).toBe(
      "terminal=B&lang=en,es",
    );
  });

  test.each([
    { search: "terminal=Z", expected: { parameter: "terminal", expected: oneOf("A", "B"), actual: "Z" } },
    { search: "terminal=", expected: { parameter: "terminal", expected: oneOf("A", "B"), actual: "" } },
    { search: "location=Z", expected: { parameter: "location", actual: "Z" } },
    { search: "lang=en,xx", expected: { parameter: "lang", actual: "en,xx" } },
    { search: "lang=en,en", expected: { parameter: "lang", actual: "en,en" } },
    { search: "lang=", expected: { parameter: "lang", actual: "" } },
    { search: "theme=pink", expected: { parameter: "theme", expected: oneOf("modern", "classic", "light") } },
    { search: "marks=tails", expected: { parameter: "marks", expected: oneOf("images", "codes", "none") } },
    { search: "panel=0", expected: { parameter: "panel", expected: { kind: "inches", least: 10, most: 200 } } },
    { search: "panel=1e3", expected: { parameter: "panel", actual: "1e3" } },
    { search: "distance=4", expected: { parameter: "panel", expected: { kind: "besideDistance" }, actual: "" } },
    {
      search: "panel=55&distance=31",
      expected: { parameter: "distance", expected: { kind: "metres", least: 0.5, most: 30 } },
    },
    { search: "rows=0", expected: { parameter: "rows", expected: { kind: "wholeNumber", least: 1, most: 60 } } },
    { search: "at=yesterday", expected: { parameter: "at", actual: "yesterday" } },
    { search: "at=2024-01-25T12:45:00", expected: { parameter: "at", actual: "2024-01-25T12:45:00" } },
    { search: "at=2024-13-45T12:45:00Z", expected: { parameter: "at", actual: "2024-13-45T12:45:00Z" } },
    { search: "departed=721", expected: { parameter: "departed", actual: "721" } },
    { search: "sinceCancelled=721", expected: { parameter: "sinceCancelled", actual: "721" } },
    { search: "cancelled=-5", expected: { parameter: "cancelled", actual: "-5" } },
    { search: "stale=5", expected: { parameter: "stale", expected: { kind: "wholeNumber", least: 10, most: 3600 } } },
    { search: "layout=spiral", expected: { parameter: "layout", expected: oneOf("auto", "pages", "list") } },
    { search: "treminal=B", expected: { parameter: "treminal", actual: "treminal" } },
  ])("$search is refused by name", ({ search, expected }) => {
    expect(parseDisplayOptions(search, terminals)).toMatchObject({ fault: expected });
  });

  test("the first fault is told", () => {
    expect(parseDisplayOptions("rows=0&theme=pink&terminal=Z", terminals)).toMatchObject({
      fault: { parameter: "terminal" },
    });
  });
});
