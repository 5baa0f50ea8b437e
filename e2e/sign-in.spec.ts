import { expect, test, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { ask, companiesQuery, openOf, pageOf, personalColumns } from "./companies-client.js";
import { cells, columnsOf, expectSettled, filterBy, filterField, labelOf, openCompanies } from "./companies-page.js";
import { createPerson, endSessions, oneTimePassword, signInOn, signOutOn, tokensOf, type Person } from "./people.js";
import { keptOf, seenSince, watchFor } from "./remains.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

let sandbox: SandboxProcess;
let developer: Person;
let analyst: Person;
/** Addresses and family names of owners on the developer's first page that nothing the analyst sees contains. */
let secrets: readonly string[];
/** One of them: a family name. */
let surname: string;

test.beforeAll(async () => {
  sandbox = await startSandbox({ sampleLake: true });
  developer = await createPerson(sandbox, "dana", ["developer"]);
  analyst = await createPerson(sandbox, "ann", ["businessAnalyst"]);
  const asDeveloper = { authorization: (await tokensOf(sandbox, developer)).access };
  const asAnalyst = { authorization: (await tokensOf(sandbox, analyst)).access };
  await expect
    .poll(async () => (await ask(sandbox, asDeveloper, companiesQuery, { limit: 1 })).text)
    .toContain('"totalCount":5000');
  const { items } = pageOf(await ask(sandbox, asDeveloper, companiesQuery, { limit: 100 }));
  const open = (await ask(sandbox, asAnalyst, companiesQuery, { limit: 200 })).text;
  const untold = (values: readonly string[]): string[] =>
    [...new Set(values)].filter((value) => value.length > 4 && !open.includes(value));
  const surnames = untold(items.map((item) => String(item["last_name"])));
  secrets = [...surnames, ...untold(items.map((item) => String(item["address"]).split("\n")[0] ?? ""))];
  [surname = ""] = surnames;
  expect(secrets.length).toBeGreaterThan(50);
});
test.afterAll(() => sandbox.dispose());

const alert = (page: Page) => page.locator(".sign-in [role=alert], .sign-in .amplify-alert").first();

/** As if the tokens' hour had passed, by the difference between clocks that Amplify keeps. */
async function letTokensExpire(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.endsWith(".clockDrift")) localStorage.setItem(key, String(61 * 60_000));
    }
  });
}

test("the printed one-time password leads to one's own, and that to the companies", async ({ page }) => {
  const email = "developer@airside.example";
  const printed = await oneTimePassword(sandbox, email);
  await page.goto(`${sandbox.url}/companies`);
  await expect(page.getByTestId("sign-in")).toBeVisible();
  await signInOn(page, { email, password: `${printed}x` });
  await expect(alert(page)).toContainText("Incorrect username or password");

  await signInOn(page, { email, password: printed });
  await expect(page.getByTestId("password-rules")).toContainText("at least 12 characters");
  await expect(page.getByTestId("password-rules")).toContainText("a digit");
  const choose = async (password: string, again = password): Promise<void> => {
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByLabel("New password again", { exact: true }).fill(again);
    await page.getByRole("button", { name: "Change Password" }).click();
  };
  await choose("weak");
  await expect(page.getByTestId("companies")).toHaveCount(0);
  await expect(page.locator(".sign-in")).toContainText(/at least 12 characters/i);
  const own = "Runway-22-Left!";
  await choose(own);
  await expect(page.getByTestId("total")).toHaveText("5,000 companies");
  await expect(page.getByTestId("withheld-columns")).toHaveCount(0);

  await signOutOn(page);
  await signInOn(page, { email, password: printed });
  await expect(alert(page), "it was for one time").toContainText("Incorrect username or password");
  await signInOn(page, { email, password: own });
  await expect(page.getByTestId("total")).toHaveText("5,000 companies");
});

