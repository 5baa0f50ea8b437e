import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { keepSlices } from "./script-faces-plugin.js";

const packages = ["noto-sans-sc", "noto-sans-jp"];

test.each(packages)("%s: of what is installed, the slices stay, invisible while they load", async (name) => {
  const path = new URL(`../../node_modules/@fontsource-variable/${name}/index.css`, import.meta.url);
  const whole = await readFile(path, "utf8");
  const kept = keepSlices(whole, name);
  const files = (text: string) => [...text.matchAll(/url\(\.\/files\/([^)]+)\)/g)].map(([, file]) => file ?? "");
  expect(files(kept)).toEqual(files(whole).filter((file) => /-\d+-wght/.test(file)));
  expect(files(kept).length).toBeGreaterThan(90);
  expect(kept.match(/font-display: block/g)).toHaveLength(files(kept).length);
  expect(kept).not.toMatch(/font-display: swap|-(latin|cyrillic|vietnamese)/);
});

test("another form of the style sheet is refused", () => {
  expect(() => keepSlices("@font-face { font-family: X; }", "noto-sans-sc/index.css")).toThrow(
    "noto-sans-sc/index.css: expected @font-face rules after comments such as /* noto-sans-sc-[4]-wght-normal */, found none",
  );
});
