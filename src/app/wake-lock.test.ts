import { expect, test } from "vitest";
import { createManualClock, settlePromises } from "../flights/manual-clock";
import { ASK_AGAIN_MS, keepAwake } from "./wake-lock";

/** A browser that grants locks and takes them back when the page is hidden. */
function createBrowser() {
  const clock = createManualClock(0);
  const listeners = new Set<() => void>();
  const reports: string[] = [];
  let requests = 0;
  let held: EventTarget | undefined;
  let refuse = false;
  let visibility: DocumentVisibilityState = "visible";
  const release = () => {
    const lock = held;
    held = undefined;
    lock?.dispatchEvent(new Event("release"));
    return Promise.resolve();
  };
  const stop = keepAwake({
    wakeLock: {
      request: () => {
        requests += 1;
        if (refuse) return Promise.reject(new DOMException("battery", "NotAllowedError"));
        held = Object.assign(new EventTarget(), { release });
        return Promise.resolve(held as WakeLockSentinel);
      },
    },
    page: {
      get visibilityState() {
        return visibility;
      },
      addEventListener: (_type: string, listener: unknown) => {
        listeners.add(listener as () => void);
      },
      removeEventListener: (_type: string, listener: unknown) => {
        listeners.delete(listener as () => void);
      },
    },
    clock,
    report: (message) => reports.push(message),
  });
  const show = async (next: DocumentVisibilityState) => {
    visibility = next;
    if (next === "hidden") await release();
    for (const listener of [...listeners]) listener();
    await settlePromises();
  };
  return {
    stop,
    show,
    release,
    clock,
    reports,
    listeners,
    isHeld: () => held !== undefined,
    requests: () => requests,
    refuse: (next: boolean) => {
      refuse = next;
    },
  };
}

test("the screen is kept on, again each time that the page comes into sight", async () => {
  const { isHeld, requests, show } = createBrowser();
  await settlePromises();
  expect(isHeld()).toBe(true);
  for (let time = 0; time < 3; time += 1) {
    await show("hidden");
    expect(isHeld()).toBe(false);
    await show("visible");
    expect(isHeld()).toBe(true);
  }
  await show("visible");
  expect(requests(), "not while it is held").toBe(4);
});

test("one that is refused is asked for again: a battery is charged, and a kiosk is never hidden", async () => {
  const { clock, isHeld, refuse, release, reports, requests, stop } = createBrowser();
  await settlePromises();
  refuse(true);
  await release();
  await clock.advance(3 * ASK_AGAIN_MS);
  expect([isHeld(), requests()]).toEqual([false, 4]);
  expect(reports.length, "said once").toBe(1);
  refuse(false);
  await clock.advance(ASK_AGAIN_MS);
  expect(isHeld()).toBe(true);
  refuse(true);
  await release();
  stop();
  const before = requests();
  await clock.advance(5 * ASK_AGAIN_MS);
  expect(requests(), "not after its end").toBe(before);
});

test("a lock that is taken back in sight is asked for again, not at once", async () => {
  const { clock, isHeld, release, requests } = createBrowser();
  await settlePromises();
  await release();
  await clock.advance(ASK_AGAIN_MS - 1);
  expect([isHeld(), requests()]).toEqual([false, 1]);
  await clock.advance(1);
  expect(isHeld()).toBe(true);
});

test("a refusal is said, and does no harm", async () => {
  const { isHeld, refuse, reports, show } = createBrowser();
  await settlePromises();
  refuse(true);
  await show("hidden");
  await show("visible");
  expect(reports).toEqual([expect.stringContaining("NotAllowedError")]);
  refuse(false);
  await show("visible");
  expect(isHeld()).toBe(true);
});

test("stopping lets the screen go dark and listens no more", async () => {
  const { clock, isHeld, listeners, stop } = createBrowser();
  await settlePromises();
  stop();
  await settlePromises();
  expect([isHeld(), listeners.size, clock.pending]).toEqual([false, 0, 0]);
});

test("a browser without wake locks shows flights", () => {
  const stop = keepAwake({ wakeLock: undefined, page: document, clock: createManualClock(0), report: () => undefined });
  expect(stop).not.toThrow();
});