test("whoever guesses passwords is slowed down, until the lock ends", async ({ page }) => {
  const person = await createPerson(sandbox, "guessed", ["businessAnalyst"]);
  await page.goto(`${sandbox.url}/companies`);
  let told = "";
  let guesses = 0;
  for (; !told.includes("exceeded"); guesses += 1) {
    // Each lock is twice as long as the one before: even a slow machine comes too early at last.
    expect(guesses, "no guess was refused unheard").toBeLessThan(12);
    const refused = page.waitForResponse((response) => response.status() === 400);
    await signInOn(page, { email: person.email, password: `Wrong-guess-${String(guesses)}!` });
    await refused;
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
    told = await alert(page).innerText();
    if (guesses < 5) expect(told).toContain("Incorrect username or password");
  }
  expect(guesses).toBeGreaterThan(5);
  await expect(async () => {
    await signInOn(page, person);
    await expect(page.getByTestId("companies")).toBeVisible({ timeout: 1_000 });
  }, "the lock ends").toPass();
});

test("a code from an authenticator app, once it is set up", async ({ page }) => {
  const person = await createPerson(sandbox, "careful", ["businessAnalyst"]);
  await openCompanies(page, sandbox, person);
  await page.getByTestId("user-menu").click();
  await page.getByRole("button", { name: "Two-step sign-in" }).click();
  const dialog = page.getByTestId("second-factor");
  await dialog.getByRole("button", { name: "Set it up" }).click();
  const secret = Secret.fromBase32((await page.getByTestId("totp-secret").innerText()).trim());
  const code = (secondsAhead: number): string =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + secondsAhead * 1_000 });
  const wrong = (good: string): string => String((Number(good) + 1) % 1_000_000).padStart(6, "0");
  const field = dialog.getByLabel("Type in the six digits that the app shows.");
  await field.fill(wrong(code(3_600)));
  await dialog.getByRole("button", { name: "Turn it on" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await field.fill(code(0));
  await dialog.getByRole("button", { name: "Turn it on" }).click();
  await expect(dialog).toContainText("It is on.");
  await dialog.getByRole("button", { name: "Close" }).click();

  await signOutOn(page);
  await signInOn(page, person);
  const asked = page.getByLabel("Code from your authenticator app");
  await asked.fill(wrong(code(3_600)));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(alert(page)).toBeVisible();
  await expect(page.getByTestId("companies")).toHaveCount(0);
  // A code serves once: this is the next one, which clocks that are a little off may show already.
  await asked.fill(code(30));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expectSettled(page);
});

test("who is in no group is told so, and can leave", async ({ page }) => {
  const person = await createPerson(sandbox, "newcomer", []);
  await page.goto(`${sandbox.url}/companies`);
  await signInOn(page, person);
  await expect(page.getByTestId("no-access")).toContainText("who is in no group");
  await expect(page.getByTestId("no-access")).toContainText(person.email);
  await expect(page.getByTestId("companies-table")).toHaveCount(0);
  await page.getByTestId("no-access").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByTestId("sign-in")).toBeVisible();
});

