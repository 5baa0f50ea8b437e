import type { Configuration } from "../api/configuration";
import type { Clock } from "../flights/clock";
import { NO_VERSION, pageVersion, serverVersion } from "./app-version";
import { watchVersions, type VersionWatchOptions } from "./new-version";
import { browserStorage, pageWorker } from "./page-parts";

/** What the renewal of a page goes by. */
export interface PageRenewalParts extends Pick<VersionWatchOptions, "random" | "circumstances" | "report"> {
  /** That the page runs with. */
  readonly configuration: Configuration;
  readonly deviceClock: Clock;
}

/** Loads this page anew for new versions; one that no build has made stays as it is. The answer ends it. */
export function renewPage({ configuration, deviceClock, ...parts }: PageRenewalParts): () => void {
  const build = pageVersion();
  if (build === NO_VERSION) return () => undefined;
  return watchVersions({
    ...parts,
    clock: deviceClock,
    running: { build, configuration: JSON.stringify(configuration) },
    ask: serverVersion,
    worker: pageWorker(),
    memory: browserStorage("sessionStorage"),
    reload: () => {
      window.location.reload();
    },
  });
}
