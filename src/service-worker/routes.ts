/** Caches of the service worker, beside Workbox's own for the files of a build. */
export const CONFIGURATION_CACHE = "airside-configuration";
export const FONT_CACHE = "airside-fonts";

/** Longest that a display waits for its configuration before it takes the last one that it had, seconds. */
export const CONFIGURATION_PATIENCE_SECONDS = 4;

/** What a page asks the service worker to do. */
export interface WorkerMessage {
  /** Take over from the version before; the page loads anew then. */
  readonly type: "TAKE_OVER";
}

const pages = /^\/(?:(?:departures|arrivals|print)\/?|(?:gates|belts)\/[^/]+\/?|flights(?:\/.*)?)?$/;

/**
 * True for the paths of pages that are there without a network: those of displays, of phones, with a flight open or not,
 * and of paper.
 */
export function isDisplayPath(path: string): boolean {
  return pages.test(path);
}

/** True for where Amplify's outputs are: a display that starts without a network goes by the last ones. */
export function isConfiguration(path: string): boolean {
  return path === "/amplify_outputs.json";
}

/**
 * True for fonts and their style sheets, which are kept when they are first used: a display needs those of its languages.
 * Scripts are not: those that displays need are stored with the build, and no others.
 */
export function isFontFile(path: string): boolean {
  return /^\/assets\/[^/]+\.(?:woff2|css)$/.test(path);
}
