import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import { RETRY_MS } from "../ui/keep-trying";
import { usePlaceNames } from "./use-place-names";

test("codes show until the names are there, which are asked for again where they were lost", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const clock = createManualClock(0);
  const lost = new TypeError("Failed to fetch dynamically imported module");
  const load = vi
    .fn<NonNullable<Parameters<typeof usePlaceNames>[0]>>()
    .mockRejectedValueOnce(lost)
    .mockResolvedValueOnce({ cities: { MSP: "Minneapolis" }, airlines: {} });
  const { result } = renderHook(() => usePlaceNames(load, clock));
  await act(() => clock.advance(RETRY_MS - 1));
  expect(result.current.city("MSP")).toBe("MSP");
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("names"), lost);
  await act(() => clock.advance(1));
  expect(result.current.city("MSP")).toBe("Minneapolis");
});
