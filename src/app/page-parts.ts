import { OUTPUTS_PATH } from "../api/configuration";
import { noWorker, registerAppWorker, type AppWorker } from "./app-worker";
import { NO_VERSION, pageVersion } from "./app-version";
import { systemClock } from "./system-clock";

let worker: AppWorker | undefined;

/** The service worker of this page, registered when it is first asked for; none while developing. */
export function pageWorker(): AppWorker {
  worker ??=
    import.meta.env.PROD && pageVersion() !== NO_VERSION
      ? registerAppWorker({
          container: "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
          clock: systemClock,
          askAgain: () => fetch(OUTPUTS_PATH),
          report: (message) => {
            console.warn(`airside: ${message}`);
          },
        })
      : noWorker;
  return worker;
}

/** A storage of this window; undefined where the browser, or its policy, has none. */
export function browserStorage(kind: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return window[kind];
  } catch (reason) {
    console.warn(`airside: this browser has no ${kind}`, reason);
    return undefined;
  }
}
