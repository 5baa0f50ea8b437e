import type { Page } from "@playwright/test";

interface Recording extends Window {
  airsideRemains?: Set<string>;
}

/**
 * From now on notes every one of `secrets` that gets into the page, for however short a time: into its texts, what is
 * typed into its fields, its titles and labels, its address.
 */
export async function watchFor(page: Page, secrets: readonly string[]): Promise<void> {
  await page.evaluate((values) => {
    const found = new Set<string>();
    (window as Recording).airsideRemains = found;
    const look = (): void => {
      const fields = [...document.querySelectorAll("input")].map(({ value }) => value).join("\n");
      const all = `${document.documentElement.outerHTML}\n${fields}\n${decodeURIComponent(location.href)}`;
      for (const value of values) if (all.includes(value)) found.add(value);
    };
    look();
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  }, secrets);
}

/** What `watchFor` has noted. */
export async function seenSince(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = (window as Recording).airsideRemains;
    if (found === undefined) throw new Error("nobody watches: the page was loaded again");
    return [...found];
  });
}

/** Which of `secrets` the browser keeps for the page outside of the document. */
export async function keptOf(page: Page, secrets: readonly string[]): Promise<string[]> {
  return page.evaluate((values) => {
    const kept = JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state as unknown,
      performance.getEntriesByType("resource").map(({ name }) => decodeURIComponent(name)),
      document.cookie,
    ]);
    return values.filter((value) => kept.includes(JSON.stringify(value).slice(1, -1)));
  }, secrets);
}
