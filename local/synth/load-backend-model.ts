import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { clientConfigFile } from "./assembly-files.js";
import type { BackendModel } from "./backend-model.js";
import { readBackend } from "./read-backend-model.js";
import { SynthError } from "./synth-error.js";
import { synthesize, type SynthesizeOptions } from "./synthesize.js";
import { isJsonObject } from "./template.js";

/**
 * The definition in `amplify/` as a model: synthesized when it changed, else read from the cache (tens of milliseconds).
 * The one entry to `local/synth` for everything else.
 * @throws SynthError that names what in `amplify/` cannot run here, and what to do
 */
export async function loadBackendModel(options: SynthesizeOptions): Promise<BackendModel> {
  const { directory, hash } = await synthesize(options);
  const clientConfig: unknown = JSON.parse(await readFile(join(directory, clientConfigFile), "utf8"));
  if (!isJsonObject(clientConfig)) {
    throw new SynthError(
      "INVALID_ASSEMBLY",
      `${directory}/${clientConfigFile}: expected an object. Delete ${directory}.`,
    );
  }
  return { ...readBackend(directory).model, clientConfig, hash };
}
