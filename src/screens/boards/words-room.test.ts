import { expect, test } from "vitest";
import { wordsRoom } from "./words-room";

/** Half an em for each character. */
const measure = (text: string) => text.length / 2;
/** Eight characters wide. */
const panel = { least: 100, form: "rail" } as const;

test("words in a head are on one line, and leave room for a number", () => {
  const room = wordsRoom({ least: 100, form: "head", words: { width: 960, height: 100 } }, measure);
  expect(room).toMatchObject({ isOneLine: true, width: expect.closeTo(6.5, 5) as number });
  expect(room.hasLinesFor("+7")).toBe(false);
});

test.each([
  { height: 750, sentence: "+117 more flights", has: true, why: "three lines" },
  { height: 600, sentence: "+117 more flights", has: false, why: "not high enough for them" },
  { height: 600, sentence: "+117 ab", has: true, why: "one line" },
  { height: 1200, sentence: "+117 posteriores", has: false, why: "a word wider than the rail" },
  { height: 1200, sentence: "之后还有117个航班可以查看", has: true, why: "lines end between any two" },
])("$sentence on a rail $height pixels high: $has ($why)", ({ height, sentence, has }) => {
  const room = wordsRoom({ ...panel, words: { width: 400, height } }, measure);
  expect(room.width).toBe(4);
  expect(room.hasLinesFor(sentence)).toBe(has);
});
