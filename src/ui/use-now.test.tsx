import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { serviceClock } from "../display/service-clock";
import { createManualClock } from "../flights/manual-clock";
import type { Clock } from "../flights/clock";
import { useNow } from "./use-now";

afterEach(cleanup);

function Minute({ clock }: { readonly clock: Clock }) {
  return <p data-testid="now">{useNow(clock, 60_000)}</p>;
}

const shown = () => Number(screen.getByTestId("now").textContent);

test("it is new at every full minute, and only then", async () => {
  const clock = createManualClock(90_000);
  render(<Minute clock={clock} />);
  expect(shown()).toBe(90_000);
  await act(() => clock.advance(29_999));
  expect(shown()).toBe(90_000);
  await act(() => clock.advance(1));
  expect(shown()).toBe(120_000);
  await act(() => clock.advance(60_000));
  expect(shown()).toBe(180_000);
});

test("a clock that is set is followed at once, from then on by its own minutes", async () => {
  const device = createManualClock(90_000);
  const clock = serviceClock(device);
  render(<Minute clock={clock} />);
  act(() => {
    clock.answered(90_000, 90_000, 3_600_030_000);
  });
  expect(shown()).toBe(3_600_030_000);
  await act(() => device.advance(30_000));
  expect(shown()).toBe(3_600_060_000);
});

test("unmounted, it leaves no timer", () => {
  const clock = createManualClock(90_000);
  const { unmount } = render(<Minute clock={clock} />);
  expect(clock.pending).toBe(1);
  unmount();
  expect(clock.pending).toBe(0);
});
