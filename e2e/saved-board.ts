import { chromium, expect, type BrowserContext, type LaunchOptions, type Page } from "@playwright/test";

/** A browser with a profile of its own on disk: closed and opened again, it is a device that was switched off. */
export function openDevice(profile: string, launchOptions: LaunchOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...launchOptions,
    viewport: { width: 1920, height: 1080 },
    serviceWorkers: "allow",
  });
}

interface Kept {
  readonly boards: number;
  readonly flights: number;
  readonly takeovers: number;
}

/** What the display of this page has kept in its browser's database so far. */
async function kept(page: Page): Promise<Kept> {
  return page.evaluate(
    () =>
      new Promise<Kept>((resolve, reject) => {
        const opening = indexedDB.open("airside-boards");
        opening.onerror = () => {
          reject(new Error("the database does not open"));
        };
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(["boards", "flights"]);
          const boards = transaction.objectStore("boards").getAll();
          const flights = transaction.objectStore("flights").getAll();
          transaction.oncomplete = () => {
            database.close();
            const count = (lists: readonly unknown[]) => lists.flat().length;
            const takeovers = (boards.result as { takeovers: unknown[] }[]).map((board) => board.takeovers);
            resolve({
              boards: takeovers.length,
              flights: count(flights.result as unknown[]),
              takeovers: count(takeovers),
            });
          };
        };
      }),
  );
}

/** Waits until every font that the page has loaded is kept for a start without a network. */
export async function expectFontsKept(page: Page): Promise<void> {
  const lost = async () => {
    const loaded = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".woff2"));
    const kept = await Promise.all(loaded.map(({ name }) => caches.match(name)));
    return { some: loaded.length > 0, lost: loaded.filter((_, index) => kept[index] === undefined).length };
  };
  await expect.poll(() => page.evaluate(lost), { message: "fonts are kept" }).toEqual({ some: true, lost: 0 });
}

/** Waits until the page is served by its service worker, and its display has kept that much. */
export async function expectKept(page: Page, expected: Partial<Kept>): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { message: "a service worker" })
    .toBe(true);
  await expect
    .poll(
      () => page.evaluate(async () => (await caches.open("airside-configuration")).match("/amplify_outputs.json")),
      { message: "the configuration is kept" },
    )
    .not.toBeUndefined();
  await expect.poll(() => kept(page), { message: "kept" }).toMatchObject(expected);
}
