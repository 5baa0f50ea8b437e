import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DisplayKind } from "../../display/display-kind";
import { defaultOptions, themeNames, type DisplayOptions } from "../../display/display-options";
import { isRefusal, panelPresets, type Panel } from "../../display/panel";
import { frameFormsOf, panelFrame } from "../../display/panel-frame";
import { languages } from "../../flights/vocabulary";
import { frameOn, legibleBoard } from "./panel-layout";

const departures: DisplayKind = { name: "departures" };
const arrivals: DisplayKind = { name: "arrivals" };
const gate: DisplayKind = { name: "gate", gate: "B7" };
const belt: DisplayKind = { name: "belt", belt: "4" };
const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };

/** What is said of a display: how many rows a page has, or what is refused and what would do. */
function said(kind: DisplayKind, options: Partial<DisplayOptions>, { width, height }: typeof landscape): string {
  const result = legibleBoard(kind, { ...defaultOptions, ...options }, 3, { width, height });
  if (result === undefined) return "scales with the window";
  return isRefusal(result) ? `${result.parameter}=${result.nearest ?? ""}` : String(result.rows);
}

const at = (diagonalInches: number, distanceMetres = 3) => ({ panel: { diagonalInches, distanceMetres } });

test.each([
  { name: "a window of unknown size", kind: departures, options: {}, wide: "scales with the window", tall: "same" },
  { name: "43 inches", kind: departures, options: at(43), wide: "2", tall: "panel=55" },
  {
    name: "43 inches, German",
    kind: departures,
    options: { ...at(43), languages: ["de"] },
    wide: "2",
    tall: "panel=55",
  },
  {
    name: "43 inches, flaps",
    kind: arrivals,
    options: { ...at(43), theme: "classic" },
    wide: "panel=75",
    tall: "same",
  },
  { name: "43 inches at a gate", kind: gate, options: at(43), wide: "1", tall: "panel=55" },
  { name: "55 inches", kind: departures, options: at(55), wide: "3", tall: "3" },
  { name: "55 inches, arrivals", kind: arrivals, options: at(55), wide: "3", tall: "3" },
  { name: "75 inches", kind: departures, options: at(75), wide: "4", tall: "7" },
  { name: "75 inches, one terminal", kind: departures, options: { ...at(75), terminal: "B" }, wide: "4", tall: "7" },
  { name: "75 inches, German", kind: departures, options: { ...at(75), languages: ["de"] }, wide: "4", tall: "7" },
  { name: "75 inches, 40 rows", kind: departures, options: { ...at(75), rows: 40 }, wide: "rows=4", tall: "rows=7" },
  { name: "75 inches, 2 rows", kind: departures, options: { ...at(75), rows: 2 }, wide: "2", tall: "2" },
  { name: "75 inches at 30 m", kind: departures, options: at(75, 30), wide: "distance=7.3", tall: "distance=6.3" },
  { name: "75 inches at a belt", kind: belt, options: at(75), wide: "4", tall: "3" },
  { name: "a gate has no rows to choose", kind: gate, options: { ...at(75), rows: 40 }, wide: "2", tall: "1" },
] as const)("$name: $wide wide, $tall tall", ({ kind, options, wide, tall }) => {
  expect(said(kind, options, landscape)).toBe(wide);
  expect(said(kind, options, portrait)).toBe(tall === "same" ? wide : tall);
});

test("a belt's row has the height that it needs, or the panel is refused", () => {
  expect(said(belt, at(37), { width: 1920, height: 540 })).toMatch(/^(panel|distance)=/);
});

test.each([
  { inches: 43, kind: departures, size: landscape, expected: "head", source: "a rail leaves no room for two rows" },
  { inches: 55, kind: departures, size: landscape, expected: "rail", source: "as many rows, and a larger code" },
  { inches: 43, kind: gate, size: landscape, expected: "rail", source: "one flight needs height, not width" },
  { inches: 55, kind: departures, size: portrait, expected: "foot", source: "upright there is height" },
])("$inches inches, $kind.name: $expected ($source)", ({ inches, kind, size, expected }) => {
  const panel = { diagonalInches: inches, distanceMetres: 3, ...size };
  expect(frameOn({ kind, options: defaultOptions, terminals: 3 }, panel).form).toBe(expected);
});

const seed = 43_55_75;

