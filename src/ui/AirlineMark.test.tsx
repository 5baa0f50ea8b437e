import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AirlineMark } from "./AirlineMark";

afterEach(cleanup);

const marks = new Map([
  ["UA", "/marks/UA.svg"],
  ["BA", "/marks/BA.svg"],
]);

function image(container: HTMLElement): HTMLImageElement {
  const found = container.querySelector("img");
  if (found === null) throw new Error("expected an image, came none");
  return found;
}

/** What a passenger sees: the address of an image in view, or text. */
function seen(container: HTMLElement): string {
  const shown = [...container.querySelectorAll("img")].find((each) => !each.hidden);
  return shown?.getAttribute("src") ?? container.textContent;
}

test("shows the code until the image is there, then the image alone", () => {
  const { container } = render(<AirlineMark carrier="UA" name="United Airlines" marks={marks} />);
  expect(seen(container)).toBe("UA");
  fireEvent.load(image(container));
  expect(seen(container)).toBe("/marks/UA.svg");
  expect(container.textContent).toBe("");
});

test("a broken image goes and leaves the code", () => {
  const { container } = render(<AirlineMark carrier="UA" name="United Airlines" marks={marks} />);
  fireEvent.error(image(container));
  expect(container.querySelector("img")).toBeNull();
  expect(seen(container)).toBe("UA");
});

test("a broken image leaves nothing where nothing is wanted", () => {
  const { container } = render(<AirlineMark carrier="UA" marks={marks} otherwise="nothing" />);
  expect(seen(container)).toBe("");
  fireEvent.error(image(container));
  expect(container.childElementCount).toBe(0);
});

test("asks for no image of an airline that the deployment has none of", () => {
  const { container } = render(<AirlineMark carrier="LH" name="Lufthansa" marks={marks} />);
  expect(container.querySelector("img")).toBeNull();
  expect(seen(container)).toBe("LH");
  expect(render(<AirlineMark carrier="LH" marks={marks} otherwise="nothing" />).container.childElementCount).toBe(0);
});

test("a place that gets another airline shows nothing of the one before", () => {
  const { container, rerender } = render(<AirlineMark carrier="UA" marks={marks} />);
  fireEvent.load(image(container));
  rerender(<AirlineMark carrier="BA" marks={marks} />);
  expect(seen(container)).toBe("BA");
  fireEvent.load(image(container));
  expect(seen(container)).toBe("/marks/BA.svg");
  rerender(<AirlineMark carrier="LH" marks={marks} />);
  expect(seen(container)).toBe("LH");
});

test("a broken image of one airline does not hide that of another, and is tried again later", () => {
  const { container, rerender, unmount } = render(<AirlineMark carrier="UA" marks={marks} />);
  fireEvent.error(image(container));
  rerender(<AirlineMark carrier="BA" marks={marks} />);
  fireEvent.load(image(container));
  expect(seen(container)).toBe("/marks/BA.svg");
  unmount();
  const again = render(<AirlineMark carrier="UA" marks={marks} />).container;
  expect(image(again).getAttribute("src")).toBe("/marks/UA.svg");
});

test("is called by its name, image or not, and is an ornament without one", () => {
  const { container } = render(<AirlineMark carrier="UA" name="United Airlines" marks={marks} />);
  expect(screen.getAllByRole("img").map((mark) => mark.getAttribute("aria-label"))).toEqual(["United Airlines"]);
  fireEvent.load(image(container));
  expect(screen.getAllByRole("img").map((mark) => mark.getAttribute("aria-label"))).toEqual(["United Airlines"]);
  cleanup();
  render(<AirlineMark carrier="UA" marks={marks} />);
  expect(screen.queryAllByRole("img")).toEqual([]);
});
