import { expect, test } from "vitest";
import { versionOf } from "./app-version-plugin.js";
import { shellFiles } from "./offline-app.js";

type Bundle = Parameters<typeof shellFiles>[0];

/** A bundle of as much as is looked at: chunks with what they import, assets with their source. */
function bundleOf(files: Readonly<Record<string, object>>): Bundle {
  const bundle = Object.entries(files).map(([fileName, file]) => [
    fileName,
    "source" in file
      ? { type: "asset", fileName, ...file }
      : { type: "chunk", fileName, isEntry: false, imports: [], dynamicImports: [], facadeModuleId: null, ...file },
  ]);
  return Object.fromEntries(bundle) as Bundle;
}

const bundle = bundleOf({
  "assets/index.js": {
    isEntry: true,
    imports: ["assets/shared.js"],
    dynamicImports: ["assets/names.js", "assets/companies.js", "assets/operations.js", "assets/sign-in-form.js"],
    viteMetadata: { importedCss: new Set(["assets/index.css"]), importedAssets: new Set(["assets/arabic.css"]) },
  },
  "assets/shared.js": { dynamicImports: ["assets/names.js"] },
  "assets/names.js": {},
  "assets/companies.js": { facadeModuleId: "/p/src/app/CompaniesPage.tsx", imports: ["assets/charts.js"] },
  "assets/operations.js": { facadeModuleId: "/p/src/app/OperationsPage.tsx" },
  "assets/sign-in-form.js": { facadeModuleId: "/p/src/api/sign-in-form.tsx" },
  "assets/charts.js": {},
  "assets/index.css": { source: "src: url(/assets/plex.woff2); src: url(/assets/noto-sans-sc-4.woff2)" },
  "assets/arabic.css": { source: "src: url(/assets/arabic.woff2)" },
  "assets/plex.woff2": { source: "" },
  "assets/arabic.woff2": { source: "" },
  "assets/noto-sans-sc-4.woff2": { source: "" },
  "assets/other.woff2": { source: "" },
});

test("displays need what the page leads to, but for pages that one signs in to and faces in slices", () => {
  expect([...shellFiles(bundle)].sort()).toEqual([
    "assets/arabic.css",
    "assets/arabic.woff2",
    "assets/index.css",
    "assets/index.js",
    "assets/names.js",
    "assets/plex.woff2",
    "assets/shared.js",
  ]);
});

test("a bundle without an entry is an error, not an empty display", () => {
  expect(() => shellFiles(bundleOf({ "assets/a.js": {} }))).toThrow("expected an entry");
});

test("a build's version follows from its files and its page, in any order", () => {
  const version = versionOf(["assets/a-1.js", "assets/b-2.css"], "<html>");
  expect(version).toMatch(/^[0-9a-f]{12}$/);
  expect(versionOf(["assets/b-2.css", "assets/a-1.js"], "<html>")).toBe(version);
  expect(versionOf(["assets/a-1.js", "assets/b-3.css"], "<html>")).not.toBe(version);
  expect(versionOf(["assets/a-1.js", "assets/b-2.css"], "<html lang>")).not.toBe(version);
});
