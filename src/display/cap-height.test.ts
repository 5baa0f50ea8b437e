import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adaCapHeight, capHeight, enCapHeight } from "./cap-height";

const seed = 703_505;
const runs = { seed, numRuns: 500 };
const distances = fc.double({ min: 0.1, max: 100, noNaN: true });

interface Row {
  readonly metres: number;
  readonly expected: number;
  readonly source: string;
}

describe("adaCapHeight", () => {
  // Inches x 25.4; the table of ADA 703.5.5 gives both units.
  const rows: readonly Row[] = [
    { metres: 1, expected: 51, source: "table 703.5.5: less than 180 inches, 2 inches (51 mm)" },
    { metres: 4.569, expected: 51, source: "table 703.5.5: less than 180 inches (4570 mm)" },
    { metres: 4.57, expected: 51, source: "table 703.5.5: at 180 inches nothing is beyond" },
    { metres: 4.571, expected: 54.2, source: "the first 0.3 m has begun: 51 + 3.2" },
    { metres: 4.87, expected: 54.2, source: "0.3 m beyond: 51 + 3.2" },
    { metres: 6.07, expected: 67, source: "1.5 m beyond: 51 + 5 x 3.2" },
    { metres: 10.5, expected: 115, source: "5.93 m beyond, the 20th step has begun: 51 + 20 x 3.2" },
  ];
  test.each(rows)("$metres m: $expected mm ($source)", ({ metres, expected }) => {
    expect(adaCapHeight(metres)).toBeCloseTo(expected, 6);
  });

  test(`asks for no less than any reading of the table (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(distances, (metres) => {
        const feetBeyond = Math.max(0, metres / 0.3048 - 15);
        const millimetresBeyond = Math.max(0, metres * 1000 - 4570);
        expect(adaCapHeight(metres)).toBeGreaterThanOrEqual((2 + feetBeyond / 8) * 25.4);
        expect(adaCapHeight(metres)).toBeGreaterThanOrEqual(51 + (millimetresBeyond / 305) * 3.2 - 1e-9);
        expect(adaCapHeight(metres)).toBeGreaterThanOrEqual(51 + Math.ceil(millimetresBeyond / 305) * 3.2 - 1e-9);
      }),
      runs,
    );
  });
});

describe("enCapHeight", () => {
  const rows: readonly Row[] = [
    { metres: 1, expected: 12.218, source: "1000 mm x tan 0.7 degrees, 0.012218" },
    { metres: 3, expected: 36.654, source: "3000 mm x 0.012218" },
    { metres: 4.6, expected: 56.202, source: "4600 mm x 0.012218" },
    { metres: 10, expected: 122.179, source: "10000 mm x 0.0122179" },
  ];
  test.each(rows)("$metres m: $expected mm ($source)", ({ metres, expected }) => {
    expect(enCapHeight(metres)).toBeCloseTo(expected, 2);
  });

  test(`gives an H that the clause's own formula, 180 H / (pi D), finds large enough (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(distances, (metres) => {
        expect((180 * enCapHeight(metres)) / (Math.PI * metres * 1000)).toBeGreaterThanOrEqual(0.7);
      }),
      runs,
    );
  });
});

describe("capHeight", () => {
  const rows = [
    { metres: 0.5, millimetres: 51, rule: "ADA 703.5.5", source: "EN asks for 6.1 mm there" },
    { metres: 3, millimetres: 51, rule: "ADA 703.5.5", source: "EN asks for 36.7 mm there" },
    { metres: 4.17, millimetres: 51, rule: "ADA 703.5.5", source: "EN: 50.95 mm" },
    { metres: 4.18, millimetres: 51.07, rule: "EN 301 549 5.1.4", source: "4180 mm x 0.012218" },
    { metres: 4.6, millimetres: 56.2, rule: "EN 301 549 5.1.4", source: "4600 mm x 0.012218; ADA: 54.2 mm" },
    { metres: 20, millimetres: 244.36, rule: "EN 301 549 5.1.4", source: "20000 mm x 0.012218; ADA: 217.4 mm" },
  ] as const;
  test.each(rows)("$metres m: $millimetres mm by $rule ($source)", ({ metres, millimetres, rule }) => {
    const height = capHeight(metres);
    expect(height.rule).toBe(rule);
    expect(height.millimetres).toBeCloseTo(millimetres, 2);
  });

  test(`is never below either rule, and never falls with distance (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(distances, distances, (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        expect(capHeight(a).millimetres).toBe(Math.max(adaCapHeight(a), enCapHeight(a)));
        expect(capHeight(far).millimetres).toBeGreaterThanOrEqual(capHeight(near).millimetres);
      }),
      runs,
    );
  });

  test.each([0, -1, Number.NaN])("refuses a distance of %d m", (metres) => {
    expect(() => capHeight(metres)).toThrow(`distanceMetres: expected more than 0, got ${String(metres)}`);
  });
});
