import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localApiKey } from "./api-key.js";

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "airside-state-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const bytes = (start: number) => (count: number) => Uint8Array.from({ length: count }, (_, index) => start + index);

describe("the API key of a sandbox", () => {
  test("has AppSync's form and is made once for each state directory", async () => {
    const key = await localApiKey(join(stateDir, "new"), bytes(0));
    expect(key).toBe("da2-abcdefghijklmnopqrstuvwxyz");
    expect(await localApiKey(join(stateDir, "new"), bytes(100))).toBe(key);
    expect(await localApiKey(join(stateDir, "other"), bytes(100))).not.toBe(key);
  });

  test("favours no letter: bytes from 252 up are drawn again", async () => {
    let call = 0;
    const key = await localApiKey(stateDir, (count) => new Uint8Array(count).fill((call += 1) === 1 ? 252 : 35));
    expect(key).toBe(`da2-${"9".repeat(26)}`);
    expect(call).toBe(2);
  });

  test("is readable by its owner only, also where it was not", async () => {
    await localApiKey(stateDir, bytes(0));
    const file = join(stateDir, "api-key");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await chmod(file, 0o644);
    await localApiKey(stateDir, bytes(0));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("is not replaced in silence when the file holds something else", async () => {
    await writeFile(join(stateDir, "api-key"), "secret");
    await expect(localApiKey(stateDir, bytes(0))).rejects.toThrow("api-key: expected da2- and 26 lower-case letters");
    expect(await readFile(join(stateDir, "api-key"), "utf8")).toBe("secret");
  });

  test("is one, when two sandboxes start at once", async () => {
    const keys = await Promise.all([localApiKey(stateDir, bytes(0)), localApiKey(stateDir, bytes(50))]);
    expect(keys[0]).toBe(keys[1]);
  });
});
