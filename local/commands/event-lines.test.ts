import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLineFile, readLines, type LineSpan } from "./event-lines.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-lines-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe("readLines", () => {
  it.each([
    { text: "a\nb\n", expected: ["1 a", "2 b"], source: "line feeds" },
    { text: "a\r\nb", expected: ["1 a", "2 b"], source: "CRLF, none at the end" },
    { text: "\n\na\n \nb\n", expected: ["3 a", "5 b"], source: "blank lines are counted and left out" },
    { text: "", expected: [], source: "an empty file" },
    { text: "é\nü\n", expected: ["1 é", "2 ü"], source: "characters of two bytes" },
    {
      text: `${"x".repeat(200_000)}\ny\n`,
      expected: [`1 ${"x".repeat(200_000)}`, "2 y"],
      source: "longer than a chunk",
    },
  ])("$source", async ({ text, expected }) => {
    const file = path.join(directory, "lines");
    await writeFile(file, text);
    const spans: LineSpan[] = [];
    const lines: string[] = [];
    for await (const { span, text: line } of readLines(file)) {
      spans.push(span);
      lines.push(`${String(span.line)} ${line.trim()}`);
    }
    expect(lines).toEqual(expected);

    const again = await openLineFile(file);
    const read = await Promise.all(
      spans.map(async (span) => `${String(span.line)} ${(await again.read(span)).trim()}`),
    );
    await again.close();
    expect(read).toEqual(expected);
  });
});
