import { describe, expect, test } from "vitest";
import { themeNames } from "../display/display-options";
import { statusTones } from "../flights/passenger-status";
import { contrast } from "./contrast";
import { officeThemes } from "./office-themes";
import { themes, type BoardTheme, type BoardToken, type ColourToken, type Theme } from "./themes";

const tones = [...new Set(Object.values(statusTones))].map((tone) => `tone-${tone}` as const);
const texts: readonly ColourToken[] = ["ink", "ink-soft", "accent", ...tones];
const pairs: readonly (readonly [ColourToken, ColourToken])[] = [
  ...texts.flatMap((text) => [[text, "board"] as const, [text, "board-raised"] as const, [text, "changed"] as const]),
  ["on-accent", "accent"],
];
const boardPairs: readonly (readonly [ColourToken | BoardToken, ColourToken | BoardToken])[] = [
  ...texts.map((text) => [text, "flap"] as const),
  // A field filled with a status's accent.
  ...tones.map((tone) => ["on-tone", tone] as const),
  ["on-head", "head"],
  ["on-head-soft", "head"],
  ["tile", "head"],
  ["on-tile", "tile"],
  ["on-takeover-information", "takeover-information"],
  ["on-takeover-warning", "takeover-warning"],
  ["on-takeover-emergency", "takeover-emergency"],
];

describe.each(Object.entries<Theme>({ ...themes, ...officeThemes }))(
  "theme %s: contrast is at least 7:1 (WCAG 1.4.6)",
  (_name, theme) => {
    test.each(pairs)("%s on %s", (text, ground) => {
      expect(contrast(theme.colours[text], theme.colours[ground])).toBeGreaterThanOrEqual(7);
    });
  },
);

describe.each(Object.entries<BoardTheme>(themes))("board theme %s: contrast is at least 7:1", (_name, theme) => {
  test.each(boardPairs)("%s on %s", (text, ground) => {
    expect(contrast(theme.colours[text], theme.colours[ground])).toBeGreaterThanOrEqual(7);
  });
});

test("every theme that an address can name has its colours", () => {
  expect(Object.keys(themes).sort()).toEqual([...themeNames].sort());
});

test("contrast of black on white is 21 (WCAG's own example)", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