test("a session that ends keeps the place for the same person", async ({ page }) => {
  await openCompanies(page, sandbox, developer, "?status.in=operating&sort=-company_name");
  const scroller = page.locator(".grid-scroller");
  await scroller.evaluate((element) => {
    element.scrollTop = 900;
  });
  await expect(page.locator('[aria-rowindex="40"]')).toBeInViewport();
  await endSessions(sandbox, developer);
  await letTokensExpire(page);
  await page.getByTestId("export-menu").click();
  await page.getByTestId("export-all-csv").click();
  const ended = page.getByTestId("session-expired");
  await expect(ended).toContainText(developer.email);
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(developer.email);
  await page.getByLabel("Password", { exact: true }).fill(developer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(ended).toHaveCount(0);
  expect(await scroller.evaluate(({ scrollTop }) => scrollTop)).toBe(900);
  await expect(page.locator('[aria-rowindex="40"]')).toBeInViewport();
  await expect(page).toHaveURL(/\?status\.in=operating&sort=-company_name$/);
  await page.getByTestId("exports").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("download")).toBeVisible();

  // What is being typed when it ends is there afterwards, and asked for.
  await endSessions(sandbox, developer);
  await letTokensExpire(page);
  await filterField(page, "company_name").fill("in");
  await expect(ended).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(developer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(ended).toHaveCount(0);
  await expectSettled(page);
  await expect(filterField(page, "company_name")).toHaveValue("in");
  for (const name of await cells(page, "company_name").allInnerTexts()) expect(name.toLowerCase()).toContain("in");
});

test("another person who signs in where a session ended finds nothing of it", async ({ page }) => {
  await openCompanies(page, sandbox, developer);
  await filterBy(page, "last_name", surname);
  await filterBy(page, "last_name", "");
  await expectSettled(page);
  await expect(page.getByTestId("total")).toHaveText("5,000 companies");
  await endSessions(sandbox, developer);
  await letTokensExpire(page);
  const both = openOf("company_name", "company_id");
  await filterField(page, both).fill("air");
  await expect(page.getByTestId("session-expired")).toBeVisible();
  await signInOn(page, analyst);
  await expect(page.getByTestId("withheld-columns")).toBeVisible();
  await watchFor(page, [...secrets, developer.email]);
  await expect(page.getByTestId("session-expired")).toHaveCount(0);
  await expectSettled(page);
  await expect(page).toHaveURL(`${sandbox.url}/companies`);
  await expect(filterField(page, both)).toHaveValue("");
  expect(await seenSince(page)).toEqual([]);
  expect(await keptOf(page, [...secrets, developer.email])).toEqual([]);
});

test("the analyst who signs in after the developer, without reload, sees no remains at any moment", async ({
  page,
}) => {
  await openCompanies(page, sandbox, developer);
  const everything = [...secrets, developer.email];
  await watchFor(page, everything);
  expect(await seenSince(page), "the watch sees what there is").toEqual(expect.arrayContaining(secrets.slice(0, 3)));
  await filterBy(page, "last_name", surname);
  await expect(page).toHaveURL(/last_name/);
  await page.getByTestId("companies-table").locator('[data-cell="0:0"] button').click();
  await expect(page.getByTestId("row-detail")).toContainText(surname);
  await page.getByTestId("row-detail").getByRole("button", { name: "Close" }).click();
  // Answers that are on their way when one leaves must find nobody.
  await page.getByTestId("clear-filters").click();
  await page.getByTestId("user-menu").click();
  await page.getByTestId("sign-out").click();
  await expect(page.getByTestId("sign-in")).toBeVisible();

  await watchFor(page, everything);
  await signInOn(page, analyst);
  await expect(page.getByTestId("withheld-columns")).toContainText(personalColumns.map(labelOf).join(", "));
  await expectSettled(page);
  // The most frequent value of a chart with few: rows behind the first 200 may hold one of the secrets by chance.
  const chart = personalColumns.includes("status") ? "continent" : "status";
  const bar = page.locator(`[data-facet="${chart}"]`).first();
  const value = (await bar.getAttribute("data-value")) ?? "";
  await bar.click();
  await expectSettled(page);
  await expect(page.getByTestId("filter-chips")).toContainText(value);
  await page.goBack();
  await expect(page.getByTestId("filter-chips")).toHaveCount(0);
  // Further back are the developer's views.
  await page.goBack();
  await expectSettled(page);
  expect(await columnsOf(page)).not.toContain("last_name");
  expect(await seenSince(page)).toEqual([]);
  expect(await keptOf(page, everything)).toEqual([]);
});

test("another tab's sign-out and sign-in reach the first tab", async ({ context, page: first }) => {
  await openCompanies(first, sandbox, developer);
  const second = await context.newPage();
  await second.goto(`${sandbox.url}/companies`);
  await expectSettled(second);
  expect(await columnsOf(second)).toContain("last_name");
  await signOutOn(second);
  await expect(first.getByTestId("sign-in")).toBeVisible();
  await watchFor(first, [...secrets, developer.email]);
  await signInOn(second, analyst);
  await expect(first.getByTestId("withheld-columns")).toBeVisible();
  await expectSettled(first);
  await expect(first.getByTestId("user-menu")).toContainText(analyst.email);
  expect(await columnsOf(first)).not.toContain("last_name");
  expect(await seenSince(first)).toEqual([]);
  expect(await keptOf(first, [...secrets, developer.email])).toEqual([]);
});
