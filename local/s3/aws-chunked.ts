import { createHash } from "node:crypto";
import type { ChunkSignatures } from "../iam/chunk-signature.js";
import { S3Error } from "./s3-error.js";

/** What a body in chunks has to be like. */
export interface ChunkedBody {
  /** Bytes without the chunks' own lines: `x-amz-decoded-content-length`. */
  readonly length: number;
  /** Undefined: chunks are not signed, or their signatures cannot be proven. */
  readonly signatures: ChunkSignatures | undefined;
  /** Takes the headers behind the last chunk, names in lower case, when they have come. */
  readonly onTrailer: (headers: ReadonlyMap<string, string>) => void;
}

/** Longest line between chunks: a length and a signature, or one trailing header. */
const longestLine = 8192;

/**
 * Takes a body in `aws-chunked` encoding apart, piece by piece
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html).
 *
 * @throws S3Error IncompleteBody, InvalidRequest where it is malformed; SignatureError
 */
export async function* decodeChunks(source: AsyncIterable<Buffer>, body: ChunkedBody): AsyncIterable<Buffer> {
  const reader = new ChunkReader(source);
  try {
    yield* decode(reader, body);
  } finally {
    await reader.close();
  }
}

async function* decode(reader: ChunkReader, body: ChunkedBody): AsyncIterable<Buffer> {
  let received = 0;
  for (;;) {
    const { size, signature } = parseChunkLine(await reader.line());
    received += size;
    if (received > body.length) throw incomplete(received, body.length);
    const hash = createHash("sha256");
    for await (const piece of reader.bytes(size)) {
      if (body.signatures !== undefined) hash.update(piece);
      yield piece;
    }
    body.signatures?.checkChunk(hash.digest("hex"), signature);
    if (size === 0) break;
    if ((await reader.line()) !== "") throw malformed("a chunk must end with CR LF where its length says");
  }
  if (received !== body.length) throw incomplete(received, body.length);
  await readTrailer(reader, body);
}

function parseChunkLine(line: string): { readonly size: number; readonly signature: string } {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  if (match === null) throw malformed("a chunk must begin with its length in hexadecimal digits");
  return { size: parseInt(match[1] ?? "", 16), signature: match[2] ?? "" };
}

async function readTrailer(reader: ChunkReader, { signatures, onTrailer }: ChunkedBody): Promise<void> {
  const headers = new Map<string, string>();
  let signed = "";
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    if (colon < 1) throw malformed("a trailing header must be name:value");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "x-amz-trailer-signature") {
      signatures?.checkTrailer(signed, value);
      signed = "";
    } else {
      headers.set(name, value);
      signed += `${name}:${value}\n`;
    }
  }
  if (signatures !== undefined && signed !== "")
    throw malformed("x-amz-trailer-signature must follow the trailing headers");
  onTrailer(headers);
}

/** Reads lines and runs of bytes from a stream of buffers. */
class ChunkReader {
  private buffer: Buffer = Buffer.alloc(0);
  private readonly iterator: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.iterator = source[Symbol.asyncIterator]();
  }

  /** Up to the next CR LF, which is not part of it. At the end of the body: what is left. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.buffer.indexOf("\r\n");
      if (end >= 0) {
        const line = this.buffer.toString("latin1", 0, end);
        this.buffer = this.buffer.subarray(end + 2);
        return line;
      }
      if (this.buffer.length > longestLine) throw malformed(`a line between chunks has at most ${longestLine} bytes`);
      if (!(await this.more())) return this.rest();
    }
  }

  async *bytes(count: number): AsyncIterable<Buffer> {
    let missing = count;
    while (missing > 0) {
      if (this.buffer.length === 0 && !(await this.more())) {
        throw malformed(`the body ended ${missing} bytes before the end of a chunk`);
      }
      const piece = this.buffer.subarray(0, missing);
      this.buffer = this.buffer.subarray(piece.length);
      missing -= piece.length;
      yield piece;
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }

  private async more(): Promise<boolean> {
    const next = await this.iterator.next();
    if (next.done === true) return false;
    this.buffer = this.buffer.length === 0 ? next.value : Buffer.concat([this.buffer, next.value]);
    return true;
  }

  private rest(): string {
    const rest = this.buffer.toString("latin1");
    this.buffer = Buffer.alloc(0);
    return rest;
  }
}

function malformed(reason: string): S3Error {
  return new S3Error("InvalidRequest", `The body is not in aws-chunked encoding: ${reason}.`);
}

function incomplete(received: number, expected: number): S3Error {
  return new S3Error(
    "IncompleteBody",
    `The request body terminated unexpectedly: x-amz-decoded-content-length says ${expected} bytes, ${received} came.`,
  );
}
