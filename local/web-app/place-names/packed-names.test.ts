import fc from "fast-check";
import { expect, test } from "vitest";
import { unpackPlaceNames } from "../../../src/flights/packed-place-names.js";
import { packPlaceNames } from "./packed-names.js";

const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const airportCode = fc.tuple(letter, letter, letter).map((letters) => letters.join(""));
const designator = fc.oneof(fc.stringMatching(/^[A-Z0-9]{2}$/), airportCode);
const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/\s/.test(text));

const seed = 20_260_401;

test(`what was packed comes out again, whatever the names (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(airportCode, name), { maxLength: 60 }),
      fc.array(fc.tuple(designator, name), { maxLength: 60 }),
      (cities, airlines) => {
        const unpacked = unpackPlaceNames(packPlaceNames(new Map(cities), new Map(airlines)));
        expect(unpacked).toEqual({ cities: Object.fromEntries(cities), airlines: Object.fromEntries(airlines) });
      },
    ),
    { seed, numRuns: 300 },
  );
});

test.each([
  { code: "AAA", source: "the first line" },
  { code: "AAZ", source: "the end of a row" },
  { code: "ZZZ", source: "the last line" },
])("$code keeps its place: $source", ({ code }) => {
  expect(unpackPlaceNames(packPlaceNames(new Map([[code, "Here"]]), new Map())).cities).toEqual({ [code]: "Here" });
});

test("nothing packs into nothing", () => {
  expect(unpackPlaceNames(packPlaceNames(new Map(), new Map()))).toEqual({ cities: {}, airlines: {} });
});

test.each([
  { cities: [["JFK", "New\nYork"]], airlines: [], expected: /^JFK: expected a name in one line .*"New\\nYork"/ },
  { cities: [], airlines: [["UA", "United\tAirlines"]], expected: /^UA: expected a name in one line/ },
  { cities: [["J1K", "Nowhere"]], airlines: [], expected: /^Airport code: expected three letters .*"J1K"/ },
] as const)("refuses what the texts cannot hold: $expected", ({ cities, airlines, expected }) => {
  expect(() => packPlaceNames(new Map(cities), new Map(airlines))).toThrow(expected);
});
