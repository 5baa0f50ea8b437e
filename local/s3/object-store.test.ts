import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryLog } from "../memory-log.js";
import { sampleBucket } from "../sample-endpoint.js";
import type { BucketModel } from "../synth/backend-model.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { openObjectStore, type S3Store } from "./object-store.js";
import type { S3Event } from "./s3-event.js";

const start = Date.UTC(2026, 1, 1, 12);
const hour = 60 * 60 * 1000;

interface Sample {
  readonly store: S3Store;
  readonly clock: ManualClock;
  readonly events: readonly S3Event[];
  readonly errors: readonly string[];
  readonly directory: string;
  /** Files with contents, used or not. */
  readonly files: () => readonly string[];
}

interface SampleOptions {
  readonly directory?: string;
  readonly clock?: ManualClock;
  readonly buckets?: readonly BucketModel[];
  readonly publish?: (event: S3Event) => Promise<void>;
}

async function open(options: SampleOptions = {}): Promise<Sample> {
  const directory = options.directory ?? (await temporaryDirectory());
  const clock = options.clock ?? manualClock(start);
  const events: S3Event[] = [];
  const log = memoryLog();
  const store = await openObjectStore({
    directory,
    buckets: options.buckets ?? [sampleBucket("lake"), sampleBucket("quiet", { sendsEvents: false })],
    publish:
      options.publish ??
      (async (event) => {
        events.push(event);
      }),
    accountId: "123456789012",
    region: "us-east-1",
    clock,
    newId: randomUUID,
    log,
  });
  onTestFinished(() => store.dispose());
  return { store, clock, events, errors: log.errors, directory, files: () => readdirSync(join(directory, "content")) };
}

const text = (value: string): Uint8Array => Buffer.from(value);
const contentOf = (store: S3Store, key: string, bucket = "lake"): string | undefined => {
  const object = store.head(bucket, key);
  return object === undefined ? undefined : readFileSync(object.file, "utf8");
};

