import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAP_HEIGHT_RATIO } from "./board-face";
import { adaCapHeight, enCapHeight } from "./cap-height";
import {
  isRefusal,
  leastText,
  legibility,
  millimetresPerPixel,
  type LayoutOn,
  type Panel,
  type Refusal,
} from "./panel";

const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };

/** Rows of two lines, twelve letters wide: sums are easy by hand. Few rows have larger letters. */
const twoLines: LayoutOn = (panel, rows) => {
  const least = leastText(panel);
  if (panel.width < 12 * least) return undefined;
  const most = Math.floor(panel.height / (2.4 * least));
  return most < 1 ? undefined : { rows: rows ?? most, font: panel.height / (2.4 * (rows ?? most)) };
};

function refusal(panel: Panel, rows?: number, leastRows = 2): Refusal {
  const result = legibility(panel, rows, leastRows, twoLines);
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

test.each([0, -55, Number.NaN])("refuses %d inches as a mistake of the program", (diagonalInches) => {
  expect(() => leastText({ diagonalInches, distanceMetres: 3, ...landscape })).toThrow("expected more than 0");
});

test.each([
  { inches: 55, rows: undefined, expected: { rows: 3, capHeight: 66 }, source: "1080 / (2.4 x 115.2) = 3.9" },
  { inches: 55, rows: 2, expected: { rows: 2, capHeight: 100 }, source: "fewer rows, larger letters" },
  { inches: 75, rows: undefined, expected: { rows: 5, capHeight: 54 }, source: "1080 / (2.4 x 84.5) = 5.3" },
])("$inches inches with $rows rows: $expected ($source)", ({ inches, rows, expected }) => {
  const result = legibility({ diagonalInches: inches, distanceMetres: 3, ...landscape }, rows, 2, twoLines);
  if (isRefusal(result)) throw new Error(`refused: ${result.parameter}`);
  expect(result.rows).toBe(expected.rows);
  expect(Math.round(result.capHeight)).toBe(expected.capHeight);
  expect(result.least).toEqual({ millimetres: 51, rule: "ADA 703.5.5" });
});

describe("refusals", () => {
  test("of more rows than are legible name the most that are", () => {
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, ...landscape }, 12)).toEqual({
      parameter: "rows",
      expected: { kind: "wholeNumber", least: 1, most: 3 },
      actual: "12",
      nearest: "3",
      reason: {
        rule: "ADA 703.5.5",
        millimetres: 51,
        distanceMetres: 3,
        diagonalInches: 55,
        orientation: "landscape",
        rows: 3,
        hasRoom: true,
      },
    });
  });

  test.each([0, 2.5, Number.NaN])("of %d rows, too", (rows) => {
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, ...landscape }, rows).parameter).toBe("rows");
  });

  test("of too great a distance name the greatest that will do", () => {
    // Twelve letters are 1217.6 mm wide: 1217.6 / 12 x 0.698 = 70.8 mm, and 70.8 / 0.012218 = 5.80 m.
    expect(refusal({ diagonalInches: 55, distanceMetres: 9, ...landscape })).toEqual({
      parameter: "distance",
      expected: { kind: "mostMetres", most: 5.7 },
      actual: "9",
      nearest: "5.7",
      reason: {
        rule: "EN 301 549 5.1.4",
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
    // Twelve letters of 73.1 mm are 876.8 mm wide: 55 inches are 684.9 in portrait, 75 are 934.
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, ...portrait })).toEqual({
      parameter: "panel",
      expected: { kind: "leastInches", least: 75 },
      actual: "55",
      nearest: "75",
      reason: {
        rule: "ADA 703.5.5",
        millimetres: 51,
        distanceMetres: 3,
        diagonalInches: 55,
        orientation: "portrait",
        rows: 2,
        hasRoom: false,
      },
    });
  });

  test("of a panel that is smaller than all presets must be, name whole inches beyond these", () => {
    // At 6 m letters are 105.1 mm, twelve of them 1261 mm: 12.45 d = 1261 gives 101.3 inches.
    const wide: LayoutOn = (panel, rows) => (panel.distanceMetres < 6 ? undefined : twoLines(panel, rows));
    const result = legibility({ diagonalInches: 75, distanceMetres: 6, ...portrait }, undefined, 2, wide);
    expect(isRefusal(result) && [result.parameter, result.nearest]).toEqual(["panel", "102"]);
  });

  test("of a window without a size name nothing", () => {
    expect(refusal({ diagonalInches: 55, distanceMetres: 3, width: 0, height: 0 }).nearest).toBeUndefined();
  });

  test("of a display of one flight ask for room for one", () => {
    const none: LayoutOn = () => undefined;
    const result = legibility({ diagonalInches: 55, distanceMetres: 3, ...landscape }, undefined, 1, none);
    expect(isRefusal(result) && result.reason).toMatchObject({ rows: 1, hasRoom: false });
  });
});

const seed = 43_55_75;

test(`letters are never below either rule (seed ${String(seed)})`, () => {
  fc.assert(
    fc.property(
      fc.record({
        diagonalInches: fc.integer({ min: 10, max: 200 }),
        distanceMetres: fc.integer({ min: 5, max: 300 }).map((tenths) => tenths / 10),
        width: fc.integer({ min: 300, max: 4000 }),
        height: fc.integer({ min: 300, max: 4000 }),
      }),
      (panel) => {
        const hair = 1e-6;
        const millimetres = leastText(panel) * CAP_HEIGHT_RATIO * millimetresPerPixel(panel);
        expect(millimetres).toBeGreaterThanOrEqual(adaCapHeight(panel.distanceMetres) - hair);
        expect(millimetres).toBeGreaterThanOrEqual(enCapHeight(panel.distanceMetres) - hair);
      },
    ),
    { seed, numRuns: 250 },
  );
});
