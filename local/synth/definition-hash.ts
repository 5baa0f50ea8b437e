import { readFile } from "node:fs/promises";
import { sourceHash } from "../source-hash.js";
import { findPackageJSON } from "./package-json.js";

/** Packages whose version changes what the same definition synthesizes to. */
const toolchain = ["@aws-amplify/backend", "@aws-amplify/client-config", "aws-cdk-lib", "esbuild"];

/**
 * Content hash (hex) of everything that decides what synthesis gives: the files below `amplify/`, the lock file (functions
 * are bundled with what they import), the files in `readers` (which turn the assembly into the cached configuration), the
 * versions of the toolchain and of Node.
 * @param projectDir holds `amplify/`
 * @param readers directories
 */
export async function definitionHash(projectDir: string, readers: readonly string[]): Promise<string> {
  const versions = await Promise.all(
    toolchain.map(async (name) => `${name} ${await installedVersion(projectDir, name)}`),
  );
  const node = `node ${process.versions.node.split(".")[0] ?? ""}`;
  return sourceHash(projectDir, ["amplify", "package-lock.json", ...readers], [node, ...versions]);
}

async function installedVersion(projectDir: string, name: string): Promise<string> {
  const file = findPackageJSON(projectDir, name);
  const content: unknown = file === undefined ? undefined : JSON.parse(await readFile(file, "utf8"));
  const version = typeof content === "object" && content !== null && "version" in content ? content.version : undefined;
  return typeof version === "string" ? version : "missing";
}
