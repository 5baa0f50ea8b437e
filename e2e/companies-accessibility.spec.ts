import { expect, test, type Page } from "@playwright/test";
import { axeFindings } from "./axe-findings.js";
import { personalColumns } from "./companies-client.js";
import { columnsOf, expectSettled, labelOf, rows, signedIn, windowOf, type SignedIn } from "./companies-page.js";
import { expectTotal } from "./lake-client.js";
import { closeContexts } from "./contexts.js";
import { createPerson, tokensOf } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { expectNoSidewaysScroll } from "./sideways-scroll.js";

const sizes = [
  { name: "1920x1080", width: 1920, height: 1080 },
  { name: "1080x1920", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];
let sandbox: SandboxProcess;
/** Who sees the list of withheld columns, too. */
let analyst: SignedIn;
let developer: SignedIn;

test.beforeAll(async ({ browser }) => {
  sandbox = await startSandbox({ sampleLake: true });
  const person = await createPerson(sandbox, "ann", ["businessAnalyst"]);
  await expectTotal(sandbox, { authorization: (await tokensOf(sandbox, person)).access }, 5_000);
  analyst = await signedIn(browser, sandbox, person);
  developer = await signedIn(browser, sandbox, await createPerson(sandbox, "dana", ["developer"]));
});
test.afterEach(closeContexts);

test.afterAll(() => sandbox.dispose());

/** Of each kind one, as far as analysts see the columns. */
const filters = Object.entries({
  company_name: "contains=an",
  status: "in=ipo",
  age: "from=30&age.to=40",
}).flatMap(([column, condition]) => (personalColumns.includes(column) ? [] : [`${column}.${condition}`]));

async function expectNoFindings(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([]);
  await expectNoSidewaysScroll(page, where);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the sign-in and the companies, ${colorScheme}`, async ({ browser, page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${sandbox.url}/companies`);
    await expect(page.getByRole("textbox", { name: "Email" })).toBeVisible();
    // A few rows: the others look the same, and axe looks at each cell for long.
    const companies = await windowOf(browser, sandbox, analyst, `?${filters.join("&")}`);
    await companies.emulateMedia({ colorScheme });
    // Colours are the same at every size, and the phone has all that there is.
    for (const { name, ...viewport } of colorScheme === "light" ? sizes : sizes.slice(-1)) {
      await page.setViewportSize(viewport);
      await expectNoFindings(page, `sign-in, ${name}`);

      await companies.setViewportSize(viewport);
      await expectSettled(companies);
      await expect(rows(companies).first()).toBeVisible();
      const charts = companies.getByTestId("charts-toggle");
      if ((await charts.getAttribute("aria-pressed")) === "true") {
        await expect(companies.locator("[data-facet]").first()).toBeVisible();
      }
      await expectNoFindings(companies, `companies, ${name}`);
      if (name === "phone") {
        await companies.getByTestId("open-filters").click();
        await expect(companies.getByTestId("filter-panel")).toBeVisible();
        await expectNoFindings(companies, `filters, ${name}`);
        await companies.keyboard.press("Escape");
        await charts.click();
        await expect(companies.locator("[data-facet]").first()).toBeVisible();
        await expectNoFindings(companies, `charts, ${name}`);
        await charts.click();
        await companies.locator('[data-cell="0:0"] button').click();
        await expect(companies.getByTestId("row-detail")).toBeVisible();
        await expectNoFindings(companies, `details, ${name}`);
        await companies.keyboard.press("Escape");
        await companies.getByTestId("column-chooser").click();
        await expectNoFindings(companies, `columns, ${name}`);
        await companies.keyboard.press("Escape");
        await companies.getByTestId("export-menu").click();
        await companies.getByTestId("export-all-csv").click();
        await expect(companies.locator(".export")).toHaveAttribute("data-state", "done");
        await expect(companies.getByTestId("exports")).toContainText(`Without ${labelOf(personalColumns[0] ?? "")}`);
        await expectNoFindings(companies, `exports, ${name}`);
      }
    }
  });
}

