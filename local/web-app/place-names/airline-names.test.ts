import { expect, test } from "vitest";
import { sampleAirlines } from "../../sample-day/airlines.js";
import airlineCorrections from "./airline-corrections.json" with { type: "json" };
import { airlineNames, airlinesOfOpenFlights } from "./airline-names.js";
import { correctedNames } from "./corrections.js";

const names = airlineNames();

// Source of every row: the airline's own site and signs, 2025.
test.each([
  { iata: "DL", icao: "DAL", expected: "Delta Air Lines" },
  { iata: "UA", icao: "UAL", expected: "United Airlines" },
  { iata: "AA", icao: "AAL", expected: "American Airlines" },
  { iata: "B6", icao: "JBU", expected: "JetBlue" },
  { iata: "WN", icao: "SWA", expected: "Southwest Airlines" },
  { iata: "AS", icao: "ASA", expected: "Alaska Airlines" },
  { iata: "NK", icao: "NKS", expected: "Spirit Airlines" },
  { iata: "F9", icao: "FFT", expected: "Frontier Airlines" },
  { iata: "G4", icao: "AAY", expected: "Allegiant Air" },
  { iata: "MX", icao: "MXY", expected: "Breeze Airways" },
  { iata: "XP", icao: "VXP", expected: "Avelo Airlines" },
  { iata: "9E", icao: "EDV", expected: "Endeavor Air" },
  { iata: "AC", icao: "ACA", expected: "Air Canada" },
  { iata: "PD", icao: "POE", expected: "Porter Airlines" },
  { iata: "F8", icao: "FLE", expected: "Flair Airlines" },
  { iata: "BA", icao: "BAW", expected: "British Airways" },
  { iata: "VS", icao: "VIR", expected: "Virgin Atlantic" },
  { iata: "LH", icao: "DLH", expected: "Lufthansa" },
  { iata: "EW", icao: "EWG", expected: "Eurowings" },
  { iata: "4Y", icao: "OCN", expected: "Discover Airlines" },
  { iata: "LX", icao: "SWR", expected: "SWISS" },
  { iata: "OS", icao: "AUA", expected: "Austrian Airlines" },
  { iata: "SN", icao: "DAT", expected: "Brussels Airlines" },
  { iata: "AF", icao: "AFR", expected: "Air France" },
  { iata: "KL", icao: "KLM", expected: "KLM" },
  { iata: "IB", icao: "IBE", expected: "Iberia" },
  { iata: "VY", icao: "VLG", expected: "Vueling Airlines" },
  { iata: "TP", icao: "TAP", expected: "TAP Air Portugal" },
  { iata: "AZ", icao: "ITY", expected: "ITA Airways" },
  { iata: "SK", icao: "SAS", expected: "SAS" },
  { iata: "AY", icao: "FIN", expected: "Finnair" },
  { iata: "DY", icao: "NOZ", expected: "Norwegian" },
  { iata: "FI", icao: "ICE", expected: "Icelandair" },
  { iata: "EI", icao: "EIN", expected: "Aer Lingus" },
  { iata: "FR", icao: "RYR", expected: "Ryanair" },
  { iata: "U2", icao: "EZY", expected: "easyJet" },
  { iata: "EC", icao: "EJU", expected: "easyJet" },
  { iata: "W6", icao: "WZZ", expected: "Wizz Air" },
  { iata: "W4", icao: "WMT", expected: "Wizz Air" },
  { iata: "LO", icao: "LOT", expected: "LOT Polish Airlines" },
  { iata: "RO", icao: "ROT", expected: "Tarom" },
  { iata: "JU", icao: "ASL", expected: "Air Serbia" },
  { iata: "SU", icao: "AFL", expected: "Aeroflot" },
  { iata: "TK", icao: "THY", expected: "Turkish Airlines" },
  { iata: "PC", icao: "PGT", expected: "Pegasus Airlines" },
  { iata: "VF", icao: "TKJ", expected: "AJet" },
  { iata: "EK", icao: "UAE", expected: "Emirates" },
  { iata: "QR", icao: "QTR", expected: "Qatar Airways" },
  { iata: "SV", icao: "SVA", expected: "Saudia" },
  { iata: "XY", icao: "KNE", expected: "flynas" },
  { iata: "ET", icao: "ETH", expected: "Ethiopian Airlines" },
  { iata: "AI", icao: "AIC", expected: "Air India" },
  { iata: "6E", icao: "IGO", expected: "IndiGo" },
  { iata: "JL", icao: "JAL", expected: "Japan Airlines" },
  { iata: "NH", icao: "ANA", expected: "All Nippon Airways" },
  { iata: "KE", icao: "KAL", expected: "Korean Air" },
  { iata: "CX", icao: "CPA", expected: "Cathay Pacific" },
  { iata: "SQ", icao: "SIA", expected: "Singapore Airlines" },
  { iata: "TR", icao: "TGW", expected: "Scoot" },
  { iata: "JX", icao: "SJX", expected: "STARLUX Airlines" },
  { iata: "QF", icao: "QFA", expected: "Qantas" },
  { iata: "LA", icao: "LAN", expected: "LATAM Airlines" },
  { iata: "AV", icao: "AVA", expected: "Avianca" },
  { iata: "CM", icao: "CMP", expected: "Copa Airlines" },
  { iata: "AM", icao: "AMX", expected: "AeroMéxico" },
  { iata: "Y4", icao: "VOI", expected: "Volaris" },
  { iata: "VB", icao: "VIV", expected: "Viva" },
])("$iata and $icao are $expected", ({ iata, icao, expected }) => {
  expect([names.get(iata), names.get(icao)]).toEqual([expected, expected]);
});

