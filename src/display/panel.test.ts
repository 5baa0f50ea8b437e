import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adaCapHeight, enCapHeight } from "./cap-height";
import {
  boardMetrics,
  isRefusal,
  millimetresPerPixel,
  panelPresets,
  type BoardMetrics,
  type Face,
  type Panel,
  type Refusal,
  type WantedBoard,
} from "./panel";

const columns = { time: 5, place: 14, flight: 7, gate: 4, status: 11 };
/** A face in which the average character is as wide as half a capital is high: sums are easy by hand. */
const face: Face = { capHeightRatio: 0.7, advanceRatio: 0.35 };
const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };

function metrics(
  panel: Panel,
  wanted: WantedBoard = {},
  needs: Readonly<Record<string, number>> = columns,
): BoardMetrics {
  const result = boardMetrics(panel, wanted, face, needs);
  if (isRefusal(result)) throw new Error(`refused: ${result.parameter}`);
  return result;
}

function refusal(panel: Panel, wanted: WantedBoard = {}, needs: Readonly<Record<string, number>> = columns): Refusal {
  const result = boardMetrics(panel, wanted, face, needs);
  if (!isRefusal(result)) throw new Error(`not refused: ${String(result.rows)} rows`);
  return result;
}

describe("millimetresPerPixel", () => {
  // A 16:9 panel of d inches is 22.14 d mm wide and 12.45 d mm high.
  const rows = [
    { diagonalInches: 43, ...landscape, expected: 0.4958, source: "43 x 25.4 mm on 2202.9 pixels" },
    { diagonalInches: 55, ...landscape, expected: 0.6342, source: "1217.6 mm on 1920 pixels" },
    { diagonalInches: 55, ...portrait, expected: 0.6342, source: "turned, a pixel stays a pixel" },
    { diagonalInches: 55, width: 3840, height: 2160, expected: 0.3171, source: "twice the pixels, half the size" },
    { diagonalInches: 75, ...landscape, expected: 0.8648, source: "1660.4 mm on 1920 pixels" },
  ];
  test.each(rows)("$diagonalInches inches, $width x $height: $expected ($source)", ({ expected, ...size }) => {
    expect(millimetresPerPixel({ ...size, distanceMetres: 3 })).toBeCloseTo(expected, 4);
  });
});

describe("boardMetrics", () => {
  // In cap heights: header, headings (of one-line rows) and footer 1.5 each; a row of one line 1.5, of two 3.3; margins 1.
  const rows = [
    {
      name: "55 inches in landscape at 3 m",
      panel: { diagonalInches: 55, distanceMetres: 3, ...landscape },
      expected: { rows: 5, lines: 1, rule: "ADA 703.5.5" },
      source: "684.9 / 51 = 13.43 caps, (13.43 - 4.5) / 1.5 = 5.95; 1217.6 / 51 = 23.9 caps, 2 x 22.9 = 45 characters",
    },
    {
      name: "55 inches in landscape at 4.6 m",
      panel: { diagonalInches: 55, distanceMetres: 4.6, ...landscape },
      expected: { rows: 2, lines: 2, rule: "EN 301 549 5.1.4" },
      source: "1217.6 / 56.2 = 21.7 caps, 41 characters: two lines; 684.9 / 56.2 = 12.19, (12.19 - 3) / 3.3 = 2.78",
    },
    {
      name: "75 inches in landscape at 4.6 m",
      panel: { diagonalInches: 75, distanceMetres: 4.6, ...landscape },
      expected: { rows: 8, lines: 1, rule: "EN 301 549 5.1.4" },
      source: "934 / 56.2 = 16.62 caps, (16.62 - 4.5) / 1.5 = 8.08; 1660.4 / 56.2 = 29.5 caps, 57 characters",
    },
    {
      name: "75 inches in portrait at 3 m",
      panel: { diagonalInches: 75, distanceMetres: 3, ...portrait },
      expected: { rows: 8, lines: 2, rule: "ADA 703.5.5" },
      source: "934 / 51 = 18.3 caps, 34 characters: two lines; 1660.4 / 51 = 32.56, (32.56 - 3) / 3.3 = 8.96",
    },
    {
      name: "43 inches in landscape at 3 m",
      panel: { diagonalInches: 43, distanceMetres: 3, ...landscape },
      expected: { rows: 2, lines: 2, rule: "ADA 703.5.5" },
      source: "952 / 51 = 18.67 caps, 35 characters: two lines; 535.5 / 51 = 10.5, (10.5 - 3) / 3.3 = 2.27",
    },
  ];
  test.each(rows)("$name: $expected.rows rows of $expected.lines ($source)", ({ panel, expected }) => {
    const board = metrics(panel);
    expect({ rows: board.rows, lines: board.lines, rule: board.least.rule }).toEqual(expected);
  });

  test("rows of 55 inches at 4.6 m have one line where they need no more than the 41 characters that fit: then five", () => {
    const board = metrics({ diagonalInches: 55, distanceMetres: 4.6, ...landscape }, {}, { ...columns, status: 7 });
    expect({ rows: board.rows, lines: board.lines, characters: board.characters }).toEqual({
      rows: 5,
      lines: 1,
      characters: 41,
    });
  });

  test("fewer rows make larger letters, as large as the columns allow", () => {
    const panel = { diagonalInches: 75, distanceMetres: 3, ...landscape };
    const [six, two] = [metrics(panel, { rows: 6 }), metrics(panel, { rows: 2 })];
    // 1080 / (4.5 + 6 x 1.5) = 80 pixels of capitals by height; 1920 / (1 + 45 x 0.5) = 81.7 by width.
    expect(six.fontSize).toBeCloseTo(80 / 0.7, 6);
    expect(two.fontSize).toBeCloseTo(1920 / 23.5 / 0.7, 6);
    expect(two.rowHeight).toBeCloseTo((1080 - 4.5 * (1920 / 23.5)) / 2, 6);
  });

  test("a panel with more lines to a row may be narrower", () => {
    const panel = { diagonalInches: 43, distanceMetres: 3, ...portrait };
    const narrow = { time: 5, flight: 7, place: 14, gate: 4, status: 11 };
    expect(metrics(panel, { lines: 3 }, narrow).columns).toEqual([["time", "flight"], ["place"], ["gate", "status"]]);
    expect(refusal(panel, { lines: 2 }, narrow).parameter).toBe("panel");
  });

  test("a window that is not laid out yet is refused with no choice that would help", () => {
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, width: 0, height: 0 }).nearest).toBeUndefined();
  });

  test.each([0, -55, Number.NaN])("refuses %d inches as a mistake of the program", (diagonalInches) => {
    const panel = { diagonalInches, distanceMetres: 3, ...landscape };
    expect(() => boardMetrics(panel, {}, face, columns)).toThrow("diagonalInches: expected more than 0");
  });
});