describe("objects", () => {
  test("are found again, with all that was said of them, and by the next process", async () => {
    const { store, directory, clock } = await open();
    const stored = await store.put("lake", "a/b.csv", text("1,2\n"), {
      contentType: "text/csv",
      metadata: { source: "ü" },
    });
    expect(stored).toMatchObject({
      bucket: "lake",
      key: "a/b.csv",
      size: 4,
      etag: "3ecfad755fa825f7a17c5526ec44e651",
      lastModified: start,
      contentType: "text/csv",
      metadata: { source: "ü" },
    });
    expect(store.head("lake", "a/b.csv")).toEqual(stored);
    await store.dispose();
    const again = await open({ directory, clock });
    expect(again.store.head("lake", "a/b.csv")).toEqual(stored);
    expect(contentOf(again.store, "a/b.csv")).toBe("1,2\n");
  });

  test("have the ETags of S3", async () => {
    const { store } = await open();
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html: MD5 of "hello\n".
    expect((await store.put("lake", "a", text("hello\n"))).etag).toBe("b1946ac92492d2347c6235b4d2611184");
    expect((await store.put("lake", "empty", text(""))).etag).toBe("d41d8cd98f00b204e9800998ecf8427e");
  });

  test.each([
    "..",
    "../../../etc/passwd",
    "a//b",
    "/leading",
    "trailing/",
    ".",
    "a\u0000b",
    "new\nline",
    "😀 ü",
    "__proto__",
    "con.txt\\..\\x",
    "x".repeat(1024),
  ])("any key is only a key: %j", async (key) => {
    const { store, directory } = await open();
    await store.put("lake", key, text(key));
    expect(contentOf(store, key)).toBe(key);
    expect(store.list("lake", "").map((object) => object.key)).toEqual([key]);
    await store.dispose();
    const again = await open({ directory });
    expect(contentOf(again.store, key)).toBe(key);
    await again.store.delete("lake", key);
    expect(again.store.list("lake", "")).toEqual([]);
  });

  test("come in the order of their bytes", async () => {
    const { store } = await open();
    for (const key of ["b", "a/2", "😀", "a/10", "\uffee", "a"]) await store.put("lake", key, text(""));
    expect(store.list("lake", "").map(({ key }) => key)).toEqual(["a", "a/10", "a/2", "b", "\uffee", "😀"]);
    expect(store.list("lake", "a/").map(({ key }) => key)).toEqual(["a/10", "a/2"]);
    expect(store.list("quiet", "")).toEqual([]);
  });

  test("of a bucket that the definition has not are refused", async () => {
    const { store } = await open();
    await expect(store.put("nope", "a", text(""))).rejects.toMatchObject({ code: "NoSuchBucket" });
    await expect(store.delete("nope", "a")).rejects.toMatchObject({ code: "NoSuchBucket" });
    expect(store.head("nope", "a")).toBeUndefined();
  });

  test("whose body fails leave everything as it was", async () => {
    const { store, files, events } = await open();
    await store.put("lake", "a", text("first"));
    async function* broken(): AsyncIterable<Uint8Array> {
      yield text("sec");
      throw new Error("the connection is gone");
    }
    await expect(store.put("lake", "a", broken())).rejects.toThrow("the connection is gone");
    expect(contentOf(store, "a")).toBe("first");
    expect(files()).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  test("put at once under one key: the last one stays, whole", async () => {
    const { store, directory, clock } = await open();
    const contents = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(100_000));
    await Promise.all(contents.map((content) => store.put("lake", "a", text(content))));
    const content = contentOf(store, "a") ?? "";
    expect(contents).toContain(content);
    await store.dispose();
    const again = await open({ directory, clock });
    expect(contentOf(again.store, "a")).toBe(content);
    expect(again.files()).toHaveLength(1);
  });

  test("stay readable by path for an hour after they were replaced or deleted", async () => {
    const { store, clock, directory, files } = await open();
    const { file: first } = await store.put("lake", "a", text("first"));
    const { file: second } = await store.put("lake", "a", text("second"));
    await store.delete("lake", "a");
    await store.delete("lake", "a");
    expect(readFileSync(first, "utf8")).toBe("first");
    clock.advance(hour + 1);
    // The upkeep writes nothing that could be waited for: disposing waits for it.
    await store.dispose();
    expect(existsSync(first) || existsSync(second)).toBe(false);
    expect(files()).toEqual([]);
    expect((await open({ directory, clock })).store.list("lake", "")).toEqual([]);
  });

  test("what a crash has left half written is removed at the next start", async () => {
    const { store, directory, files } = await open();
    await store.put("lake", "a", text("a"));
    await store.dispose();
    writeFileSync(join(directory, "content", randomUUID()), "half an obj");
    const again = await open({ directory });
    expect(files()).toHaveLength(1);
    expect(contentOf(again.store, "a")).toBe("a");
    expect(again.errors).toEqual([]);
  });
});

describe("events", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  test("are S3's own, published before the write is acknowledged", async () => {
    const order: string[] = [];
    const events: S3Event[] = [];
    const { store } = await open({
      publish: async (event) => {
        await Promise.resolve();
        order.push("published");
        events.push(event);
      },
    });
    await store.put("lake", "a b/ü", text("hello\n")).then(() => order.push("acknowledged"));
    await store.delete("lake", "a b/ü");
    expect(order).toEqual(["published", "acknowledged", "published"]);
    const common = {
      source: "aws.s3",
      resources: ["arn:aws:s3:::lake"],
      time: "2026-02-01T12:00:00Z",
    };
    const sequencer = expect.stringMatching(/^[0-9A-F]{18}$/) as string;
    const detail = {
      version: "0",
      bucket: { name: "lake" },
      "request-id": expect.any(String) as string,
      requester: "123456789012",
      "source-ip-address": "127.0.0.1",
    };
    expect(events).toEqual([
      {
        ...common,
        "detail-type": "Object Created",
        detail: {
          ...detail,
          object: { key: "a b/ü", size: 6, etag: "b1946ac92492d2347c6235b4d2611184", sequencer },
          reason: "PutObject",
        },
      },
      {
        ...common,
        "detail-type": "Object Deleted",
        detail: {
          ...detail,
          object: { key: "a b/ü", sequencer },
          reason: "DeleteObject",
          "deletion-type": "Permanently Deleted",
        },
      },
    ]);
    const sequencers = events.map(({ detail: { object } }) => object.sequencer);
    expect([...sequencers].sort()).toEqual(sequencers);
    expect(new Set(sequencers).size).toBe(2);
  });

  test("come from buckets that send them, about changes that were made", async () => {
    const { store, events } = await open();
    await store.put("quiet", "a", text(""));
    await store.delete("lake", "never there");
    expect(events).toEqual([]);
  });

  test("that cannot be published fail the write, which may be tried again", async () => {
    let isUp = false;
    const { store } = await open({
      publish: async () => {
        if (!isUp) throw new Error("the bus is down");
      },
    });
    await expect(store.put("lake", "a", text("x"))).rejects.toThrow("the bus is down");
    isUp = true;
    await expect(store.put("lake", "a", text("x"))).resolves.toMatchObject({ key: "a" });
  });
});

