import { expect, test } from "vitest";
import { ZodError } from "zod";
import { overnightAirports, sampleAirlines } from "../../sample-day/airlines.js";
import { airportCities, citiesOfOpenTravelData } from "./airport-cities.js";
import cityCorrections from "./city-corrections.json" with { type: "json" };
import { correctedNames } from "./corrections.js";

const cities = airportCities();
const several = "the city has several airports";

test.each([
  { airport: "JFK", expected: "New York", source: "the airport's own signs; the data says New York City" },
  { airport: "LGA", expected: "New York", source: "the airport's own signs" },
  { airport: "EWR", expected: "Newark", source: "another city and state, though the data says New York City" },
  { airport: "SWF", expected: "Newburgh", source: "70 miles from New York City" },
  { airport: "LHR", expected: "London Heathrow", source: several },
  { airport: "LGW", expected: "London Gatwick", source: several },
  { airport: "LCY", expected: "London City", source: several },
  { airport: "SEN", expected: "London Southend", source: several },
  { airport: "HND", expected: "Tokyo Haneda", source: several },
  { airport: "NRT", expected: "Tokyo Narita", source: several },
  { airport: "CDG", expected: "Paris", source: "the main airport of a city has the city's name alone" },
  { airport: "ORY", expected: "Paris Orly", source: several },
  { airport: "FRA", expected: "Frankfurt", source: "Frankfurt am Main in the data" },
  { airport: "HHN", expected: "Frankfurt Hahn", source: several },
  { airport: "SNA", expected: "Orange County", source: "Santa Ana in the data" },
  { airport: "OGG", expected: "Maui", source: "Kahului in the data" },
  { airport: "GRU", expected: "São Paulo", source: "with its tilde" },
  { airport: "ZRH", expected: "Zürich", source: "with its umlaut" },
  { airport: "FTE", expected: "El Calafate", source: "the city, not the airport's Comandante Armando Tola" },
  { airport: "TFU", expected: "Chengdu Tianfu", source: "opened in 2021" },
  { airport: "SAI", expected: "Siem Reap", source: "opened in 2023" },
  { airport: "RMO", expected: "Chisinau", source: "KIV until 2024" },
  { airport: "KTI", expected: "Phnom Penh", source: "opened in 2025" },
  { airport: "NMI", expected: "Navi Mumbai", source: "opened in 2025" },
  { airport: "WSI", expected: "Western Sydney", source: "opens in 2026" },
  { airport: "OVD", expected: "Asturias", source: "missing in the data" },
])("$airport is $expected: $source", ({ airport, expected }) => {
  expect(cities.get(airport)).toBe(expected);
});

test("every airport of the sample day has a name that is not its code", () => {
  const airports = [...sampleAirlines.flatMap(({ routes }) => routes.split(" ")), ...overnightAirports];
  expect(airports.length).toBeGreaterThan(100);
  const unnamed = airports.filter((airport) => (cities.get(airport) ?? airport) === airport);
  expect(unnamed).toEqual([]);
});

test("airports of one city that passengers could mistake have names of their own", () => {
  const names = Object.values(cityCorrections["The city has several airports, and passengers must know which"]);
  expect(new Set(names).size).toBe(names.length);
  const fromData = new Set(citiesOfOpenTravelData().values());
  expect(names.filter((name) => fromData.has(name))).toEqual([]);
});

test("no correction is needless: the data says something else, or nothing", () => {
  const fromData = citiesOfOpenTravelData();
  const needless = [...correctedNames(cityCorrections)].filter(([airport, city]) => fromData.get(airport) === city);
  expect(needless).toEqual([]);
});

test("no code is corrected twice", () => {
  const codes = Object.values(cityCorrections).flatMap((rows) => Object.keys(rows));
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([
  { fault: "a code that is no IATA code", airports: [{ iata: "jfk", city: "New York" }], path: [0, "iata"] },
  { fault: "no city", airports: [{ iata: "JFK", city: " " }], path: [0, "city"] },
  { fault: "hardly any airports", airports: [{ iata: "JFK", city: "New York" }], path: [] },
  { fault: "no list", airports: {}, path: [] },
])("refuses data with $fault and names the place", ({ airports, path }) => {
  let refusal: unknown;
  try {
    citiesOfOpenTravelData(airports);
  } catch (error) {
    refusal = error;
  }
  if (!(refusal instanceof ZodError)) throw new Error("expected a ZodError", { cause: refusal });
  expect(refusal.issues.map((issue) => issue.path)).toContainEqual(path);
});
