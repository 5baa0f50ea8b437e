/**
 * A process for the crash test: accepts events for ever into the journal at argv[2], delivers none of them, and
 * writes the id of each to stdout as soon as it is acknowledged.
 */
import { randomUUID } from "node:crypto";
import { systemClock } from "../clock.js";
import { createEventBus } from "./event-bus.js";
import { sampleBus, sampleEntry, sampleRule } from "./sample-bus.js";

const bus = await createEventBus({
  accountId: "123456789012",
  region: "us-east-1",
  buses: [sampleBus],
  rules: [sampleRule],
  directory: process.argv[2] ?? "",
  clock: systemClock,
  random: Math.random,
  newId: randomUUID,
  deliver: () => new Promise(() => undefined),
  deadLetter: async () => undefined,
  log: console,
});

for (let num = 0; ; num += 4) {
  const results = await bus.putEvents([0, 1, 2, 3].map((more) => sampleEntry(num + more)));
  for (const result of results) process.stdout.write(`${"EventId" in result ? result.EventId : "refused"}\n`);
}