describe("refusals", () => {
  test("of more rows than are legible name the most that are", () => {
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, ...landscape }, { rows: 12 })).toEqual({
      parameter: "rows",
      expected: { kind: "wholeNumber", least: 1, most: 5 },
      actual: "12",
      nearest: "5",
      reason: {
        rule: "ADA 703.5.5",
        millimetres: 51,
        distanceMetres: 3,
        diagonalInches: 55,
        orientation: "landscape",
        rows: 5,
        hasRoom: true,
      },
    });
  });

  test("of too great a distance name the greatest that will do", () => {
    // Two rows of two lines take 9.6 caps: 684.9 / 9.6 = 71.3 mm, and 71.3 / 0.012218 = 5.84 m.
    expect(refusal({ diagonalInches: 55, distanceMetres: 9, ...landscape })).toEqual({
      parameter: "distance",
      expected: { kind: "mostMetres", most: 5.8 },
      actual: "9",
      nearest: "5.8",
      reason: {
        rule: "EN 301 549 5.1.4",
        // 9000 mm x 0.0122179.
        millimetres: expect.closeTo(109.96, 2) as number,
        distanceMetres: 9,
        diagonalInches: 55,
        orientation: "landscape",
        rows: 2,
        hasRoom: false,
      },
    });
  });

  test("of a panel that is too small at any distance name the smallest preset that will do", () => {
    // 24 characters and margins take 13 caps of 51 mm, 663 mm: 43 inches are 535.5 mm wide in portrait, 55 are 684.9.
    expect(refusal({ diagonalInches: 43, distanceMetres: 3, ...portrait })).toEqual({
      parameter: "panel",
      expected: { kind: "leastInches", least: 55 },
      actual: "43",
      nearest: "55",
      reason: {
        rule: "ADA 703.5.5",
        millimetres: 51,
        distanceMetres: 3,
        diagonalInches: 43,
        orientation: "portrait",
        rows: 2,
        hasRoom: false,
      },
    });
  });

  test("of a panel that is smaller than all presets must be, name whole inches beyond these", () => {
    // 40 characters and margins take 21 caps of 51 mm, 1071 mm in portrait: 12.45 d = 1071 gives 86.02 inches.
    expect(refusal({ diagonalInches: 43, distanceMetres: 3, ...portrait }, {}, { place: 40 }).nearest).toBe("87");
  });
});

const seed = 43_55_75;

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, Math.floor(to) - from + 1) }, (_, index) => from + index);

