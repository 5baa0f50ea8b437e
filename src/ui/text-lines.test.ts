import { expect, test } from "vitest";
import { textLines } from "./text-lines";

test.each([
  { text: "Santa Cruz de la Sierra", room: 13, expected: ["Santa Cruz de", "la Sierra"], source: "between words" },
  { text: "Petropavlovsk-Kamchatsky", room: 14, expected: ["Petropavlovsk-", "Kamchatsky"], source: "hyphens stay" },
  { text: "Lima 経由", room: 6, expected: ["Lima 経", "由"], source: "Chinese and Japanese need no spaces" },
  { text: "之后还有117个航班", room: 7, expected: ["之后还有117", "个航班"], source: "a number stays whole" },
  {
    text: "最新ではない。現在",
    room: 6,
    expected: ["最新ではな", "い。現在"],
    source: "no line begins with a full stop",
  },
  { text: "Llanfairpwllgwyngyll", room: 3, expected: ["Llanfairpwllgwyngyll"], source: "a word stays whole" },
  { text: "", room: 3, expected: [""], source: "nothing is one line of nothing" },
])("$text in $room: $expected ($source)", ({ text, room, expected }) => {
  expect(textLines(text, (line) => line.length <= room)).toEqual(expected);
});
