import { defineConfig } from "@playwright/test";
import { chromiumExecutable } from "./e2e/browser.js";

/** Specs that hold times to a limit, or count on the machine to be theirs: two at once would measure each other. */
const measured = ["find-time", "live-update", "offline", "operations", "outage", "storm", "trust"].map(
  (name) => `**/${name}.spec.ts`,
);

/** Every spec has sandboxes of its own. `npm run test:e2e` runs the two projects one after the other. */
export default defineConfig({
  testDir: "e2e",
  projects: [
    { name: "alone", testMatch: measured, workers: 1 },
    { name: "together", testMatch: "**/*.spec.ts", testIgnore: measured },
  ],
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
    viewport: { width: 1920, height: 1080 },
    // A trace takes a picture of every frame, which costs more than the tests: ask for one with --trace on.
    trace: "off",
    launchOptions: {
      executablePath: chromiumExecutable(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
