import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

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
