import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Writes the JavaScript that workers run (`runtime/`) into a directory. Workers get a plain file of their own, so that no
 * loader of the sandbox's process touches the code of functions.
 *
 * @returns the file's path
 */
export async function writeRuntimeFile(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, "runtime.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./runtime/bootstrap.ts", import.meta.url))],
    outfile: path,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "silent",
  });
  return path;
}
