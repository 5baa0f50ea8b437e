import { expect, test } from "vitest";
import { isPreview } from "./preview";

test("a page in a frame of the chooser is a preview, one in a window of its own is none", () => {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const { contentWindow } = frame;
  if (contentWindow === null) throw new Error("expected a window in the frame");
  expect(isPreview(contentWindow)).toBe(true);
  expect(isPreview(window)).toBe(false);
});

test("in a frame of another origin it is a display: a browser does not show it the frame", () => {
  expect(isPreview({ frameElement: null })).toBe(false);
});
