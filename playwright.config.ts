import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./e2e/browser.js";

/** Specs that take longest: last in order, one worker would have nothing left to do beside them. */
const longest = ["accessibility", "board-fit", "find-time", "lake", "storm", "trust"].map(
  (name) => `**/${name}.spec.ts`,
);

export default defineConfig({
  testDir: "e2e",
  // Tests of a project begin in the order of the projects.
  projects: [
    { name: "long", testMatch: longest },
    { name: "short", testMatch: "**/*.spec.ts", testIgnore: longest },
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
