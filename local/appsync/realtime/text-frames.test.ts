import { Receiver } from "ws";
import { describe, expect, test } from "vitest";
import { textMessage } from "./realtime-socket.js";
import { encodeTextFrames, FrameSlab } from "./text-frames.js";

/** The messages that the `ws` library reads from bytes. */
function decode(bytes: Buffer): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true });
  receiver.on("message", (data: Buffer) => texts.push(data.toString()));
  receiver.write(bytes);
  return texts;
}

describe("text frames", () => {
  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])("a message of %i bytes is what ws reads", (length) => {
    const text = "x".repeat(length);
    expect(decode(encodeTextFrames([textMessage(text)], (bytes) => Buffer.alloc(bytes)))).toEqual([text]);
  });

  test("head and body are one message, several messages several frames", () => {
    const body = Buffer.from("bödy".repeat(50));
    const messages = ["a", "b"].map((head) => ({ head: Buffer.from(head), body }));
    expect(decode(encodeTextFrames([...messages, textMessage("end")], (bytes) => Buffer.alloc(bytes)))).toEqual([
      `a${"bödy".repeat(50)}`,
      `b${"bödy".repeat(50)}`,
      "end",
    ]);
  });

  test("a slab gives out parts that do not overlap", () => {
    const slab = new FrameSlab();
    const parts = Array.from({ length: 1_000 }, (_, index) => slab.take(1 + (index % 700)).fill(index % 251));
    for (const [index, part] of parts.entries()) {
      expect(part.length).toBe(1 + (index % 700));
      expect(part.every((byte) => byte === index % 251)).toBe(true);
    }
    expect(slab.take(1_000_000).length).toBe(1_000_000);
  });
});
