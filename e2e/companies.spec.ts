import { expect, test, type Page } from "@playwright/test";
import { allCompanies, openOf, personalColumns as personal, type CompaniesPage } from "./companies-client.js";
import {
  cells,
  columnsOf,
  expectSettled,
  filterBy,
  filterField,
  labelOf,
  openCompanies,
  rows,
  signedIn,
  valuesOf,
  windowOf,
  type SignedIn,
} from "./companies-page.js";
import { openLine } from "./cuttable-line.js";
import { expectTotal } from "./lake-client.js";
import { closeContexts } from "./contexts.js";
import { createPerson, tokensOf, type Person } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

const total = 5_000;
let sandbox: SandboxProcess;
let person: Person;
let developer: SignedIn;
let analyst: SignedIn;
/** What the filters and sorts of the page are held against, worked out here. */
let all: CompaniesPage["items"];

test.beforeAll(async ({ browser }) => {
  sandbox = await startSandbox({ sampleLake: true });
  person = await createPerson(sandbox, "dana", ["developer"]);
  const headers = { authorization: (await tokensOf(sandbox, person)).access };
  await expectTotal(sandbox, headers, total);
  all = await allCompanies(sandbox, headers);
  developer = await signedIn(browser, sandbox, person);
  analyst = await signedIn(browser, sandbox, await createPerson(sandbox, "ann", ["businessAnalyst"]));
});
test.afterEach(closeContexts);

test.afterAll(() => sandbox.dispose());

const count = (number: number): string => new Intl.NumberFormat("en-US").format(number);
const companies = (number: number): string => `${count(number)} ${number === 1 ? "company" : "companies"}`;
const has = (text: string) => (item: CompaniesPage["items"][number]) =>
  String(item["company_name"]).toLowerCase().includes(text);

function chip(page: Page, column: string) {
  return page.getByTestId("filter-chips").locator(`[data-column="${column}"]`);
}

async function goTo(page: Page, way: "Next" | "Previous" | "First", range: string): Promise<void> {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: way }).click();
  await expect(page.getByTestId("range")).toHaveText(range);
  await expectSettled(page);
}

test("two windows side by side: the same rows, and what is withheld from the analyst is said once", async ({
  browser,
}) => {
  // By a column of both: each role's own order begins with the name, where it is seen.
  const query = personal.includes("company_name") ? `?sort=${openOf("company_id")}` : "";
  const [left, right] = await Promise.all([
    windowOf(browser, sandbox, developer, query),
    windowOf(browser, sandbox, analyst, query),
  ]);
  for (const page of [left, right]) await expect(page.getByTestId("total")).toHaveText("5,000 companies");
  const columns = await columnsOf(left);
  expect(columns).toEqual(expect.arrayContaining(personal));
  expect(await columnsOf(right)).toEqual(columns.filter((name) => !personal.includes(name)));
  // As many as stand in both windows: the line about withheld columns takes the room of one.
  const top = 20;
  for (const column of columns.filter((name) => !personal.includes(name))) {
    const values = (await valuesOf(left, column)).slice(0, top);
    expect(values).toHaveLength(top);
    expect((await valuesOf(right, column)).slice(0, top)).toEqual(values);
  }
  await expect(left.getByTestId("withheld-columns")).toHaveCount(0);
  const withheld = right.getByTestId("withheld-columns");
  const number = personal.length === 1 ? "1 column is" : `${String(personal.length)} columns are`;
  await expect(withheld.locator("summary")).toHaveText(
    `${number} withheld from you: ${personal.map(labelOf).join(", ")}`,
  );
  await withheld.locator("summary").click();
  await expect(withheld.getByRole("heading")).toHaveCount(1);
  await expect(withheld.getByRole("heading")).toContainText("businessAnalyst");
  expect(
    await withheld
      .locator("[data-withheld]")
      .evaluateAll((terms) => terms.map((term) => term.getAttribute("data-withheld"))),
  ).toEqual(personal);
  // Nothing else speaks of those columns: no filter, nothing to choose, no empty cell.
  await right.getByTestId("column-chooser").click();
  for (const name of personal) {
    await expect(right.locator(`[data-column="${name}"], [data-filter="${name}"]`)).toHaveCount(0);
  }
});

