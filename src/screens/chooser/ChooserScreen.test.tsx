import { cleanup, fireEvent, render, screen } from "@testing-library/react";
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
