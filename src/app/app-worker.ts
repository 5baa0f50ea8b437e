import type { Clock } from "../flights/clock";
import type { WorkerMessage } from "../service-worker/routes";

/** Where the service worker's script is: at the root, so that its scope is the whole app. */
export const WORKER_SCRIPT = "/service-worker.js";
/** Time for a new version to be fetched and stored, milliseconds. */
export const INSTALL_TIMEOUT_MS = 120_000;
/** Time for a stored version to take over. */
export const TAKE_OVER_TIMEOUT_MS = 5_000;

/** Whether a later version is stored and waits: `none` where this page has no service worker at all. */
export type WorkerState = "none" | "current" | "waiting";

/** The service worker of this page, as far as there is one. It never rejects; what goes wrong is reported. */
export interface AppWorker {
  /** Looks for a later version, and stores it. */
  update(): Promise<WorkerState>;
  /** Lets the waiting version take over; the page must load anew then. */
  takeOver(): Promise<void>;
}

/** What a worker is made with; tests put their own in its place. */
export interface AppWorkerParts {
  /** `navigator.serviceWorker`, which is there on https and localhost only. */
  readonly container: ServiceWorkerContainer | undefined;
  readonly clock: Clock;
  /** Asks for what this page loaded before there was a worker to store it. */
  readonly askAgain: () => Promise<unknown>;
  readonly report: (message: string) => void;
}

/** A page without a service worker. */
export const noWorker: AppWorker = { update: () => Promise.resolve("none"), takeOver: () => Promise.resolve() };

/** Registers the service worker and has it store what this page loaded before it was there. */
export function registerAppWorker(parts: AppWorkerParts): AppWorker {
  const { container, clock, report } = parts;
  if (container === undefined) return noWorker;
  const registration = register(container, report);
  void warm(container, parts);
  return {
    async update() {
      const found = await registration;
      if (found === undefined) return "none";
      try {
        await found.update();
        if (found.installing !== null) await settled(found.installing, clock);
      } catch (reason) {
        report(`looking for a later version: ${String(reason)}`);
      }
      return found.waiting === null ? "current" : "waiting";
    },
    async takeOver() {
      const waiting = (await registration)?.waiting;
      if (waiting == null) return;
      const message: WorkerMessage = { type: "TAKE_OVER" };
      const changed = inTime(clock, TAKE_OVER_TIMEOUT_MS, (done) => {
        container.addEventListener("controllerchange", done, { once: true });
      });
      waiting.postMessage(message);
      await changed;
    },
  };
}

async function register(
  container: ServiceWorkerContainer,
  report: AppWorkerParts["report"],
): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await container.register(WORKER_SCRIPT, { scope: "/", updateViaCache: "none" });
  } catch (reason) {
    // The display works, and starts only with a network.
    report(`no service worker: ${String(reason)}`);
    return undefined;
  }
}

/**
 * The first page ever loads its configuration before there is a worker to store it, and a display may load no other page
 * before its network fails. (Fonts do the same: src/ui/fonts/store-fonts.ts.)
 */
async function warm(container: ServiceWorkerContainer, { askAgain, report }: AppWorkerParts): Promise<void> {
  if (container.controller !== null) return;
  try {
    await new Promise((resolve) => {
      container.addEventListener("controllerchange", resolve, { once: true });
    });
    await askAgain();
  } catch (reason) {
    report(`storing what the page has loaded: ${String(reason)}`);
  }
}

/** Resolves once a worker is stored, given up, or has taken too long. */
function settled(worker: ServiceWorker, clock: Clock): Promise<void> {
  return inTime(clock, INSTALL_TIMEOUT_MS, (done) => {
    const look = () => {
      if (worker.state === "installing") return;
      worker.removeEventListener("statechange", look);
      done();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function inTime(clock: Clock, limitMs: number, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(limitMs, resolve);
    begin(() => {
      cancel();
      resolve();
    });
  });
}
