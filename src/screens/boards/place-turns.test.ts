import { describe, expect, test } from "vitest";
import { flapsIn, placeRoom, placeTurns } from "./place-turns";

/** Room for so many characters. */
const most = (characters: number) => (text: string) => text.length <= characters;

describe("placeTurns", () => {
  test.each([
    { name: "Lima", detail: "", room: 10, expected: ["Lima"], source: "what fits is one turn" },
    { name: "Lima", detail: "via Boston", room: 10, expected: ["Lima", "via Boston"], source: "stops have their own" },
    {
      name: "Santa Cruz de la Sierra",
      detail: "",
      room: 13,
      expected: ["Santa Cruz de", "la Sierra"],
      source: "a long name breaks between words, as late as may be",
    },
    {
      name: "Petropavlovsk-Kamchatsky",
      detail: "via Santa Cruz de la Sierra",
      room: 14,
      expected: ["Petropavlovsk-\u200e", "Kamchatsky", "via Santa Cruz", "de la Sierra"],
      source: "behind a hyphen, too; and so do the stops",
    },
    {
      name: "Minneapolis–St. Paul",
      detail: "",
      room: 12,
      expected: ["Minneapolis–\u200e", "St. Paul"],
      source: "a dash",
    },
    {
      name: "Llanfairpwllgwyngyll",
      detail: "",
      room: 10,
      expected: ["Llanfairpwllgwyngyll"],
      source: "a word stays whole",
    },
    { name: "VVI", detail: "", room: 0, expected: ["VVI"], source: "no room at all is no reason to say nothing" },
  ])("$name, $detail in $room: $expected ($source)", ({ name, detail, room, expected }) => {
    expect(placeTurns(name, detail, most(room))).toEqual(expected);
  });
});

describe("placeRoom", () => {
  const measure = (text: string) => text.length / 2;
  test.each([
    { theme: "modern", room: 7.1, text: "a".repeat(20), expected: true, source: "10 em, as narrow as may be: 7.1" },
    { theme: "light", room: 7.1, text: "a".repeat(21), expected: false, source: "narrower than may be" },
    { theme: "classic", room: 7.6, text: "a".repeat(10), expected: true, source: "ten flaps of 0.76 em" },
    { theme: "classic", room: 7.6, text: "a".repeat(11), expected: false, source: "flaps are as wide as they are" },
  ] as const)("$theme, $room em: $expected ($source)", ({ theme, room, text, expected }) => {
    expect(placeRoom(theme, room, measure)(text)).toBe(expected);
  });

  test("has one flap at least", () => {
    expect(flapsIn(0)).toBe(1);
  });
});
