import { describe, expect, it } from "vitest";
import { problem } from "./problem.js";

describe("problem", () => {
  it.each<{ came: unknown; expected: string; source: string }>([
    { came: undefined, expected: "nothing", source: "absent" },
    { came: 0, expected: "0", source: "JSON" },
    { came: "a b", expected: '"a b"', source: "JSON" },
    { came: "x".repeat(58), expected: `"${"x".repeat(58)}"`, source: "60 characters with its quotes" },
    { came: "x".repeat(59), expected: `"${"x".repeat(59)}…`, source: "cut after 60" },
    { came: "x".repeat(58) + "😀", expected: `"${"x".repeat(58)}…`, source: "a pair across the cut is left out" },
    { came: "x".repeat(57) + "😀y", expected: `"${"x".repeat(57)}😀…`, source: "a pair before the cut is whole" },
  ])("shows what came: $source", ({ came, expected }) => {
    expect(problem("message", "less", came, "Shorten it.").problem).toBe(
      `message: expected less, got ${expected}. Shorten it.`,
    );
  });
});
