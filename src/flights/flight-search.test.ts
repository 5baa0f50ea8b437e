import { expect, test } from "vitest";
import { boardRow } from "./board-row";
import type { FlightStatus } from "./flight";
import { scheduledFlight } from "./flight-samples";
import { flightFinder, flightQuery, isRemembered } from "./flight-search";
import { placeNames } from "./place-names";

const names = placeNames({
  cities: { GRU: "São Paulo", BOS: "Boston", MUC: "München" },
  airlines: { LA: "LATAM Airlines" },
});
const flight = scheduledFlight({ carrier: "LA", num: 123 });
const row = boardRow({
  ...flight,
  schedule: flight.schedule && { ...flight.schedule, airport: "GRU", via: ["MUC"], codeshares: ["AA4321"] },
});

test.each([
  { text: "", expected: true, source: "nothing asked, everything found" },
  { text: "LA123", expected: true, source: "as on the ticket" },
  { text: "la 123", expected: true, source: "as on the board" },
  { text: "123", expected: true, source: "the number alone" },
  { text: "12", expected: true, source: "while it is being typed" },
  { text: "23", expected: false, source: "no number begins so" },
  { text: "AA4321", expected: true, source: "a partner's number" },
  { text: "sao paulo", expected: true, source: "a city without its accents" },
  { text: "Paulo", expected: true, source: "a later word of a city" },
  { text: "SÃO", expected: true, source: "a city with its accents" },
  { text: "gru", expected: true, source: "IATA code" },
  { text: "munchen", expected: true, source: "a stop between" },
  { text: "latam 123", expected: true, source: "airline and number" },
  { text: "latam boston", expected: false, source: "every word must match" },
  { text: "!?", expected: true, source: "no word in it" },
  { text: "京", expected: false, source: "another script" },
])("“$text” finds it: $expected ($source)", ({ text, expected }) => {
  expect(row && flightFinder(names)(row, flightQuery(text))).toBe(expected);
});

test.each([
  { typed: "tromso", name: "Tromsø" },
  { typed: "tromsoe", name: "Tromsø" },
  { typed: "TROMSØ", name: "Tromsø" },
  { typed: "wideroe", name: "Widerøe" },
  { typed: "wroclaw", name: "Wrocław" },
  { typed: "lodz", name: "ŁÓDŹ" },
  { typed: "diyarbakir", name: "Diyarbakır" },
  { typed: "istanbul", name: "İstanbul" },
  { typed: "ISTANBUL", name: "İstanbul" },
  { typed: "dakovo", name: "Đakovo" },
  { typed: "seydisfjordur", name: "Seyðisfjörður" },
  { typed: "thorshofn", name: "Þórshöfn" },
  { typed: "aero", name: "Ærø" },
  { typed: "oeuvre", name: "Œuvre" },
  { typed: "giessen", name: "Gießen" },
  { typed: "giessen", name: "GIEẞEN" },
  { typed: "gießen", name: "Giessen" },
  { typed: "munchen", name: "München" },
  { typed: "muenchen", name: "München" },
  { typed: "aalborg", name: "Ålborg" },
  { typed: "aarhus", name: "A\u030Arhus" },
])("“$typed” finds $name", ({ typed, name }) => {
  const finder = flightFinder(placeNames({ cities: { GRU: name }, airlines: {} }));
  expect(row && finder(row, flightQuery(typed))).toBe(true);
});

const lateIn = (status: FlightStatus, since: string) =>
  boardRow(
    scheduledFlight({
      times: { stamp: "t", estimatedTime: null, delayMinutes: 660, delayCode: null },
      state: { stamp: "s", status, since, message: null, reason: null, airport: null },
    }),
  );

test.each([
  { status: "OFF_BLOCK", since: "2024-01-26T00:00:00Z", at: "2024-01-26T11:59:00Z", expected: true, source: "went" },
  { status: "OFF_BLOCK", since: "2024-01-26T00:00:00Z", at: "2024-01-26T12:01:00Z", expected: false, source: "gone" },
  // It leaves boards by its schedule of thirteen hours before.
  { status: "CANCELLED", since: "2024-01-26T02:00:00Z", at: "2024-01-26T13:59:00Z", expected: true, source: "late" },
  { status: "CANCELLED", since: "2024-01-26T02:00:00Z", at: "2024-01-26T14:01:00Z", expected: false, source: "gone" },
] as const)("yesterday's $status since $since is found at $at: $expected ($source)", (given) => {
  const row = lateIn(given.status, given.since);
  expect(row && isRemembered(row, "2024-01-26", Date.parse(given.at))).toBe(given.expected);
});
