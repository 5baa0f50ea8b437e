import type { OutgoingMessage } from "./realtime-socket.js";

/** FIN and opcode 1: a whole text message in one frame (RFC 6455, 5.2). */
const FINAL_TEXT = 0x81;
const SLAB_BYTES = 256 * 1024;

/**
 * Room for frames. Taking many small buffers from a few great ones is what makes fan-out cheap, but a part that lives on
 * keeps its whole slab alive: use it for sockets that take their bytes at once, and `Buffer.allocUnsafeSlow` for others.
 */
export class FrameSlab {
  #slab = Buffer.alloc(0);
  #used = 0;

  take(length: number): Buffer {
    if (length > SLAB_BYTES / 4) return Buffer.allocUnsafeSlow(length);
    if (this.#used + length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return this.#slab.subarray(start, this.#used);
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
    at += head.copy(out, at);
    if (body.length > 0) at += body.copy(out, at);
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
