import { describe, expect, it } from "vitest";
import { lakeTables } from "../../lake/tables.js";
import type { LakeObject } from "../lake-objects.js";
import { crawlerStarter } from "./crawler-starter.js";

const crawlStart = new Date("2026-11-23T10:00:05.400Z");

/** As https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html shows it. */
function s3Event(kind: string, key: string, bucket = "lake"): unknown {
  return {
    version: "0",
    id: "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": kind,
    source: "aws.s3",
    account: "111122223333",
    time: "2026-11-23T10:00:00Z",
    region: "us-east-1",
    resources: [`arn:aws:s3:::${bucket}`],
    detail: { version: "0", bucket: { name: bucket }, object: { key, size: 5 }, reason: "PutObject" },
  };
}

/** As https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html shows it. */
function crawlerEvent(state: string, crawlerName = "crawler"): unknown {
  return {
    source: "aws.glue",
    "detail-type": "Glue Crawler State Change",
    detail: { crawlerName, state, message: "Crawler Succeeded", tablesCreated: "0" },
  };
}

interface Scene {
  /** Names of errors that StartCrawler answers, one after another; then it starts. */
  readonly refusals?: readonly string[];
  readonly objects?: readonly (Partial<LakeObject> & { readonly key: string })[];
  readonly lastStart?: Date | null;
  readonly state?: string;
  /** ISO 8601; long after everything else by default. */
  readonly now?: string;
}

function starter(scene: Scene) {
  const { refusals = [], objects = [], lastStart = crawlStart, state = "READY", now = "2026-11-23T12:00:00Z" } = scene;
  const pauses: number[] = [];
  const started: string[] = [];
  const log: string[] = [];
  const left = [...refusals];
  const handle = crawlerStarter({
    glue: {
      async start(name) {
        const refusal = left.shift();
        if (refusal !== undefined) throw Object.assign(new Error("no"), { name: refusal });
        started.push(name);
      },
      get: async () => ({ state, lastStart: lastStart ?? undefined }),
    },
    async *objects(prefix) {
      for (const object of objects) {
        if (object.key.startsWith(prefix)) yield { bytes: 1, lastModified: undefined, ...object };
      }
    },
    crawlerName: "crawler",
    bucket: "lake",
    tables: lakeTables,
    now: () => Date.parse(now),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    log: (message) => {
      log.push(message);
    },
  });
  return { handle, started, log, pauses };
}

describe("objects that come and go", () => {
  it.each(["Object Created", "Object Deleted"])("start the crawler: %s", async (kind) => {
    const { handle, started } = starter({});
    await handle(s3Event(kind, "companies/continent=eu/a b+c.csv"));
    await handle(s3Event(kind, "owners/x.parquet"));
    expect(started).toEqual(["crawler", "crawler"]);
  });

  it("of no table start nothing: results of queries are none", async () => {
    const { handle, started, log } = starter({});
    for (const key of ["query-results/a.csv", "exports/a/b", "companies", "other/companies/x"]) {
      await handle(s3Event("Object Created", key));
    }
    expect(started).toEqual([]);
    expect(log).toEqual(Array.from({ length: 4 }, () => "Not an object of a table"));
  });

  it.each(["CrawlerRunningException", "CrawlerStoppingException"])("are no error under way: %s", async (name) => {
    const { handle, started, log } = starter({ refusals: [name] });
    await handle(s3Event("Object Created", "companies/x.csv"));
    expect(started).toEqual([]);
    expect(log).toEqual(["The crawler is under way already"]);
  });

  it("fail where Glue fails otherwise, so that Lambda tries again", async () => {
    const { handle } = starter({ refusals: ["OperationTimeoutException"] });
    await expect(handle(s3Event("Object Created", "companies/x.csv"))).rejects.toThrow("no");
  });
});

