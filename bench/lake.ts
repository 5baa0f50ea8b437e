import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { chromiumLaunch } from "../e2e/browser.js";
import { ask, companiesQuery, pageOf } from "../e2e/companies-client.js";
import { runCommand } from "../e2e/command.js";
import { createPerson, signInOn, tokensOf, type Person } from "../e2e/people.js";
import { startSandbox, type SandboxProcess } from "../e2e/sandbox.js";
import { writeDataset } from "../local/sample-lake/dataset.js";
import type { BenchReport } from "./cli.js";
import { percentile } from "./glass/percentile.js";
import { openPlainLake, type PlainLake } from "./lake/plain-lake.js";

const companies = 1_000_000;
const owners = Math.ceil(companies / 6);
/** Every query is asked so many times; the first is not counted. */
const rounds = 7;
/** One for each round: a second time the page would have the rows already. */
const otherColumns = ["age", "company_id", "designation", "gender", "first_name", "status", "continent"] as const;
/** Bars of the charts, another one for each round. */
const values = ["logistics", "software", "retail", "hospitality", "security", "acquired", "closed"] as const;
/** A page on the screen, milliseconds (issue: well under a second). */
const pageLimit = 700;
/** Resident memory of the sandbox while it answers, bytes: it holds no copy of the rows. */
const memoryLimit = 2 * 2 ** 30;
/** What scripts of the page hold after all its questions, bytes: rows far out of sight are not in the document. */
const pageMemoryLimit = 100 * 2 ** 20;
const chartsQuery = `query Charts($filter: CompanyFilter) {
  companyFacets(filter: $filter) {
    category { value count } status { value count } continent { value count } rest { facet values count } totalCount
  }
}`;

/** What is asked, of the API and of DuckDB alone. */
const questions = [
  { name: "first page", variables: { limit: 100 } },
  {
    name: "filtered, sorted page",
    variables: {
      filter: { category_code: { in: ["aviation", "catering"] }, age: { from: 30, to: 50 } },
      sort: [{ column: "last_name", direction: "DESC" }, { column: "company_name" }],
      limit: 100,
    },
  },
] as const;

/** A million companies: pages in the browser and over HTTP, beside DuckDB alone with the same queries. */
export async function run(): Promise<BenchReport> {
  const directory = await mkdtemp(join(tmpdir(), "airside-bench-lake-"));
  const sandbox = await startSandbox();
  try {
    await writeDataset(directory, { companies, owners, seed: 1, format: "parquet" });
    const load = await runCommand(["lake", "load", directory, "--url", sandbox.url]);
    if (load.code !== 0) throw new Error(`the rows could not be loaded:\n${load.output}`);
    const person = await createPerson(sandbox, "bench", ["developer"]);
    const { access } = await tokensOf(sandbox, person);
    const plain = await openPlainLake(directory);
    const lines: string[] = [];
    let ok = true;
    for (const { name, variables } of questions) {
      const alone = await plainTimes(plain, variables);
      const service = await serviceTimes(sandbox, access, variables);
      lines.push(
        `${name}: DuckDB alone ${milliseconds(alone)}, through the API ${milliseconds(service)} (${(median(service) / median(alone)).toFixed(1)} x)`,
      );
    }
    const { filter } = questions[1].variables;
    const alone = await timed(async () => {
      await plain.charts({ filter });
    });
    const service = await timed(() => chartsOf(sandbox, access, filter));
    const times = (median(service) / median(alone)).toFixed(1);
    lines.push(
      `charts, filtered: DuckDB alone ${milliseconds(alone)}, through the API ${milliseconds(service)} (${times} x)`,
    );
    plain.close();
    const analyst = await createPerson(sandbox, "bench-analyst", ["businessAnalyst"]);
    const { pageMemory, ...shown } = await browserFigures(sandbox, person, analyst);
    for (const [name, times] of Object.entries(shown)) {
      ok &&= median(times) < pageLimit;
      lines.push(`in the browser, ${name}: ${milliseconds(times)}   limit ${pageLimit} ms`);
    }
    ok &&= pageMemory < pageMemoryLimit;
    lines.push(
      `memory of the page's scripts after all this: ${mebibytes(pageMemory)} MiB   limit ${mebibytes(pageMemoryLimit)} MiB`,
    );
    const peak = await peakMemory(sandbox.pid());
    ok &&= peak < memoryLimit;
    lines.push(
      `memory of the sandbox at its peak, loading included: ${mebibytes(peak)} MiB   limit ${mebibytes(memoryLimit)} MiB`,
    );
    return { title: `${companies.toLocaleString("en")} companies, ${owners.toLocaleString("en")} owners`, lines, ok };
  } finally {
    await sandbox.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}

async function plainTimes(plain: PlainLake, variables: (typeof questions)[number]["variables"]): Promise<number[]> {
  return timed(async () => {
    await plain.page(variables);
  });
}

async function serviceTimes(
  sandbox: SandboxProcess,
  authorization: string,
  variables: (typeof questions)[number]["variables"],
): Promise<number[]> {
  return timed(async () => {
    const page = pageOf(await ask(sandbox, { authorization }, companiesQuery, variables));
    if (page.items.length !== 100) throw new Error(`expected 100 rows, got ${String(page.items.length)}`);
  });
}

async function chartsOf(sandbox: SandboxProcess, authorization: string, filter: unknown): Promise<void> {
  const { data, errors } = await ask(sandbox, { authorization }, chartsQuery, { filter });
  if (data?.["companyFacets"] == null) throw new Error(`expected counts, got ${JSON.stringify(errors)}`);
}

/** Milliseconds of each round but the first; `work` may say itself when it was done, milliseconds since 1970. */
async function timed(work: () => Promise<unknown>): Promise<number[]>;
/** Those that `prepare` takes do not count. */
async function timed<Prepared>(
  work: (prepared: Prepared) => Promise<unknown>,
  prepare: () => Promise<Prepared>,
): Promise<number[]>;
async function timed(
  work: (prepared: unknown) => Promise<unknown>,
  prepare?: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const prepared = await prepare?.();
    const from = performance.timeOrigin + performance.now();
    const done = await work(prepared);
    times.push((typeof done === "number" ? done : performance.timeOrigin + performance.now()) - from);
  }
  return times.slice(1);
}