describe("lifecycle rules", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html: to the next midnight UTC.
  test("delete what is old enough, at the start and every hour", async () => {
    const rules = sampleBucket("lake", {
      expirations: [
        { prefix: "query-results/", days: 1 },
        { prefix: "query-results/short", days: 0 },
      ],
    });
    const { store, clock, events, directory } = await open({ buckets: [rules] });
    await store.put("lake", "query-results/a", text("a"));
    await store.put("lake", "companies/a", text("a"));
    // Noon and a day is noon of the 2nd: deleted at the beginning of the 3rd.
    clock.advance(Date.UTC(2026, 1, 3) - start - 1);
    expect(store.list("lake", "")).toHaveLength(2);
    clock.advance(hour);
    await expect.poll(() => store.list("lake", "").map(({ key }) => key)).toEqual(["companies/a"]);
    await expect
      .poll(() => events.at(-1)?.detail)
      .toMatchObject({
        object: { key: "query-results/a" },
        reason: "Lifecycle Expiration",
        requester: "s3.amazonaws.com",
        "deletion-type": "Permanently Deleted",
      });
    expect(events.at(-1)?.detail).not.toHaveProperty("source-ip-address");

    await store.put("lake", "query-results/b", text("b"));
    await store.dispose();
    const later = await open({ directory, clock: manualClock(clock.now() + 48 * hour), buckets: [rules] });
    later.clock.advance(0);
    await expect.poll(() => later.store.list("lake", "").map(({ key }) => key)).toEqual(["companies/a"]);
  });
});

describe("uploads in parts", () => {
  const description = { contentType: "text/plain", metadata: { a: "1" }, headers: {} };
  const origin = { requestId: "r", sourceIp: "127.0.0.1", requester: "123456789012" };
  const part = Buffer.alloc(5 * 1024 * 1024, "x");

  test("go on after a restart and become one object", async () => {
    const { store, directory, events } = await open();
    const upload = await store.uploads.create("lake", "big", description);
    const one = await store.uploads.putPart(upload, 1, part);
    await store.dispose();

    const again = await open({ directory });
    const found = again.store.uploads.find("lake", "big", upload.uploadId);
    const two = await again.store.uploads.putPart(found, 2, text("end"));
    const object = await again.store.uploads.complete(found, [one, two], { origin });
    expect(object).toMatchObject({ size: part.length + 3, contentType: "text/plain", metadata: { a: "1" } });
    expect(readFileSync(object.file).equals(Buffer.concat([part, text("end")]))).toBe(true);
    // MD5 of both MD5s, computed with Python's hashlib.
    expect(object.etag).toBe("6d7c5fbffce55b2eb513ca823d7235b2-2");
    expect(again.events.map(({ detail }) => detail.reason)).toEqual(["CompleteMultipartUpload"]);
    expect(events).toEqual([]);
    expect(() => again.store.uploads.find("lake", "big", upload.uploadId)).toThrow(/does not exist/);
    await again.store.dispose();
    expect((await open({ directory })).files()).toHaveLength(1);
  });

  test("end once", async () => {
    const { store } = await open();
    const upload = await store.uploads.create("lake", "big", description);
    const one = await store.uploads.putPart(upload, 1, text("x"));
    const ends = await Promise.allSettled([1, 2, 3].map(() => store.uploads.complete(upload, [one], { origin })));
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    await expect(store.uploads.putPart(upload, 2, text("y"))).rejects.toMatchObject({ code: "NoSuchUpload" });
  });

  test("are dropped with all their parts", async () => {
    const { store, directory } = await open();
    const upload = await store.uploads.create("lake", "big", description);
    await store.uploads.putPart(upload, 1, text("x"));
    await store.uploads.abort(upload);
    expect(store.uploads.list("lake")).toEqual([]);
    await store.dispose();
    expect((await open({ directory })).files()).toEqual([]);
  });
});
