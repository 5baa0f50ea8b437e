import { describe, expect, test } from "vitest";
import { formatPhoneAddress, parsePhoneAddress, type PhoneView } from "./phone-address";

const list: PhoneView = {
  direction: "DEPARTURE",
  terminal: undefined,
  gate: undefined,
  belt: undefined,
  query: "",
  language: undefined,
  flight: undefined,
};

const cases: readonly { readonly view: Partial<PhoneView>; readonly expected: string; readonly source: string }[] = [
  { view: {}, expected: "/flights", source: "nothing chosen" },
  {
    view: { direction: "ARRIVAL", terminal: "B" },
    expected: "/flights?direction=arrivals&terminal=B",
    source: "QR code",
  },
  { view: { gate: "B44", language: "de" }, expected: "/flights?gate=B44&lang=de", source: "QR code of a gate" },
  { view: { direction: "ARRIVAL", belt: "4" }, expected: "/flights?direction=arrivals&belt=4", source: "of a belt" },
  { view: { query: "são paulo" }, expected: "/flights?q=s%C3%A3o+paulo", source: "typed" },
  {
    view: { flight: "2024-01-25#JK#123#DEPARTURE" },
    expected: "/flights/2024-01-25/JK123/departures",
    source: "one flight",
  },
  {
    view: { flight: "2024-01-25#B6#9#ARRIVAL", direction: "ARRIVAL", language: "ja" },
    expected: "/flights/2024-01-25/B69/arrivals?lang=ja",
    source: "a carrier that ends with a digit",
  },
  {
    view: { flight: "2024-01-25#BAW#17#DEPARTURE" },
    expected: "/flights/2024-01-25/BAW17/departures",
    source: "an ICAO designator",
  },
];

describe("the address of the phone page", () => {
  test.each(cases)("$expected ($source)", ({ view, expected }) => {
    expect(formatPhoneAddress({ ...list, ...view })).toBe(expected);
  });

  test.each(cases)("$expected is read as what it was written from ($source)", ({ view, expected }) => {
    const [path = "", search = ""] = expected.split("?");
    expect(parsePhoneAddress(path, search)).toEqual({ ...list, ...view });
  });

  test.each([
    { path: "/flights", search: "direction=up&gate=a/b&lang=xx&terminal=", expected: list, source: "no sense in it" },
    { path: "/flights/tomorrow/JK123/departures", search: "", expected: list, source: "no date" },
    { path: "/flights", search: "gate=b44", expected: { ...list, gate: "B44" }, source: "small letters" },
    {
      path: "/flights",
      search: `q=${"x".repeat(200)}`,
      expected: { ...list, query: "x".repeat(80) },
      source: "a hostile length",
    },
  ])("$path?$search ($source)", ({ path, search, expected }) => {
    expect(parsePhoneAddress(path, search)).toEqual(expected);
  });
});
