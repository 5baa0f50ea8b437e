import type { Page } from "@playwright/test";

/** What sticks out of its place on the page as it is now: texts out of their cells and rows, parts over each other. */
export async function misfits(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(() => {
    const slack = 2;
    const found: string[] = [];
    const hidden = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath === "inset(50%)" || hidden(element.parentElement));
    const textsIn = (root: Element): Element[] =>
      [...root.querySelectorAll("*")].filter(
        (element) =>
          !hidden(element) && [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== ""),
      );
    for (const row of document.querySelectorAll(".flight-row, .belt-flight")) {
      const outer = row.getBoundingClientRect();
      for (const cell of row.querySelectorAll("[data-cell]")) {
        const own = cell.getBoundingClientRect();
        // The parts of some cells of a card are boxes of the card's own.
        const box = own.width > 0 ? own : outer;
        for (const text of [cell, ...textsIn(cell)]) {
          const range = document.createRange();
          range.selectNodeContents(text);
          if (hidden(text) || text.querySelector(".sr-only") !== null) continue;
          const rect = range.getBoundingClientRect();
          if (rect.width === 0) continue;
          // A filled status begins a little before its column, on purpose.
          const before = cell.getAttribute("data-cell") === "status" ? rect.height : 0;
          const isWide = rect.left < box.left - before - slack || rect.right > box.right + before + slack;
          // A line's box is as high as the font's tallest letters, accents included; its ink is not.
          const air = 0.18 * Number.parseFloat(getComputedStyle(text).fontSize);
          const isHigh = rect.top < outer.top - air || rect.bottom > outer.bottom + air;
          const isOut = rect.left < outer.left - slack || rect.right > outer.right + slack;
          if (isWide || isHigh || isOut) found.push(`${cell.getAttribute("data-cell")}: ${text.textContent}`);
        }
      }
    }
    // What is filled ends behind its words, and what a frame holds ends before its edge.
    for (const [holders, air] of [
      [".status", 1],
      [".board-rail, .board-head, .board-foot, .gate-flight, .gate-next", 0],
    ] as const) {
      for (const holder of document.querySelectorAll(holders)) {
        const box = holder.getBoundingClientRect();
        for (const text of textsIn(holder)) {
          const range = document.createRange();
          range.selectNodeContents(text);
          const rect = range.getBoundingClientRect();
          if (rect.width === 0 || text.querySelector(".sr-only") !== null) continue;
          const high = 0.3 * Number.parseFloat(getComputedStyle(text).fontSize);
          const isOut = rect.left < box.left + air - slack || rect.right > box.right - air + slack;
          const isCut = rect.top < box.top - high || rect.bottom > box.bottom + high;
          if (isOut || isCut) found.push(`out of ${holder.className}: ${text.textContent}`);
        }
      }
    }
    for (const part of document.querySelectorAll(".gate-facts, .gate-next, .board-rail .qr-code")) {
      const box = part.getBoundingClientRect();
      const room = part.closest(".board-main, .board-rail")?.getBoundingClientRect();
      const isCut = room !== undefined && (box.bottom > room.bottom + slack || box.top < room.top - slack);
      // A phone's page scrolls.
      if (isCut && document.querySelector("[data-layout=pages]") !== null)
        found.push(`cut off: ${part.className.toString()}`);
    }
    const above = document.querySelector(".gate-numbers")?.getBoundingClientRect();
    const below = document.querySelector(".gate-facts")?.getBoundingClientRect();
    if (above !== undefined && below !== undefined && above.bottom > below.top + slack)
      found.push("numbers over times");
    for (const frame of document.querySelectorAll(".board-head, .board-foot, .board-rail")) {
      const parts = [...frame.children].filter((part) => part.getBoundingClientRect().width > 0);
      const outer = frame.getBoundingClientRect();
      parts.forEach((part, index) => {
        const a = part.getBoundingClientRect();
        if (a.left < outer.left - slack || a.right > outer.right + slack || a.bottom > outer.bottom + slack) {
          found.push(`out of ${frame.className}: ${part.className}`);
        }
        for (const other of parts.slice(index + 1)) {
          const b = other.getBoundingClientRect();
          const apart =
            a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
          if (!apart) found.push(`over each other: ${part.className} and ${other.className}`);
        }
      });
    }
    return found;
  });
}
