import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { systemClock } from "../clock.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { createEventBus } from "./event-bus.js";
import { sampleBus, sampleRule } from "./sample-bus.js";

describe("an acknowledged event survives kill -9", () => {
  test.each([1, 40, 400])("killed after %i acknowledgements", async (enough) => {
    const directory = await temporaryDirectory();
    const acknowledged = await acknowledgedBeforeKill(directory, enough);
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);

    const delivered = new Set<string>();
    const log = memoryLog();
    const bus = await createEventBus({
      accountId: "123456789012",
      region: "us-east-1",
      buses: [sampleBus],
      rules: [sampleRule],
      directory,
      clock: systemClock,
      random: () => 0,
      newId: () => "none",
      deliver: async (_target, _payload, { eventId }) => {
        delivered.add(eventId);
        return { status: "delivered" };
      },
      deadLetter: () => Promise.reject(new Error("nothing is given up")),
      log,
    });
    await bus.idle();
    await bus.dispose();
    expect(acknowledged.filter((id) => !delivered.has(id))).toEqual([]);
    expect(log.errors).toEqual([]);
  });
});

/** Ids that the bus had acknowledged when it was killed; what it says later than `enough` counts, too. */
async function acknowledgedBeforeKill(directory: string, enough: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("killed-bus.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const ids: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may cut the last line.
    if (line.length === 36) ids.push(line);
    if (ids.length === enough) child.kill("SIGKILL");
  }
  await closed;
  return ids;
}
