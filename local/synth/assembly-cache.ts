import { existsSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { clientConfigFile } from "./assembly-files.js";

/** Cached definitions kept beside the newest: enough to go back and forth between two branches. */
const keptAssemblies = 4;
/** Milliseconds after which an unfinished synthesis is taken for dead. */
const abandonedAfter = 3_600_000;
/** Names of assemblies in the making begin with it. */
export const unfinishedPrefix = "unfinished-";
/**
 * Gives a finished assembly its place. Another process may have finished the same definition meanwhile: then its result stays.
 */
export async function moveIntoCache(unfinished: string, directory: string): Promise<void> {
  try {
    await rename(unfinished, directory);
  } catch (error) {
    if (!existsSync(join(directory, clientConfigFile))) throw error;
  }
}

/**
 * Drops the assemblies that were not used for longest, and what killed processes left behind.
 * @param current name of the assembly that stays in any case
 * @param now milliseconds since 1970
 */
export async function pruneCache(cache: string, current: string, now: number): Promise<void> {
  const entries = await Promise.all(
    (await readdir(cache)).map(async (name) => ({ name, usedAt: (await stat(join(cache, name))).mtimeMs })),
  );
  const old = entries
    .filter(({ name }) => name !== current && !name.startsWith(unfinishedPrefix))
    .sort((a, b) => b.usedAt - a.usedAt)
    .slice(keptAssemblies);
  const abandoned = entries.filter(
    ({ name, usedAt }) => name.startsWith(unfinishedPrefix) && now - usedAt > abandonedAfter,
  );
  for (const { name } of [...old, ...abandoned]) await rm(join(cache, name), { recursive: true, force: true });
}