describe(`boardMetrics, by rule (seed ${String(seed)})`, () => {
  const runs = { seed, numRuns: 250 };
  const panels = fc.record({
    diagonalInches: fc.oneof(fc.constantFrom(...panelPresets), fc.integer({ min: 10, max: 200 })),
    distanceMetres: fc.integer({ min: 5, max: 100 }).map((tenths) => tenths / 10),
    width: fc.integer({ min: 300, max: 4000 }),
    height: fc.integer({ min: 300, max: 4000 }),
  });
  const faces = fc.record({
    capHeightRatio: fc.double({ min: 0.6, max: 0.8, noNaN: true }),
    advanceRatio: fc.double({ min: 0.35, max: 0.7, noNaN: true }),
  });
  const wishes = fc.record({
    rows: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    lines: fc.constantFrom(1 as const, 2 as const, 3 as const),
  });
  const holds = (panel: Panel, wanted: WantedBoard, type: Face): boolean =>
    !isRefusal(boardMetrics(panel, wanted, type, columns));

  test("letters are never below either rule, and all fits the panel", () => {
    fc.assert(
      fc.property(panels, wishes, faces, (panel, wanted, type) => {
        const board = boardMetrics(panel, wanted, type, columns);
        if (isRefusal(board)) return;
        const hair = 1e-6;
        const capPixels = board.fontSize * type.capHeightRatio;
        expect(board.capHeight).toBeCloseTo(capPixels * millimetresPerPixel(panel), 6);
        expect(board.capHeight).toBeGreaterThanOrEqual(adaCapHeight(panel.distanceMetres) - hair);
        expect(board.capHeight).toBeGreaterThanOrEqual(enCapHeight(panel.distanceMetres) - hair);
        expect(board.rows).toBe(wanted.rows ?? board.rows);
        expect(
          board.headerHeight + board.headingsHeight + board.footerHeight + board.rows * board.rowHeight,
        ).toBeCloseTo(panel.height, 6);
        expect(board.rowHeight).toBeGreaterThanOrEqual(board.lines * board.lineHeight - hair);
        // ADA 703.5.9: 135 to 170 percent of the character height.
        expect(board.lineHeight / capPixels).toBeGreaterThanOrEqual(1.35 - hair);
        expect(board.lineHeight / capPixels).toBeLessThanOrEqual(1.7 + hair);
        const need = Math.max(
          ...board.columns.map((line) =>
            line.reduce((sum, name) => sum + (new Map(Object.entries(columns)).get(name) ?? 0), line.length - 1),
          ),
        );
        expect(board.characters).toBeGreaterThanOrEqual(need);
        expect(need * type.advanceRatio * board.fontSize + 2 * board.margin).toBeLessThanOrEqual(panel.width + hair);
      }),
      runs,
    );
  });

  test("what a refusal calls nearest is legal, and nothing legal is nearer", () => {
    const refused = { rows: 0, distance: 0, panel: 0 };
    fc.assert(
      fc.property(panels, wishes, faces, (panel, wanted, type) => {
        const result = boardMetrics(panel, wanted, type, columns);
        if (!isRefusal(result) || result.nearest === undefined) return;
        const nearest = Number(result.nearest);
        refused[result.parameter] += 1;
        // With no wish for rows, since a panel is refused for what it has no room for whatever is wished.
        const free = { lines: wanted.lines };
        const choices = {
          rows: () => ({
            legal: (rows: number) => holds(panel, { ...wanted, rows }, type),
            nearer: range(nearest + 1, wanted.rows ?? 0),
          }),
          distance: () => ({
            legal: (distanceMetres: number) => holds({ ...panel, distanceMetres }, free, type),
            nearer: range(Math.round(nearest * 10) + 1, panel.distanceMetres * 10).map((tenths) => tenths / 10),
          }),
          panel: () => ({
            legal: (diagonalInches: number) => holds({ ...panel, diagonalInches }, free, type),
            nearer: [...panelPresets, ...range(76, 200)].filter((inches) => inches < nearest),
          }),
        };
        const { legal, nearer } = choices[result.parameter]();
        expect(legal(nearest)).toBe(true);
        expect(nearer.filter(legal)).toEqual([]);
      }),
      runs,
    );
    expect(Math.min(refused.rows, refused.distance, refused.panel)).toBeGreaterThan(10);
  });

  test("further off, no panel holds more rows, nor rows of fewer lines", () => {
    let compared = 0;
    fc.assert(
      fc.property(panels, panels, faces, (panel, other, type) => {
        const [near, far] = [panel.distanceMetres, other.distanceMetres].sort((a, b) => a - b);
        const boards = [near, far].map((distanceMetres = 1) =>
          boardMetrics({ ...panel, distanceMetres }, { lines: 3 }, type, columns),
        );
        const [nearer, further] = boards;
        if (nearer === undefined || further === undefined || isRefusal(further)) return;
        compared += 1;
        if (isRefusal(nearer)) throw new Error(`refused nearer by: ${nearer.parameter}`);
        expect(further.rows).toBeLessThanOrEqual(nearer.rows);
        expect(further.lines).toBeGreaterThanOrEqual(nearer.lines);
        expect(further.capHeight).toBeGreaterThanOrEqual(further.least.millimetres - 1e-6);
      }),
      runs,
    );
    expect(compared).toBeGreaterThan(20);
  });
});
