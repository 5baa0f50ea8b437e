import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { expect, test, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { runCommand } from "./command.js";
import { ask, companiesQuery, openOf, pageOf } from "./companies-client.js";
import { expectSettled, filterBy, signedIn, valuesOf, windowOf, type SignedIn } from "./companies-page.js";
import { expectTotal, putCompanies, s3Client, type LakeCompany } from "./lake-client.js";
import { createPerson, tokensOf } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

let sandbox: SandboxProcess;
let headers: { readonly authorization: string };
let developer: SignedIn;
let analyst: SignedIn;

test.beforeAll(async ({ browser }) => {
  sandbox = await startSandbox({ sampleLake: true });
  const person = await createPerson(sandbox, "dana", ["developer"]);
  headers = { authorization: (await tokensOf(sandbox, person)).access };
  await expectTotal(sandbox, headers, 5_000);
  developer = await signedIn(browser, sandbox, person);
  analyst = await signedIn(browser, sandbox, await createPerson(sandbox, "ann", ["businessAnalyst"]));
});
test.afterAll(() => sandbox.dispose());

const count = (number: number): string => new Intl.NumberFormat("en-US").format(number);

function station(index: number): LakeCompany {
  return {
    index,
    company_id: `c:station-${String(index)}`,
    company_name: `Polar Station ${String(index).padStart(4, "0")}`,
    category_code: "research",
    status: "operating",
    owner_id: 1 + (index % 7),
  };
}

/** What fits the stations and no other company, by columns of which analysts see one. */
const stationsOnly = {
  continent: "continent.in=antarctica",
  company_name: "company_name.contains=polar%20station",
  company_id: "company_id.contains=station-",
} as const;

/** What the charts say of stations. */
const stationValues = { continent: "antarctica", status: "operating" } as const;

/** Waits for the announcement, takes the offer, and waits for the rows. */
async function takeNews(page: Page, text: string, total: number): Promise<void> {
  await expect(page.getByTestId("new-data")).toHaveText(`${text}, show`);
  await page.getByTestId("new-data").click();
  await expect(page.getByTestId("total")).toHaveText(`${count(total)} companies`);
  await expect(page.getByTestId("new-data")).toHaveCount(0);
  await expectSettled(page);
}

test("an object put in the bucket announces itself to both roles, and its rows come when they are asked for", async ({
  browser,
}) => {
  const everything = await windowOf(browser, sandbox, developer, "?sort=-company_name");
  const key = openOf("company_name", "company_id");
  const fitting = stationsOnly[openOf("continent", "company_name", "company_id")];
  const south = await windowOf(browser, sandbox, analyst, `?${fitting}&sort=${key}`);
  await expect(south.getByTestId("no-matches")).toBeVisible();
  const before = await valuesOf(everything, "company_name");
  const stations = [station(1), station(2), station(3)];
  await putCompanies(sandbox, "antarctica", "stations", stations);
  await expect(everything.getByTestId("new-data")).toHaveText("3 new companies, show");
  expect(await valuesOf(everything, "company_name"), "rows stay under the eyes of the reader").toEqual(before);
  await takeNews(everything, "3 new companies", 5_003);
  await filterBy(everything, "company_name", "polar station");
  await expect(everything.getByTestId("total")).toHaveText("3 companies");
  await expectSettled(everything);
  const names = ["Polar Station 0003", "Polar Station 0002", "Polar Station 0001"];
  expect(await valuesOf(everything, "company_name")).toEqual(names);
  expect(await valuesOf(everything, "last_name")).not.toContain("");
  await takeNews(south, "3 new companies", 3);
  expect(await valuesOf(south, key)).toEqual(stations.map((company) => company[key]));
  const facet = openOf("continent", "status");
  const value = stationValues[facet];
  expect(await valuesOf(south, facet)).toEqual([value, value, value]);
  await expect(south.locator(`[data-facet="${facet}"][data-value="${value}"]`)).toHaveAccessibleName(
    `${value}: 3 companies`,
  );

  // As many as before, and others: that is said, too.
  await putCompanies(
    sandbox,
    "antarctica",
    "stations",
    stations.map((company) => ({ ...company, category_code: "museum", status: "closed" })),
  );
  const closed = openOf("status", "category_code");
  for (const page of [everything, south]) {
    await expect(page.getByTestId("new-data")).toHaveText("Companies changed, show");
    expect(await valuesOf(page, closed)).toEqual(stations.map((company) => company[closed]));
    await takeNews(page, "Companies changed", 3);
    expect(new Set(await valuesOf(page, closed))).toEqual(new Set([closed === "status" ? "closed" : "museum"]));
  }
});

/** The published example's data, where they lie beside the project; the project's own are always there. */
const published = join(import.meta.dirname, "../../shared/data/lake/dataset");

const datasets = [
  { name: "a folder of one's own", folder: undefined, rows: 240 },
  ...(existsSync(published) ? [{ name: "the published sample", folder: published, rows: 2_266 }] : []),
];

/** Companies and owners as CSV, with commas, quotes and line breaks in the addresses. */
async function writeOwn(folder: string, companies: number): Promise<void> {
  const owners = Array.from({ length: 9 }, (_, index) => ({
    people_id: index + 1,
    first_name: `First${String(index)}`,
    last_name: `O'Last, ${String(index)}`,
    gender: "F",
    age: 30 + index,
    designation: 'The "Chief"',
    address: `${String(index)} Runway Road, Apt "B"\nNew York, NY 1000${String(index)}`,
  }));
  await mkdir(join(folder, "owners"), { recursive: true });
  await writeFile(join(folder, "owners", "owners.csv"), stringify(owners, { header: true }));
  for (const [place, continent] of ["asia", "us"].entries()) {
    await mkdir(join(folder, "companies", `continent=${continent}`), { recursive: true });
    const half = Array.from({ length: companies / 2 }, (_, index) => station(place * companies + index));
    await writeFile(
      join(folder, "companies", `continent=${continent}`, "companies.csv"),
      stringify(half, { header: true }),
    );
  }
}

/** Name and address of every company with an owner, by name; read without the project's own code. */
async function addressesIn(folder: string): Promise<(readonly [string, string])[]> {
  const read = async (...path: string[]): Promise<Record<string, string>[]> =>
    parse<Record<string, string>>(await readFile(join(folder, ...path)), { columns: true, bom: true });
  const addresses = new Map(
    (await read("owners", "owners.csv")).map((owner) => [owner["people_id"], owner["address"]]),
  );
  const named: (readonly [string, string])[] = [];
  for (const partition of await readdir(join(folder, "companies"))) {
    for (const company of await read("companies", partition, "companies.csv")) {
      const address = addresses.get(company["owner_id"]);
      if (address !== undefined) named.push([company["company_name"] ?? "", address]);
    }
  }
  return named.sort(([a], [b]) => (a < b ? -1 : 1));
}

for (const { name, folder, rows } of datasets) {
  test(`lake load takes ${name} in place of what was there`, async ({ browser }) => {
    const own = await mkdtemp(join(tmpdir(), "airside-e2e-lake-"));
    try {
      if (folder === undefined) await writeOwn(own, rows);
      const from = folder ?? own;
      const expected = await addressesIn(from);
      expect(expected).toHaveLength(rows);
      expect(expected.some(([, address]) => address.includes("\n"))).toBe(true);
      const page = await windowOf(browser, sandbox, developer);
      const before = pageOf(await ask(sandbox, headers, companiesQuery, { limit: 1 })).totalCount;
      const { code, output } = await runCommand(["lake", "load", from, "--url", sandbox.url]);
      expect(output).toContain(`${count(rows)} rows joined`);
      expect(code, output).toBe(0);
      const difference = count(Math.abs(rows - before));
      await takeNews(page, rows < before ? `${difference} companies fewer` : `${difference} new companies`, rows);

      const shown = await valuesOf(page, "company_name");
      const addresses = await valuesOf(page, "address");
      expect(shown.length).toBeGreaterThan(15);
      expect(shown.map((company, row) => [company, addresses[row]])).toEqual(expected.slice(0, shown.length));
      const broken = shown.findIndex((_, row) => addresses[row]?.includes("\n") === true);
      await expect(page.locator(`[data-cell="${String(broken)}:0"]`)).toBeVisible();
      await page.locator(`[data-cell="${String(broken)}:0"] button`).click();
      const told = page.getByTestId("row-detail").locator('[data-column="address"] dd');
      expect(await told.innerText(), "with its lines").toBe(addresses[broken]?.replaceAll("\r", ""));
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  });
}

test("killed with -9 among puts and in an export: what was acknowledged is there, and the export comes to an end", async ({
  browser,
}) => {
  const generated = await runCommand(["lake", "generate", "--companies", "200000", "--url", sandbox.url]);
  expect(generated.code, generated.output).toBe(0);
  const page = await windowOf(browser, sandbox, developer);
  await expect(page.getByTestId("total")).toHaveText("200,000 companies");

  await page.getByTestId("export-menu").click();
  await page.getByTestId("export-all-csv").click();
  const entry = page.getByTestId("exports").locator(".export");
  await expect(entry).toHaveAttribute("data-export", /.+/, { timeout: 60_000 });

  const acknowledged: string[] = [];
  const killed = new AbortController();
  const puts = (async () => {
    for (let index = 1; !killed.signal.aborted; index += 1) {
      const name = `late-${String(index)}`;
      await putCompanies(sandbox, "antarctica", name, [station(index)]);
      acknowledged.push(`companies/continent=antarctica/${name}.csv`);
    }
  })();
  const outcome = puts.then(
    () => "ended",
    () => "cut off",
  );
  await expect.poll(() => acknowledged.length).toBeGreaterThan(3);
  await sandbox.killHard();
  killed.abort();
  expect(["ended", "cut off"]).toContain(await outcome);
  await sandbox.restart();

  await expect(entry).toHaveAttribute("data-state", /^(done|failed)$/, { timeout: 60_000 });
  const again = entry.getByRole("button", { name: "Try again" });
  if ((await entry.getAttribute("data-state")) === "failed") await again.click();
  await expect(entry).toHaveAttribute("data-state", "done", { timeout: 60_000 });

  const client = s3Client(sandbox);
  const keys: string[] = [];
  const Bucket = sandbox.outputs.custom.lake.bucketName;
  for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket, Prefix: "companies/continent=ant" })) {
    keys.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
  }
  client.destroy();
  const late = keys.filter((key) => key.includes("/late-"));
  expect(late).toEqual(expect.arrayContaining(acknowledged));
  expect(late.length - acknowledged.length, "the one that nobody was told of").toBeLessThanOrEqual(1);
  await expectTotal(sandbox, headers, 200_000 + late.length);
});
