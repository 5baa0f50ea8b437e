import { expect, test } from "vitest";
import { keepsFlightsOf, parseSheetAddress, sheetAddress, type Sheet } from "./sheet";

const departures: Sheet = { direction: "DEPARTURE", terminal: undefined };
const arrivalsOfB: Sheet = { direction: "ARRIVAL", terminal: "B" };

test.each([
  { sheet: departures, language: "en", expected: "/print" },
  { sheet: departures, language: "de", expected: "/print?lang=de" },
  { sheet: arrivalsOfB, language: "ar", expected: "/print?direction=arrivals&terminal=B&lang=ar" },
] as const)("$expected", ({ sheet, language, expected }) => {
  expect(sheetAddress(sheet, language)).toBe(expected);
  const [, search = ""] = expected.split("?");
  const { direction, terminal } = sheet;
  expect(parseSheetAddress(search, ["A", "B"])).toMatchObject({
    direction,
    options: { terminal, languages: [language] },
  });
});

test.each([
  { address: "/departures?", expected: [true, false], source: "all departures" },
  { address: "/departures?lang=ja,en&theme=light", expected: [true, false], source: "in whatever look" },
  { address: "/departures?terminal=B", expected: [false, false], source: "those of other terminals are missing" },
  { address: "/arrivals?", expected: [false, true], source: "all arrivals, of which B's are some" },
  { address: "/arrivals?terminal=B", expected: [false, true], source: "just those" },
  { address: "/arrivals?terminal=A", expected: [false, false], source: "other ones" },
  { address: "/departures?at=2024-01-25T12:45:00Z", expected: [false, false], source: "another day's" },
  { address: "/flights", expected: [true, true], source: "both directions, all terminals" },
  { address: "/gates/B44?", expected: [false, false], source: "those of one gate" },
  { address: "/belts/4?", expected: [false, false], source: "those on the belt" },
  { address: "/print/departures/", expected: [false, false], source: "a sheet, which has its own" },
])("$address keeps the flights of a sheet of departures, of one of B's arrivals: $expected ($source)", (given) => {
  const keeps = [departures, arrivalsOfB].map((sheet) => keepsFlightsOf(sheet, given.address, ["A", "B"]));
  expect(keeps).toEqual(given.expected);
});
