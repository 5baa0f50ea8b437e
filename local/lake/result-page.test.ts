import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { readResultPage } from "./result-page.js";

const cell = fc.option(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "🚀", " ") }));
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));

const csv = (rows: readonly (readonly (string | null)[])[]): string =>
  rows
    .map((row) => `${row.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`)
    .join("");

test("pages of any size give back what was written", async () => {
  const file = join(await temporaryDirectory(), "result.csv");
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, limit, chunk) => {
        await writeFile(file, csv(rows));
        const read: (readonly (string | null)[])[] = [];
        for (let next: number | undefined = 0; next !== undefined;) {
          const page = await readResultPage(file, next, limit, chunk);
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          read.push(...page.rows);
          next = page.next;
        }
        expect(read).toEqual(rows);
      },
    ),
    { numRuns: 60, seed: 20_261_123 },
  );
});

test("a full last page says that nothing follows", async () => {
  const file = join(await temporaryDirectory(), "result.csv");
  await writeFile(file, csv([["a"], ["b"]]));
  expect(await readResultPage(file, 0, 2)).toEqual({ rows: [["a"], ["b"]], next: undefined });
});

test("a file that was changed is an error, not rows of nonsense", async () => {
  const file = join(await temporaryDirectory(), "result.csv");
  await writeFile(file, '"a"b\n');
  await expect(readResultPage(file, 0, 1)).rejects.toThrow("no separator");
});
