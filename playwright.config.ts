import { defineConfig } from "@playwright/test";
import { chromiumExecutable } from "./e2e/browser.js";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // Every test has a sandbox of its own; two at once would measure each other.
  workers: 1,
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
    trace: "retain-on-failure",
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
