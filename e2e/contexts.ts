import type { Browser } from "@playwright/test";

/**
 * For `test.afterEach`: closes every context of the browser. Those that a test opens for itself would else live as long
 * as the browser, and their boards take time from the tests that come after.
 */
export async function closeContexts({ browser }: { readonly browser: Browser }): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}
