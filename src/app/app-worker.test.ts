import { expect, test } from "vitest";
import { createManualClock, settlePromises } from "../flights/manual-clock";
import { INSTALL_TIMEOUT_MS, registerAppWorker, TAKE_OVER_TIMEOUT_MS } from "./app-worker";

/** A worker of which tests decide the state. */
class FakeWorker extends EventTarget {
  readonly messages: unknown[] = [];

  constructor(public state: ServiceWorkerState) {
    super();
  }

  postMessage(message: unknown): void {
    this.messages.push(message);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class FakeRegistration {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  next: FakeWorker | null = null;
  fails = false;

  update(): Promise<void> {
    if (this.fails) return Promise.reject(new TypeError("no network"));
    this.installing = this.next;
    return Promise.resolve();
  }
}

class FakeContainer extends EventTarget {
  controller: object | null = null;
  readonly registration = new FakeRegistration();
  readonly registered: unknown[] = [];
  refuses = false;

  register(script: string, options: object): Promise<FakeRegistration> {
    this.registered.push([script, options]);
    return this.refuses
      ? Promise.reject(new DOMException("insecure", "SecurityError"))
      : Promise.resolve(this.registration);
  }
}

function createBench(container: FakeContainer | undefined = new FakeContainer()) {
  const clock = createManualClock(0);
  const asked: number[] = [];
  const reports: string[] = [];
  const worker = registerAppWorker({
    container: container as unknown as ServiceWorkerContainer | undefined,
    clock,
    askAgain: () => {
      asked.push(clock.now());
      return Promise.resolve();
    },
    report: (message) => reports.push(message),
  });
  return { asked, clock, container, reports, worker };
}

test("it is registered for the whole app, and its script is never taken from a cache", async () => {
  const { container, worker } = createBench();
  expect(container.registered).toEqual([["/service-worker.js", { scope: "/", updateViaCache: "none" }]]);
  expect(await worker.update()).toBe("current");
});

test.each([
  { where: "a browser without workers", container: undefined, said: 0 },
  { where: "a page that may have none", container: Object.assign(new FakeContainer(), { refuses: true }), said: 1 },
])("$where shows flights all the same", async ({ container, said }) => {
  const clock = createManualClock(0);
  const reports: string[] = [];
  const worker = registerAppWorker({
    container: container as unknown as ServiceWorkerContainer | undefined,
    clock,
    askAgain: () => Promise.resolve(),
    report: (message) => reports.push(message),
  });
  expect(await worker.update()).toBe("none");
  await worker.takeOver();
  expect(reports).toHaveLength(said);
});

test("what the first page loaded before there was a worker is asked for again once there is one", async () => {
  const { asked, container } = createBench();
  await settlePromises();
  expect(asked).toEqual([]);
  container.controller = {};
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(asked).toHaveLength(1);
});

test("a page that came from the worker has nothing to store", async () => {
  const { asked, container } = createBench(Object.assign(new FakeContainer(), { controller: {} }));
  container.dispatchEvent(new Event("controllerchange"));
  await settlePromises();
  expect(asked).toEqual([]);
});

test("a later version is waited for until it is stored", async () => {
  const { container, worker } = createBench();
  const { registration } = container;
  const installing = new FakeWorker("installing");
  registration.next = installing;
  const state = worker.update();
  await settlePromises();
  registration.installing = null;
  registration.waiting = installing;
  installing.become("installed");
  expect(await state).toBe("waiting");
});

test("one that cannot be stored, or not in time, is none yet", async () => {
  const { clock, container, worker } = createBench();
  const { registration } = container;
  const installing = new FakeWorker("installing");
  registration.next = installing;
  const given = worker.update();
  await settlePromises();
  installing.become("redundant");
  expect(await given).toBe("current");
  registration.next = new FakeWorker("installing");
  const endless = worker.update();
  await clock.advance(INSTALL_TIMEOUT_MS);
  expect(await endless).toBe("current");
});

test("no network while looking is said, and what waits already still waits", async () => {
  const { container, reports, worker } = createBench();
  container.registration.fails = true;
  container.registration.waiting = new FakeWorker("installed");
  expect(await worker.update()).toBe("waiting");
  expect(reports).toEqual([expect.stringContaining("no network")]);
});

test("the waiting version is told to take over, and is waited for, but not for ever", async () => {
  const { clock, container, worker } = createBench();
  const waiting = new FakeWorker("installed");
  container.registration.waiting = waiting;
  let over = false;
  const taking = worker.takeOver().then(() => (over = true));
  await settlePromises();
  expect([waiting.messages, over]).toEqual([[{ type: "TAKE_OVER" }], false]);
  container.dispatchEvent(new Event("controllerchange"));
  await taking;
  expect([over, clock.pending]).toEqual([true, 0]);
  const deaf = worker.takeOver();
  await clock.advance(TAKE_OVER_TIMEOUT_MS);
  await deaf;
});
