import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openBoard } from "./board.js";
import { flightDay } from "./flight-day.js";
import { publish } from "./publisher.js";
import { startSandbox } from "./sandbox.js";

const sizes = [
  { name: "1920x1080", width: 1920, height: 1080 },
  { name: "1080x1920", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];

test("axe finds nothing on the departures board, with flights and without", async ({ page }) => {
  const sandbox = await startSandbox();
  try {
    const findings = async (): Promise<string[]> =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    await openBoard(page, sandbox.url);
    await expect(page.getByTestId("no-flights")).toBeVisible();
    expect(await findings()).toEqual([]);

    const day = flightDay("accessibility-1", new Date(), 12);
    await publish(sandbox, [...day.schedule, ...day.events]);
    await expect(page.locator("[data-flight]")).toHaveCount(12);
    for (const { name, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      await expect(page.locator("[data-flight]").first(), name).toBeVisible();
      expect(await findings(), name).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  } finally {
    await sandbox.dispose();
  }
});
