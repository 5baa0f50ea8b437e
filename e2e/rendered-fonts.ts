import { expect, type Page } from "@playwright/test";

/** A font in which characters of a page are drawn. */
export interface RenderedFont {
  readonly family: string;
  /** From a file that the page brought, not from the device. */
  readonly bundled: boolean;
}

/** The fonts in which the page's characters are really drawn; the page does not go on after that. */
export async function renderedFonts(page: Page): Promise<readonly RenderedFont[]> {
  await page.evaluate(() => {
    // A copy, which stays as it is: pages turn and clocks tick.
    document.body.replaceWith(document.body.cloneNode(true));
    for (const element of document.body.querySelectorAll("*")) {
      const isText = (node: Node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "";
      if ([...element.childNodes].some(isText)) element.setAttribute("data-has-text", "");
    }
  });
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument");
  const { nodeIds } = await client.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "[data-has-text]" });
  const found = new Map<string, RenderedFont>();
  for (const nodeId of nodeIds) {
    const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const { familyName, isCustomFont } of fonts) {
      found.set(`${familyName} ${String(isCustomFont)}`, { family: familyName, bundled: isCustomFont });
    }
  }
  await client.detach();
  return [...found.values()];
}

/**
 * Waits until faces of a family are there, and none is on its way. Not for a network that rests: without one, retries do
 * not, and Chromium's counting of requests goes wrong where a service worker takes over the page in the middle of them.
 */
export async function familyIsThere(page: Page, family: string): Promise<void> {
  const isThere = (name: string) =>
    document.fonts.status === "loaded" &&
    [...document.fonts].some((face) => face.family.replaceAll('"', "") === name && face.status === "loaded");
  await expect.poll(() => page.evaluate(isThere, family), { message: `faces of ${family}` }).toBe(true);
}
