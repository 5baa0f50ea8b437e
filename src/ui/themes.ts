/** The design tokens: every colour of a board. Components and style sheets know only the names. */
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

/** Themes by name. Every pair of text and ground in use has a contrast of at least 7:1 (themes.test.ts). */
export const themes = {
  modern: {
    scheme: "dark",
    colours: {
      board: "#0a0e14",
      "board-raised": "#111821",
      line: "#222d3a",
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
} as const satisfies Readonly<Record<string, Theme>>;

/** Gives `element`, usually the document's root, the colours of a theme. */
export function applyTheme(theme: Theme, element: HTMLElement): void {
  for (const [name, value] of Object.entries(theme.colours)) element.style.setProperty(`--${name}`, value);
  element.style.colorScheme = theme.scheme;
}
