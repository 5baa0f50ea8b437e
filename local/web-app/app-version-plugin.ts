import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Name of the file that says which version the server has; displays ask for it, never from a cache. */
export const VERSION_FILE = "version.json";
/** Name of the `meta` element that says which version a page is. */
export const VERSION_META = "airside-version";

const digits = 12;

/**
 * Gives every build a version that follows from its content: the names of its files, which have hashes of theirs, and
 * its page. It stands in the page and in `version.json`.
 */
export function appVersionPlugin(): Plugin {
  let version: string | undefined;
  return {
    name: "airside:app-version",
    apply: "build",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const files = Object.keys(bundle).filter((name) => !name.endsWith(".map"));
        version = versionOf(files, html);
        return [{ tag: "meta", attrs: { name: VERSION_META, content: version }, injectTo: "head-prepend" }];
      },
    },
    generateBundle() {
      if (version === undefined) throw new Error("the version of the build: expected an index.html, got none");
      this.emitFile({ type: "asset", fileName: VERSION_FILE, source: `${JSON.stringify({ version })}\n` });
    },
  };
}

/** The version of a build with these files and this page, the same on every machine. */
export function versionOf(files: readonly string[], html: string): string {
  const hash = createHash("sha256");
  for (const name of [...files].sort()) hash.update(`${name}\n`);
  return hash.update(html).digest("hex").slice(0, digits);
}
