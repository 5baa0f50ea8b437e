import { expect, test, vi } from "vitest";
import { createFakeCompanies } from "../api/companies-api-fake";
import { createManualClock } from "../flights/manual-clock";
import { AWAY_MS, createCompaniesEvents, LATE_CONNECTION_MS } from "./companies-events";

function setUp() {
  const clock = createManualClock(0);
  const api = createFakeCompanies([], []);
  const events = createCompaniesEvents(api, clock, document);
  const stop = events.start();
  const tell = (what: "connected" | "disconnected" | "updated") => {
    for (const listener of api.listeners) listener[what]();
  };
  const occasions = () => events.state.getState().occasion;
  return { clock, api, events, stop, tell, occasions };
}

test("new data are an occasion to look again, and so is every connection but a prompt first one", () => {
  const { tell, occasions, events } = setUp();
  tell("connected");
  expect([occasions(), events.state.getState().connected]).toEqual([0, true]);
  tell("updated");
  expect(occasions()).toBe(1);
  tell("disconnected");
  expect([occasions(), events.state.getState().connected]).toEqual([1, false]);
  tell("connected");
  expect(occasions()).toBe(2);
});

test("a first connection that took long may have missed something", async () => {
  const { clock, tell, occasions } = setUp();
  await clock.advance(LATE_CONNECTION_MS + 1);
  tell("connected");
  expect(occasions()).toBe(1);
});

test("a page that was out of sight for a minute looks again when it is looked at", async () => {
  const { clock, occasions, stop } = setUp();
  const visibility = vi.spyOn(document, "visibilityState", "get");
  const become = (state: DocumentVisibilityState) => {
    visibility.mockReturnValue(state);
    document.dispatchEvent(new Event("visibilitychange"));
  };
  become("hidden");
  await clock.advance(AWAY_MS - 1);
  become("visible");
  expect(occasions()).toBe(0);
  become("hidden");
  await clock.advance(AWAY_MS);
  become("visible");
  expect(occasions()).toBe(1);
  stop();
  become("hidden");
  await clock.advance(AWAY_MS);
  become("visible");
  expect(occasions()).toBe(1);
  visibility.mockRestore();
});

test("once stopped it listens to nobody", () => {
  const { api, stop } = setUp();
  stop();
  expect(api.listeners.size).toBe(0);
});
