import { describe, expect, test } from "vitest";
import { themes, type ColourToken, type Theme } from "./themes";

/** Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const texts: readonly ColourToken[] = [
  "ink",
  "ink-soft",
  "accent",
  "tone-calm",
  "tone-late",
  "tone-go",
  "tone-hurry",
  "tone-closed",
  "tone-gone",
  "tone-bad",
  "tone-astray",
];
const pairs: readonly (readonly [ColourToken, ColourToken])[] = [
  ...texts.flatMap((text) => [[text, "board"] as const, [text, "board-raised"] as const, [text, "changed"] as const]),
  ["on-accent", "accent"],
  ["on-accent", "tone-go"],
  ["on-accent", "tone-hurry"],
];

describe.each(Object.entries<Theme>(themes))("theme %s: contrast is at least 7:1 (WCAG 1.4.6)", (_name, theme) => {
  test.each(pairs)("%s on %s", (text, ground) => {
    expect(contrast(theme.colours[text], theme.colours[ground])).toBeGreaterThanOrEqual(7);
  });
});

test("contrast of black on white is 21 (WCAG's own example)", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
