import { expect, test } from "vitest";
import { createManualClock, settlePromises } from "../flights/manual-clock";
import {
  CHECK_AGAIN_MS,
  createSessionStore,
  SETTLE_MS,
  userKey,
  WATCH_MS,
  type AuthService,
  type SignedInUser,
} from "./session-store";

const ada: SignedInUser = { sub: "1", name: "ada@airport.example", groups: ["developer"] };
const grace: SignedInUser = { sub: "2", name: "grace@airport.example", groups: ["businessAnalyst"] };

const failing = () => Promise.reject(new TypeError("Failed to fetch"));

function setUp(first: SignedInUser | undefined) {
  const clock = createManualClock(0);
  let tell: (change: "perhaps" | "signedOut") => void = () => undefined;
  const world = {
    user: first,
    answers: [] as Promise<SignedInUser | undefined>[],
    isReachable: true,
    asked: 0,
    signedOut: [] as string[],
    signingOut: Promise.resolve(),
  };
  const auth: AuthService = {
    user() {
      world.asked += 1;
      // As Amplify does: it tells of the failure before it rejects.
      if (!world.isReachable) tell("perhaps");
      return world.isReachable ? (world.answers.shift() ?? Promise.resolve(world.user)) : failing();
    },
    onChange(listener) {
      tell = listener;
      return () => {
        tell = () => undefined;
      };
    },
    async signOut(where) {
      world.signedOut.push(where);
      await world.signingOut;
      world.user = undefined;
    },
    secondFactor: {
      isOn: () => Promise.resolve(false),
      begin: () => Promise.reject(new Error("not here")),
      confirm: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
  };
  const forgotten: string[] = [];
  const reported: string[] = [];
  const store = createSessionStore({
    auth,
    clock,
    forget: (user) => forgotten.push(user.sub),
    report: (message) => reported.push(message),
  });
  const stop = store.start();
  const become = async (user: SignedInUser | undefined) => {
    world.user = user;
    tell("perhaps");
    await clock.advance(SETTLE_MS);
  };
  return {
    reported,
    clock,
    world,
    store,
    stop,
    forgotten,
    become,
    tell: (change: "perhaps" | "signedOut") => tell(change),
  };
}

test("finds nobody, then whoever signs in", async () => {
  const { store, become } = setUp(undefined);
  expect(store.state.getState()).toEqual({ kind: "checking" });
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "signedOut" });
  await become(ada);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
});

test("a session that runs out keeps its user, and nothing is forgotten when that user comes back", async () => {
  const { store, forgotten, become } = setUp(ada);
  await settlePromises();
  await become(undefined);
  expect(store.state.getState()).toEqual({ kind: "expired", user: ada });
  await become({ ...ada });
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
  expect(forgotten).toEqual([]);
});

test.each([
  { who: "another user", next: grace },
  { who: "the same user in another group", next: { ...ada, groups: ["businessAnalyst"] } },
])("$who gets nothing of the one before, session run out or not", async ({ next }) => {
  for (const expires of [true, false]) {
    const { store, forgotten, become } = setUp(ada);
    await settlePromises();
    if (expires) await become(undefined);
    await become(next);
    expect(store.state.getState()).toEqual({ kind: "signedIn", user: next });
    expect(forgotten).toEqual([ada.sub]);
  }
});

test("groups in another order are the same groups", () => {
  expect(userKey({ ...ada, groups: ["a", "b"] })).toBe(userKey({ ...ada, groups: ["b", "a"] }));
  expect(userKey({ ...ada, groups: ["a"] })).not.toBe(userKey({ ...ada, groups: ["a", "b"] }));
});

test("signing out hides everything at once, before the user pool has answered", async () => {
  const { world, store, forgotten } = setUp(ada);
  await settlePromises();
  let answer: () => void = () => undefined;
  world.signingOut = new Promise((resolve) => {
    answer = resolve;
  });
  const done = store.signOut("everywhere");
  expect(store.state.getState()).toEqual({ kind: "signingOut" });
  expect(forgotten).toEqual([ada.sub]);
  answer();
  await done;
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "signedOut" });
  expect(world.signedOut).toEqual(["everywhere"]);
});

test("a sign-out in another tab is one here, not a session that ran out", async () => {
  const { store, forgotten, world, tell } = setUp(ada);
  await settlePromises();
  world.user = undefined;
  tell("signedOut");
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "signedOut" });
  expect(forgotten).toEqual([ada.sub]);
});

