import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { signInOn, type Person } from "./people.js";
import type { SandboxProcess } from "./sandbox.js";

/** What the page calls a column. */
export function labelOf(column: string): string {
  const words = column.replaceAll("_", " ").replace(/\bid\b/, "ID");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Opens the companies as somebody who is not signed in yet, and waits for rows. `query`: with its `?`. */
export async function openCompanies(
  page: Page,
  sandbox: Pick<SandboxProcess, "url">,
  person: Pick<Person, "email" | "password">,
  query = "",
): Promise<void> {
  await page.goto(`${sandbox.url}/companies${query}`);
  await signInOn(page, person);
  await expectSettled(page);
}

/** Waits until the table shows the answer to what was asked last. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(page.getByTestId("companies-table")).toHaveAttribute("aria-busy", "false");
}

/** The rows that are in the document, from the top; those far out of sight are not. */
export function rows(page: Page): Locator {
  return page.locator("[data-company]");
}

/** The cells of a column, from the top. */
export function cells(page: Page, column: string): Locator {
  return page.locator(`[data-company] [data-column="${column}"]`);
}

/** What the table's headers are called, from the left: names of the API. */
export async function columnsOf(page: Page): Promise<string[]> {
  return page
    .locator("[role=columnheader]")
    .evaluateAll((heads) => heads.map((head) => head.getAttribute("data-column") ?? ""));
}

/** The field below a column's header. */
export function filterField(page: Page, column: string): Locator {
  return page.locator(`[data-filter="${column}"] input`);
}

/** Types into the filter below a column's header. */
export async function filterBy(page: Page, column: string, text: string): Promise<void> {
  await filterField(page, column).fill(text);
  await filterField(page, column).press("Enter");
}

/** What a column's cells hold, from the top; null where there is no value. */
export async function valuesOf(page: Page, column: string): Promise<(string | null)[]> {
  return cells(page, column).evaluateAll((all) =>
    all.map((cell) => (cell.querySelector(".no-value") === null ? (cell.getAttribute("title") ?? "") : null)),
  );
}

/** Who is signed in once and for all tests: what the browser keeps of it. */
export type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Signs in by the page, for tests that begin behind the sign-in. */
export async function signedIn(browser: Browser, sandbox: SandboxProcess, person: Person): Promise<SignedIn> {
  const context = await browser.newContext();
  await openCompanies(await context.newPage(), sandbox, person);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A window of its own for somebody who is signed in, with rows in it. `query`: with its `?`. */
export async function windowOf(
  browser: Browser,
  sandbox: Pick<SandboxProcess, "url">,
  who: SignedIn,
  query = "",
): Promise<Page> {
  const context = await browser.newContext({ storageState: who });
  const page = await context.newPage();
  await page.goto(`${sandbox.url}/companies${query}`);
  await expectSettled(page);
  return page;
}