describe(`on any panel (seed ${String(seed)})`, () => {
  const runs = { seed, numRuns: 200 };
  const panels = fc.record({
    diagonalInches: fc.oneof(fc.constantFrom(...panelPresets), fc.integer({ min: 10, max: 200 })),
    distanceMetres: fc.integer({ min: 5, max: 100 }).map((tenths) => tenths / 10),
    width: fc.integer({ min: 800, max: 4000 }),
    height: fc.integer({ min: 800, max: 4000 }),
  });
  const displays = fc.record({
    kind: fc.constantFrom(departures, arrivals, gate, belt),
    languages: fc.subarray([...languages], { minLength: 1, maxLength: 3 }),
    theme: fc.constantFrom(...themeNames),
    rows: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  });
  const judge = (panel: Panel, { kind, ...options }: { kind: DisplayKind } & Partial<DisplayOptions>) => {
    const { width, height, ...choice } = panel;
    const result = legibleBoard(kind, { ...defaultOptions, ...options, panel: choice }, 3, { width, height });
    if (result === undefined) throw new Error("expected a judgement of a panel");
    return result;
  };
  const isLegal = (...given: Parameters<typeof judge>) => !isRefusal(judge(...given));

  test("frame, words, code and flights stay on it", () => {
    fc.assert(
      fc.property(panels, (panel) => {
        for (const form of frameFormsOf(panel)) {
          const { least, main, head, qrSide, words } = panelFrame(panel, form);
          if (main.width < 6 * least || main.height < 5 * least) continue;
          expect(qrSide).toBeGreaterThan(0);
          const isRail = form === "rail";
          expect(main.width + (isRail ? words.width : 0)).toBeLessThanOrEqual(panel.width);
          expect(main.height + head + (form === "foot" ? words.height : 0)).toBeLessThan(panel.height);
          expect(isRail ? words.height + qrSide : words.width + qrSide).toBeLessThan(
            isRail ? panel.height : panel.width,
          );
          if (form === "head") expect(Math.max(qrSide, 2 * words.height)).toBeLessThan(head);
        }
      }),
      runs,
    );
  });

  test("what a refusal calls nearest is legal, and nothing legal is nearer", () => {
    const refused = { rows: 0, distance: 0, panel: 0 };
    fc.assert(
      fc.property(panels, displays, (panel, display) => {
        const result = judge(panel, display);
        if (!isRefusal(result) || result.nearest === undefined) return;
        const nearest = Number(result.nearest);
        refused[result.parameter] += 1;
        // A panel is refused for what it has no room for, whatever rows are wished.
        const free = { ...display, rows: undefined };
        const step = { rows: 1, distance: 0.1, panel: -1 }[result.parameter];
        const legal = (value: number) =>
          result.parameter === "rows"
            ? isLegal(panel, { ...display, rows: value })
            : result.parameter === "distance"
              ? isLegal({ ...panel, distanceMetres: value }, free)
              : isLegal({ ...panel, diagonalInches: value }, free);
        expect(legal(nearest)).toBe(true);
        const isPreset = panelPresets.some((inches) => inches === nearest);
        if (result.parameter === "panel" && isPreset) {
          expect(panelPresets.filter((inches) => inches < nearest).filter(legal)).toEqual([]);
        } else {
          expect(legal(Math.round((nearest + step) * 10) / 10)).toBe(false);
        }
      }),
      runs,
    );
    expect(Math.min(refused.rows, refused.distance, refused.panel)).toBeGreaterThan(5);
  });

  test("letters have the height that the rules ask for, and further off there are no more rows", () => {
    let compared = 0;
    fc.assert(
      fc.property(panels, panels, displays, (panel, other, display) => {
        const [near = 1, far = 1] = [panel.distanceMetres, other.distanceMetres].sort((a, b) => a - b);
        // The displays of one gate or belt may lie where they stood, which is another layout.
        const kind = display.kind === arrivals ? arrivals : departures;
        const free = { ...display, kind, rows: undefined };
        const [nearer, further] = [near, far].map((distanceMetres) => judge({ ...panel, distanceMetres }, free));
        if (nearer === undefined || further === undefined || isRefusal(further)) return;
        compared += 1;
        if (isRefusal(nearer)) throw new Error(`refused nearer by: ${JSON.stringify(nearer.reason)}`);
        expect(further.rows).toBeLessThanOrEqual(nearer.rows);
        expect(further.capHeight).toBeGreaterThanOrEqual(further.least.millimetres - 1e-6);
      }),
      runs,
    );
    expect(compared).toBeGreaterThan(20);
  });
});
