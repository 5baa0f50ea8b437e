import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import type { Disposable } from "../disposable.js";
import type { BusEvent } from "../flight-events/bus-event.js";

/** Writes events to an NDJSON file in the order of their times, holding in memory only where each of them stands. */
export interface SortedEventFile extends Disposable {
  add(event: BusEvent): Promise<void>;
  /** Sorts and puts the file in its place; until then there is none. */
  finish(): Promise<void>;
}

/** Bytes that are collected before they are written. */
const blockBytes = 1 << 20;

/** @throws the system's error where the file cannot be written */
export async function createSortedEventFile(file: string): Promise<SortedEventFile> {
  const unsorted = `${file}.unsorted`;
  const sorted = `${file}.sorted`;
  const stream = createWriteStream(unsorted);
  await once(stream, "open");
  const offsets: number[] = [];
  const lengths: number[] = [];
  const times: number[] = [];
  let written = 0;

  const close = async (): Promise<void> => {
    if (stream.closed) return;
    stream.end();
    await once(stream, "close");
  };

  return {
    async add(event) {
      const line = Buffer.from(`${JSON.stringify(event)}\n`);
      times.push(Date.parse(event.time));
      offsets.push(written);
      lengths.push(line.length);
      written += line.length;
      if (!stream.write(line)) await once(stream, "drain");
    },
    async finish() {
      await close();
      const order = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
      const [from, to] = await Promise.all([open(unsorted, "r"), open(sorted, "w")]);
      try {
        let block: Buffer[] = [];
        let bytes = 0;
        for (const index of order) {
          const length = lengths[index] ?? 0;
          const { buffer } = await from.read(Buffer.alloc(length), 0, length, offsets[index] ?? 0);
          block.push(buffer);
          bytes += length;
          if (bytes >= blockBytes) {
            await to.write(Buffer.concat(block));
            block = [];
            bytes = 0;
          }
        }
        await to.write(Buffer.concat(block));
      } finally {
        await Promise.all([from.close(), to.close()]);
      }
      await rename(sorted, file);
    },
    /** Leaves behind the finished file, or nothing. */
    async dispose() {
      await close();
      await Promise.all([rm(unsorted, { force: true }), rm(sorted, { force: true })]);
    },
  };
}
