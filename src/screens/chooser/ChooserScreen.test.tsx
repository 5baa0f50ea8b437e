import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { initialDraft } from "../../display/display-draft";
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

function showChooser(): void {
  const terminals = [{ code: "A", name: "Terminal A" }];
  render(
    <ChooserScreen
      airport={{ iata: "EWR", name: "Newark Liberty", city: "Newark", timeZone: "America/New_York", terminals }}
      origin={origin}
      initialLanguage="en"
      initialDraft={initialDraft}
      judge={() => undefined}
    />,
  );
}

const address = () => screen.getByTestId<HTMLInputElement>("address");
const paste = (text: string) => {
  fireEvent.change(address(), { target: { value: text } });
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