test("filters by text, range and bar narrow the rows together; chips take them off again", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  const text = "group";
  const byText = all.filter(has(text));
  await filterBy(page, "company_name", text.toUpperCase());
  await expect(page.getByTestId("total")).toHaveText(companies(byText.length));

  await page.getByLabel("Condition on Age").selectOption("is between");
  await page.getByLabel("Age from").fill("30");
  await page.getByLabel("Age to").fill("39");
  const byAge = byText.filter(({ age }) => Number(age) >= 30 && Number(age) <= 39);
  await expect(page.getByTestId("total")).toHaveText(companies(byAge.length));
  await expect(chip(page, "age")).toContainText("30 to 39");

  const operating = byAge.filter(({ status }) => status === "operating");
  const bar = page.locator('[data-facet="status"][data-value="operating"]');
  await expect(bar).toHaveAccessibleName(`operating: ${companies(operating.length)}`);
  await bar.click();
  await expect(page.getByTestId("total")).toHaveText(companies(operating.length));
  await expect(bar).toHaveAttribute("aria-pressed", "true");
  await expectSettled(page);
  expect(new Set(await valuesOf(page, "status"))).toEqual(new Set(["operating"]));
  expect(operating.length).toBeGreaterThan(0);
  expect(operating.length).toBeLessThan(byAge.length);

  await chip(page, "company_name").getByRole("button").click();
  await expect(filterField(page, "company_name")).toHaveValue("");
  await chip(page, "age").getByRole("button").click();
  await expect(page.getByTestId("total")).toHaveText(
    companies(all.filter(({ status }) => status === "operating").length),
  );
  await page.getByTestId("clear-filters").click();
  await expect(page.getByTestId("total")).toHaveText("5,000 companies");
  await expect(page).toHaveURL(/\/companies$/);
});

test("each chart has a table with all of its counts, and its rows filter as its bars do", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  for (const [facet, column, title] of [
    ["category", "category_code", "Category"],
    ["status", "status", "Status"],
    ["continent", "continent", "Continent"],
  ] as const) {
    const chart = page.getByTestId(`facet-${facet}`);
    await expect(chart.locator("[data-facet]").first()).toBeVisible();
    await chart.getByRole("button", { name: `Table of ${title}` }).click();
    const counts = new Map<string, number>();
    for (const item of all) {
      const value = String(item[column] ?? "no value");
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const told = await chart
      .locator("tbody tr")
      .evaluateAll((lines) => lines.map((line) => [...line.children].slice(0, 2).map((cell) => cell.textContent)));
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries([...counts].map(([value, number]) => [value, count(number)])),
    );
  }
  await page.getByTestId("facet-status").getByRole("checkbox", { name: "acquired" }).check();
  await expect(page.getByTestId("total")).toHaveText(
    companies(all.filter(({ status }) => status === "acquired").length),
  );
  await expect(chip(page, "status")).toContainText("“acquired”");
});

test("clicks on headers sort, with Shift by several columns", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  const head = (column: string) => page.locator(`[role=columnheader][data-column="${column}"] .head-label`);
  await head("status").click();
  await expect(page).toHaveURL(/sort=status$/);
  await head("age").click({ modifiers: ["Shift"] });
  await head("age").click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/sort=status,-age$/);
  await expectSettled(page);
  await expect(page.locator('[role=columnheader][data-column="status"]')).toHaveAttribute("aria-sort", "ascending");
  await expect(page.locator('[role=columnheader][data-column="age"]')).toHaveAttribute("aria-sort", "descending");
  const shown = (await valuesOf(page, "status")).map((status, index) => ({ status, index }));
  const ages = await valuesOf(page, "age");
  const expected = [...all]
    .sort((a, b) => order(a["status"], b["status"]) || order(a["age"], b["age"], -1))
    .slice(0, shown.length);
  expect(shown.length).toBeGreaterThan(15);
  expect(shown.map(({ status, index }) => [status, ages[index]])).toEqual(
    expected.map(({ status, age }) => [status, age === null ? null : String(age)]),
  );
});

type Value = string | number | null | undefined;

/** Code points and numbers upwards (1) or downwards (-1), missing values last in both directions. */
function order(a: Value, b: Value, direction: 1 | -1 = 1): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  return direction * (a < b ? -1 : a > b ? 1 : 0);
}

