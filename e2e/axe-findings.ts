import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds on a page: each rule with where it is broken. `exclude`: a selector of what is not looked at. The page moves
 * as little as it can from here on: axe judges colours of a moment, and a text that takes another's place fades in, however
 * good its colour is a third of a second later.
 *
 * In what axe calls its legacy mode it works in the page itself. Otherwise it opens a second page to put results together,
 * which is for frames of other sites, of which there are none here, and takes longer than all the looking.
 */
export async function axeFindings(page: Page, exclude?: string): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  // What began before ends by itself.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (exclude === undefined ? axe : axe.exclude(exclude)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
