/**
 * A process for the crash test: puts, replaces and deletes objects for ever in the store at argv[2] and writes to stdout
 * what was acknowledged: `put <key> <etag>` or `deleted <key>`.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { systemClock } from "../clock.js";
import { openObjectStore } from "./object-store.js";

const store = await openObjectStore({
  directory: process.argv[2] ?? "",
  buckets: [
    { name: "lake", arn: "arn:aws:s3:::lake", sendsEvents: false, expirations: [], path: "lake", logicalId: "l" },
  ],
  publish: async () => undefined,
  accountId: "123456789012",
  region: "us-east-1",
  clock: systemClock,
  newId: randomUUID,
  log: console,
});

/** Each writer has keys of its own, so that the order of its lines is the order of its changes. */
async function write(writer: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const key = `${writer}/${turn % 7}`;
    if (turn % 5 === 4) {
      await store.delete("lake", key);
      process.stdout.write(`deleted ${key}\n`);
    } else {
      const { etag } = await store.put("lake", key, randomBytes(1000 + 300_000 * (turn % 3)));
      process.stdout.write(`put ${key} ${etag}\n`);
    }
  }
}

await Promise.all([0, 1, 2, 3].map(write));
