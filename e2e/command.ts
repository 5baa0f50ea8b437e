import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const projectDir = join(import.meta.dirname, "..");

/** What a command of the project printed, and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Runs `npm run <args>` the way npm does, without npm's own lines. */
export async function runCommand(args: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, ["--import", "tsx", "local/cli.ts", ...args], {
    cwd: projectDir,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code: code ?? -1, output };
}