test("every airline of the sample day and every partner of one has a name", () => {
  const carriers = sampleAirlines.flatMap(({ code, partners }) => [code, ...partners]);
  expect(carriers.filter((carrier) => !names.has(carrier))).toEqual([]);
});

test("no correction is needless: for one of its codes the data says something else, or nothing", () => {
  const fromData = airlinesOfOpenFlights();
  const needless = Object.values(airlineCorrections)
    .flatMap((rows) => Object.entries(rows))
    .filter(([codes, name]) => codes.split(" ").every((code) => fromData.get(code) === name));
  expect(needless).toEqual([]);
});

test("every correction is for IATA and ICAO designators, and no code is corrected twice", () => {
  const rows = Object.values(airlineCorrections).flatMap((group) => Object.keys(group));
  expect(rows.filter((codes) => !/^[A-Z0-9]{2} [A-Z]{3}$/.test(codes))).toEqual([]);
  expect(correctedNames(airlineCorrections).size).toBe(rows.length * 2);
});

function record(name: string, codes: { readonly iata?: string; readonly icao?: string; readonly active?: string }) {
  return { name, iata: "\\N", icao: "\\N", active: "Y", ...codes };
}

test.each([
  {
    rule: "an airline that has gone leaves its code without a name",
    records: [record("Gone", { iata: "GG", icao: "GGG", active: "N" })],
    expected: [],
  },
  {
    rule: "a carrier of passengers comes before one of freight",
    records: [record("Sun Cargo", { iata: "SS" }), record("Sun", { iata: "SS" })],
    expected: [["SS", "Sun"]],
  },
  {
    rule: "a carrier of freight alone keeps its code",
    records: [record("Sun Cargo", { icao: "SUC" })],
    expected: [["SUC", "Sun Cargo"]],
  },
  {
    rule: "the first of two equals stays",
    records: [record("First", { iata: "FF" }), record("Second", { iata: "FF" })],
    expected: [["FF", "First"]],
  },
  {
    rule: "an airline of flight simulators, its ICAO designator with a digit, is none",
    records: [record("All Colombia", { iata: "0Y", icao: "7ZC" })],
    expected: [],
  },
  {
    rule: "remarks and backslashes go",
    records: [record("Compagnie d\\\\'Aviation (Priv) ", { iata: "CA" })],
    expected: [["CA", "Compagnie d’Aviation"]],
  },
  {
    rule: "what is no designator names nothing",
    records: [record("Odd", { iata: "-", icao: "N/A" }), record("", { iata: "QQ" })],
    expected: [],
  },
])("$rule", ({ records, expected }) => {
  expect([...airlinesOfOpenFlights(records)]).toEqual(expected);
});

test("refuses data of another form and names the place", () => {
  expect(() => airlinesOfOpenFlights([record("Sun", { iata: "SS" }), { iata: "MM" }])).toThrow(/1,\s*"name"/);
});
