import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * `package.json` of the package that an import of `name` from `directory` would find, or undefined. Packages whose exports
 * hide package.json cannot be asked through the module resolver.
 */
export function findPackageJSON(directory: string, name: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}
