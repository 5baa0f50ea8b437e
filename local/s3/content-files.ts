import { createHash } from "node:crypto";
import { link, mkdir, open, readdir, rm, unlink, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.js";

/** A piece of content on disk. */
export interface WrittenContent {
  /** Name of its file. */
  readonly content: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 in hex. */
  readonly md5: string;
}

/** Files with the contents of objects and of parts of uploads. None is ever changed. */
export interface ContentFiles {
  /** Absolute path of the file of that name. */
  pathOf(content: string): string;
  /**
   * Writes a body to a new file, piece by piece, and resolves when it is on disk. Where the body fails, nothing stays.
   */
  write(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<WrittenContent>;
  /** Gives the file at a path a second name, so that each can be removed by itself. */
  adopt(path: string): Promise<string>;
  /** Removes a file that nobody has been told of. */
  discard(content: string): Promise<void>;
  /** Removes a file later, when those who read it by its path are done. */
  retire(content: string): void;
  /** Removes what was retired long enough ago. */
  sweep(): Promise<void>;
}

/** Milliseconds that a retired file stays: no query runs longer (Athena ends them after 30 minutes). */
const retirementMs = 60 * 60 * 1000;

const writeBytes = 1024 * 1024;

export interface ContentFilesOptions {
  /** Made where it is missing. */
  readonly directory: string;
  /** Whether an object or an upload has this file; all others are removed: what a crash has left. */
  readonly isUsed: (content: string) => boolean;
  readonly clock: Pick<Clock, "now">;
  /** Gives names, unique for ever. */
  readonly newId: () => string;
}

export async function openContentFiles(options: ContentFilesOptions): Promise<ContentFiles> {
  const { directory, isUsed, clock, newId } = options;
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(directory)) if (!isUsed(name)) await unlink(join(directory, name));
  let retired: { readonly content: string; readonly at: number }[] = [];
  const pathOf = (content: string): string => join(directory, content);

  return {
    pathOf,
    async write(body) {
      const content = newId();
      const file = await open(pathOf(content), "wx");
      try {
        const written = await writeAll(file, body instanceof Uint8Array ? [body] : body);
        await file.sync();
        await file.close();
        await syncDirectory(directory);
        return { content, ...written };
      } catch (error) {
        await file.close();
        await unlink(pathOf(content));
        throw error;
      }
    },
    async adopt(path) {
      const name = newId();
      await link(path, pathOf(name));
      await syncDirectory(directory);
      return name;
    },
    discard: (content) => rm(pathOf(content), { force: true }),
    retire(content) {
      retired.push({ content, at: clock.now() });
    },
    async sweep() {
      const due = retired.filter(({ at }) => at + retirementMs <= clock.now());
      retired = retired.filter((one) => !due.includes(one));
      for (const { content } of due) await rm(pathOf(content), { force: true });
    },
  };
}

async function writeAll(
  file: FileHandle,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Pick<WrittenContent, "size" | "md5">> {
  const md5 = createHash("md5");
  let size = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async (): Promise<void> => {
    const bytes = pending.length === 1 ? (pending[0] ?? Buffer.alloc(0)) : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    for (let written = 0; written < bytes.length;) {
      const result = await file.write(bytes, written, bytes.length - written);
      written += result.bytesWritten;
    }
  };
  for await (const chunk of body) {
    md5.update(chunk);
    size += chunk.length;
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes >= writeBytes) await flush();
  }
  await flush();
  return { size, md5: md5.digest("hex") };
}

/** Makes a new file's name survive a power cut, too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
