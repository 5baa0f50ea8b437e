import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settlePromises } from "../../flights/manual-clock";
import { storeFonts } from "./store-fonts";

const asked = vi.fn<(address: string) => Promise<Response>>();

function stubServiceWorker(controller: object | null): EventTarget {
  const container = Object.assign(new EventTarget(), { controller });
  Object.defineProperty(navigator, "serviceWorker", { value: container, configurable: true });
  return container;
}

beforeEach(() => {
  asked.mockReset().mockResolvedValue(new Response());
  vi.stubGlobal("fetch", asked);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  Object.defineProperty(document, "fonts", { value: { ready: Promise.resolve() }, configurable: true });
  const names = ["/assets/a.woff2", "/assets/index.js", "/assets/b.css", "/assets/a.woff2"];
  Object.defineProperty(performance, "getEntriesByType", {
    value: () => names.map((name) => ({ name })),
    configurable: true,
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, "serviceWorker");
  Reflect.deleteProperty(document, "fonts");
  Reflect.deleteProperty(performance, "getEntriesByType");
});

test("fonts that came before the service worker are asked for through it, each once", async () => {
  const container = stubServiceWorker(null);
  storeFonts();
  await settlePromises();
  expect(asked).not.toHaveBeenCalled();
  container.dispatchEvent(new Event("controllerchange"));
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(asked.mock.calls).toEqual([["/assets/a.woff2"], ["/assets/b.css"]]);
});

test("where a service worker serves the page it has seen them", async () => {
  const container = stubServiceWorker({});
  storeFonts();
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(asked).not.toHaveBeenCalled();
});

test("a browser without service workers has none to ask", () => {
  expect("serviceWorker" in navigator).toBe(false);
  expect(storeFonts()).toBeTypeOf("function");
});

test("a display that is gone stores nothing", async () => {
  const container = stubServiceWorker(null);
  storeFonts()();
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(asked).not.toHaveBeenCalled();
});

test("a font that does not come is said, and breaks nothing", async () => {
  asked.mockRejectedValue(new TypeError("Failed to fetch"));
  const container = stubServiceWorker(null);
  storeFonts();
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(console.warn).toHaveBeenCalledOnce();
});
