import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import { ErrorBoundary, HOPELESS, LONGEST_RECOVERY_MS, RECOVERED_MS, RECOVERY_MS } from "./ErrorBoundary";

beforeEach(() => {
  // React tells the console of every error that a boundary catches.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Every pause until the display is to begin anew. React renders once in each step of time. */
const pauses = Array.from({ length: HOPELESS - 1 }, (_, failures) => RECOVERY_MS * 2 ** failures);

function createBench(startOver = () => Promise.resolve(false)) {
  const clock = createManualClock(0);
  let breaks = true;
  let starts = 0;
  const Board = () => {
    if (breaks) throw new Error("broken");
    return <p>Flights</p>;
  };
  render(
    <ErrorBoundary
      clock={clock}
      startOver={() => {
        starts += 1;
        return startOver();
      }}
    >
      <Board />
    </ErrorBoundary>,
  );
  return {
    clock,
    starts: () => starts,
    mend: () => {
      breaks = false;
    },
    pass: (ms: number) => act(() => clock.advance(ms)),
    isFailing: () => screen.queryByTestId("failure") !== null,
  };
}

test("a display that breaks says so, and starts again by itself", async () => {
  const { isFailing, mend, pass } = createBench();
  expect(isFailing()).toBe(true);
  mend();
  await pass(RECOVERY_MS - 1);
  expect(isFailing()).toBe(true);
  await pass(1);
  expect(screen.getByText("Flights")).toBeTruthy();
});

test("the pauses grow, to a minute", async () => {
  const { clock, isFailing, pass } = createBench();
  for (const pause of [RECOVERY_MS, 2 * RECOVERY_MS, 4 * RECOVERY_MS, 8 * RECOVERY_MS, LONGEST_RECOVERY_MS]) {
    const caught = vi.mocked(console.error).mock.calls.length;
    await pass(pause - 1);
    expect(vi.mocked(console.error).mock.calls.length).toBe(caught);
    await pass(1);
    expect(vi.mocked(console.error).mock.calls.length).toBeGreaterThan(caught);
    expect([isFailing(), clock.pending]).toEqual([true, 1]);
  }
});

test("in the end it begins anew as a new page; where that would not come back, it goes on trying", async () => {
  const { isFailing, mend, pass, starts } = createBench();
  for (const pause of pauses) await pass(pause);
  expect(starts()).toBe(0);
  await pass(RECOVERY_MS * 2 ** (HOPELESS - 1));
  expect([starts(), isFailing()]).toEqual([1, true]);
  mend();
  await pass(LONGEST_RECOVERY_MS);
  expect([starts(), isFailing()]).toEqual([2, false]);
});

test("once the new page is on its way, this one does nothing more", async () => {
  const { clock, pass, starts } = createBench(() => Promise.resolve(true));
  for (const pause of [...pauses, RECOVERY_MS * 2 ** (HOPELESS - 1)]) await pass(pause);
  expect([starts(), clock.pending]).toEqual([1, 0]);
});

test("a display that was well for a while begins with short pauses again", async () => {
  const clock = createManualClock(0);
  let breaks = true;
  const Board = () => {
    if (breaks) throw new Error("broken");
    return <p>Flights</p>;
  };
  const shown = () => (
    <ErrorBoundary clock={clock} startOver={() => Promise.resolve(false)}>
      <Board />
    </ErrorBoundary>
  );
  const { rerender } = render(shown());
  await act(() => clock.advance(RECOVERY_MS));
  breaks = false;
  await act(() => clock.advance(2 * RECOVERY_MS));
  await act(() => clock.advance(RECOVERED_MS));
  breaks = true;
  rerender(shown());
  expect(screen.queryByTestId("failure")).not.toBeNull();
  breaks = false;
  await act(() => clock.advance(RECOVERY_MS));
  expect(screen.queryByTestId("failure")).toBeNull();
});
