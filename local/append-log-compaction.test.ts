import type * as FileSystem from "node:fs/promises";
import { readdir } from "node:fs/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openAppendLog, type AppendLog } from "./append-log.js";
import { memoryLog, type MemoryLog } from "./memory-log.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** What the disk refuses at present. */
const refused = vi.hoisted(() => new Set<string>());

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const unless = async <Result>(names: readonly string[], operation: () => Promise<Result>): Promise<Result> => {
    const name = names.find((each) => refused.has(each));
    if (name !== undefined) throw new Error(`ENOSPC: ${name}`);
    return operation();
  };
  return {
    ...real,
    async open(path: string, flags: string, mode?: number) {
      const file = await real.open(path, flags, mode);
      const kind = flags === "r" ? "directory" : "file";
      const [sync, close, truncate] = [file.sync.bind(file), file.close.bind(file), file.truncate.bind(file)];
      file.sync = () => unless([`sync ${kind}`], sync);
      file.truncate = (size) => unless(["truncate"], () => truncate(size));
      // It is closed all the same, as close(2) says of most systems.
      file.close = async () => {
        await close();
        await unless([`close ${kind}`], () => Promise.resolve());
      };
      return file;
    },
    rename: (from: string, to: string) => unless(["rename"], () => real.rename(from, to)),
    unlink: (path: string) => unless(["unlink"], () => real.unlink(path)),
    rm: (path: string, options: object) => unless(["unlink"], () => real.rm(path, options)),
  };
});

/** A set of numbers on disk: a positive entry adds, a negative one removes. */
async function openNumbers(directory: string): Promise<{
  readonly numbers: Set<number>;
  readonly file: AppendLog<number>;
  readonly log: MemoryLog;
  readonly add: (entry: number) => Promise<void>;
}> {
  const numbers = new Set<number>();
  const log = memoryLog();
  const change = (entry: number): void => {
    if (entry > 0) numbers.add(entry);
    else numbers.delete(-entry);
  };
  const file = await openAppendLog<number>({
    directory,
    name: "numbers",
    log,
    parse: Number,
    replay: change,
    snapshot: () => numbers,
    compactionBytes: 20,
  });
  const add = (entry: number): Promise<void> => {
    change(entry);
    return file.append(entry);
  };
  return { numbers, file, log, add };
}

beforeEach(() => {
  refused.clear();
});

describe("a compaction that fails", () => {
  test.each([
    { fails: ["sync file"] },
    { fails: ["sync file", "unlink"] },
    { fails: ["sync file", "truncate", "close file"] },
    { fails: ["rename"] },
    { fails: ["sync directory"] },
    { fails: ["sync directory", "unlink"] },
    { fails: ["close file"] },
    { fails: ["unlink"] },
    { fails: ["close file", "unlink"] },
  ])("at $fails undoes nothing that is written afterwards", async ({ fails }) => {
    const directory = await temporaryDirectory();
    const { file, add, log } = await openNumbers(directory);
    for (const name of fails) refused.add(name);
    for (const entry of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) await add(entry);
    expect(log.errors).toContainEqual(expect.stringContaining("ENOSPC"));
    for (const entry of [-1, -2, 12]) await add(entry);
    // Not even where the process is killed now.
    refused.clear();
    const again = await openNumbers(directory);
    expect([...again.numbers].sort((one, other) => one - other)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(again.log.errors).toEqual([]);
    await file.dispose();
    await again.file.dispose();
  });

  test("is made up for when the disk has room again", async () => {
    const directory = await temporaryDirectory();
    const { file, add } = await openNumbers(directory);
    refused.add("sync file");
    for (const entry of [1, -1, 2, -2, 3, -3, 4, -4]) await add(entry);
    refused.clear();
    for (let entry = 5; entry < 40; entry += 1) await Promise.all([add(entry), add(-entry)]);
    await file.dispose();
    const names = await readdir(directory);
    expect(names).toHaveLength(1);
    expect(names).not.toContain("numbers.000001.ndjson");
  });
});
