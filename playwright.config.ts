import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./e2e/browser.js";

/**
 * The longest specs, in the order in which they begin: one that keeps a processor busy beside one that mostly waits. Of two
 * that wait, the processors would have nothing to do; and last in order, a long one would be alone at the end.
 */
const longest = [
  ["accessibility", "trust"],
  ["board-fit", "find-time"],
  ["companies", "storm"],
].map((pair) => pair.map((name) => `**/${name}.spec.ts`));

export default defineConfig({
  testDir: "e2e",
  // Tests of a project begin in the order of the projects.
  projects: [
    ...longest.map((pair, place) => ({ name: `long ${String(place + 1)}`, testMatch: pair })),
    { name: "short", testMatch: "**/*.spec.ts", testIgnore: longest.flat() },
  ],
  // Every spec has sandboxes of its own, and mostly waits for them.
  workers: 2,
  fullyParallel: false,
  // A flake is a fault to find, not to try again.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    // To store the whole app in every test's new browser takes longer than most tests: those that are about it allow it.
    serviceWorkers: "block",
    viewport: { width: 1920, height: 1080 },
    // A trace takes a picture of every frame, which costs more than the tests: ask for one with --trace on.
    trace: "off",
    launchOptions: chromiumLaunch(),
  },
});
