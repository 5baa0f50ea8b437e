import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../clock.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { openCatalog } from "./catalog.js";
import type { Execution } from "./execution.js";
import { openExecutionStore } from "./execution-store.js";
import { sampleLake } from "./sample-lake.js";

const execution = (n: number, more: Partial<Execution> = {}): Execution => ({
  id: `q${n}`,
  query: "SELECT 1",
  type: "SELECT",
  workGroup: "queries",
  roleArn: "arn:aws:iam::123456789012:role/analyst",
  callerArn: "arn:aws:iam::123456789012:role/analyst",
  token: `token-${n}`,
  outputBucket: "lake",
  outputKey: `query-results/q${n}.csv`,
  submittedAt: n,
  state: "SUCCEEDED",
  sequence: 3,
  bytesScanned: 0,
  ...more,
});

test("keeps the newest thousand that are finished and all others, over restarts", async () => {
  const directory = await temporaryDirectory();
  const log = memoryLog();
  const store = await openExecutionStore({ directory, log });
  await store.save(execution(0, { state: "RUNNING", sequence: 2 }));
  await Promise.all(Array.from({ length: 1_005 }, (_, index) => store.save(execution(index + 1))));
  store.noteTold("q1005", 3);
  store.noteTold("q1004", 2);
  await store.dispose();

  const again = await openExecutionStore({ directory, log });
  expect(again.all()).toHaveLength(1_001);
  expect(again.all()[0]?.id).toBe("q1005");
  expect(again.find("q0")).toEqual(execution(0, { state: "RUNNING", sequence: 2 }));
  expect([again.find("q5"), again.findByToken("token-5")]).toEqual([undefined, undefined]);
  expect(again.findByToken("token-6")?.id).toBe("q6");
  expect(again.untold().map(({ id }) => id)).not.toContain("q1005");
  expect(again.untold().map(({ id }) => id)).toContain("q1004");
  await again.dispose();
});

test("keeps no more SQL than it should", async () => {
  const store = await openExecutionStore({ directory: await temporaryDirectory(), log: memoryLog() });
  const query = "x".repeat(9 * 1024 * 1024);
  for (let n = 0; n < 5; n += 1) await store.save(execution(n, { query }));
  expect(store.all().map(({ id }) => id)).toEqual(["q4", "q3", "q2"]);
  await store.dispose();
});

test("a damaged catalog is put aside, and filled by the next crawl", async () => {
  const directory = await temporaryDirectory();
  const log = memoryLog();
  await writeFile(join(directory, "catalog.json"), '{"createdAt": 1, "tables": [{');
  const catalog = await openCatalog({ model: sampleLake, directory, clock: systemClock, log });
  expect(catalog.tables()).toHaveLength(2);
  expect(log.errors).toEqual([expect.stringContaining("is damaged and was put aside")]);
});
