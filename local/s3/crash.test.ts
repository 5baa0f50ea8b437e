import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../clock.js";
import { memoryLog } from "../memory-log.js";
import { sampleBucket } from "../sample-endpoint.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { openObjectStore } from "./object-store.js";

describe("an acknowledged object survives kill -9", () => {
  test.each([1, 40, 400])("killed after %i acknowledgements", async (enough) => {
    const directory = await temporaryDirectory();
    const { last, count } = await acknowledgedBeforeKill(directory, enough);
    expect(count).toBeGreaterThanOrEqual(enough);

    const log = memoryLog();
    const store = await openObjectStore({
      directory,
      buckets: [sampleBucket("lake")],
      publish: async () => undefined,
      accountId: "123456789012",
      region: "us-east-1",
      clock: systemClock,
      newId: randomUUID,
      log,
    });
    onTestFinished(() => store.dispose());

    const objects = store.list("lake", "");
    // Every object is whole, and nothing lies about that belongs to none.
    for (const { file, etag, size } of objects) {
      const content = readFileSync(file);
      expect(content.length).toBe(size);
      expect(createHash("md5").update(content).digest("hex")).toBe(etag);
    }
    expect(readdirSync(join(directory, "content"))).toHaveLength(objects.length);
    // The one change of each writer that was under way may be there or not; all others are.
    const surprising = [...last].filter(([key, etag]) => store.head("lake", key)?.etag !== etag);
    expect(new Set(surprising.map(([key]) => key.split("/")[0])).size).toBe(surprising.length);
    expect(log.errors).toEqual([]);
  });
});

interface Acknowledged {
  /** Last known ETag of each key; undefined: deleted. */
  readonly last: ReadonlyMap<string, string | undefined>;
  readonly count: number;
}

/** What the store had acknowledged when it was killed; what it says later than `enough` counts, too. */
async function acknowledgedBeforeKill(directory: string, enough: number): Promise<Acknowledged> {
  const script = fileURLToPath(new URL("killed-store.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const last = new Map<string, string | undefined>();
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The kill may cut the last line.
    const [, key, etag] = /^put (\S+) ([0-9a-f]{32})$/.exec(line) ?? /^deleted (\d\/\d)$/.exec(line) ?? [];
    if (key === undefined) continue;
    last.set(key, etag);
    count += 1;
    if (count === enough) child.kill("SIGKILL");
  }
  await closed;
  return { last, count };
}