const withLoading = "app loading included";

type Credentials = Pick<Person, "email" | "password">;

/** From a person's deed until the rows are painted, milliseconds; and what the page holds after all of it, bytes. */
async function browserFigures(sandbox: SandboxProcess, person: Credentials, analyst: Credentials) {
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const page = await signedInPage(browser, sandbox, person);
    const other = await signedInPage(browser, sandbox, analyst);
    const filtered = "category_code.in=aviation&category_code.in=catering&age.from=30&age.to=50";
    const unsorted = [...otherColumns];
    const unfiltered = [...values];
    return {
      [`an analyst's first page, ${withLoading}`]: await timed(
        () => shown(other, `${sandbox.url}/companies`),
        () => counted(other),
      ),
      [`first page, ${withLoading}`]: await timed(
        () => shown(page, `${sandbox.url}/companies`),
        () => counted(page),
      ),
      [`filtered, sorted page, ${withLoading}`]: await timed(
        () => shown(page, `${sandbox.url}/companies?${filtered}&sort=-last_name,company_name`),
        () => counted(page),
      ),
      "another sort by a click": await timed(
        async ({ column, x, y }) => {
          await page.mouse.click(x, y);
          return painted(page, `[data-column="${column}"]:not([aria-sort=none])`);
        },
        // Looking for the heading is no part of the person's waiting.
        async () => {
          const column = unsorted.shift() ?? "";
          return { column, ...(await centreOf(page, `[role=columnheader][data-column="${column}"]`)) };
        },
      ),
      "another filter by a click on a chart, sorted": await timed(
        async ({ value, x, y }) => {
          await page.mouse.click(x, y);
          return painted(page, `[aria-label^="${value}: "][aria-pressed=true]`);
        },
        async () => {
          // Bars move while they are counted anew.
          await page.locator("[data-testid=charts]:not([data-old])").waitFor();
          const value = unfiltered.shift() ?? "";
          return { value, ...(await centreOf(page, `[aria-label^="${value}: "]`)) };
        },
      ),
      pageMemory: await heapOf(page),
    };
  } finally {
    await browser.close();
  }
}

/** The companies in a window of its own, with rows in it. */
async function signedInPage(browser: Browser, sandbox: SandboxProcess, person: Credentials): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(`${sandbox.url}/companies`);
  await signInOn(page, person);
  await page.locator("[data-company]").first().waitFor();
  return page;
}

/** What a page's scripts hold once what they need no more is gone, bytes. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** Where an element is that one clicks on, CSS pixels; it is scrolled to. */
async function centreOf(page: Page, selector: string): Promise<{ readonly x: number; readonly y: number }> {
  const element = page.locator(selector);
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${selector} is not in sight.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until the page that shows has asked all that it asks: what is left of it is no part of the next one. */
async function counted(page: Page): Promise<void> {
  await page
    .getByTestId("total")
    .filter({ hasText: /^[0-9]/ })
    .waitFor();
}

async function shown(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  return painted(page, "[data-company]");
}

/**
 * Waits until `selector` is there, the rows are those that were asked for, and both are painted. The page itself looks, at
 * each of its frames, and says when it was, milliseconds since 1970: what comes after the rows (charts, Playwright's own
 * questions) is no part of the person's waiting for them.
 */
function painted(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    do {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    } while (document.querySelector(wanted) === null || document.querySelector(".grid-scroller[data-old]") !== null);
    // A task that follows the frame's own painting.
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    return performance.timeOrigin + performance.now();
  }, selector);
}

/** VmHWM of Linux: the most that was resident, bytes. NaN where there is no /proc. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

function median(values: readonly number[]): number {
  return percentile(values, 50);
}

function milliseconds(values: readonly number[]): string {
  return `p50 ${median(values).toFixed(0)} ms, most ${Math.max(...values).toFixed(0)} ms`;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