describe("the end of a crawl", () => {
  it.each<{ lastModified: string | undefined; started: number; source: string }>([
    { lastModified: "2026-11-23T10:00:06.000Z", started: 1, source: "came while it ran" },
    { lastModified: "2026-11-23T10:00:05.401Z", started: 1, source: "came while it ran, told to the millisecond" },
    { lastModified: "2026-11-23T10:00:05.000Z", started: 1, source: "second of the start: before it or after" },
    { lastModified: "2026-11-23T10:00:04.000Z", started: 0, source: "the second before" },
    { lastModified: "2026-11-22T10:00:06.000Z", started: 0, source: "seen by the crawl" },
    { lastModified: undefined, started: 0, source: "no time" },
  ])("starts it again $started times for an object of $lastModified: $source", async ({ lastModified, started }) => {
    const time = lastModified === undefined ? undefined : new Date(lastModified);
    const old = { key: "companies/old.csv", lastModified: new Date(0) };
    const scene = starter({ objects: [old, { key: "owners/new.parquet", lastModified: time }] });
    await scene.handle(crawlerEvent("Succeeded"));
    expect(scene.started.length).toBe(started);
  });

  it.each([
    { lastModified: "2026-11-23T10:00:06.000Z", started: 1 },
    // What it saw itself would let it fail again, and again.
    { lastModified: "2026-11-23T10:00:04.000Z", started: 0 },
  ])("that failed starts it $started times for an object of $lastModified", async ({ lastModified, started }) => {
    const scene = starter({ objects: [{ key: "owners/new.parquet", lastModified: new Date(lastModified) }] });
    await scene.handle(crawlerEvent("Failed"));
    expect(scene.started.length).toBe(started);
  });

  it.each([
    { now: "2026-11-23T10:00:05.700Z", waits: 300, source: "in the object's second" },
    { now: "2026-11-23T10:00:06.200Z", waits: 0, source: "after it" },
    { now: "2026-11-23T09:59:00.000Z", waits: 1000, source: "by a clock that is behind: a second at the most" },
  ])("lets the object's second pass before the next crawl: $source", async ({ now, waits }) => {
    const objects = [{ key: "companies/new.csv", lastModified: new Date("2026-11-23T10:00:05.000Z") }];
    const scene = starter({ objects, now });
    await scene.handle(crawlerEvent("Succeeded"));
    expect(scene.pauses).toEqual([waits]);
    expect(scene.started).toEqual(["crawler"]);
  });

  it("does not look at what is in no table", async () => {
    const scene = starter({ objects: [{ key: "query-results/x.csv", lastModified: new Date("2027-01-01") }] });
    await scene.handle(crawlerEvent("Succeeded"));
    expect(scene.started).toEqual([]);
  });

  const missed = [{ key: "companies/new.csv", lastModified: new Date("2026-11-23T10:01:00Z") }];

  it("leaves a crawl that somebody else has started", async () => {
    const scene = starter({ objects: missed, refusals: ["CrawlerRunningException"], state: "RUNNING" });
    await scene.handle(crawlerEvent("Succeeded"));
    expect(scene.started).toEqual([]);
  });

  it("is tried again where the crawler is still stopping: nobody else would look", async () => {
    const scene = starter({ objects: missed, refusals: ["CrawlerRunningException"], state: "STOPPING" });
    await expect(scene.handle(crawlerEvent("Succeeded"))).rejects.toThrow("still stopping");
  });

  it("is an error where Glue knows of no crawl", async () => {
    await expect(starter({ lastStart: null }).handle(crawlerEvent("Succeeded"))).rejects.toThrow("no last crawl");
  });
});

describe("other events", () => {
  it.each([
    null,
    "text",
    {},
    s3Event("Object Created", "companies/x.csv", "other-bucket"),
    s3Event("Object Tags Added", "companies/x.csv"),
    crawlerEvent("Started"),
    crawlerEvent("Succeeded", "other"),
    crawlerEvent("Failed", "other"),
    { ...(s3Event("Object Created", "companies/x.csv") as object), source: "my.app" },
    { source: "aws.s3", "detail-type": "Object Created", detail: { bucket: { name: "lake" }, object: { key: 5 } } },
  ])("are refused: %j", async (event) => {
    const { handle, started } = starter({});
    await expect(handle(event)).rejects.toThrow("event: expected Object Created or Object Deleted of bucket lake");
    expect(started).toEqual([]);
  });
});
