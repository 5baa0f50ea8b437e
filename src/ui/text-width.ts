import { useSyncExternalStore } from "react";

/** How wide a text is in the page's font, in em; the same text costs nothing the second time, and no layout ever. */
export type TextMeasure = (text: string, weight: 400 | 600) => number;

/** Size that texts are measured at, CSS pixels; widths grow with the size. */
const MEASURED_PX = 100;
/** What a character is wide, in em, where nothing can be measured: outside of browsers. */
const GUESSED_EM = 0.58;
/** A display shows some hundred texts a day; places and airlines of a busy airport are a few thousand. */
const MOST_WIDTHS = 5_000;

/** Widths that faces come in, by what CSS computes (percent), as a canvas names them. */
const stretches: Readonly<Record<string, CanvasFontStretch>> = {
  "62.5%": "extra-condensed",
  "75%": "condensed",
  "87.5%": "semi-condensed",
  "100%": "normal",
};

/** How wide a text is now, in em. */
export const textWidth: TextMeasure = (text, weight) => current(text, weight);

/** The measure, another one whenever fonts came in: what depends on widths is worked out anew then. */
export function useTextMeasure(): TextMeasure {
  return useSyncExternalStore(subscribe, () => current);
}

let current = createMeasure();

function createMeasure(): TextMeasure {
  const widths = new Map<string, number>();
  let context: CanvasRenderingContext2D | null | undefined;
  let style: CSSStyleDeclaration | undefined;
  const measure = (text: string, weight: number): number => {
    context ??= canMeasure() ? document.createElement("canvas").getContext("2d") : null;
    if (context === null) return text.length * GUESSED_EM;
    style ??= getComputedStyle(document.body);
    context.font = `${String(weight)} ${String(MEASURED_PX)}px ${style.fontFamily}`;
    context.fontStretch = stretches[style.fontStretch] ?? "normal";
    return context.measureText(text).width / MEASURED_PX;
  };
  return (text, weight) => {
    const key = `${String(weight)}${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    if (widths.size >= MOST_WIDTHS) widths.clear();
    const width = measure(text, weight);
    widths.set(key, width);
    return width;
  };
}

/** jsdom has neither fonts nor a canvas, and says so on the console whenever it is asked. */
function canMeasure(): boolean {
  return "fonts" in document;
}

function subscribe(changed: () => void): () => void {
  if (!canMeasure()) return () => undefined;
  const loaded = () => {
    current = createMeasure();
    changed();
  };
  document.fonts.addEventListener("loadingdone", loaded);
  return () => {
    document.fonts.removeEventListener("loadingdone", loaded);
  };
}
