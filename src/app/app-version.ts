import { loadConfiguration } from "../api/configuration";
import type { AppVersion } from "./new-version";

/** Where the server says which version it has, and the `meta` element that says which one this page is. */
const VERSION_PATH = "/version.json";
const VERSION_META = "airside-version";
/** Version of a page that no build has made, as while developing. */
export const NO_VERSION = "development";

/** Time for the server to answer, milliseconds. */
const ANSWER_MS = 10_000;

/** The version of the build that this page is. */
export function pageVersion(): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${VERSION_META}"]`)?.content ?? NO_VERSION;
}

/** What the server has now. Rejects where it does not answer, or not as it should. */
export async function serverVersion(): Promise<AppVersion> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(VERSION_PATH, { cache: "no-store", signal });
  if (!response.ok) throw new Error(`${VERSION_PATH}: expected status 200, got ${String(response.status)}`);
  const { version } = (await response.json()) as { readonly version?: unknown };
  if (typeof version !== "string" || version === "") throw new Error(`${VERSION_PATH}: expected a version`);
  return { build: version, configuration: JSON.stringify(await loadConfiguration(signal)) };
}
