/**
 * Has the service worker keep the fonts of a display's first run, and the style sheets that name them: they came before
 * it was there, and a display that reboots without a network needs them. Once it serves the page, each is asked for
 * again, which takes nothing from the network. Where it serves the page already, it has seen them. The answer ends the
 * waiting.
 */
export function storeFonts(): () => void {
  if (!("serviceWorker" in navigator) || navigator.serviceWorker.controller !== null) return () => undefined;
  const container = navigator.serviceWorker;
  const store = () => {
    askAgain().catch((reason: unknown) => {
      console.warn("airside: fonts were not stored for a start without a network", reason);
    });
  };
  container.addEventListener("controllerchange", store, { once: true });
  return () => {
    container.removeEventListener("controllerchange", store);
  };
}

async function askAgain(): Promise<void> {
  await document.fonts.ready;
  const addresses = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => /\.(?:woff2|css)$/.test(name));
  await Promise.all([...new Set(addresses)].map((address) => fetch(address)));
}
