/**
 * A process for the crash test: an event bus whose rule calls a function, their state below argv[2]. Publishes events of
 * a service for ever and writes the key of each to stdout as soon as it is acknowledged; no call comes to an end.
 */
import { startObjectEvents } from "./object-events.js";

const { bus } = await startObjectEvents(process.argv[2] ?? "", console);

for (let num = 0; ; num += 4) {
  const keys = [0, 1, 2, 3].map((more) => `object-${num + more}`);
  await Promise.all(
    keys.map((key) => bus.publish({ source: "aws.s3", "detail-type": "Object Created", detail: { key } })),
  );
  for (const key of keys) process.stdout.write(`${key};\n`);
}
