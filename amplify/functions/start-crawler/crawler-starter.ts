import type { LakeTable } from "../../lake/tables.js";
import type { ObjectList } from "../lake-objects.js";
import type { Log } from "../log.js";
import { crawlerReason } from "./crawler-reason.js";

/** What is used of AWS Glue. */
export interface CrawlerApi {
  /** @throws CrawlerRunningException, CrawlerStoppingException and the service's other errors */
  start(name: string): Promise<void>;
  get(name: string): Promise<{ readonly state: string | undefined; readonly lastStart: Date | undefined }>;
}

/** What the starter works with. */
export interface CrawlerStarterOptions {
  readonly glue: CrawlerApi;
  readonly objects: ObjectList;
  readonly crawlerName: string;
  readonly bucket: string;
  readonly tables: readonly LakeTable[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

/** Glue's answers to StartCrawler while a crawl is under way. */
const underWay: ReadonlySet<string> = new Set(["CrawlerRunningException", "CrawlerStoppingException"]);

/**
 * Starts the crawler when objects of a table come or go, and once more after a crawl that they came too late for, whether
 * that has succeeded or failed: one that fails is not started anew for what it has seen itself. Takes EventBridge events;
 * a crawl under way is no error, since its end comes here, too.
 * @throws Error for any other event, and where a crawl is due that cannot be started yet: Lambda then tries again
 */
export function crawlerStarter(options: CrawlerStarterOptions): (event: unknown) => Promise<void> {
  const { glue, objects, crawlerName, bucket, tables, now, pause, log } = options;

  /** Whether a crawl was started; not where one is under way. */
  async function start(why: string): Promise<boolean> {
    try {
      await glue.start(crawlerName);
      log("Started the crawler", { crawlerName, why });
      return true;
    } catch (error) {
      if (!(error instanceof Error) || !underWay.has(error.name)) throw error;
      log("The crawler is under way already", { crawlerName, why, answer: error.name });
      return false;
    }
  }

  /**
   * An object of a table that the crawl may have missed. S3 gives whole seconds, cut off: one of the second in which the
   * crawl started may be older or newer, and crawling once too often costs less than a row that nobody sees.
   */
  async function firstNewer(crawlStart: Date): Promise<{ key: string; second: number } | undefined> {
    const startSecond = secondOf(crawlStart);
    for (const { prefix } of tables) {
      for await (const { key, lastModified } of objects(prefix)) {
        if (lastModified !== undefined && lastModified.getTime() >= startSecond) {
          return { key, second: secondOf(lastModified) };
        }
      }
    }
    return undefined;
  }

  async function lookForMissed(): Promise<void> {
    const { lastStart } = await glue.get(crawlerName);
    if (lastStart === undefined) {
      throw new Error(`Crawler ${crawlerName} has ended a crawl, but GetCrawler names no last crawl. Try again.`);
    }
    const missed = await firstNewer(lastStart);
    if (missed === undefined) {
      log("No object came after the start of the crawl", { crawlerName, crawlStart: lastStart.toISOString() });
      return;
    }
    // A crawl that began in the object's second, too, would leave the same doubt.
    await pause(Math.min(1000, Math.max(0, missed.second + 1000 - now())));
    if (!(await start(`${missed.key} came while it ran`)) && (await glue.get(crawlerName)).state === "STOPPING") {
      // Its end has been told already: nobody would look again.
      throw new Error(`Crawler ${crawlerName} is still stopping and must run again for ${missed.key}. Try again.`);
    }
  }

  return async (event) => {
    const reason = crawlerReason(event, { bucket, crawlerName });
    if (reason.kind === "crawl ended") {
      await lookForMissed();
    } else if (tables.some(({ prefix }) => reason.key.startsWith(prefix))) {
      await start(`${reason.kind}: ${reason.key}`);
    } else {
      log("Not an object of a table", { key: reason.key });
    }
  };
}

/** The beginning of an instant's second, milliseconds since 1970. */
function secondOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000) * 1000;
}
