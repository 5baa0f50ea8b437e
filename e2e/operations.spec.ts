import { expect, test, type Browser, type Page } from "@playwright/test";
import { axeFindings } from "./axe-findings.js";
import { openBoard } from "./board.js";
import { closeContexts } from "./contexts.js";
import { pressByKeyboard, tabTo } from "./keyboard.js";
import { createPerson, signInOn, type Person } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { expectNoSidewaysScroll } from "./sideways-scroll.js";

let sandbox: SandboxProcess;
let ada: Person;
let grace: Person;

test.beforeAll(async () => {
  sandbox = await startSandbox();
  ada = await createPerson(sandbox, "ada", ["operations"]);
  grace = await createPerson(sandbox, "grace", ["operations"]);
});

test.afterEach(closeContexts);

test.afterAll(async () => {
  await sandbox.dispose();
});

/** Opens /operations as a person, in a browser of that person's own, on a page that `prepare` has seen before. */
async function openOperations(
  browser: Browser,
  person: Person,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await prepare(page);
  await page.goto(`${sandbox.url}/operations`);
  await signInOn(page, person);
  await expect(page.getByTestId("operations")).toBeVisible();
  return page;
}

async function openDisplay(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${sandbox.url}${address}`);
  await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
  return page;
}

/** A display that reports no more is silent after this time (README.md: two and a half minutes). */
const SILENT_AFTER_MS = 150_000;

const titles = { en: "Leave the building now", de: "Verlassen Sie das Gebäude" };

test("one proposes, another confirms, by keyboard alone; the displays of the zone show it in their languages, and return", async ({
  browser,
}) => {
  const inZone = await openDisplay(browser, "/departures?terminal=B&lang=en,de");
  const outside = await openDisplay(browser, "/arrivals?terminal=A");
  const one = await openOperations(browser, ada);
  const two = await openOperations(browser, grace);

  await pressByKeyboard(one, one.getByTestId("propose"));
  // The dialog has the focus, and gives it back.
  await one.keyboard.press("Escape");
  await expect(one.getByTestId("propose")).toBeFocused();
  await one.keyboard.press("Enter");
  await tabTo(one, one.getByTestId("zone"));
  for (const _terminal of ["A", "B"]) await one.keyboard.press("ArrowDown");
  await expect(one.getByTestId("zone")).toHaveValue("terminal/B");
  await pressByKeyboard(one, one.getByRole("button", { name: "Evacuation" }));
  expect(await axeFindings(one), "the dialog").toEqual([]);
  await pressByKeyboard(one, one.getByTestId("send-proposal"));
  await expect(one.getByTestId("takeover")).toHaveAttribute("data-state", "PROPOSED");

  // Whoever proposed it cannot confirm it, and nothing shows yet.
  await pressByKeyboard(one, one.getByTestId("confirm-takeover"));
  await expect(one.getByTestId("takeover-problem")).toContainText("second person");
  expect(await axeFindings(one), "a proposal that is refused").toEqual([]);
  await expect(inZone.getByTestId("takeover")).toHaveCount(0);

  // The other person's page knows of it without a reload.
  await pressByKeyboard(two, two.getByTestId("confirm-takeover"));
  const message = inZone.getByTestId("takeover");
  await expect(message).toContainText(titles.en);
  await expect(message).toContainText(titles.de);
  await expect(outside.getByTestId("takeover")).toHaveCount(0);

  // The display's receipt.
  for (const page of [one, two]) await expect(page.getByTestId("receipts")).toHaveAttribute("data-painted", "1");

  await pressByKeyboard(one, one.getByTestId("end-takeover"));
  await expect(message).toHaveCount(0);
  await expect(two.getByTestId("no-takeovers")).toBeVisible();
});

test("the fleet: which displays are live, what they show, which went silent", async ({ browser }) => {
  const page = await openOperations(browser, ada, (page) => page.clock.install());
  const board = await (await browser.newContext()).newPage();
  await openBoard(board, sandbox.url, "?terminal=C&theme=light");
  const row = page.locator('[data-testid=display][data-address="/departures?terminal=C&theme=light"]');
  await expect(row).toHaveAttribute("data-standing", "live");
  await expect(row).toContainText("0 rows");
  await expect(page.getByTestId("feed-age")).toContainText("ago");

  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, "operations on a phone");

  // Without its reports, and without the service's clock, which would put the page's own right again.
  await board.context().close();
  await page.route("**/graphql", (route) => route.abort());
  await page.clock.fastForward(SILENT_AFTER_MS + 30_000);
  await expect(row).toHaveAttribute("data-standing", "silent");
  await expect(page.getByTestId("display").first()).toHaveAttribute("data-standing", "silent");
});

test("nobody but operations sees the page", async ({ browser }) => {
  const analyst = await createPerson(sandbox, "analyst-at-operations", ["businessAnalyst"]);
  const page = await openOperations(browser, analyst);
  await expect(page.getByTestId("no-access")).toContainText("operations");
  await expect(page.getByTestId("propose")).toHaveCount(0);
});
