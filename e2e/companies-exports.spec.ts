import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test, type Download, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { allCompanies, openOf, personalColumns as personal, type CompaniesPage } from "./companies-client.js";
import { columnsOf, expectSettled, filterBy, rows, signedIn, windowOf, type SignedIn } from "./companies-page.js";
import { expectTotal, putCompanies } from "./lake-client.js";
import { closeContexts } from "./contexts.js";
import { createPerson, tokensOf } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

/** What a spreadsheet would run, beside what is hard to write down. */
const hostileNames = [
  '=HYPERLINK("http://127.0.0.1/?leak","Open")',
  "+1+2",
  "-2+3",
  "@SUM(1,2)",
  'Comma, "quote" & Søn',
];
const total = 5_000 + hostileNames.length;
let sandbox: SandboxProcess;
let developer: SignedIn;
let analyst: SignedIn;
let all: CompaniesPage["items"];

test.beforeAll(async ({ browser }) => {
  sandbox = await startSandbox({ sampleLake: true });
  const person = await createPerson(sandbox, "dana", ["developer"]);
  const headers = { authorization: (await tokensOf(sandbox, person)).access };
  await putCompanies(
    sandbox,
    "antarctica",
    "hostile",
    hostileNames.map((company_name, place) => ({
      index: 9_001 + place,
      company_id: `c:hostile-${String(place)}`,
      company_name,
      category_code: "web",
      status: "operating",
      owner_id: 1 + place,
    })),
  );
  await expectTotal(sandbox, headers, total);
  all = await allCompanies(sandbox, headers);
  developer = await signedIn(browser, sandbox, person);
  analyst = await signedIn(browser, sandbox, await createPerson(sandbox, "ann", ["businessAnalyst"]));
});
test.afterEach(closeContexts);

test.afterAll(() => sandbox.dispose());

/** The cell of a CSV file: a spreadsheet runs none of these, and reads the rest as it is. */
function cellOf(value: string | number | null | undefined): string {
  if (value == null) return "";
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
}

async function downloadOf(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  expect(await download.failure()).toBeNull();
  return download;
}

async function startExport(page: Page, format: "csv" | "parquet"): Promise<void> {
  await page.getByTestId("export-menu").click();
  await page.getByTestId(`export-all-${format}`).click();
}

/** Waits until the newest export is ready, and downloads it. */
async function finishedExport(page: Page): Promise<Download> {
  const newest = page.getByTestId("exports").locator(".export").first();
  await expect(newest).toHaveAttribute("data-state", "done");
  await expect(newest.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "100");
  return downloadOf(page, () => newest.getByTestId("download").click());
}

test("the page that is seen becomes a CSV file in which no cell is a formula", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer, "?continent.in=antarctica&sort=index");
  await page.getByTestId("column-chooser").click();
  await page.getByRole("button", { name: "Move Status to the left" }).click();
  await page.getByTestId("column-chooser-panel").getByRole("checkbox", { name: "Gender" }).uncheck();
  await page.keyboard.press("Escape");
  const columns = await columnsOf(page);
  expect(columns.slice(0, 2)).toEqual(["company_name", "status"]);
  expect(columns).not.toContain("gender");

  await page.getByTestId("export-menu").click();
  const download = await downloadOf(page, () => page.getByTestId("export-seen").click());
  expect(download.suggestedFilename()).toMatch(/^companies-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\uFEFF"), "Excel reads it as UTF-8").toBe(true);
  const [header, ...lines] = parse(text, { bom: true });
  expect(header).toEqual(columns);
  expect(lines.map(([name]) => name)).toEqual(hostileNames.map(cellOf));
  const owners = new Map(all.map((item) => [String(item["company_id"]), item]));
  for (const line of lines) {
    const item = owners.get(line[columns.indexOf("company_id")] ?? "");
    expect(line[columns.indexOf("address")]).toBe(cellOf(item?.["address"]));
  }
});

test("all rows as CSV: a bar shows how far it is, and the file has every row the filter keeps", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  await startExport(page, "csv");
  await expect(page.getByTestId("exports").getByRole("progressbar")).toHaveAccessibleName(
    /^Export of 5,005 rows as CSV/,
  );
  const download = await finishedExport(page);
  const lines = parse<Record<string, string>>(await readFile(await download.path()), { columns: true, bom: true });
  expect(lines).toHaveLength(total);
  expect(Object.keys(lines[0] ?? {})).toEqual(await columnsOf(page));
  const expected = new Map(all.map((item) => [item["company_id"], item]));
  for (const line of lines) {
    const item = expected.get(line["company_id"] ?? "");
    expect(Object.entries(line)).toEqual(Object.keys(line).map((name) => [name, cellOf(item?.[name])]));
  }

  await filterBy(page, "company_name", "group");
  const group = all.filter((item) => String(item["company_name"]).toLowerCase().includes("group")).length;
  await expect(page.getByTestId("total")).toHaveText(`${String(group)} companies`);
  await startExport(page, "csv");
  await expect(page.locator(".export")).toHaveCount(2);
  const filtered = await finishedExport(page);
  expect(parse(await readFile(await filtered.path()), { columns: true, bom: true })).toHaveLength(group);
});

test("all rows as Parquet, with no column that is withheld", async ({ browser }) => {
  const id = openOf("company_id", "company_name");
  const told = openOf("company_name", "category_code");
  const page = await windowOf(browser, sandbox, analyst, `?sort=${id}`);
  await startExport(page, "parquet");
  const download = await finishedExport(page);
  const file = await download.path();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const read = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file.replaceAll("'", "''")}')`);
    expect(read.columnNames()).toEqual(await columnsOf(page));
    for (const name of personal) expect(read.columnNames()).not.toContain(name);
    const pair = (row: Readonly<Record<string, unknown>>): string => JSON.stringify([row[id], row[told]]);
    expect(read.getRowObjectsJS().map(pair).sort()).toEqual(all.map(pair).sort());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});

test("an export outlives a reload, and is gone for whoever signs in elsewhere", async ({ browser }) => {
  const page = await windowOf(browser, sandbox, developer);
  await startExport(page, "csv");
  const entry = page.getByTestId("exports").locator(".export");
  await expect(entry).toHaveAttribute("data-export", /.+/);
  const id = await entry.getAttribute("data-export");
  await page.reload();
  await expectSettled(page);
  await expect(entry).toHaveAttribute("data-export", id ?? "");
  const lines = parse(await readFile(await (await finishedExport(page)).path()), { columns: true, bom: true });
  expect(lines).toHaveLength(total);
  const other = await windowOf(browser, sandbox, analyst);
  await expect(rows(other).first()).toBeVisible();
  await expect(other.getByTestId("exports")).toHaveCount(0);
  await entry.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByTestId("exports")).toHaveCount(0);
});
