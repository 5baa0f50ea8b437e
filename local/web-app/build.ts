import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sourceHash } from "../source-hash.js";

/** All that the built app depends on. */
const sources = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "local/web-app",
  "package-lock.json",
  "amplify/data/schema.graphql",
];

/**
 * Builds the web app into `dist/` unless the one there was built from the same sources.
 *
 * @param log told what happens when it takes time.
 * @returns the folder to serve.
 * @throws Vite's own error when the app does not build.
 */
export async function buildWebApp(projectDir: string, log: (line: string) => void): Promise<string> {
  const dist = join(projectDir, "dist");
  const stamp = join(dist, ".source-hash");
  const hash = await sourceHash(projectDir, sources);
  const built = await readFile(stamp, "utf8").catch(() => undefined);
  if (built === hash) return dist;
  log("Building the web app ...");
  // Loaded only here: a start that has nothing to build does not wait for it.
  const { build } = await import("vite");
  await build({ root: projectDir, configFile: join(projectDir, "vite.config.ts"), logLevel: "warn" });
  await writeFile(stamp, hash);
  return dist;
}
