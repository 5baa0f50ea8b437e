import { readdir, readFile, writeFile, appendFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openAppendLog, type AppendLog } from "./append-log.js";
import { memoryLog, type MemoryLog } from "./memory-log.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** A set of numbers on disk: a positive entry adds, a negative one removes. */
interface NumberSet {
  readonly numbers: Set<number>;
  readonly file: AppendLog<number>;
  readonly log: MemoryLog;
}

async function openNumbers(directory: string, compactionBytes?: number): Promise<NumberSet> {
  const numbers = new Set<number>();
  const log = memoryLog();
  const file = await openAppendLog<number>({
    directory,
    name: "numbers",
    log,
    parse: (value) => {
      if (typeof value === "number") return value;
      throw new TypeError("not a number");
    },
    replay: (entry) => {
      change(numbers, entry);
    },
    snapshot: () => numbers,
    ...(compactionBytes === undefined ? {} : { compactionBytes }),
  });
  return { numbers, file, log };
}

function change(numbers: Set<number>, entry: number): void {
  if (entry > 0) numbers.add(entry);
  else numbers.delete(-entry);
}

describe("append log", () => {
  test("gives back what was appended, in order", async () => {
    const directory = await temporaryDirectory();
    const first = await openNumbers(directory);
    await Promise.all([3, 1, 2, -1].map((entry) => first.file.append(entry)));
    await first.file.dispose();
    const second = await openNumbers(directory);
    expect([...second.numbers]).toEqual([3, 2]);
    await second.file.dispose();
  });

  test("is on disk when append resolves, without being closed", async () => {
    const directory = await temporaryDirectory();
    const { file } = await openNumbers(directory);
    await file.append(7);
    expect(await readFile(join(directory, "numbers.000001.ndjson"), "utf8")).toBe("7\n");
    await file.dispose();
  });

  test("has been given to the file when appendUnsynced resolves", async () => {
    const directory = await temporaryDirectory();
    const { file } = await openNumbers(directory);
    await Promise.all([file.appendUnsynced(7), file.append(8)]);
    await file.appendUnsynced(9);
    expect(await readFile(join(directory, "numbers.000001.ndjson"), "utf8")).toBe("7\n8\n9\n");
    await file.dispose();
    await expect(file.appendUnsynced(10)).rejects.toThrow("is closed");
  });

  test("writes notes before it closes", async () => {
    const directory = await temporaryDirectory();
    const first = await openNumbers(directory);
    first.file.note(5);
    await first.file.dispose();
    const second = await openNumbers(directory);
    expect([...second.numbers]).toEqual([5]);
    await second.file.dispose();
  });

  test("drops a last line that was not finished, and says so", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "numbers.000004.ndjson"), "1\n2\n33");
    const { numbers, file, log } = await openNumbers(directory);
    expect([...numbers]).toEqual([1, 2]);
    expect(log.infos).toEqual([expect.stringContaining("numbers.000004.ndjson: dropped an unfinished last line")]);
    expect(log.errors).toEqual([]);
    await file.append(4);
    await file.dispose();
    const again = await openNumbers(directory);
    expect([...again.numbers]).toEqual([1, 2, 4]);
    await again.file.dispose();
  });

  test.each(['{"half":', '"text"', "\u0000\u0000"])(
    "names the damaged line %j, loses nothing else and keeps the file",
    async (line) => {
      const directory = await temporaryDirectory();
      await writeFile(join(directory, "numbers.000001.ndjson"), `1\n${line}\n3\n`);
      const { numbers, file, log } = await openNumbers(directory);
      expect([...numbers]).toEqual([1, 3]);
      expect(log.errors).toEqual([expect.stringContaining("numbers.000001.ndjson:2: this line is damaged")]);
      await file.dispose();
      expect((await readdir(directory)).sort()).toEqual(["numbers.000001.ndjson.damaged", "numbers.000002.ndjson"]);
      const again = await openNumbers(directory);
      expect([...again.numbers]).toEqual([1, 3]);
      expect(again.log.errors).toEqual([]);
      await again.file.dispose();
    },
  );

  test("reads what a compaction left half done", async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, "numbers.000001.ndjson"), "1\n2\n3\n-2\n");
    await writeFile(join(directory, "numbers.000002.ndjson"), "1\n");
    const { numbers, file } = await openNumbers(directory);
    expect([...numbers]).toEqual([1, 3]);
    await file.dispose();
  });

  test("keeps the file small while it is written", async () => {
    const directory = await temporaryDirectory();
    const { numbers, file } = await openNumbers(directory, 1_000);
    for (let number = 1; number <= 2_000; number += 1) {
      change(numbers, number);
      file.note(number);
      change(numbers, -number);
      await file.append(-number);
    }
    const names = (await readdir(directory)).filter((name) => name.endsWith(".ndjson"));
    expect(names).toHaveLength(1);
    expect((await readFile(join(directory, names[0] ?? ""))).length).toBeLessThan(1_100);
    await file.dispose();
  });

  const seed = 20260131;
  test(`compactions in between lose nothing (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 }), { maxLength: 8 }),
        async (turns) => {
          const directory = await temporaryDirectory();
          const { numbers, file } = await openNumbers(directory, 20);
          for (const turn of turns) {
            await Promise.all(
              turn.map((number) => {
                const entry = numbers.has(number) ? -number : number;
                change(numbers, entry);
                return file.append(entry);
              }),
            );
          }
          await file.dispose();
          const again = await openNumbers(directory);
          expect(new Set(again.numbers)).toEqual(new Set(numbers));
          await again.file.dispose();
        },
      ),
      { seed, numRuns: 30 },
    );
  });

  test("refuses entries when it is closed", async () => {
    const { file } = await openNumbers(await temporaryDirectory());
    await file.dispose();
    await file.dispose();
    await expect(file.append(1)).rejects.toThrow("is closed");
    file.note(1);
  });

  test("an unknown file beside it stays as it is", async () => {
    const directory = await temporaryDirectory();
    await appendFile(join(directory, "numbers.txt"), "mine");
    const { file } = await openNumbers(directory);
    await file.dispose();
    expect(await readFile(join(directory, "numbers.txt"), "utf8")).toBe("mine");
  });
});
