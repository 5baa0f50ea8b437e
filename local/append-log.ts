import { mkdir, open, readdir, readFile, rename, rm, unlink, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Disposable } from "./disposable.js";
import type { Log } from "./log.js";

/**
 * Entries kept in order in a file, one JSON value a line, that outlive `kill -9`. Its owner keeps the state that the
 * entries add up to; replaying an entry that is part of the state already must change nothing, since a compaction
 * may have taken it up before it was written.
 */
export interface AppendLog<Entry> extends Disposable {
  /**
   * Writes an entry and resolves when it is on disk; entries of concurrent calls share one write and one sync.
   * Rejects when it could not be written; nothing of it stays.
   */
  append(entry: Entry): Promise<void>;
  /**
   * The same without waiting for the disk: what it has written outlives `kill -9`, but not a power cut. For what is
   * frequent and of use for minutes only.
   */
  appendUnsynced(entry: Entry): Promise<void>;
  /** Writes an entry soon, without waiting for the disk: for what may be lost and is found out again. */
  note(entry: Entry): void;
}

export interface AppendLogOptions<Entry> {
  readonly directory: string;
  /** Beginning of the names of the files: `<name>.<number>.ndjson`. */
  readonly name: string;
  /** Reads an entry back. @throws where the value is none, which is reported with file and line */
  parse(value: unknown): Entry;
  /** Called for every entry found, in order, before `openAppendLog` resolves. */
  replay(entry: Entry): void;
  /** Entries that add up to the present state. Taken together with all entries appended so far. */
  snapshot(): Iterable<Entry>;
  readonly log: Log;
  /** Permissions of the files, such as 0o600 for what is secret; what the umask leaves where left out. */
  readonly mode?: number;
  /** Size in bytes above which the file is rewritten from a snapshot, where that saves at least half. */
  readonly compactionBytes?: number;
}

const COMPACTION_BYTES = 16 * 1024 * 1024;
const WRITE_CHUNK_BYTES = 1024 * 1024;

interface Line {
  readonly text: string;
  readonly settle: { resolve(): void; reject(error: unknown): void } | undefined;
  readonly sync: boolean;
}

/** Reads what is there, rewrites it without what is settled, and goes on from there. */
export async function openAppendLog<Entry>(options: AppendLogOptions<Entry>): Promise<AppendLog<Entry>> {
  await mkdir(options.directory, { recursive: true });
  const pattern = new RegExp(`^${options.name}\\.(\\d+)\\.ndjson$`);
  const numbers = (await readdir(options.directory))
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
  const damaged: string[] = [];
  for (const number of numbers) {
    const path = pathOf(options, number);
    if (!(await replayFile(options, path))) damaged.push(path);
  }

  const log = new FileLog(options, (numbers.at(-1) ?? 0) + 1);
  await log.begin();
  for (const path of numbers.map((number) => pathOf(options, number))) {
    // What could not be read is kept for people to look at.
    await (damaged.includes(path) ? rename(path, `${path}.damaged`) : unlink(path));
  }
  return log;
}

function pathOf({ directory, name }: { readonly directory: string; readonly name: string }, number: number): string {
  return join(directory, `${name}.${String(number).padStart(6, "0")}.ndjson`);
}

/** @returns whether every line could be read */
async function replayFile<Entry>(options: AppendLogOptions<Entry>, path: string): Promise<boolean> {
  const lines = (await readFile(path, "utf8")).split("\n");
  // A line without an end was being written when the process died: nobody was told that it is there.
  const torn = lines.pop() ?? "";
  if (torn !== "") options.log.info(`${path}: dropped an unfinished last line of ${torn.length} characters`);
  let isWhole = true;
  for (const [index, line] of lines.entries()) {
    let entry: Entry;
    try {
      entry = options.parse(JSON.parse(line));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.log.error(
        `${path}:${index + 1}: this line is damaged and is left out, all others are kept (${reason}). ` +
          `The file is kept as ${path}.damaged`,
      );
      isWhole = false;
      continue;
    }
    options.replay(entry);
  }
  return isWhole;
}