test("pages forward and back, by the buttons and by the browser's own, each row once", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer, "?rows=1000");
  const ids: (string | null)[] = [];
  const seen = async (): Promise<string | null> => rows(page).first().getAttribute("data-company");
  for (let first = 1; first <= total; first += 1_000) {
    if (first > 1) await goTo(page, "Next", `${count(first)}–${count(first + 999)} of 5,000`);
    ids.push(await seen());
  }
  expect(ids).toEqual([0, 1_000, 2_000, 3_000, 4_000].map((index) => all[index]?.["company_id"]));
  await expect(page.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
  await goTo(page, "Previous", "3,001–4,000 of 5,000");
  expect(await seen()).toBe(ids[3]);
  await page.reload();
  await expect(page.getByTestId("range")).toHaveText("3,001–4,000 of 5,000");
  await expect.poll(seen).toBe(ids[3]);
  await page.goBack();
  await expect(page.getByTestId("range")).toHaveText("4,001–5,000 of 5,000");
  await page.goBack();
  await expect(page.getByTestId("range")).toHaveText("3,001–4,000 of 5,000");
  await goTo(page, "First", "1–1,000 of 5,000");
  expect(await seen()).toBe(ids[0]);
});

test("the address holds the whole view; what is damaged in it is named and left out", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  await filterBy(page, "company_name", "a");
  await page.locator('[data-facet="status"][data-value="operating"]').click();
  await page.locator('[role=columnheader][data-column="company_id"] .head-label').click();
  await page.getByTestId("column-chooser").click();
  await page.getByTestId("column-chooser-panel").getByRole("checkbox", { name: "Address" }).uncheck();
  await page.keyboard.press("Escape");
  const found = all.filter((item) => has("a")(item) && item["status"] === "operating");
  await expect(page.getByTestId("total")).toHaveText(companies(found.length));
  await goTo(page, "Next", `101–200 of ${count(found.length)}`);
  const view = async (of: Page): Promise<unknown> => {
    await expect(of.getByTestId("range")).toHaveText(`101–200 of ${count(found.length)}`);
    await expectSettled(of);
    return { columns: await columnsOf(of), ids: await valuesOf(of, "company_id") };
  };
  const before = await view(page);
  const copy = await page.context().newPage();
  await copy.goto(page.url());
  expect(await view(copy)).toEqual(before);
  await page.goto(`${sandbox.url}/departures`);
  await page.goBack();
  expect(await view(page)).toEqual(before);

  await copy.goto(`${sandbox.url}/companies?age.from=old&sort=nonsense&status.in=closed&colour=red`);
  await expectSettled(copy);
  const damage = copy.getByTestId("damaged-address");
  for (const name of ["age.from", "sort", "colour"]) await expect(damage).toContainText(name);
  await expect(damage).not.toContainText("status");
  await expect(copy.getByTestId("total")).toHaveText(companies(all.filter(({ status }) => status === "closed").length));
  await damage.getByRole("button", { name: "Dismiss" }).click();
  await expect(damage).toHaveCount(0);
  await expect(copy).toHaveURL(/\/companies\?status\.in=closed$/);
});

test("no company fits: that is said, and one click leads back", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  await filterBy(page, "company_name", "' OR 1=1 --");
  await expect(page.getByTestId("no-matches")).toBeVisible();
  await expect(page.getByTestId("total")).toHaveText("0 companies");
  await expect(page.getByTestId("range")).toHaveText("0 of 0");
  await page.getByTestId("no-matches").getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByTestId("total")).toHaveText("5,000 companies");
  await expect(cells(page, "company_name").first()).toBeVisible();
});

test("a lost network is said above the last rows, and the next attempt goes on", async ({ page }) => {
  const line = await openLine(sandbox.port);
  try {
    await openCompanies(page, { url: `http://127.0.0.1:${String(line.port)}` }, person);
    await expect(page.getByTestId("range")).toHaveText("1–100 of 5,000");
    line.cut();
    await page.getByRole("button", { name: "Next" }).click();
    const failure = page.getByTestId("failure");
    await expect(failure).toHaveAttribute("data-kind", "network");
    await expect(cells(page, "company_name").first()).toBeVisible();
    line.mend();
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(failure).toHaveCount(0);
    await expect(page.getByTestId("range")).toHaveText("101–200 of 5,000");
  } finally {
    await line.dispose();
  }
});

test("after a restart of the backend people are still signed in and go on where they were", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer, "?status.in=operating");
  const operating = count(all.filter(({ status }) => status === "operating").length);
  await sandbox.restart();
  await goTo(page, "Next", `101–200 of ${operating}`);
  await page.reload();
  await expect(page.getByTestId("range")).toHaveText(`101–200 of ${operating}`);
  await expect(page.getByTestId("user-menu")).toContainText(person.email);
});
