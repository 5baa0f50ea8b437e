import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { replaceDataset } from "../lake-files/replace-dataset.js";
import { writeDataset } from "../sample-lake/dataset.js";
import { CommandError } from "./command-error.js";
import { counted } from "./counted.js";
import { findLake, type LakeTarget } from "./lake-target.js";
import { startProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";

/** What `lake load` was told. */
export interface LoadOptions {
  /** URL of the sandbox. */
  readonly url: string;
  /** Folder with companies/ and owners/. */
  readonly directory: string;
}

/** What `lake generate` was told. */
export interface GenerateOptions {
  readonly url: string;
  readonly companies: number;
  readonly owners: number;
  readonly seed: number;
  /** Folder to write into instead of the running sandbox's lake. */
  readonly to: string | undefined;
}

/** A crawl of the sandbox takes a second or two. */
const crawlWaitMs = 60_000;
const crawlPollMs = 200;

/**
 * Puts the files of a folder into the lake of the running sandbox, in place of what its tables held, and waits until
 * they have been crawled.
 * @returns the exit code
 * @throws CommandError, UserError for what the person has to correct
 */
export async function loadLake(options: LoadOptions, terminal: Terminal): Promise<number> {
  const lake = await findLake(options.url, (milliseconds) => pause(terminal, milliseconds));
  try {
    await load(path.resolve(terminal.directory, options.directory), lake, terminal);
    return 0;
  } finally {
    lake.close();
  }
}

/**
 * Makes a data set of any size from a seed, companies as Parquet, and loads it, or writes it into a folder.
 * @returns the exit code
 * @throws CommandError when the sandbox does not run
 */
export async function generateLake(options: GenerateOptions, terminal: Terminal): Promise<number> {
  const { companies, owners, seed, to } = options;
  const dataset = { companies, owners, seed, format: "parquet" } as const;
  if (to !== undefined) {
    const directory = path.resolve(terminal.directory, to);
    await writeDataset(directory, dataset);
    terminal.out(`Wrote ${counted(companies, "row")} of companies and ${String(owners)} of owners to ${directory}`);
    return 0;
  }
  const lake = await findLake(options.url, (milliseconds) => pause(terminal, milliseconds));
  const directory = await mkdtemp(path.join(tmpdir(), "airside-dataset-"));
  try {
    terminal.err(`Making ${counted(companies, "row")} of companies …`);
    await writeDataset(directory, dataset);
    await load(directory, lake, terminal);
    return 0;
  } finally {
    lake.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function load(directory: string, lake: LakeTarget, terminal: Terminal): Promise<void> {
  let progress: ReturnType<typeof startProgress> | undefined;
  const done = await replaceDataset(directory, lake.bucket, (count, total) => {
    progress ??= startProgress(terminal, "Loading", total, "files");
    progress.update(count);
  });
  progress?.stop();
  for (const { key, rows } of done.files) terminal.err(`  s3://${lake.bucketName}/${key}  ${counted(rows, "row")}`);
  await crawl(lake, terminal);
  const [companies = 0, owners = 0, joined = 0] = await lake.counts(
    `SELECT (SELECT count(*) FROM companies), (SELECT count(*) FROM owners),
            (SELECT count(*) FROM companies JOIN owners ON owner_id = people_id)`,
  );
  terminal.out(
    `The lake has ${figure(companies)} companies and ${figure(owners)} owners; ${figure(joined)} rows joined.`,
  );
}

/** A crawl that began when all objects were there: one under way, which the objects set off, may have passed some. */
async function crawl(lake: LakeTarget, terminal: Terminal): Promise<void> {
  terminal.err("Crawling …");
  const giveUpAt = terminal.clock.now() + crawlWaitMs;
  const wait = async (): Promise<void> => {
    if (terminal.clock.now() > giveUpAt) {
      throw new CommandError(
        `The files are in the bucket, but no crawl of them ended within ${String(crawlWaitMs / 1_000)} s.`,
        "Look at the sandbox's output for what the crawler says.",
      );
    }
    await pause(terminal, crawlPollMs);
  };
  while (!(await lake.startCrawl())) await wait();
  while (await lake.crawls()) await wait();
}

function pause(terminal: Terminal, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    terminal.clock.schedule(milliseconds, resolve);
  });
}

function figure(count: number): string {
  return new Intl.NumberFormat("en").format(count);
}
