import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./source-hash.js";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "airside-hash-"));
  await mkdir(join(root, "src/deep"), { recursive: true });
  await writeFile(join(root, "src/deep/a.ts"), "a");
  await writeFile(join(root, "index.html"), "b");
});

afterEach(() => rm(root, { recursive: true }));

test("is the same for the same files", async () => {
  expect(await sourceHash(root, ["src", "index.html"])).toBe(await sourceHash(root, ["index.html", "src"]));
});

test("changes with a content, a name and a file more", async () => {
  const before = await sourceHash(root, ["src", "index.html"]);
  await writeFile(join(root, "src/deep/a.ts"), "A");
  const changed = await sourceHash(root, ["src", "index.html"]);
  await writeFile(join(root, "src/b.ts"), "");
  const more = await sourceHash(root, ["src", "index.html"]);
  expect(new Set([before, changed, more]).size).toBe(3);
});

test("takes a path that is not there as empty", async () => {
  expect(await sourceHash(root, ["src", "public"])).toBe(await sourceHash(root, ["src"]));
});

test("leaves out tests and node_modules, and counts what else the result depends on", async () => {
  const before = await sourceHash(root, ["src"]);
  await writeFile(join(root, "src/deep/a.test.ts"), "test");
  await mkdir(join(root, "src/node_modules"));
  await writeFile(join(root, "src/node_modules/b.js"), "b");
  expect(await sourceHash(root, ["src"])).toBe(before);
  expect(await sourceHash(root, ["src"], ["node 20"])).not.toBe(before);
});
