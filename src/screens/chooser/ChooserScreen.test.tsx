import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { initialDraft } from "../../display/display-draft";
import type { JudgeDisplay } from "../../display/panel";
import { stubLayout } from "../../ui/jsdom-layout";
import { ChooserScreen } from "./ChooserScreen";

const origin = "https://boards.example";

beforeEach(() => {
  stubLayout();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function showChooser(judge: JudgeDisplay = () => undefined): void {
  const terminals = [{ code: "A", name: "Terminal A" }];
  render(
    <ChooserScreen
      airport={{ iata: "EWR", name: "Newark Liberty", city: "Newark", timeZone: "America/New_York", terminals }}
      origin={origin}
      initialLanguage="en"
      initialDraft={initialDraft}
      judge={judge}
    />,
  );
}

const address = () => screen.getByTestId<HTMLInputElement>("address");
const type = (text: string) => fireEvent.change(address(), { target: { value: text } });
const paste = (text: string) => {
  type(text);
  fireEvent.blur(address());
};
const choosePanel = (choice: string) => fireEvent.change(screen.getByTestId("panel"), { target: { value: choice } });

test.each([
  { pasted: "/departures?layout=list", choice: "55", expected: "/departures?panel=55" },
  { pasted: "/departures?layout=list", choice: "other", expected: "/departures?panel=50" },
  { pasted: "/departures?layout=pages", choice: "55", expected: "/departures?panel=55&layout=pages" },
])("$pasted, on a panel of $choice, is $expected: nobody scrolls a panel", ({ pasted, choice, expected }) => {
  showChooser();
  paste(pasted);
  choosePanel(choice);
  expect(address().value).toBe(`${origin}${expected}`);
});

test("a panel of another size shows its diagonal, wherever it comes from, and for as long as it is typed", () => {
  const refusal = {
    parameter: "panel",
    expected: { kind: "leastInches", least: 98 },
    actual: "55",
    nearest: "98",
    reason: {
      rule: "ADA 703.5.5",
      millimetres: 57,
      distanceMetres: 3,
      diagonalInches: 55,
      orientation: "landscape",
      rows: 2,
      hasRoom: false,
    },
  } as const;
  showChooser((_, { panel }) => (panel?.diagonalInches === 55 ? refusal : undefined));
  const diagonal = () => screen.queryByRole<HTMLInputElement>("spinbutton", { name: "Diagonal, inches" })?.value;
  const choices = () => [screen.getByTestId<HTMLSelectElement>("panel").value, diagonal()];
  paste("/departures?panel=50");
  expect(choices()).toEqual(["other", "50"]);
  choosePanel("55");
  expect(choices()).toEqual(["55", undefined]);
  fireEvent.click(screen.getByTestId("use-nearest"));
  expect(choices()).toEqual(["other", "98"]);
  fireEvent.change(screen.getByRole("spinbutton", { name: "Diagonal, inches" }), { target: { value: "75" } });
  expect(choices(), "on the way to 75.5").toEqual(["other", "75"]);
});

const backspace = (text: string) => text.slice(0, -1);
const key = (character: string) => (text: string) => text + character;

test.each([
  {
    pasted: "/departures",
    keys: [..."?theme=light"].map(key),
    typed: `${origin}/departures?theme=light`,
    expected: "/departures?theme=light",
    source: "a question mark alone says nothing yet",
  },
  {
    pasted: "/departures?panel=55&distance=3.5",
    keys: [backspace, backspace, key("."), key("2")],
    typed: `${origin}/departures?panel=55&distance=3.2`,
    expected: "/departures?panel=55&distance=3.2",
    source: "3 m, on the way, is where people stand when nothing is said",
  },
  {
    pasted: "/departures",
    keys: [..."?theme=modern"].map(key),
    typed: `${origin}/departures?theme=modern`,
    expected: "/departures",
    source: "what displays do anyway",
  },
])("$typed is typed over $pasted letter by letter ($source)", ({ pasted, keys, typed, expected }) => {
  for (const leave of [() => fireEvent.blur(address()), () => fireEvent.keyDown(address(), { key: "Enter" })]) {
    showChooser();
    paste(pasted);
    for (const press of keys) type(press(address().value));
    expect(address().value).toBe(typed);
    expect(screen.getByTestId("open-display").getAttribute("href")).toBe(expected);
    leave();
    expect(address().value).toBe(`${origin}${expected}`);
    cleanup();
  }
});

test("Enter leaves an address that is none where it is, with what is wrong", () => {
  showChooser();
  type("/departures?terminal=Z");
  fireEvent.keyDown(address(), { key: "Enter" });
  expect(address().value).toBe("/departures?terminal=Z");
  expect(screen.getByTestId("address-fault").textContent).toContain("terminal");
});

/** Lets promises that are settled be heard. */
const settled = () => act(() => Promise.resolve());

test("copies the address", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  showChooser();
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  await settled();
  expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
  expect(writeText).toHaveBeenCalledWith(`${origin}/departures`);
});

test.each([
  { navigator: {}, source: "plain http has no clipboard" },
  { navigator: { clipboard: { writeText: () => Promise.reject(new Error("denied")) } }, source: "it is not allowed" },
])("selects the address that cannot be copied: $source", async ({ navigator }) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.stubGlobal("navigator", navigator);
  showChooser();
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  await settled();
  expect(warn).toHaveBeenCalledOnce();
  const { value, selectionStart, selectionEnd } = address();
  expect(document.activeElement).toBe(address());
  expect([selectionStart, selectionEnd]).toEqual([0, value.length]);
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});
