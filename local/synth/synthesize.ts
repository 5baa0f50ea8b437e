import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock, type Clock } from "../clock.js";
import { moveIntoCache, pruneCache, unfinishedPrefix } from "./assembly-cache.js";
import { clientConfigFile } from "./assembly-files.js";
import { definitionHash } from "./definition-hash.js";
import { region } from "./pseudo-parameters.js";
import { SynthError } from "./synth-error.js";

/** Longest text of a failed synthesis that is shown. */
const longestFailure = 8_000;

export interface SynthesizeOptions {
  /** Holds `amplify/` and, here or further up, `node_modules/`. */
  readonly projectDir: string;
  /** Assemblies go to `<cacheDir>/synth/<hash>`. */
  readonly cacheDir: string;
  /** Told what happens, in one line for people. */
  readonly log: (line: string) => void;
  /** Ends the child when aborted. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** A synthesized `amplify/` on disk. */
export interface CloudAssembly {
  readonly directory: string;
  /** Content hash of the definition (hex). */
  readonly hash: string;
  readonly fromCache: boolean;
}

/**
 * Synthesizes `amplify/backend.ts` in a child process, without credentials, or takes the result of an earlier time. A
 * directory in the cache is always whole: it gets its name when it is finished.
 * @throws SynthError SYNTHESIS_FAILED with the compiler's or the definition's own error; AbortError
 */
export async function synthesize(options: SynthesizeOptions): Promise<CloudAssembly> {
  const projectDir = resolve(options.projectDir);
  const { log, clock = systemClock } = options;
  const here = import.meta.dirname;
  if (!existsSync(join(projectDir, "amplify", "backend.ts"))) {
    throw new SynthError(
      "SYNTHESIS_FAILED",
      `There is no amplify/backend.ts in ${projectDir}. Start in the project's directory.`,
    );
  }
  const hash = await definitionHash(projectDir, [here, join(dirname(here), "outputs")]);
  const cache = resolve(options.cacheDir, "synth");
  const directory = join(cache, hash);
  if (existsSync(join(directory, clientConfigFile))) {
    const now = new Date(clock.now());
    await utimes(directory, now, now);
    return { directory, hash, fromCache: true };
  }

  log("Synthesizing amplify/ (once for each change of it) ...");
  const start = clock.now();
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, unfinishedPrefix));
  try {
    await runChild(projectDir, unfinished, options.signal);
    await moveIntoCache(unfinished, directory);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await pruneCache(cache, hash, clock.now());
  log(`Synthesized amplify/ in ${((clock.now() - start) / 1000).toFixed(1)} s.`);
  return { directory, hash, fromCache: false };
}

async function runChild(projectDir: string, assemblyDir: string, signal: AbortSignal | undefined): Promise<void> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const entry = join(import.meta.dirname, "synth-child.ts");
  const child = spawn(process.execPath, ["--import", pathToFileURL(tsx).href, entry, projectDir, assemblyDir], {
    cwd: projectDir,
    env: childEnvironment(assemblyDir),
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  let said = "";
  const listen = (chunk: string): void => {
    said = (said + chunk).slice(-longestFailure);
  };
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  const code = await new Promise<number | NodeJS.Signals>((settle, fail) => {
    child.once("error", fail);
    child.once("close", (exitCode, killedBy) => {
      settle(exitCode ?? killedBy ?? 1);
    });
  });
  if (code === 0) return;
  throw new SynthError(
    "SYNTHESIS_FAILED",
    `amplify/ cannot be synthesized (${typeof code === "number" ? `exit code ${code}` : `ended by ${code}`}):\n${said.trim()}\n` +
      "Mend the definition in amplify/ and start again.",
  );
}

/** Nothing of the caller's environment but where programs and temporary files are: no AWS settings, no credentials. */
function childEnvironment(assemblyDir: string): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG", "LC_ALL"];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(assemblyDir, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(assemblyDir, "no-aws-credentials"),
    // What `ampx sandbox` passes to the CDK, with names of our own.
    CDK_CONTEXT_JSON: JSON.stringify({
      "amplify-backend-namespace": "airside",
      "amplify-backend-name": "local",
      "amplify-backend-type": "sandbox",
      "aws:cdk:enable-path-metadata": true,
    }),
    CDK_OUTDIR: assemblyDir,
    // The CDK's own template checks belong to the tests and to deployment.
    CDK_VALIDATION: "false",
    JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: "1",
  };
}
