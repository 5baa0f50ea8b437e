import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { moveIntoCache, pruneCache } from "./assembly-cache.js";
import { clientConfigFile } from "./assembly-files.js";

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "airside-cache-"));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const hour = 3_600_000;
const now = 1_706_000_000_000;

async function entry(name: string, hoursAgo: number): Promise<void> {
  await mkdir(join(cache, name));
  const used = new Date(now - hoursAgo * hour);
  await utimes(join(cache, name), used, used);
}

test("the cache keeps the current assembly and the four that were used last", async () => {
  for (const [index, name] of ["a", "b", "c", "d", "e", "current"].entries()) await entry(name, index);
  await pruneCache(cache, "current", now);
  expect((await readdir(cache)).sort()).toEqual(["a", "b", "c", "current", "d"]);
});

test("what a killed synthesis left goes after an hour; one under way stays", async () => {
  await entry("unfinished-old", 2);
  await entry("unfinished-new", 0);
  await pruneCache(cache, "current", now);
  expect(await readdir(cache)).toEqual(["unfinished-new"]);
});

test("of two processes that finish the same definition, the first one's result stays", async () => {
  const finish = async (name: string): Promise<void> => {
    await entry(name, 0);
    await writeFile(join(cache, name, clientConfigFile), name);
    await moveIntoCache(join(cache, name), join(cache, "hash"));
  };
  await finish("unfinished-1");
  await finish("unfinished-2");
  expect(await readFile(join(cache, "hash", clientConfigFile), "utf8")).toBe("unfinished-1");
});
