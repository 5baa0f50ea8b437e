import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { sampleFunction, sampleLambda } from "./sample-functions.js";

describe("an accepted asynchronous call survives kill -9", () => {
  test.each([1, 200])("killed after %i were accepted, while five were under way", async (enough) => {
    const directory = await temporaryDirectory();
    const state = join(directory, "state");
    sampleFunction(directory, "f", "export const handler = () => new Promise((r) => setTimeout(r, 600000));");
    const accepted = await acceptedBeforeKill(directory, state, enough);
    expect(accepted.length).toBeGreaterThanOrEqual(enough);

    const model = sampleFunction(directory, "f", "export const handler = async ({ name }) => { console.log(name); };");
    const { lambda, log } = await sampleLambda([model], { directory: state });
    lambda.start();
    await lambda.idle();
    const called = new Set(log.infos);
    expect(accepted.filter((name) => !called.has(`f: ${name}`))).toEqual([]);
    expect(log.errors).toEqual([]);
  });
});

/** Names that were acknowledged when the process was killed; what it says later than `enough` counts, too. */
async function acceptedBeforeKill(directory: string, state: string, enough: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("killed-lambda.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, directory, state], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const names: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may cut the last line.
    if (line.endsWith(";")) names.push(line.slice(0, -1));
    if (names.length === enough) child.kill("SIGKILL");
  }
  await closed;
  return names;
}