class FileLog<Entry> implements AppendLog<Entry> {
  private file: FileHandle | undefined;
  /** Bytes that are known to be whole lines: a write that failed is written over. */
  private size = 0;
  private sizeAfterCompaction = 0;
  private pending: Line[] = [];
  private flushing: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly options: AppendLogOptions<Entry>,
    private number: number,
  ) {}

  /** Begins the file of the present number with a snapshot. Where that fails nothing of it is read at a start. */
  async begin(): Promise<void> {
    const path = pathOf(this.options, this.number);
    // No start reads a file of this name: half a snapshot would undo what the file before it says.
    const draft = `${path}.new`;
    const file = await open(draft, "w", this.options.mode);
    try {
      this.file = file;
      this.size = 0;
      await this.writeSnapshot();
      await file.sync();
      await rename(draft, path);
      await syncDirectory(this.options.directory);
    } catch (error) {
      // Entries go on to the file before: this one, older than they are, must not be replayed after them. An empty one may.
      await file.truncate(0).catch(() => undefined);
      for (const name of [path, draft]) await this.tidy(name, () => rm(name, { force: true }));
      await this.tidy(path, () => file.close());
      throw error;
    }
    this.sizeAfterCompaction = this.size;
  }

  private async writeSnapshot(): Promise<void> {
    let chunk = "";
    // Taken at once: the state moves on while the file is written, and what it becomes is appended behind.
    for (const entry of [...this.options.snapshot()]) {
      chunk += `${JSON.stringify(entry)}\n`;
      if (chunk.length >= WRITE_CHUNK_BYTES) {
        await this.write(chunk);
        chunk = "";
      }
    }
    await this.write(chunk);
  }

  append(entry: Entry): Promise<void> {
    return this.addSettled(entry, true);
  }

  appendUnsynced(entry: Entry): Promise<void> {
    return this.addSettled(entry, false);
  }

  note(entry: Entry): void {
    if (!this.isClosed) this.add({ text: `${JSON.stringify(entry)}\n`, settle: undefined, sync: false });
  }

  async dispose(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.flushing;
    await this.file?.datasync();
    await this.file?.close();
  }

  private addSettled(entry: Entry, sync: boolean): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error(`${pathOf(this.options, this.number)} is closed.`));
    return new Promise((resolve, reject) => {
      this.add({ text: `${JSON.stringify(entry)}\n`, settle: { resolve, reject }, sync });
    });
  }

  private add(line: Line): void {
    this.pending.push(line);
    this.flushing ??= this.flush();
  }

  private async flush(): Promise<void> {
    // Whoever appends in this same turn shares the first write.
    await Promise.resolve();
    while (this.pending.length > 0) {
      const lines = this.pending;
      this.pending = [];
      await this.commit(lines);
      await this.compactIfWorthwhile();
    }
    this.flushing = undefined;
  }

  private async commit(lines: readonly Line[]): Promise<void> {
    const before = this.size;
    try {
      await this.write(lines.map(({ text }) => text).join(""));
      if (lines.some(({ sync }) => sync)) await this.file?.datasync();
    } catch (error) {
      this.reportUnwritable(error);
      this.size = before;
      await this.file?.truncate(before).catch((cause: unknown) => {
        this.reportUnwritable(cause);
      });
      for (const { settle } of lines) settle?.reject(error);
      return;
    }
    for (const { settle } of lines) settle?.resolve();
  }

  private reportUnwritable(error: unknown): void {
    this.options.log.error(`${pathOf(this.options, this.number)} cannot be written: ${String(error)}`);
  }

  /** Does what entries do not hang on: it may fail, and they go on. */
  private async tidy(path: string, step: () => Promise<void> | undefined): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.options.log.error(`${path} is not needed any more, but cannot be put away: ${String(error)}`);
    }
  }

  private async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    let written = 0;
    while (written < bytes.length) {
      const result = await this.file?.write(bytes, written, bytes.length - written, this.size + written);
      written += result?.bytesWritten ?? 0;
    }
    this.size += bytes.length;
  }

  private async compactIfWorthwhile(): Promise<void> {
    const limit = Math.max(this.options.compactionBytes ?? COMPACTION_BYTES, 2 * this.sizeAfterCompaction);
    if (this.size < limit) return;
    const [oldFile, oldNumber, oldSize] = [this.file, this.number, this.size];
    this.number += 1;
    try {
      await this.begin();
    } catch (error) {
      this.reportUnwritable(error);
      [this.file, this.number, this.size] = [oldFile, oldNumber, oldSize];
      this.sizeAfterCompaction = oldSize;
      return;
    }
    const oldPath = pathOf(this.options, oldNumber);
    await this.tidy(oldPath, () => oldFile?.close());
    // Where it stays, a start reads it before the new one, which adds up to the same.
    await this.tidy(oldPath, () => unlink(oldPath));
  }
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
