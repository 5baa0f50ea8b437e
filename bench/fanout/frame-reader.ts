/** Counts the updates in a stream of server frames; looks into short messages only. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of an update still to come. */
  #skip = 0;
  /** The first update of all, to look at; undefined once it was taken. */
  #first: Buffer[] | undefined = [];

  constructor(
    private readonly shortestUpdate: number,
    private readonly onShortMessage: (text: string) => void,
    private readonly onFirstUpdate: (text: string) => void,
  ) {}

  /** Takes the next bytes; the answer is the number of updates that ended in them. */
  read(chunk: Buffer): number {
    let updates = 0;
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.alloc(0);
    let at = 0;
    for (;;) {
      if (this.#skip > 0) {
        const part = Math.min(this.#skip, bytes.length - at);
        this.#first?.push(bytes.subarray(at, at + part));
        at += part;
        this.#skip -= part;
        if (this.#skip > 0) break;
        updates += 1;
        this.#takeFirst();
      }
      const frame = frameAt(bytes, at);
      if (frame === undefined) break;
      if (frame.length >= this.shortestUpdate) {
        at += frame.header;
        this.#skip = frame.length;
        continue;
      }
      if (bytes.length - at < frame.header + frame.length) break;
      at += frame.header;
      if (frame.text) this.onShortMessage(bytes.toString("utf8", at, at + frame.length));
      at += frame.length;
    }
    bytes = bytes.subarray(at);
    if (bytes.length > 0) this.#rest = Buffer.from(bytes);
    return updates;
  }

  #takeFirst(): void {
    if (this.#first === undefined) return;
    const text = Buffer.concat(this.#first).toString("utf8");
    this.#first = undefined;
    this.onFirstUpdate(text);
  }
}

/** Header length and payload length of the frame that starts at `at`, undefined while the header is not whole. */
function frameAt(bytes: Buffer, at: number): { header: number; length: number; text: boolean } | undefined {
  if (bytes.length - at < 2) return undefined;
  const text = ((bytes[at] ?? 0) & 0x0f) === 1;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  if (length < 126) return { header: 2, length, text };
  const header = length === 126 ? 4 : 10;
  if (bytes.length - at < header) return undefined;
  return {
    header,
    length: length === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2)),
    text,
  };
}
