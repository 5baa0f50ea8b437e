import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds on a page: each rule with where it is broken. `exclude`: a selector of what is not looked at.
 *
 * In what axe calls its legacy mode it works in the page itself. Otherwise it opens a second page to put results together,
 * which is for frames of other sites, of which there are none here, and takes longer than all the looking.
 */
export async function axeFindings(page: Page, exclude?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (exclude === undefined ? axe : axe.exclude(exclude)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
