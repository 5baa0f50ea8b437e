import type { z } from "zod";
import { CommandError } from "./command-error.js";

/** Where the sandbox listens unless it was told otherwise. */
export const defaultSandboxUrl = "http://127.0.0.1:4300";

/** Keys that are nobody's: who calls with them is the administrator of the sandbox's account. */
export const sandboxCredentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox" } as const;

/**
 * Reads what the sandbox at `baseUrl` says of itself in its amplify_outputs.json.
 *
 * @param shape what the command needs of it
 * @param needed the same in words: "an event bus under custom.local"
 * @throws CommandError when nothing listens there, or something else does
 */
export async function readSandboxOutputs<Outputs>(
  baseUrl: string,
  shape: z.ZodType<Outputs>,
  needed: string,
): Promise<Outputs> {
  const url = outputsUrl(baseUrl);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new CommandError(
      `Nothing listens at ${baseUrl}.`,
      "Start the sandbox with `npm start`, or say with --url where it runs.",
      { cause },
    );
  }
  const body = response.ok ? await response.text() : "";
  try {
    return shape.parse(JSON.parse(body));
  } catch (cause) {
    throw new CommandError(
      `What listens at ${baseUrl} is not the sandbox: its /amplify_outputs.json (HTTP ${String(response.status)}) does not name ${needed}.`,
      "Say with --url where the sandbox runs; `npm start` prints it.",
      { cause },
    );
  }
}

function outputsUrl(baseUrl: string): URL {
  try {
    return new URL("/amplify_outputs.json", baseUrl);
  } catch (cause) {
    throw new CommandError(
      `--url: expected a URL like ${defaultSandboxUrl}, came ${JSON.stringify(baseUrl)}.`,
      "Correct it.",
      { cause },
    );
  }
}
