import type { Page } from "@playwright/test";

/** How often a watcher looks, milliseconds. */
const LOOK_MS = 100;

/** What shows from one look to the next. */
export interface Look {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly language: string;
  /** Of each row: its flight as `data-flight` has it, the number in its flight cell, and its status. */
  readonly rows: readonly { readonly flight: string; readonly number: string; readonly status: string }[];
}

/** Stands in front of a board for so many milliseconds and notes which flight numbers show, in which language. */
export function watchNumbers(page: Page, durationMs: number): Promise<readonly Look[]> {
  return page.evaluate(
    ({ duration, every }) =>
      new Promise<Look[]>((resolve) => {
        const looks: Look[] = [];
        const began = performance.now();
        const timer = setInterval(() => {
          const at = performance.now() - began;
          const rows = [...document.querySelectorAll<HTMLElement>("[data-flight]")].map((row) => {
            const number = row.querySelector<HTMLElement>('[data-cell="flight"] .flight-number');
            return {
              flight: row.dataset["flight"] ?? "",
              number: number?.dataset["number"] ?? number?.textContent ?? "",
              status: row.querySelector('[data-cell="status"]')?.textContent ?? "",
            };
          });
          looks.push({ at, language: document.documentElement.lang, rows });
          if (at < duration) return;
          clearInterval(timer);
          resolve(looks);
        }, every);
      }),
    { duration: durationMs, every: LOOK_MS },
  );
}
