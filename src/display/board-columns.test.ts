import { expect, test } from "vitest";
import { boardColumns, columnCharacters, legibleBoard, statusTexts } from "./board-columns";
import { boardFace } from "./board-face";
import type { DisplayKind } from "./display-kind";
import { isRefusal } from "./panel";

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
  const [one, two] = [english, { ...english, languages: ["en", "de"] } as const].map((options) =>
    Number(columnCharacters(departures, options, 3)["status"]),
  );
  expect(two).toBeGreaterThan(one ?? 0);
});

const landscape = { width: 1920, height: 1080 };

test.each([
  { panel: undefined, rows: undefined, expected: "scales with the window" },
  { panel: { diagonalInches: 75, distanceMetres: 3 }, rows: undefined, expected: "legible" },
  { panel: { diagonalInches: 75, distanceMetres: 3 }, rows: 40, expected: "rows" },
  { panel: { diagonalInches: 75, distanceMetres: 30 }, rows: undefined, expected: "distance" },
  { panel: { diagonalInches: 32, distanceMetres: 3 }, rows: undefined, expected: "panel" },
])("$panel with $rows rows: $expected", ({ panel, rows, expected }) => {
  const result = legibleBoard(departures, { ...english, panel, rows }, 3, landscape, boardFace);
  const said = result === undefined ? "scales with the window" : isRefusal(result) ? result.parameter : "legible";
  expect(said).toBe(expected);
  if (result !== undefined && isRefusal(result)) expect(result.nearest).toMatch(/^\d/);
});

test("the display of a gate has no rows to choose", () => {
  const panel = { diagonalInches: 75, distanceMetres: 3 };
  const gate: DisplayKind = { name: "gate", gate: "B7" };
  const result = legibleBoard(gate, { ...english, panel, rows: 40 }, 3, landscape, boardFace);
  expect(result !== undefined && !isRefusal(result)).toBe(true);
});
