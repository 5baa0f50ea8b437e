import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";

/**
 * SHA-256 (hex) over names and contents of files and of all files below folders, in an order of its own. What is not
 * there counts as empty; tests and node_modules decide nothing.
 *
 * @param root names count from here
 * @param paths files or folders, relative to `root` or absolute
 * @param salt whatever else the result depends on
 */
export async function sourceHash(
  root: string,
  paths: readonly string[],
  salt: readonly string[] = [],
): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(salt));
  const files = (await Promise.all(paths.map((path) => filesBelow(resolve(root, path))))).flat();
  for (const file of files.sort()) {
    const content = await readFile(file);
    // The length keeps one file's end from passing for the next one's beginning.
    hash.update(`${relative(root, file).split(sep).join("/")} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

async function filesBelow(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !relative(path, file).split(sep).includes("node_modules"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTDIR") return [path];
    if (code === "ENOENT") return [];
    throw error;
  }
}
