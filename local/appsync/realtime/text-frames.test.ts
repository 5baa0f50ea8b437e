import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { textMessage } from "./realtime-socket.js";
import { encodeTextFrames, FrameSlab } from "./text-frames.js";

/** The messages that a client of the `ws` library reads from bytes; the last of them is "end". */
async function read(bytes: Buffer): Promise<string[]> {
  const server = createServer();
  const upgrades = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    upgrades.handleUpgrade(request, socket, head, () => socket.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  const texts: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on("error", reject);
    client.on("message", (data: Buffer) => {
      texts.push(data.toString());
      if (texts.at(-1) === "end") resolve();
    });
  });
  client.terminate();
  await new Promise((resolve) => server.close(resolve));
  return texts;
}

const end = textMessage("end");

describe("text frames", () => {
  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])("a message of %i bytes is what ws reads", async (length) => {
    const text = "x".repeat(length);
    const bytes = encodeTextFrames([textMessage(text), end], (size) => Buffer.alloc(size));
    expect(await read(bytes)).toEqual([text, "end"]);
  });

  test("head and body are one message, several messages several frames", async () => {
    const body = Buffer.from("bödy".repeat(50));
    const messages = ["a", "b"].map((head) => ({ head: Buffer.from(head), body }));
    const bytes = encodeTextFrames([...messages, end], (size) => Buffer.alloc(size));
    expect(await read(bytes)).toEqual([`a${"bödy".repeat(50)}`, `b${"bödy".repeat(50)}`, "end"]);
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

  test("a slab uses the part given back last again, and no other", () => {
    const slab = new FrameSlab();
    const first = slab.take(500);
    slab.giveBack(first);
    expect(slab.take(500)).toBe(first);
    const second = slab.take(500);
    slab.giveBack(first);
    const third = slab.take(500);
    slab.giveBack(third);
    const shorter = slab.take(200);
    expect([second, third, shorter].map(({ byteOffset }) => byteOffset)).toEqual([500, 1_000, 1_000]);
    expect(shorter.length).toBe(200);
    slab.giveBack(slab.take(1_000_000));
    expect(slab.take(100).byteOffset).toBe(1_200);
  });
});
