import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import appsync from "@aws-appsync/eslint-plugin";
import { ESLint, type Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longestInlineCode, resolverCode } from "./resolver-code.js";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Folders of what resolvers are written in. */
const folders = ["resolvers", "pipeline", "company-export", "display-report", "status-update", "takeover"];
const names = (await readdir(join(here, "resolvers"))).map((file) => file.replace(/\.ts$/, ""));

/** Every rule of AWS's plugin; the rules about types need the TypeScript project that `tsconfig` names. */
function appSyncRules(tsconfig: string, files: string[]): Linter.Config[] {
  const configs = [appsync.configs?.base, appsync.configs?.recommended] as Linter.Config[];
  return configs.map((config) => ({
    ...config,
    files,
    ignores: ["**/*.test.ts"],
    languageOptions: { ...config.languageOptions, parserOptions: { project: tsconfig } },
  }));
}

async function complaints(cwd: string, tsconfig: string, files: string[]): Promise<string[]> {
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: appSyncRules(tsconfig, ["**/*.{js,ts}"]),
  });
  const results = await eslint.lintFiles(files);
  expect(results.length).toBeGreaterThan(0);
  return results.flatMap((result) =>
    result.messages.map((message) => `${result.filePath}:${message.line} ${message.ruleId ?? ""} ${message.message}`),
  );
}

describe("resolver code", () => {
  let bundles = "";

  beforeAll(async () => {
    bundles = await mkdtemp(join(tmpdir(), "airside-resolvers-"));
    for (const name of names) {
      await writeFile(join(bundles, `${name}.js`), resolverCode(name));
    }
    const compilerOptions = {
      allowJs: true,
      noEmit: true,
      target: "ESNext",
      module: "ESNext",
      lib: ["ESNext"],
      types: [],
    };
    await writeFile(join(bundles, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.js"] }));
    // A project of its own: the one of all amplify/ takes half a minute to load the CDK's types.
    const sources = {
      extends: join(here, "../../tsconfig.base.json"),
      compilerOptions: { types: [] },
      include: folders.map((folder) => join(here, folder)),
    };
    await writeFile(join(bundles, "tsconfig.sources.json"), JSON.stringify(sources));
  }, 60_000);

  afterAll(async () => {
    await rm(bundles, { recursive: true });
  });

  it.each(names)("%s: fits inline and exports both handlers", (name) => {
    const code = resolverCode(name);
    expect(code.length).toBeLessThanOrEqual(longestInlineCode);
    expect(code).toMatch(/export \{\n {2}request,\n {2}response\n\};/);
  });

  it.each(names)("%s: imports nothing but AppSync's own modules", (name) => {
    const imported = [...resolverCode(name).matchAll(/^import .* from "([^"]+)";$/gm)].map((match) => match[1]);
    expect(imported.filter((module) => module !== "@aws-appsync/utils")).toEqual([]);
  });

  // `new Date()` passes AWS's rules and fails in the service.
  it.each(names)("%s: uses no object that APPSYNC_JS lacks", (name) => {
    expect(resolverCode(name)).not.toMatch(
      /\b(new|Date|Map|Set|Symbol|Proxy|Reflect|RegExp|BigInt|Intl|globalThis)\b[ .(]/,
    );
  });

  it("is bundled into what AWS's lint rules accept", async () => {
    expect(await complaints(bundles, join(bundles, "tsconfig.json"), ["*.js"])).toEqual([]);
  }, 120_000);

  it("is written in what AWS's lint rules accept where all types are known", async () => {
    const files = folders.map((folder) => `${folder}/*.ts`);
    expect(await complaints(here, join(bundles, "tsconfig.sources.json"), files)).toEqual([]);
  }, 120_000);
});
