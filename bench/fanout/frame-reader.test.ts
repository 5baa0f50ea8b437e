import fc from "fast-check";
import { expect, test } from "vitest";
import { textMessage } from "../../local/appsync/realtime/realtime-socket.js";
import { encodeTextFrames } from "../../local/appsync/realtime/text-frames.js";
import { FrameReader } from "./frame-reader.js";

const seed = 20260719;
const shortestUpdate = 400;

test(`counts every update however the stream is cut (seed ${String(seed)})`, () => {
  const message = fc
    .tuple(fc.constantFrom(0, 1, 125, 126, 399, 400, 1_000, 70_000), fc.constantFrom("a", "b"))
    .map(([length, letter]) => letter.repeat(length));
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 20 }),
      (messages, cuts) => {
        const short: string[] = [];
        const first: string[] = [];
        const reader = new FrameReader(
          shortestUpdate,
          (text) => short.push(text),
          (text) => first.push(text),
        );
        const bytes = encodeTextFrames(messages.map(textMessage), (length) => Buffer.alloc(length));
        let counted = 0;
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          counted += reader.read(bytes.subarray(at, at + cut));
          at = Math.min(bytes.length, at + cut);
        }
        const updates = messages.filter((text) => text.length >= shortestUpdate);
        expect(counted).toBe(updates.length);
        expect(first).toEqual(updates.slice(0, 1));
        expect(short).toEqual(messages.filter((text) => text.length < shortestUpdate));
      },
    ),
    { seed, numRuns: 200 },
  );
});
