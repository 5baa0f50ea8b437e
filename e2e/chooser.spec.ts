import { expect, test } from "@playwright/test";
import { axeFindings } from "./axe-findings.js";
import { openBoard } from "./board.js";
import { pressByKeyboard, tabTo } from "./keyboard.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

test.use({ locale: "en-US" });

let sandbox: SandboxProcess;

test.beforeAll(async () => {
  sandbox = await startSandbox();
});

test.afterAll(async () => {
  await sandbox.dispose();
});

test("the chooser gives the address of a display, which is all that a kiosk needs", async ({ page, context }) => {
  await page.goto(sandbox.url);
  const chooser = page.getByTestId("chooser");
  await expect(chooser).toBeVisible();
  const address = page.getByTestId("address");
  await expect(address).toHaveValue(`${sandbox.url}/departures`);

  await page.locator("[data-choice=arrivals]").click();
  await page.getByRole("combobox", { name: "Terminal", exact: true }).selectOption("B");
  await page.locator("[data-language=de] input").check();
  await page.locator("[data-choice=light]").click();
  await expect(address).toHaveValue(`${sandbox.url}/arrivals?terminal=B&lang=en,de&theme=light`);

  const [display] = await Promise.all([context.waitForEvent("page"), page.getByTestId("open-display").click()]);
  await expect(display.locator("html")).toHaveAttribute("data-connection", "live");
  await display.close();

  // The preview is the display itself.
  await expect(page.frameLocator("iframe").locator("html")).toHaveAttribute("data-connection", "live");
  expect(await axeFindings(page, "iframe")).toEqual([]);
});

test("the preview of a display is no display: operations is not told of it, and it keeps no screen on", async ({
  page,
  context,
}) => {
  const reports: { readonly preview: boolean }[] = [];
  context.on("request", (request) => {
    if (request.postData()?.includes("reportDisplay") !== true) return;
    reports.push({ preview: request.frame().parentFrame() !== null });
  });
  await context.addInitScript(() => {
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = (type) => {
      document.documentElement.dataset["wakeLocks"] = "some";
      return request(type);
    };
  });
  await page.goto(sandbox.url);
  const preview = page.frameLocator("iframe");
  await expect(preview.getByTestId("no-flights")).toBeVisible();
  // A display that comes later has reported, and the preview has not.
  const display = await context.newPage();
  await openBoard(display, sandbox.url);
  await expect(display.locator("html")).toHaveAttribute("data-wake-locks", "some");
  await expect.poll(() => reports.filter(({ preview }) => !preview).length).toBeGreaterThan(0);
  expect(reports.filter((report) => report.preview)).toEqual([]);
  await expect(preview.locator("html")).toHaveAttribute("data-connection", "live");
  await expect(preview.locator("html")).not.toHaveAttribute("data-wake-locks", "some");
});

test("a choice that nobody could read is refused with the reason and the nearest legal one", async ({ page }) => {
  await page.goto(sandbox.url);
  await page.getByTestId("panel").selectOption("55");
  await expect(page.getByTestId("legible")).toContainText("rows a page");
  await page.getByTestId("rows").selectOption("20");
  await expect(page.getByTestId("not-legible")).toContainText(/ADA 703.5.5|EN 301 549/);
  await page.getByTestId("use-nearest").click();
  await expect(page.getByTestId("legible")).toBeVisible();

  // The display itself refuses what was typed into its address by hand.
  await page.goto(`${sandbox.url}/departures?panel=55&rows=40`);
  await expect(page.getByTestId("bad-address")).toContainText("rows");
});

test("a gate's display needs its gate; an address that is pasted is taken over or refused by name", async ({
  page,
}) => {
  await page.goto(sandbox.url);
  const address = page.getByTestId("address");
  await page.locator("[data-choice=gate]").click();
  await expect(address).toHaveValue("");
  await page.getByTestId("place-code").fill("b44");
  await expect(address).toHaveValue(`${sandbox.url}/gates/B44`);

  await address.fill("/belts/4?lang=ja,en&theme=classic");
  await expect(page.locator("[data-choice=belt]")).toHaveAttribute("data-chosen", "true");
  await address.press("Enter");
  await expect(address).toHaveValue(`${sandbox.url}/belts/4?lang=ja,en&theme=classic`);
  await address.fill("/departures?terminal=Z");
  await expect(page.getByTestId("address-fault")).toContainText("terminal: one of A, B, C");
});

test("a display is chosen and opened by keyboard alone", async ({ page, context }) => {
  // A preview of each step would take most of the time.
  await page.route("**", (route) =>
    route.request().frame().parentFrame() === null ? route.continue() : route.abort(),
  );
  await page.goto(sandbox.url);
  const press = async (key: string, times = 1) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  await tabTo(page, page.getByRole("radio", { name: "Departures" }));
  await press("ArrowRight");
  await tabTo(page, page.getByRole("combobox", { name: "Terminal", exact: true }));
  await press("ArrowDown", 2);
  await tabTo(page, page.locator("[data-language=de] input"));
  await press("Space");
  await tabTo(page, page.locator("input[name=theme]:checked"));
  await press("ArrowRight", 2);
  await tabTo(page, page.getByTestId("panel"));
  await press("ArrowDown", 3);
  // A field keeps the focus while its number changes.
  await tabTo(page, page.getByRole("spinbutton", { name: /distance/i }));
  await press("ArrowUp", 2);
  await press("Backspace");
  await page.keyboard.type("5");
  const query = "terminal=B&lang=en,de&theme=light&panel=75&distance=3.5";
  await expect(page.getByTestId("address")).toHaveValue(`${sandbox.url}/arrivals?${query}`);

  const opened = context.waitForEvent("page");
  await pressByKeyboard(page, page.getByTestId("open-display"));
  const display = await opened;
  await expect(display).toHaveURL(`${sandbox.url}/arrivals?${query}`);
  await expect(display.locator("html")).toHaveAttribute("data-connection", "live");
});
