import type { Theme } from "./themes";

/**
 * The themes of the pages for people at desks: the boards' colours, and the same by day. Every pair of text and ground in
 * use has a contrast of at least 7:1 (office-themes.test.ts). Apart from themes.ts, so that boards do not load them.
 */
export const officeThemes = {
  night: {
    scheme: "dark",
    colours: {
      board: "#0a0e14",
      "board-raised": "#111821",
      line: "#2b3846",
      ink: "#f4f7fa",
      "ink-soft": "#b6c2ce",
      accent: "#ffc53d",
      "on-accent": "#0a0e14",
      changed: "#24303f",
      "tone-calm": "#8fe0b0",
      "tone-late": "#ffc53d",
      "tone-go": "#5fe08d",
      "tone-hurry": "#ffac70",
      "tone-closed": "#d3dce5",
      "tone-gone": "#b6c2ce",
      "tone-bad": "#ffa69e",
      "tone-astray": "#d0b8ff",
    },
  },
  day: {
    scheme: "light",
    colours: {
      board: "#ffffff",
      "board-raised": "#f2f5f8",
      line: "#c3ced9",
      ink: "#0d1620",
      "ink-soft": "#35434f",
      accent: "#0b4470",
      "on-accent": "#ffffff",
      changed: "#e3eaf1",
      "tone-calm": "#0d4a2a",
      "tone-late": "#5c3d00",
      "tone-go": "#0d4a2a",
      "tone-hurry": "#6b2f00",
      "tone-closed": "#35434f",
      "tone-gone": "#35434f",
      "tone-bad": "#7d140c",
      "tone-astray": "#46267f",
    },
  },
} as const satisfies Readonly<Record<string, Theme>>;
