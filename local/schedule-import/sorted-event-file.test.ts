import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secondsPrecise, type BusEvent } from "../flight-events/bus-event.js";
import { seededRandom } from "../random.js";
import { createSortedEventFile } from "./sorted-event-file.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-sorted-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

function event(second: number): BusEvent {
  return { source: "é", "detail-type": "t", time: secondsPrecise(second * 1_000), detail: { second } };
}

describe("createSortedEventFile", () => {
  it("writes events in the order of their times (seed: sorted)", async () => {
    const seconds = seededRandom("sorted").shuffled(Array.from({ length: 5_000 }, (_, index) => index));
    const name = path.join(directory, "events.ndjson");
    const file = await createSortedEventFile(name);
    for (const second of seconds) await file.add(event(second));
    await file.finish();
    await file.dispose();
    const lines = (await readFile(name, "utf8")).trimEnd().split("\n");
    expect(lines).toEqual(Array.from({ length: 5_000 }, (_, index) => JSON.stringify(event(index))));
    expect(await readdir(directory)).toEqual(["events.ndjson"]);
  });

  it("writes an empty file when there are none", async () => {
    const name = path.join(directory, "events.ndjson");
    const file = await createSortedEventFile(name);
    await file.finish();
    await file.dispose();
    expect(await readFile(name, "utf8")).toBe("");
  });

  it("leaves nothing behind when it is not finished", async () => {
    const file = await createSortedEventFile(path.join(directory, "events.ndjson"));
    await file.add(event(1));
    await file.dispose();
    await file.dispose();
    expect(await readdir(directory)).toEqual([]);
  });
});
