import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createManualClock, settlePromises } from "../../flights/manual-clock";
import type { Language } from "../../flights/vocabulary";
import { RETRY_MS } from "../keep-trying";
import { addLanguageFaces, loadLanguageFonts } from "./language-fonts";
import { useLanguageFonts } from "./use-language-fonts";

vi.mock("./language-fonts");

const languages: readonly Language[] = ["en", "zh"];

function stubWidth(narrow: boolean): void {
  vi.stubGlobal("matchMedia", () => ({ matches: narrow }));
}

beforeEach(() => {
  vi.mocked(loadLanguageFonts).mockReset().mockResolvedValue();
  vi.mocked(addLanguageFaces).mockReset().mockResolvedValue();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  stubWidth(false);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a wall loads the fonts of all its languages before their turn, once", async () => {
  const clock = createManualClock(0);
  const { rerender } = renderHook(() => {
    useLanguageFonts([...languages], clock);
  });
  rerender();
  await clock.advance(10 * RETRY_MS);
  expect(vi.mocked(loadLanguageFonts).mock.calls).toEqual([["en"], ["zh"]]);
  expect(clock.pending).toBe(0);
});

test("a phone only learns of them", () => {
  stubWidth(true);
  const clock = createManualClock(0);
  renderHook(() => {
    useLanguageFonts(languages, clock);
  });
  expect(vi.mocked(addLanguageFaces).mock.calls).toEqual([["en"], ["zh"]]);
  expect(loadLanguageFonts).not.toHaveBeenCalled();
});

test("a page that somebody reads loads what it shows", () => {
  const clock = createManualClock(0);
  renderHook(() => {
    useLanguageFonts(["ja"], clock, "shown");
  });
  expect(vi.mocked(addLanguageFaces).mock.calls).toEqual([["ja"]]);
  expect(loadLanguageFonts).not.toHaveBeenCalled();
});

test("what does not load is tried until it is there", async () => {
  const clock = createManualClock(0);
  vi.mocked(loadLanguageFonts)
    .mockRejectedValueOnce(new Error("no network"))
    .mockRejectedValueOnce(new Error("no network"));
  renderHook(() => {
    useLanguageFonts(["zh"], clock);
  });
  await clock.advance(RETRY_MS - 1);
  expect(loadLanguageFonts).toHaveBeenCalledTimes(1);
  await clock.advance(1);
  expect(loadLanguageFonts).toHaveBeenCalledTimes(2);
  await clock.advance(RETRY_MS);
  expect(loadLanguageFonts).toHaveBeenCalledTimes(3);
  await clock.advance(10 * RETRY_MS);
  expect(loadLanguageFonts).toHaveBeenCalledTimes(3);
  expect(console.warn).toHaveBeenCalledTimes(2);
});

test("a display that is gone tries no more", async () => {
  const clock = createManualClock(0);
  vi.mocked(loadLanguageFonts).mockRejectedValue(new Error("no network"));
  const { unmount } = renderHook(() => {
    useLanguageFonts(languages, clock);
  });
  await settlePromises();
  expect(clock.pending).toBe(2);
  unmount();
  expect(clock.pending).toBe(0);
});
