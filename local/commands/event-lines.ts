import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

/** Where a line of a file stands, in bytes; the line break is not part of it. */
export interface LineSpan {
  /** Counted from 1. */
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

const lineFeed = 0x0a;

/** Reads a file line by line, blank lines left out. Holds one line in memory, not the file. */
export async function* readLines(file: string): AsyncGenerator<{ readonly span: LineSpan; readonly text: string }> {
  let line = 0;
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  const take = (bytes: Buffer): { span: LineSpan; text: string } => {
    line += 1;
    return { span: { line, offset, length: bytes.length }, text: bytes.toString("utf8") };
  };

  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      const bytes = Buffer.concat([rest, chunk.subarray(from, end)]);
      const taken = take(bytes);
      if (taken.text.trim() !== "") yield taken;
      offset += bytes.length + 1;
      from = end + 1;
      rest = Buffer.alloc(0);
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (rest.length > 0) {
    const taken = take(rest);
    if (taken.text.trim() !== "") yield taken;
  }
}

/** Reads single lines of a file again, in any order. */
export interface LineFile {
  read(span: LineSpan): Promise<string>;
  close(): Promise<void>;
}

/** @throws the system's error where the file cannot be opened */
export async function openLineFile(file: string): Promise<LineFile> {
  const handle: FileHandle = await open(file, "r");
  return {
    async read({ offset, length }) {
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
      return buffer.toString("utf8");
    },
    close: () => handle.close(),
  };
}
