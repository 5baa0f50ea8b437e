import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type ChecksumAlgorithm,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { sampleEndpoint } from "../sample-endpoint.js";

const Bucket = "lake";
const megabyte = 1024 * 1024;

async function put(client: S3Client, Key: string, Body: string | Readable, more: object = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function get(client: S3Client, Key: string, more: object = {}): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? "";
}

const keysOf = async (client: S3Client, more: object = {}) =>
  (await client.send(new ListObjectsV2Command({ Bucket, ...more }))).Contents?.map(({ Key }) => Key);

describe("S3 as the unmodified SDK speaks it", () => {
  test("buckets are the definition's", async () => {
    const client = (await sampleEndpoint()).s3();
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(["lake", "quiet"]);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("us-east-1");
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await expect(client.send(new HeadBucketCommand({ Bucket: "nope" }))).rejects.toMatchObject({ name: "NotFound" });
    await expect(client.send(new ListObjectsV2Command({ Bucket: "nope" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  test("an object comes back with all that was said of it", async () => {
    const { s3, events } = await sampleEndpoint();
    const client = s3();
    const said = {
      ContentType: "text/csv",
      CacheControl: "no-store",
      ContentDisposition: 'attachment; filename="a.csv"',
      ContentLanguage: "en",
      Metadata: { source: "Zurich", empty: "" },
    };
    const { ETag } = await put(client, "a", "hello\n", said);
    expect(ETag).toBe('"b1946ac92492d2347c6235b4d2611184"');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a" }));
    expect(head).toMatchObject({ ...said, ContentLength: 6, ETag, AcceptRanges: "bytes" });
    expect(Math.abs((head.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await get(client, "a")).toBe("hello\n");
    expect(events.map((event) => event.detail)).toMatchObject([
      { object: { key: "a", size: 6 }, reason: "PutObject", "source-ip-address": "127.0.0.1" },
    ]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await expect(get(client, "a")).rejects.toMatchObject({ name: "NoSuchKey", Key: "a" });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject({ name: "NotFound" });
    expect(events).toHaveLength(2);
  });

  // The SDK sends streams in chunks, with the checksum behind them.
  test("streams", async () => {
    const client = (await sampleEndpoint()).s3();
    const pieces = Array.from({ length: 50 }, (_, index) => Buffer.alloc(30_001, index));
    const whole = Buffer.concat(pieces);
    await put(client, "stream", Readable.from(pieces), { ContentLength: whole.length });
    const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket, Key: "stream" }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
    expect(ContentEncoding).toBeUndefined();
    await put(client, "empty", "");
    expect(await get(client, "empty")).toBe("");
  });

  test.each<ChecksumAlgorithm>(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"])(
    "checksum %s, before the body and behind it, and given back",
    async (ChecksumAlgorithm) => {
      const client = (await sampleEndpoint()).s3();
      const field = `Checksum${ChecksumAlgorithm}`;
      const before = await put(client, "a", "hello", { ChecksumAlgorithm });
      expect(before).toHaveProperty(field);
      const behind = await put(client, "b", Readable.from([Buffer.from("hello")]), {
        ChecksumAlgorithm,
        ContentLength: 5,
      });
      expect(Reflect.get(behind, field)).toBe(Reflect.get(before, field));
      const read = await client.send(new GetObjectCommand({ Bucket, Key: "b", ChecksumMode: "ENABLED" }));
      expect(Reflect.get(read, field)).toBe(Reflect.get(before, field));
      // The SDK compares it with what it reads.
      expect(await read.Body?.transformToString()).toBe("hello");
    },
  );

  test("a checksum or a hash that is wrong leaves no object", async () => {
    const client = (await sampleEndpoint()).s3();
    await expect(put(client, "a", "hello", { ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(put(client, "a", "hello", { ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" })).rejects.toMatchObject({
      name: "BadDigest",
    });
    await expect(put(client, "a", "hello", { ContentMD5: "AAAA" })).rejects.toMatchObject({ name: "InvalidDigest" });
    expect(await keysOf(client)).toBeUndefined();
  });

  test.each(["a b/ü+%2F?#&=;,:@$'(1)!*~\"<>\\^`{|}", "..", "a/../../b", "//a//", "dir/", "😀\uffee", "a\tb", "%", "+"])(
    "a key may be any text: %s",
    async (Key) => {
      const client = (await sampleEndpoint()).s3();
      await put(client, Key, Key);
      expect(await get(client, Key)).toBe(Key);
      expect(await keysOf(client)).toEqual([Key]);
      expect(await keysOf(client, { Prefix: Key, Delimiter: "\n" })).toEqual([Key]);
      await client.send(
        new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/${encodeURIComponent(Key)}` }),
      );
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
      expect(await keysOf(client)).toEqual(["copy"]);
      expect(await get(client, "copy")).toBe(Key);
    },
  );

  test("a key has 1,024 bytes at most", async () => {
    const client = (await sampleEndpoint()).s3();
    await put(client, "ü".repeat(512), "x");
    await expect(put(client, `${"ü".repeat(512)}x`, "x")).rejects.toMatchObject({ name: "KeyTooLongError" });
  });
});

describe("listing", () => {
  test("in pages, by prefix and delimiter, in both versions", async () => {
    const { s3, objects } = await sampleEndpoint();
    const client = s3();
    for (let index = 0; index < 25; index += 1)
      await objects.put(Bucket, `part/${index % 3}/${index}`, Buffer.from("x"));
    await objects.put(Bucket, "other", Buffer.from("xyz"));
    const pages = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 10 }, { Bucket, Prefix: "part/" })) {
      pages.push(page.Contents?.length);
    }
    expect(pages).toEqual([10, 10, 5]);
    const rolled = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
    expect(rolled).toMatchObject({ KeyCount: 2, IsTruncated: false, CommonPrefixes: [{ Prefix: "part/" }] });
    expect(rolled.Contents).toMatchObject([{ Key: "other", Size: 3, StorageClass: "STANDARD" }]);
    expect(await keysOf(client, { StartAfter: "part/2/2" })).toEqual([
      "part/2/20",
      "part/2/23",
      "part/2/5",
      "part/2/8",
    ]);
    expect(await keysOf(client, { MaxKeys: 0 })).toBeUndefined();
    const first = await client.send(new ListObjectsCommand({ Bucket, Delimiter: "/", Prefix: "part/", MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "part/1/" });
    const next = new ListObjectsCommand({ Bucket, Delimiter: "/", Prefix: "part/", Marker: first.NextMarker });
    expect((await client.send(next)).CommonPrefixes).toEqual([{ Prefix: "part/2/" }]);
    await expect(keysOf(client, { ContinuationToken: "nonsense" })).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(keysOf(client, { MaxKeys: -1 })).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  test("DeleteObjects answers key by key, or quietly", async () => {
    const { s3, events } = await sampleEndpoint();
    const client = s3();
    for (const Key of ["a&<b>", "c", "d"]) await put(client, Key, "x");
    const Objects = [{ Key: "a&<b>" }, { Key: "never there" }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([{ Key: "a&<b>" }, { Key: "never there" }]);
    const quiet = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "c" }], Quiet: true } }),
    );
    expect(quiet.Deleted).toBeUndefined();
    expect(await keysOf(client)).toEqual(["d"]);
    expect(events.filter((event) => event["detail-type"] === "Object Deleted")).toHaveLength(2);
  });
});

describe("reading", () => {
  test("a range of bytes", async () => {
    const client = (await sampleEndpoint()).s3();
    await put(client, "a", "0123456789");
    const range = async (Range: string) => {
      const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: "a", Range }));
      return [await Body?.transformToString(), ContentRange];
    };
    expect(await range("bytes=2-4")).toEqual(["234", "bytes 2-4/10"]);
    expect(await range("bytes=8-99")).toEqual(["89", "bytes 8-9/10"]);
    expect(await range("bytes=7-")).toEqual(["789", "bytes 7-9/10"]);
    expect(await range("bytes=-3")).toEqual(["789", "bytes 7-9/10"]);
    expect(await range("bytes=-99")).toEqual(["0123456789", "bytes 0-9/10"]);
    // Malformed, several, other units: the whole object.
    for (const other of ["bytes=4-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-"]) {
      expect(await range(other)).toEqual(["0123456789", undefined]);
    }
    await expect(range("bytes=10-")).rejects.toMatchObject({ name: "InvalidRange", ActualObjectSize: "10" });
    await expect(range("bytes=-0")).rejects.toMatchObject({ name: "InvalidRange" });
  });

  test("under conditions", async () => {
    const client = (await sampleEndpoint()).s3();
    const { ETag } = await put(client, "a", "x");
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    const read = (more: object) => client.send(new GetObjectCommand({ Bucket, Key: "a", ...more }));
    const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
    await expect(read({ IfNoneMatch: ETag })).rejects.toMatchObject(status(304));
    await expect(read({ IfModifiedSince: future })).rejects.toMatchObject(status(304));
    await expect(read({ IfMatch: '"other"' })).rejects.toMatchObject(status(412));
    await expect(read({ IfUnmodifiedSince: past })).rejects.toMatchObject(status(412));
    for (const good of [{ IfMatch: ETag }, { IfMatch: "*", IfUnmodifiedSince: past }, { IfNoneMatch: '"other"' }]) {
      await expect(read(good)).resolves.toMatchObject(status(200));
    }
    // If-None-Match counts before If-Modified-Since.
    await expect(read({ IfNoneMatch: '"other"', IfModifiedSince: future })).resolves.toMatchObject(status(200));
  });
});

describe("writing under conditions", () => {
  test("only where nothing is, only in the place of this one", async () => {
    const client = (await sampleEndpoint()).s3();
    const { ETag } = await put(client, "a", "first", { IfNoneMatch: "*" });
    await expect(put(client, "a", "x", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put(client, "a", "x", { IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put(client, "b", "x", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
    await put(client, "a", "second", { IfMatch: ETag });
    expect(await get(client, "a")).toBe("second");
    const racers = await Promise.allSettled(
      [1, 2, 3, 4].map((turn) => put(client, "race", `${turn}`, { IfNoneMatch: "*" })),
    );
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("copies", () => {
  test("keep or replace what is said of the object, and outlive it", async () => {
    const { s3, events } = await sampleEndpoint();
    const client = s3();
    await put(client, "a", "hello", { ContentType: "text/plain", Metadata: { a: "1" } });
    const copy = (more: object) =>
      client.send(new CopyObjectCommand({ Bucket, CopySource: `/${Bucket}/a`, Key: "b", ...more }));
    expect((await copy({})).CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(await get(client, "b")).toBe("hello");
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: "b" }))).toMatchObject({ Metadata: { a: "1" } });
    await expect(copy({})).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(copy({ CopySource: `${Bucket}/b` })).rejects.toMatchObject({ name: "InvalidRequest" });
    await copy({ CopySource: `${Bucket}/b`, MetadataDirective: "REPLACE", Metadata: { b: "2" } });
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: "b" }))).toMatchObject({ Metadata: { b: "2" } });
    await expect(copy({ CopySource: "b" })).rejects.toMatchObject({ name: "InvalidArgument" });
    expect(events.map(({ detail }) => detail.reason)).toEqual([
      "PutObject",
      "CopyObject",
      "DeleteObject",
      "CopyObject",
    ]);
  });
});

describe("uploads in parts", () => {
  test("become one object, whose ETag names their number", async () => {
    const { s3, events } = await sampleEndpoint();
    const client = s3();
    const begin = new CreateMultipartUploadCommand({
      Bucket,
      Key: "big",
      ContentType: "text/plain",
      Metadata: { a: "1" },
    });
    const { UploadId } = await client.send(begin);
    const upload = { Bucket, Key: "big", UploadId };
    const contents = [Buffer.alloc(5 * megabyte, 1), Buffer.alloc(5 * megabyte, 2), Buffer.from("end")];
    // In any order, and once again.
    const Parts = [];
    for (const PartNumber of [3, 1, 2, 1]) {
      const Body = contents[PartNumber - 1] ?? Buffer.alloc(0);
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts[PartNumber - 1] = { PartNumber, ETag };
    }
    const listed = await client.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
    expect(listed.Parts?.map(({ Size }) => Size)).toEqual([5 * megabyte, 5 * megabyte]);
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([
      { Key: "big", UploadId },
    ]);
    expect(await keysOf(client)).toBeUndefined();
    const { ETag } = await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const { Body, ContentType, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key: "big" }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.concat(contents))).toBe(true);
    expect({ ContentType, Metadata }).toEqual({ ContentType: "text/plain", Metadata: { a: "1" } });
    expect(events.map(({ detail }) => detail.reason)).toEqual(["CompleteMultipartUpload"]);
    await expect(client.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  test("are refused with wrong parts, and can be dropped", async () => {
    const client = (await sampleEndpoint()).s3();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }));
    const upload = { Bucket, Key: "a", UploadId };
    const part = async (PartNumber: number) => {
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: "small" }));
      return { PartNumber, ETag };
    };
    const [one, two] = [await part(1), await part(2)];
    const complete = (Parts: readonly { PartNumber: number; ETag: string | undefined }[]) =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [...Parts] } }));
    await expect(complete([one, two])).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete([two, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([{ ...one, ETag: '"00"' }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete([{ ...one, PartNumber: 3 }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete([])).rejects.toMatchObject({ name: "MalformedXML" });
    await expect(part(10_001)).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(
      client.send(new UploadPartCommand({ ...upload, Key: "b", PartNumber: 1, Body: "" })),
    ).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
    await client.send(new AbortMultipartUploadCommand(upload));
    await expect(complete([one])).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  test("take over ranges of other objects", async () => {
    const client = (await sampleEndpoint()).s3();
    await put(client, "source", "0123456789");
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }));
    const upload = { Bucket, Key: "a", UploadId };
    const copy = (CopySourceRange?: string) =>
      client.send(
        new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${Bucket}/source`, CopySourceRange }),
      );
    await expect(copy("bytes=1,2")).rejects.toMatchObject({ name: "InvalidArgument" });
    const { CopyPartResult } = await copy("bytes=2-4");
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    expect(await get(client, "a")).toBe("234");
  });
});