test("an answer that comes late, after a sign-out, brings nobody back", async () => {
  const { world, store, tell } = setUp(ada);
  await settlePromises();
  let answer: (user: SignedInUser) => void = () => undefined;
  world.answers.push(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  store.check();
  tell("signedOut");
  answer(ada);
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "signedOut" });
});

test("of two answers the one to the later question counts", async () => {
  const { world, store } = setUp(ada);
  await settlePromises();
  let answer: (user: SignedInUser) => void = () => undefined;
  world.answers.push(
    new Promise((resolve) => {
      answer = resolve;
    }),
    Promise.resolve(grace),
  );
  store.check();
  store.check();
  await settlePromises();
  answer(ada);
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: grace });
});

test("where nobody can tell who is signed in, it is asked again, and a known user stays", async () => {
  const { clock, world, store, reported } = setUp(undefined);
  await settlePromises();
  world.answers.push(failing());
  store.check();
  await settlePromises();
  expect(store.state.getState()).toEqual({ kind: "unreachable" });
  world.user = ada;
  await clock.advance(CHECK_AGAIN_MS);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
  world.answers.push(failing());
  store.check();
  await settlePromises();

  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
  expect(reported).toHaveLength(2);
});

test("a user pool that cannot be reached is asked every 3 s, though each failure tells of a change", async () => {
  const { clock, world, store } = setUp(ada);
  await settlePromises();
  world.isReachable = false;
  world.asked = 0;
  store.check();
  await clock.advance(10 * CHECK_AGAIN_MS);
  expect(world.asked).toBe(11);
  world.isReachable = true;
  await clock.advance(CHECK_AGAIN_MS);
  expect([world.asked, store.state.getState()]).toEqual([12, { kind: "signedIn", user: ada }]);
});

test("the end of a session and another group are noticed though nothing is told", async () => {
  const { clock, world, store, forgotten } = setUp(ada);
  await settlePromises();
  world.user = { ...ada, groups: ["businessAnalyst"] };
  await clock.advance(WATCH_MS);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: world.user });
  expect(forgotten).toEqual([ada.sub]);
  await clock.advance(WATCH_MS);
  const user = world.user;
  world.user = undefined;
  await clock.advance(WATCH_MS);
  expect(store.state.getState()).toEqual({ kind: "expired", user });
});

test("a change that is told of while it is being found out who is signed in is looked at", async () => {
  const { clock, world, store, tell } = setUp(ada);
  let answer: (user: SignedInUser) => void = () => undefined;
  world.answers.push(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  await clock.advance(WATCH_MS);
  world.user = grace;
  tell("perhaps");
  answer(ada);
  await clock.advance(SETTLE_MS);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: grace });
});

test("a network that is away when the session is looked at throws nobody out", async () => {
  const { clock, world, store, forgotten } = setUp(ada);
  await settlePromises();
  world.isReachable = false;
  await clock.advance(3 * WATCH_MS);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
  world.isReachable = true;
  await clock.advance(WATCH_MS);
  expect([store.state.getState(), forgotten]).toEqual([{ kind: "signedIn", user: ada }, []]);
});

test("a sign-out that ends once it is stopped looks no further, and nor does a page that has gone", async () => {
  const { clock, stop, store, world } = setUp(ada);
  await settlePromises();
  let answer: () => void = () => undefined;
  world.signingOut = new Promise((resolve) => {
    answer = resolve;
  });
  const done = store.signOut("here");
  stop();
  world.asked = 0;
  answer();
  await done;
  store.check();
  await clock.advance(WATCH_MS);
  expect([store.state.getState(), world.asked, clock.pending]).toEqual([{ kind: "signedOut" }, 0, 0]);
});

test("started again, it goes on", async () => {
  const { clock, stop, store, world } = setUp(undefined);
  await settlePromises();
  stop();
  const stopAgain = store.start();
  world.user = ada;
  await clock.advance(WATCH_MS);
  expect(store.state.getState()).toEqual({ kind: "signedIn", user: ada });
  stopAgain();
  expect(clock.pending).toBe(0);
});

test("once stopped it does nothing more", async () => {
  const { clock, stop, become, store } = setUp(undefined);
  await settlePromises();
  stop();
  await become(ada);
  expect(store.state.getState()).toEqual({ kind: "signedOut" });
  expect(clock.pending).toBe(0);
});
