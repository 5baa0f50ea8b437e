import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "@playwright/test";

/** Where Debian and others install a Chromium that Playwright can drive. */
const systemChromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The Chromium that tests use: the system's where there is one, else Playwright's own. The path may not exist yet;
 * `ensureChromium` sees to that.
 */
export function chromiumExecutable(): string {
  return systemChromium.find((path) => existsSync(path)) ?? chromium.executablePath();
}

/**
 * Features of Chromium that are off. The first ones prepare what drops down from the address bar, pages of their own, for
 * each window that opens: that takes more of a processor than opening a board does. The others are what Playwright would
 * switch off had it not been asked to: of two such lists Chromium reads the last.
 */
const disabledFeatures = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** How tests, benches and pictures start Chromium: as root too, with no graphics card, asking nobody but the sandbox. */
export function chromiumLaunch(): LaunchOptions {
  return {
    executablePath: chromiumExecutable(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${disabledFeatures.join(",")}`,
    ],
  };
}

/**
 * Gets a browser for the tests where there is none: Debian's package for root on Debian, else Playwright's download.
 *
 * @throws Error that says what to install by hand when neither works.
 */
export function ensureChromium(log: (line: string) => void): void {
  if (existsSync(chromiumExecutable())) return;
  const isDebianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  const steps: readonly (readonly [string, readonly string[]])[] = isDebianRoot
    ? [
        ["apt-get", ["update", "-qq"]],
        ["apt-get", ["install", "-y", "-qq", "chromium"]],
      ]
    : [["npx", ["playwright", "install", "chromium"]]];
  log(`No Chromium for the browser tests: installing it with ${isDebianRoot ? "apt-get" : "playwright install"} ...`);
  try {
    for (const [command, args] of steps) {
      execFileSync(command, args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    }
  } catch (cause) {
    throw new Error("Could not install Chromium. Install it by hand (`apt-get install chromium`) and run again.", {
      cause,
    });
  }
  if (!existsSync(chromiumExecutable())) {
    throw new Error(`Chromium was installed but is not at ${chromiumExecutable()}. Install it by hand and run again.`);
  }
}
