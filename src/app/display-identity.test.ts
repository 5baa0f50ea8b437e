import { expect, test, vi } from "vitest";
import { browserIdentity, claimDisplayId, IDS_KEY, type IdentityParts } from "./display-identity";

/** A browser whose windows share storage and locks. */
function createBrowser() {
  const items = new Map<string, string>();
  const held = new Set<string>();
  let made = 0;
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      items.set(key, value);
    },
  };
  const parts: IdentityParts = {
    storage,
    hold: (name) => {
      if (held.has(name)) return Promise.resolve(false);
      held.add(name);
      return Promise.resolve(true);
    },
    makeId: () => {
      made += 1;
      return `display-number-${String(made)}`;
    },
  };
  return { items, parts, restart: () => held.clear() };
}

test("an id is made once and stays over restarts", async () => {
  const { parts, restart } = createBrowser();
  const first = await claimDisplayId(parts);
  restart();
  expect([first, await claimDisplayId(parts)]).toEqual(["display-number-1", "display-number-1"]);
});

test("two windows of one browser are two displays, today and tomorrow", async () => {
  const { parts, restart } = createBrowser();
  const today = [await claimDisplayId(parts), await claimDisplayId(parts)];
  restart();
  const tomorrow = [await claimDisplayId(parts), await claimDisplayId(parts)];
  expect([today, tomorrow]).toEqual([
    ["display-number-1", "display-number-2"],
    ["display-number-1", "display-number-2"],
  ]);
});

test.each(["{", '"text"', "[1, null, 2]", '["short", "with a space in it ……"]'])(
  "a kept %s is no id: another is made",
  async (kept) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { items, parts } = createBrowser();
    items.set(IDS_KEY, kept);
    expect(await claimDisplayId(parts)).toBe("display-number-1");
    warn.mockRestore();
  },
);

test("where nothing can be kept, an id lives as long as the page", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { parts } = createBrowser();
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  expect(await claimDisplayId({ ...parts, storage: full })).toBe("display-number-1");
  expect(await claimDisplayId({ ...parts, storage: undefined })).toBe("display-number-2");
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test("an id is a UUID of version 4, as the contract takes it", () => {
  const { makeId } = browserIdentity();
  const ids = Array.from({ length: 50 }, makeId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(50);
});
