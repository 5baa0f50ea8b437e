import type { OutgoingMessage } from "./realtime-socket.js";

/** FIN and opcode 1: a whole text message in one frame (RFC 6455, 5.2). */
const FINAL_TEXT = 0x81;
const SLAB_BYTES = 256 * 1024;

/**
 * Room for frames that are written at once. A part whose bytes the system has taken is given back, so the same few
 * kilobytes, warm in the processor's cache, carry one frame after the other. A part that lives on keeps its whole slab
 * alive: use it for sockets that take their bytes at once, and `Buffer.allocUnsafeSlow` for others.
 */
export class FrameSlab {
  #slab = Buffer.alloc(0);
  #used = 0;
  /** The part given out last. */
  #part = this.#slab;

  /** A part of exactly `length` bytes, which hold anything. Bound to the slab, so it can be passed on by itself. */
  readonly take = (length: number): Buffer => {
    if (length > SLAB_BYTES / 4) return Buffer.allocUnsafeSlow(length);
    if (this.#used + length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    // Frames of one fan-out are equally long, so the part given back last is mostly the one that is wanted now.
    const same =
      this.#part.length === length && this.#part.byteOffset === start && this.#part.buffer === this.#slab.buffer;
    if (!same) this.#part = this.#slab.subarray(start, this.#used);
    return this.#part;
  };

  /** Takes back a part that nobody will read any more. Only the part given out last is used again. */
  giveBack(part: Buffer): void {
    if (part === this.#part) this.#used = part.byteOffset;
  }
}

/**
 * Messages as unmasked text frames of a server, one after the other in one buffer (RFC 6455, 5.1 and 5.2).
 *
 * @param take gives a buffer of exactly the length asked for
 */
export function encodeTextFrames(messages: readonly OutgoingMessage[], take: (length: number) => Buffer): Buffer {
  let total = 0;
  for (const { head, body } of messages) {
    const length = head.length + body.length;
    total += headerLength(length) + length;
  }
  const out = take(total);
  let at = 0;
  for (const { head, body } of messages) {
    at = writeHeader(out, at, head.length + body.length);
    out.set(head, at);
    at += head.length;
    out.set(body, at);
    at += body.length;
  }
  return out;
}

function headerLength(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

function writeHeader(out: Buffer, at: number, length: number): number {
  out[at] = FINAL_TEXT;
  if (length < 126) {
    out[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    out[at + 1] = 126;
    return out.writeUInt16BE(length, at + 2);
  }
  out[at + 1] = 127;
  return out.writeBigUInt64BE(BigInt(length), at + 2);
}
