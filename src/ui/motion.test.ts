import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const src = join(import.meta.dirname, "..");
/** All style sheets of the app, by path. */
const sheets = Object.fromEntries(
  readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".css"))
    .map((path) => [path, readFileSync(join(src, path), "utf8")]),
);

interface Declaration {
  readonly path: string;
  /** One animation or transition of a list. */
  readonly text: string;
}

/** The animations and transitions that a sheet declares, but for those that switch them off. */
function declarations(path: string, css: string): readonly Declaration[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...plain.matchAll(/\b(?:animation|transition)(?:-[a-z]+)?\s*:\s*([^;}]+)/g)]
    .flatMap(([, list = ""]) => list.split(/,(?![^(]*\))/))
    .map((text) => ({ path, text: text.trim() }))
    .filter(({ text }) => text !== "none");
}

/** Milliseconds that it takes, its delay included. */
function lengthOf(text: string): number {
  return [...text.matchAll(/(?<![\w-])([\d.]+)(ms|s)\b/g)].reduce(
    (sum, [, value = "", unit]) => sum + Number(value) * (unit === "s" ? 1_000 : 1),
    0,
  );
}

const all = Object.entries(sheets).flatMap(([path, css]) => declarations(path, css));

describe("motion (issue 4; WCAG 2.2.2 and 2.3.1)", () => {
  test("the sheets are there", () => {
    expect(Object.keys(sheets).length).toBeGreaterThan(5);
    expect(all.length).toBeGreaterThan(5);
  });

  test.each(all)("$path: $text ends within 5 s", ({ text }) => {
    expect(text).not.toMatch(/infinite|\balternate\b/);
    const [count = 1] = [...text.matchAll(/(?<![\w.-])(\d+)(?![\w.%])/g)].map(([, times]) => Number(times));
    expect(lengthOf(text), "milliseconds").toBeGreaterThan(0);
    expect(lengthOf(text) * count).toBeLessThanOrEqual(5_000);
  });

  test.each(Object.entries(sheets))(
    "%s: nothing flashes: what changes does not change back and forth",
    (_path, css) => {
      for (const [, name = "", body = ""] of css.matchAll(/@keyframes\s+([\w-]+)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}/g)) {
        // From one state to another, or one that is held and then left: a single change in all its time.
        const states = [...body.matchAll(/\{([^{}]*)\}/g)].map(([, state = ""]) => state.replace(/\s+/g, " ").trim());
        expect(states.length, name).toBeLessThanOrEqual(2);
      }
    },
  );
});
