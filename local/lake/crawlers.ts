import type { DuckDBConnection } from "@duckdb/node-api";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { ObjectStore } from "../s3/object-store.js";
import type { CrawlerModel } from "../synth/backend-model.js";
import { isoSeconds } from "./aws-time.js";
import type { Catalog, CatalogTable, TableFindings } from "./catalog.js";
import { crawlTable, type KnownShapes, type TableCrawl } from "./crawl.js";
import type { LakePublisher } from "./lake-event.js";
import { insufficientPermissions, type LakePermissions } from "./lake-permissions.js";

/** A crawler's state (https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-crawler-crawling.html). */
export type CrawlerState = "READY" | "RUNNING" | "STOPPING";

/** What crawlers work with. */
export interface CrawlersOptions {
  readonly models: readonly CrawlerModel[];
  readonly catalog: Catalog;
  readonly permissions: LakePermissions;
  readonly objects: Pick<ObjectStore, "list">;
  /** Gives a connection that may read objects' files; the crawl closes it. */
  readonly connect: () => Promise<DuckDBConnection>;
  /** Awaited when the catalog has what a crawl found, before its success is told. */
  readonly onRecorded: () => Promise<void>;
  readonly publish: LakePublisher;
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The crawlers of a definition. A crawl that a restart cut short is begun anew: AWS's own are not cut short. */
export interface Crawlers extends Disposable {
  readonly models: readonly CrawlerModel[];
  /** @throws AwsError EntityNotFoundException */
  find(name: string): CrawlerModel;
  state(crawler: CrawlerModel): CrawlerState;
  /** Milliseconds since the present crawl began; 0 where there is none. */
  elapsed(crawler: CrawlerModel): number;
  /** Begins a crawl and does not wait for it. @throws AwsError CrawlerRunningException */
  start(crawler: CrawlerModel): void;
  /** @throws AwsError CrawlerNotRunningException or CrawlerStoppingException */
  stop(crawler: CrawlerModel): void;
  /** Resolves when no crawl is under way. */
  idle(): Promise<void>;
}

interface Crawl {
  readonly startedAt: number;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Why a crawl is ended that is to be begun anew. */
const CLOSING = "the sandbox ends";

/** Makes the crawlers, and begins the crawls anew that were under way when the sandbox ended. */
export function createCrawlers(options: CrawlersOptions): Crawlers {
  const { models, catalog, clock, log } = options;
  const running = new Map<string, Crawl>();
  const known = new Map<string, KnownShapes>(models.map(({ name }) => [name, new Map()]));

  async function crawl(crawler: CrawlerModel, startedAt: number, signal: AbortSignal): Promise<void> {
    await catalog.begin(crawler.name);
    await tell(options, crawler, { state: "Started", startTime: isoSeconds(startedAt), message: "Crawler Started" });
    try {
      const crawls = await crawlTables(options, crawler, known.get(crawler.name) ?? new Map<string, never>(), signal);
      const findings = new Map<CatalogTable, TableFindings>();
      for (const [table, result] of crawls) if (isChange(result)) findings.set(table, result.findings);
      await catalog.record(crawler.name, { status: "SUCCEEDED", startedAt }, findings);
      await options.onRecorded();
      await tell(options, crawler, success(options, crawler, startedAt, [...crawls.values()]));
      await catalog.end(crawler.name);
    } catch (error) {
      if (signal.reason === CLOSING) return;
      if (signal.aborted) {
        await catalog.record(crawler.name, { status: "CANCELLED", startedAt }, new Map());
        await catalog.end(crawler.name);
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      log.error(`Crawler ${crawler.name} failed: ${message}`);
      await catalog.record(crawler.name, { status: "FAILED", startedAt, errorMessage: message }, new Map());
      const cloudWatchLogLink = logLink(options, crawler);
      await tell(options, crawler, { state: "Failed", errorMessage: message, message, cloudWatchLogLink });
      await catalog.end(crawler.name);
    }
  }

  const crawlers: Crawlers = {
    models,
    find(name) {
      const crawler = models.find((model) => model.name === name);
      if (crawler !== undefined) return crawler;
      throw new AwsError("EntityNotFoundException", `Crawler entry with name ${name} does not exist`);
    },
    state({ name }) {
      const present = running.get(name);
      if (present === undefined) return "READY";
      return present.abort.signal.aborted ? "STOPPING" : "RUNNING";
    },
    elapsed({ name }) {
      const present = running.get(name);
      return present === undefined ? 0 : clock.now() - present.startedAt;
    },
    start(crawler) {
      const { name } = crawler;
      if (running.has(name)) {
        throw new AwsError("CrawlerRunningException", `Crawler with name ${name} has already started`);
      }
      const abort = new AbortController();
      const startedAt = clock.now();
      const done = crawl(crawler, startedAt, abort.signal)
        .catch((error: unknown) => {
          log.error(`Crawler ${name}: its end could not be told or written down: ${String(error)}`);
        })
        .finally(() => {
          running.delete(name);
        });
      running.set(name, { startedAt, abort, done });
    },
    stop({ name }) {
      const present = running.get(name);
      if (present === undefined) {
        throw new AwsError("CrawlerNotRunningException", `Crawler with name ${name} isn't running`);
      }
      if (present.abort.signal.aborted) {
        throw new AwsError("CrawlerStoppingException", `Crawler with name ${name} is stopping`);
      }
      present.abort.abort();
    },
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
    async dispose() {
      for (const { abort } of running.values()) if (!abort.signal.aborted) abort.abort(CLOSING);
      await crawlers.idle();
    },
  };
  for (const crawler of models) if (catalog.isUnderWay(crawler.name)) crawlers.start(crawler);
  return crawlers;
}

async function crawlTables(
  options: CrawlersOptions,
  crawler: CrawlerModel,
  known: KnownShapes,
  signal: AbortSignal,
): Promise<ReadonlyMap<CatalogTable, TableCrawl>> {
  const { catalog, permissions, objects, clock, log } = options;
  const crawls = new Map<CatalogTable, TableCrawl>();
  const files = new Set<string>();
  const connection = await options.connect();
  try {
    for (const tableName of crawler.tableNames) {
      const table = catalog.find(crawler.databaseName, tableName);
      if (table === undefined) throw new Error(`Entity Not Found: table ${tableName} of ${crawler.databaseName}`);
      if (!permissions.mayAlter(crawler.roleArn, table)) throw new Error(insufficientPermissions("Alter", tableName));
      const found = objects.list(table.location.bucket, table.location.prefix);
      for (const { file } of found) files.add(file);
      const result = await crawlTable(table, { objects: found, connection, known, now: clock.now(), signal });
      for (const warning of result.warnings) log.warn(`Crawler ${crawler.name}: ${warning}`);
      crawls.set(table, result);
    }
  } finally {
    connection.closeSync();
  }
  for (const file of known.keys()) if (!files.has(file)) known.delete(file);
  return crawls;
}

function isChange(crawl: TableCrawl): boolean {
  return crawl.updatesTable || crawl.partitionsCreated + crawl.partitionsUpdated + crawl.partitionsDeleted > 0;
}

/**
 * Detail of the event of success: every number a text, as Glue writes it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/events/EventTypes.html#glue-event-types).
 */
function success(
  options: CrawlersOptions,
  crawler: CrawlerModel,
  startedAt: number,
  crawls: readonly TableCrawl[],
): Record<string, string> {
  const now = options.clock.now();
  const sum = (count: (crawl: TableCrawl) => number): string =>
    String(crawls.reduce((total, one) => total + count(one), 0));
  const warnings = crawls.flatMap((one) => one.warnings);
  return {
    state: "Succeeded",
    message: "Crawler Succeeded",
    tablesCreated: "0",
    tablesUpdated: sum(({ updatesTable }) => (updatesTable ? 1 : 0)),
    tablesDeleted: "0",
    partitionsCreated: sum(({ partitionsCreated }) => partitionsCreated),
    partitionsUpdated: sum(({ partitionsUpdated }) => partitionsUpdated),
    partitionsDeleted: sum(({ partitionsDeleted }) => partitionsDeleted),
    warningMessage: warnings.length === 0 ? "N/A" : shortened(warnings),
    "runningTime (sec)": String(Math.round((now - startedAt) / 1000)),
    completionDate: isoSeconds(now),
    cloudWatchLogLink: logLink(options, crawler),
  };
}

const MOST_WARNINGS = 20;

function shortened(warnings: readonly string[]): string {
  const more = warnings.length - MOST_WARNINGS;
  return [...warnings.slice(0, MOST_WARNINGS), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

async function tell(
  { publish, accountId, clock }: CrawlersOptions,
  { name }: CrawlerModel,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await publish({
    source: "aws.glue",
    "detail-type": "Glue Crawler State Change",
    time: isoSeconds(clock.now()),
    resources: [],
    detail: { accountId, crawlerName: name, ...detail },
  });
}

function logLink({ region }: CrawlersOptions, { name }: CrawlerModel): string {
  return `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=/aws-glue/crawlers;stream=${name}`;
}
