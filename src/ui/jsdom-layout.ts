import { vi } from "vitest";

/**
 * What jsdom lacks of a browser, for tests of the pages at desks: a layout in which everything is 1200 x 330, media
 * queries, dialogs. `matches` says which media queries hold. Undone by `vi.unstubAllGlobals` and `vi.restoreAllMocks`.
 */
export function stubLayout(matches: (query: string) => boolean = () => false): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: matches(query),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(330);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(330);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 1200, 330));
  const missing = {
    scrollIntoView: () => undefined,
    scrollTo(this: HTMLElement, options: { readonly top?: number }) {
      this.scrollTop = options.top ?? this.scrollTop;
    },
  };
  Object.assign(HTMLElement.prototype, missing);
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true;
    },
    close(this: HTMLDialogElement) {
      this.open = false;
    },
  });
}
