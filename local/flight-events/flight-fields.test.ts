import { describe, expect, it } from "vitest";
import { airport } from "../../amplify/airport.js";
import * as fields from "./flight-fields.js";

describe("flight fields", () => {
  it.each([
    { came: "jk", read: (text: string) => fields.parseCarrier("carrier", text), expected: "JK" },
    { came: "9E", read: (text: string) => fields.parseCarrier("carrier", text), expected: "9E" },
    { came: "DLH", read: (text: string) => fields.parseCarrier("carrier", text), expected: "DLH" },
    { came: "0123", read: (text: string) => fields.parseFlightNumber("number", text), expected: 123 },
    { came: "9999", read: (text: string) => fields.parseFlightNumber("number", text), expected: 9999 },
    { came: "arrival", read: (text: string) => fields.parseDirection("direction", text), expected: "ARRIVAL" },
    { came: "D", read: (text: string) => fields.parseDirection("direction", text), expected: "DEPARTURE" },
    { came: "lhr", read: (text: string) => fields.parseAirport("airport", text), expected: "LHR" },
    { came: "a", read: (text: string) => fields.parseTerminal("terminal", text, airport), expected: "A" },
    { came: "c72-b", read: (text: string) => fields.parsePlace("gate", text), expected: "C72-B" },
    {
      came: "AA4321; ba12",
      read: (text: string) => fields.parseCodeshares("codeshares", text),
      expected: ["AA4321", "BA12"],
    },
    { came: "KEF|LHR", read: (text: string) => fields.parseAirports("via", text), expected: ["KEF", "LHR"] },
    { came: "71a", read: (text: string) => fields.parseDelayCode("--delay-code", text), expected: "71A" },
    { came: "-5", read: (text: string) => fields.parseMinutes("--minutes", text), expected: -5 },
  ])("reads $came as $expected", ({ came, read, expected }) => {
    expect(read(came)).toEqual(expected);
  });

  it.each([
    {
      came: "J",
      read: (text: string) => fields.parseCarrier("carrier", text),
      expected: 'carrier: expected an airline code of two or three letters or digits, came "J"',
    },
    {
      came: "0",
      read: (text: string) => fields.parseFlightNumber("number", text),
      expected: 'number: expected a flight number, 1 to 9999, came "0"',
    },
    {
      came: "10000",
      read: (text: string) => fields.parseFlightNumber("number", text),
      expected: 'number: expected a flight number, 1 to 9999, came "10000"',
    },
    {
      came: "12a",
      read: (text: string) => fields.parseFlightNumber("number", text),
      expected: 'number: expected a flight number, 1 to 9999, came "12a"',
    },
    {
      came: "constructor",
      read: (text: string) => fields.parseDirection("direction", text),
      expected: 'direction: expected DEPARTURE or ARRIVAL, came "constructor"',
    },
    {
      came: "London",
      read: (text: string) => fields.parseAirport("airport", text),
      expected: 'airport: expected an IATA airport code, three letters, came "London"',
    },
    {
      came: "ıi",
      read: (text: string) => fields.parseCarrier("carrier", text),
      expected: 'carrier: expected an airline code of two or three letters or digits, came "ıi"',
    },
    {
      came: "Z",
      read: (text: string) => fields.parseTerminal("terminal", text, airport),
      expected: 'terminal: expected a terminal of EWR (A, B, C), came "Z"',
    },
    {
      came: "",
      read: (text: string) => fields.parsePlace("--belt", text),
      expected: "--belt: expected 1 to 8 letters, digits or hyphens, like C72, came nothing",
    },
    {
      came: "4321",
      read: (text: string) => fields.parseCodeshares("codeshares", text),
      expected: 'codeshares: expected flight numbers with carrier, like AA4321, came "4321"',
    },
    {
      came: "a b",
      read: (text: string) => fields.parseEventId("--id", text),
      expected: '--id: expected 1 to 128 of A-Z a-z 0-9 . _ : -, came "a b"',
    },
    {
      came: "1.5",
      read: (text: string) => fields.parseMinutes("--minutes", text),
      expected: '--minutes: expected a whole number of minutes, came "1.5"',
    },
    {
      came: ";",
      read: (text: string) => fields.parseAirports("via", text),
      expected: 'via: expected at least one, or nothing at all, came ";"',
    },
  ])("refuses $came: $expected", ({ came, read, expected }) => {
    expect(() => read(came)).toThrow(expected);
  });
});