const place = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-cell]")?.dataset["cell"]);

test("the keyboard alone finds, sorts, filters, walks through the rows and opens one", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const expectPlace = (expected: string) => expect.poll(() => place(page)).toBe(expected);
  const last = (await columnsOf(page)).length - 1;
  for (let tabs = 0; (await place(page)) === undefined; tabs += 1) {
    expect(tabs, "Tab leads into the table").toBeLessThan(40);
    await press("Tab");
  }
  await expectPlace("-2:0");

  // Upwards by name it is already: Enter turns it round, and Shift adds a column.
  await press("Enter");
  await expect(page).toHaveURL(/sort=-company_name$/);
  await press("ArrowRight");
  await press("ArrowRight");
  await press("Shift+Enter");
  await expect(page).toHaveURL(/sort=-company_name,status$/);
  await expectPlace("-2:2");

  await press("ArrowDown");
  await expectPlace("-1:2");
  await press("Enter");
  await page.keyboard.type("acquired");
  await expect(page.getByTestId("filter-chips")).toContainText("contains “acquired”");
  await press("Escape");
  await expectPlace("-1:2");
  await expectSettled(page);
  await press("ArrowDown");
  await expectPlace("0:2");
  await press("End");
  await expectPlace(`0:${String(last)}`);
  await press("Control+End");
  await expectPlace(`99:${String(last)}`);
  await expect(page.locator(`[data-cell="99:${String(last)}"]`)).toBeInViewport();
  await press("PageUp");
  await expect.poll(async () => Number((await place(page))?.split(":")[0])).toBeLessThan(95);
  await press("Control+Home");
  await expectPlace("0:0");
  await press("ArrowDown");
  await expectPlace("1:0");
  const name = await page.locator('[data-cell="1:0"]').innerText();
  await press("Enter");
  await expect(page.getByTestId("row-detail")).toContainText(name);
  await press("Escape");
  await expect(page.getByTestId("row-detail")).toHaveCount(0);
  await expectPlace("1:0");

  // And on: bars are buttons, one Tab stop for each chart.
  await page.locator('[data-facet="continent"]').first().focus();
  await press("ArrowDown");
  const bar = page.locator('[data-facet="continent"]:focus');
  const continent = (await bar.getAttribute("data-value")) ?? "";
  await press("Enter");
  await expect(page.getByTestId("filter-chips")).toContainText(continent);
  await expectSettled(page);
  await expect(page.locator(`[data-facet="continent"][data-value="${continent}"]`)).toBeFocused();
});

test("columns are chosen, moved and made wider by the keyboard, and stay so", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  await page.getByTestId("column-chooser").focus();
  await page.keyboard.press("Enter");
  const panel = page.getByTestId("column-chooser-panel");
  await panel.getByRole("checkbox", { name: "Gender" }).focus();
  await page.keyboard.press("Space");
  await panel.getByRole("button", { name: "Move Age to the left" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("column-chooser")).toBeFocused();
  const chosen = ["company_name", "category_code", "status", "continent", "first_name", "age"];
  await expect.poll(async () => (await columnsOf(page)).slice(0, 6)).toEqual(chosen);

  const header = page.locator('[role=columnheader][data-column="company_name"]');
  const width = (): Promise<number> => header.evaluate((element) => element.getBoundingClientRect().width);
  const before = await width();
  await header.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(width).toBe(before + 32);
  await page.keyboard.press("Tab");
  const handle = page.getByRole("separator", { name: "Width of Company name" });
  await expect(handle).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(width).toBe(before + 16);
  await page.reload();
  await expectSettled(page);
  expect(await width()).toBe(before + 16);
  expect((await columnsOf(page)).slice(0, 6)).toEqual(chosen);
  await handle.focus();
  await page.keyboard.press("Home");
  await expect.poll(width).toBe(before);
});
