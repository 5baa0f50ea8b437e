import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { boardTimeFormat } from "../../flights/board-time";
import { vocabularies } from "../../flights/vocabulary";
import { BoardContext } from "../../state/board-context";
import { LanguageContext } from "../../state/language-context";
import { RETRY_MS } from "../../ui/keep-trying";
import { createDisplay } from "./board-for-tests";
import { PhoneCode } from "./PhoneCode";

afterEach(() => {
  cleanup();
  vi.doUnmock("../../ui/QrCode");
  vi.restoreAllMocks();
});

test("a code whose library is lost on its way leaves its place empty and the board alone, and comes later", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.doMock("../../ui/QrCode", () => {
    throw new Error("the request was lost");
  });
  const display = createDisplay({ name: "departures" });
  render(
    <BoardContext value={display.board}>
      <LanguageContext value={{ words: vocabularies.en, format: boardTimeFormat("America/New_York", "en") }}>
        <PhoneCode />
        <p>Flights</p>
      </LanguageContext>
    </BoardContext>,
  );
  await act(() => vi.dynamicImportSettled());
  expect([screen.queryByText("Flights") !== null, screen.queryByRole("img")]).toEqual([true, null]);
  expect(screen.getByTestId("phone-code")).toBeTruthy();
  vi.doUnmock("../../ui/QrCode");
  await display.wait(RETRY_MS);
  expect((await screen.findByRole("img")).dataset["text"]).toContain("/flights");
  expect(warn).toHaveBeenCalledOnce();
});
