import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sampleFunction } from "../lambda/sample-functions.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { startObjectEvents } from "./object-events.js";

test("an event whose function was running, or had not begun, at a kill -9 reaches the function after the restart", async () => {
  const directory = await temporaryDirectory();
  sampleFunction(directory, "f", "export const handler = () => new Promise((r) => setTimeout(r, 600000));");
  const acknowledged = await acknowledgedBeforeKill(directory, 100);
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);

  sampleFunction(directory, "f", "export const handler = async ({ key }) => { console.log(key); };");
  const log = memoryLog();
  const { bus, lambda } = await startObjectEvents(directory, log);
  await bus.idle();
  await lambda.idle();
  await bus.dispose();
  await lambda.dispose();
  const reached = new Set(log.infos);
  expect(acknowledged.filter((key) => !reached.has(`f: ${key}`))).toEqual([]);
  expect(log.errors).toEqual([]);
});

/** Keys that were acknowledged when the process was killed; what it says later than `enough` counts, too. */
async function acknowledgedBeforeKill(directory: string, enough: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("killed-publisher.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const keys: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may cut the last line.
    if (line.endsWith(";")) keys.push(line.slice(0, -1));
    if (keys.length === enough) child.kill("SIGKILL");
  }
  await closed;
  return keys;
}
