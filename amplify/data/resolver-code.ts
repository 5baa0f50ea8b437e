import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** Longest code that AppSync takes inline, in characters (https://docs.aws.amazon.com/appsync/latest/APIReference/API_FunctionConfiguration.html). */
export const longestInlineCode = 32768;

/**
 * The APPSYNC_JS code of one file in `resolvers/`, bundled as AWS documents
 * (https://docs.aws.amazon.com/appsync/latest/devguide/additional-utilities.html). Throws where esbuild cannot, or where
 * the result is too long.
 */
export function resolverCode(name: string): string {
  const entry = fileURLToPath(new URL(`./resolvers/${name}.ts`, import.meta.url));
  const built = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    target: "esnext",
    platform: "node",
    format: "esm",
    external: ["@aws-appsync/utils", "@aws-appsync/utils/*"],
    logLevel: "silent",
  });
  const code = built.outputFiles[0]?.text ?? "";
  if (code === "" || code.length > longestInlineCode) {
    throw new Error(
      `amplify/data/resolvers/${name}.ts: expected 1 to ${longestInlineCode} characters of bundled code, got ` +
        `${code.length}. Split the step in two.`,
    );
  }
  return code;
}
