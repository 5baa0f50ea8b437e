/**
 * Entry of the child process: `node --import tsx synth-child.ts <project directory> <assembly directory>`. Amplify's auth
 * and data are singletons of their process, and importing the CDK takes seconds, so neither happens in the sandbox itself.
 */
import { readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { clientConfigFile } from "./assembly-files.js";
import { describeFailure } from "./failure-text.js";
import { readBackend } from "./read-backend-model.js";
import { SynthError } from "./synth-error.js";

const [, , projectDir, assemblyDir] = process.argv;
if (projectDir === undefined || assemblyDir === undefined) {
  throw new Error("usage: synth-child <project directory> <assembly directory>");
}

try {
  await import(pathToFileURL(join(projectDir, "amplify", "backend.ts")).href);
  // How Amplify's own deployer asks for synthesis: backend.ts need not export anything.
  process.emit("message", "amplifySynth", undefined);
  if (!existsSync(join(assemblyDir, "manifest.json"))) {
    throw new SynthError(
      "SYNTHESIS_FAILED",
      "amplify/backend.ts made no backend: it has to call defineBackend({ … }) when it is imported.",
    );
  }
  const backend = readBackend(assemblyDir);
  // Takes seconds to import: a definition that cannot run says so first.
  const { synthClientConfig } = await import("../outputs/synth-client-config.js");
  const config = await synthClientConfig(backend);
  await writeFile(join(assemblyDir, clientConfigFile), JSON.stringify(config));
  await dropArchives(assemblyDir);
} catch (error) {
  process.stderr.write(`${describeFailure(error, projectDir)}\n`);
  process.exit(1);
}
// Definitions may leave timers behind (bundlers and loggers do), which must not hold the child.
process.exit(0);

/** Zip files (the AWS CLI layer, 20 MB) are uploaded at deployment and read by nobody here. */
async function dropArchives(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.endsWith(".zip")) await rm(join(directory, name));
  }
}
