/** The design tokens that every page has. Components and style sheets know only the names. */
export interface Theme {
  readonly scheme: "dark" | "light";
  readonly colours: Readonly<Record<ColourToken, string>>;
}

/** CSS custom properties, without the dashes; values are `#rrggbb`. */
export type ColourToken =
  | "board"
  | "board-raised"
  | "line"
  | "ink"
  | "ink-soft"
  | "accent"
  | "on-accent"
  | "changed"
  | `tone-${"calm" | "late" | "go" | "hurry" | "closed" | "gone" | "bad" | "astray"}`;

/** What only boards have: their head, fields filled with a status's accent, split flaps, takeovers. */
export type BoardToken =
  | "head"
  | "on-head"
  | "on-head-soft"
  | "tile"
  | "on-tile"
  | "on-tone"
  | "flap"
  | "seam"
  | `takeover-${"information" | "warning" | "emergency"}`
  | `on-takeover-${"information" | "warning" | "emergency"}`;

/** The look of a board. */
export interface BoardTheme extends Theme {
  readonly colours: Readonly<Record<ColourToken | BoardToken, string>>;
}

/**
 * The colours of signs for which people are trained: blue tells, yellow warns, red is danger (ISO 3864-1), so they are
 * the same in every look.
 */
const takeoverColours = {
  "takeover-information": "#0a3d91",
  "on-takeover-information": "#ffffff",
  "takeover-warning": "#ffcc00",
  "on-takeover-warning": "#000000",
  "takeover-emergency": "#9b0000",
  "on-takeover-emergency": "#ffffff",
} as const;

/**
 * Themes by name. Every pair of text and ground in use has a contrast of at least 7:1 (themes.test.ts). The first is what
 * pages have before they know theirs.
 */
export const themes = {
  modern: {
    scheme: "dark",
    colours: {
      board: "#0a0e14",
      "board-raised": "#111821",
      line: "#263342",
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
      head: "#0a0e14",
      "on-head": "#f4f7fa",
      "on-head-soft": "#b6c2ce",
      tile: "#ffc53d",
      "on-tile": "#0a0e14",
      "on-tone": "#0a0e14",
      flap: "#111821",
      seam: "#0a0e14",
      ...takeoverColours,
    },
  },
  classic: {
    scheme: "dark",
    colours: {
      board: "#0d0d0c",
      "board-raised": "#0d0d0c",
      line: "#2e2d2a",
      ink: "#f6f2e7",
      "ink-soft": "#cdc8ba",
      accent: "#ffd23f",
      "on-accent": "#0d0d0c",
      changed: "#33312c",
      "tone-calm": "#f6f2e7",
      "tone-late": "#ffd23f",
      "tone-go": "#7be39a",
      "tone-hurry": "#ffb37a",
      "tone-closed": "#e3ddcd",
      "tone-gone": "#cdc8ba",
      "tone-bad": "#ffb3aa",
      "tone-astray": "#d9c6ff",
      head: "#0d0d0c",
      "on-head": "#f6f2e7",
      "on-head-soft": "#cdc8ba",
      tile: "#ffd23f",
      "on-tile": "#0d0d0c",
      "on-tone": "#0d0d0c",
      flap: "#22211f",
      seam: "#000000",
      ...takeoverColours,
    },
  },
  light: {
    scheme: "light",
    colours: {
      board: "#ffffff",
      "board-raised": "#f1f4f8",
      line: "#c2ccd7",
      ink: "#0b141e",
      "ink-soft": "#3a4652",
      accent: "#0b3f76",
      "on-accent": "#ffffff",
      changed: "#dfe8f2",
      "tone-calm": "#0b4d2a",
      "tone-late": "#6b3500",
      "tone-go": "#0b5730",
      "tone-hurry": "#8a2600",
      "tone-closed": "#2c3844",
      "tone-gone": "#3a4652",
      "tone-bad": "#8c0d14",
      "tone-astray": "#4a2494",
      head: "#0b1f3a",
      "on-head": "#ffffff",
      "on-head-soft": "#c9d6e6",
      tile: "#ffcc00",
      "on-tile": "#0b141e",
      "on-tone": "#ffffff",
      flap: "#f1f4f8",
      seam: "#c2ccd7",
      ...takeoverColours,
    },
  },
} as const satisfies Readonly<Record<string, BoardTheme>>;

/** Gives `element`, usually the document's root, the colours of a theme. */
export function applyTheme(theme: Theme, element: HTMLElement): void {
  for (const [name, value] of Object.entries(theme.colours)) element.style.setProperty(`--${name}`, value);
  element.style.colorScheme = theme.scheme;
}
