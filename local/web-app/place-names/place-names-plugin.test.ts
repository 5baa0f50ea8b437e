import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { expect, test } from "vitest";
import { placeNamesPlugin } from "./place-names-plugin.js";

/** Bytes that the chunk may have on the wire: every display fetches it once for each version of the app. */
const budget = 62_900;

async function builtChunk(): Promise<string> {
  const result = await build({
    root: fileURLToPath(new URL("../../..", import.meta.url)),
    configFile: false,
    logLevel: "warn",
    plugins: [placeNamesPlugin()],
    build: {
      write: false,
      target: "chrome111",
      rolldownOptions: { input: "virtual:place-names", preserveEntrySignatures: "strict" },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[];
  const chunks = output?.output ?? [];
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== "chunk") throw new Error(`expected one chunk, came ${chunks.length}`);
  return chunk.code;
}

test("the chunk stands alone, holds the names and keeps to its budget", async () => {
  const code = await builtChunk();
  expect(code).not.toMatch(/\bimport\b/);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(budget);

  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  expect(module).toMatchObject({
    default: {
      cities: { JFK: "New York", LHR: "London Heathrow", GRU: "São Paulo" },
      airlines: { UA: "United Airlines", UAL: "United Airlines", MX: "Breeze Airways" },
    },
  });
});
