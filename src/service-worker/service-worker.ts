import { clientsClaim, type WorkboxPlugin } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";
import {
  CONFIGURATION_CACHE,
  CONFIGURATION_PATIENCE_SECONDS,
  FONT_CACHE,
  isConfiguration,
  isDisplayPath,
  isFontFile,
  type WorkerMessage,
} from "./routes";

/**
 * The service worker of displays: they start without a network.
 *
 * - All files of a build that displays need are stored when it is installed, whole or not at all (local/web-app/
 *   offline-app.ts says which). Fonts beyond the Latin ones are stored when they are first used.
 * - The configuration comes from the network where there is one, else it is the last one that came.
 * - Whatever else is asked for goes to the network as if it were not here: data is never stored (board-archive.ts does
 *   that), nor what people see who sign in.
 */

/** What this file uses of a service worker's global scope; the types of pages and of workers exclude each other. */
declare const self: {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  skipWaiting(): Promise<void>;
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// The first page ever is served from here as soon as this is installed. Later versions wait for a page's word.
clientsClaim();
self.addEventListener("message", ({ data }) => {
  if ((data as Partial<WorkerMessage> | undefined)?.type === "TAKE_OVER") void self.skipWaiting();
});

const page = createHandlerBoundToURL("/index.html");
registerRoute(
  ({ request, sameOrigin, url }) => sameOrigin && request.mode === "navigate" && isDisplayPath(url.pathname),
  page,
);

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && isConfiguration(url.pathname),
  new NetworkFirst({
    cacheName: CONFIGURATION_CACHE,
    networkTimeoutSeconds: CONFIGURATION_PATIENCE_SECONDS,
    plugins: [{ fetchDidSucceed: ({ response }) => Promise.resolve(goodOrThrow(response)) }],
  }),
);

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && isFontFile(url.pathname),
  new CacheFirst({
    cacheName: FONT_CACHE,
    // Its own type writes undefined where it leaves something out.
    plugins: [new ExpirationPlugin({ maxEntries: 400, purgeOnQuotaError: true }) as WorkboxPlugin],
  }),
);

/** A server that is only just starting, or a proxy without one, is as good as no network. */
function goodOrThrow(response: Response): Response {
  if (!response.ok) throw new Error(`expected status 200, got ${String(response.status)}`);
  return response;
}
