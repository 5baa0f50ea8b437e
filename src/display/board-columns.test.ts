import { expect, test } from "vitest";
import { boardColumns, statusTexts } from "./board-columns";
import type { DisplayKind } from "./display-kind";

const departures: DisplayKind = { name: "departures" };
const arrivals: DisplayKind = { name: "arrivals" };
const english = { terminal: undefined, languages: ["en"] } as const;

test.each([
  {
    kind: departures,
    terminal: undefined,
    terminals: 3,
    expected: "time estimated place flight airline terminal gate status",
  },
  { kind: departures, terminal: "B", terminals: 3, expected: "time estimated place flight airline gate status" },
  { kind: departures, terminal: undefined, terminals: 1, expected: "time estimated place flight airline gate status" },
  {
    kind: arrivals,
    terminal: undefined,
    terminals: 3,
    expected: "time estimated place flight airline terminal gate belt status",
  },
])("$kind.name of terminal $terminal of $terminals: $expected", ({ kind, terminal, terminals, expected }) => {
  expect(boardColumns(kind, { ...english, terminal }, terminals).join(" ")).toBe(expected);
});

test("a status needs the room of the longest in all of the display's languages", () => {
  const texts = statusTexts(departures, { ...english, languages: ["en", "de"] });
  expect(texts).toContain("Final call");
  expect(texts).toContain("Letzter Aufruf");
  expect(texts, "an arrival's").not.toContain("Landed");
  expect(statusTexts(arrivals, english)).toContain("Baggage on belt 44");
});
