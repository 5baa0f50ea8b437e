import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { findPackageJSON } from "./package-json.js";
import { join, relative, sep } from "node:path";

/** Packages whose version changes what the same definition synthesizes to. */
const toolchain = ["@aws-amplify/backend", "@aws-amplify/client-config", "aws-cdk-lib", "esbuild"];

/**
 * Content hash (hex) of everything that decides what synthesis gives: the files below `amplify/` but tests, the files in
 * `readers` (which turn the assembly into the cached configuration), the versions of the toolchain and of Node.
 * @param projectDir holds `amplify/`
 * @param readers directories
 */
export async function definitionHash(projectDir: string, readers: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  hash.update(`node ${process.versions.node.split(".")[0] ?? ""}\n`);
  for (const name of toolchain) hash.update(`${name} ${await installedVersion(projectDir, name)}\n`);
  for (const directory of [join(projectDir, "amplify"), ...readers]) {
    for (const file of await sourceFiles(directory)) {
      const content = await readFile(file);
      // The length keeps one file's end from passing for the next one's beginning.
      hash.update(`${relative(directory, file).split(sep).join("/")} ${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

/** Files below a directory, sorted by path; tests decide nothing. */
async function sourceFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(directory, file).split(sep).includes("node_modules"))
    .sort();
}

async function installedVersion(projectDir: string, name: string): Promise<string> {
  const file = findPackageJSON(projectDir, name);
  const content: unknown = file === undefined ? undefined : JSON.parse(await readFile(file, "utf8"));
  const version = typeof content === "object" && content !== null && "version" in content ? content.version : undefined;
  return typeof version === "string" ? version : "missing";
}
