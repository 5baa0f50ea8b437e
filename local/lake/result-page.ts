import { open } from "node:fs/promises";

/** Some rows of a result. */
export interface ResultPage {
  /** Null: a null. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Byte at which the next row begins; undefined: there is none. */
  readonly next: number | undefined;
}

const CHUNK_BYTES = 256 * 1024;
const quote = 0x22;
const comma = 0x2c;
const newline = 0x0a;

/**
 * Reads rows of a CSV result as Athena writes it (every value quoted, null an empty field without quotes) from a byte
 * where a row begins. Reads no more of the file than it needs.
 *
 * @param limit most rows
 * @param chunkBytes bytes that are read at once
 */
export async function readResultPage(
  file: string,
  start: number,
  limit: number,
  chunkBytes = CHUNK_BYTES,
): Promise<ResultPage> {
  const handle = await open(file, "r");
  try {
    const rows: (string | null)[][] = [];
    let rest: Buffer = Buffer.alloc(0);
    let position = start;
    for (;;) {
      const chunk = Buffer.alloc(chunkBytes);
      const { bytesRead, buffer } = await handle.read(chunk, 0, chunkBytes, position + rest.length);
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let used = 0;
      while (rows.length < limit) {
        const row = readRow(bytes, used);
        if (row === undefined) break;
        rows.push(row.values);
        used = row.end;
      }
      position += used;
      rest = bytes.subarray(used);
      if (bytesRead === 0) return { rows, next: undefined };
      if (rows.length < limit) continue;
      const { size } = await handle.stat();
      return { rows, next: position < size ? position : undefined };
    }
  } finally {
    await handle.close();
  }
}

/** The row at a byte, or undefined where its end is not there yet. */
function readRow(
  bytes: Buffer,
  start: number,
): { readonly values: (string | null)[]; readonly end: number } | undefined {
  const values: (string | null)[] = [];
  let at = start;
  for (;;) {
    if (bytes[at] === quote) {
      const end = closingQuote(bytes, at + 1);
      if (end === undefined) return undefined;
      values.push(bytes.toString("utf8", at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      values.push(null);
    }
    const separator = bytes[at];
    if (separator === undefined) return undefined;
    if (separator === newline) return { values, end: at + 1 };
    if (separator !== comma) throw new Error(`Byte ${at} of a result is no separator: the file was changed.`);
    at += 1;
  }
}

/** A quote that no other follows. Undefined where the bytes end before that is certain. */
function closingQuote(bytes: Buffer, start: number): number | undefined {
  for (let at = bytes.indexOf(quote, start); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    if (at + 1 >= bytes.length) return undefined;
    if (bytes[at + 1] !== quote) return at;
  }
  return undefined;
}
