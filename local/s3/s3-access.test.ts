import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { allow, anyCredentials, sampleEndpoint, sampleRole, type SampleEndpoint } from "../sample-endpoint.js";

const Bucket = "lake";
const analyst = sampleRole("analyst", [
  allow("s3:ListBucket", "arn:aws:s3:::lake"),
  allow("s3:*Object", "arn:aws:s3:::lake/query-results/*"),
]);
/** May list below one prefix. */
const lister = sampleRole("lister", [
  { ...allow("s3:ListBucket", "arn:aws:s3:::lake"), listedPrefixes: ["query-results/*"] },
  allow("s3:GetObject", "arn:aws:s3:::lake/query-results/*"),
]);
/** May read and not list. */
const reader = sampleRole("reader", [allow("s3:GetObject", "arn:aws:s3:::lake/open/*")]);

async function start(): Promise<SampleEndpoint> {
  const endpoint = await sampleEndpoint({ roles: [analyst, reader, lister] });
  await endpoint.objects.put(Bucket, "owners/secret.csv", Buffer.from("name,address\n"));
  await endpoint.objects.put(Bucket, "query-results/a.csv", Buffer.from("1\n"));
  return endpoint;
}
const denied = (action: string, resource: string) => ({
  name: "AccessDenied",
  message: expect.stringMatching(
    new RegExp(`is not authorized to perform: ${action} on resource: ${resource} `),
  ) as string,
  $metadata: { httpStatusCode: 403 },
});
const read = async (client: S3Client, Key: string): Promise<string> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? "";
};

describe("a role's policies decide", () => {
  test("with its own key: what they allow, and nothing else", async () => {
    const { s3, keys, objects } = await start();
    const client = s3(keys.forRole(analyst.arn));
    expect(await read(client, "query-results/a.csv")).toBe("1\n");
    await client.send(new PutObjectCommand({ Bucket, Key: "query-results/b", Body: "x" }));
    await client.send(new ListObjectsV2Command({ Bucket }));
    const secret = { Bucket, Key: "owners/secret.csv" };
    const arn = "arn:aws:s3:::lake/owners/secret\\.csv";
    await expect(client.send(new GetObjectCommand(secret))).rejects.toMatchObject(denied("s3:GetObject", arn));
    await expect(client.send(new HeadObjectCommand(secret))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(client.send(new PutObjectCommand({ ...secret, Body: "x" }))).rejects.toMatchObject(
      denied("s3:PutObject", arn),
    );
    await expect(client.send(new DeleteObjectCommand(secret))).rejects.toMatchObject(denied("s3:DeleteObject", arn));
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject(denied("s3:ListAllMyBuckets", "\\*"));
    const copy = new CopyObjectCommand({ Bucket, Key: "query-results/c", CopySource: "lake/owners/secret.csv" });
    await expect(client.send(copy)).rejects.toMatchObject(denied("s3:GetObject", arn));
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: "owners/secret.csv" }, { Key: "query-results/b" }] },
      }),
    );
    expect(Deleted).toEqual([{ Key: "query-results/b" }]);
    expect(Errors).toMatchObject([{ Key: "owners/secret.csv", Code: "AccessDenied" }]);
    expect(objects.list(Bucket, "").map(({ key }) => key)).toEqual(["owners/secret.csv", "query-results/a.csv"]);
  });

  test("a path that climbs out of a prefix is a key of that name", async () => {
    const { s3, keys } = await start();
    const client = s3(keys.forRole(analyst.arn));
    await expect(read(client, "query-results/../owners/secret.csv")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("who may not list is not told what is missing", async () => {
    const { s3, keys } = await start();
    await expect(read(s3(keys.forRole(reader.arn)), "open/none")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(read(s3(keys.forRole(analyst.arn)), "query-results/none")).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });

  test("who may list below a prefix alone is told nothing of the rest, nor of a key what is missing", async () => {
    const { s3, keys } = await start();
    const client = s3(keys.forRole(lister.arn));
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "query-results/" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["query-results/a.csv"]);
    for (const Prefix of [undefined, "", "query-results", "owners/"]) {
      const listing = client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      await expect(listing).rejects.toMatchObject(denied("s3:ListBucket", "arn:aws:s3:::lake"));
    }
    await expect(read(client, "query-results/none")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("unknown keys are the administrator's", async () => {
    const { s3 } = await start();
    expect(await read(s3({ accessKeyId: "AKIAWHATEVER", secretAccessKey: "x" }), "owners/secret.csv")).toBe(
      "name,address\n",
    );
  });

  test("a known key has to have signed", async () => {
    const { s3, keys, clock } = await start();
    const key = keys.forRole(analyst.arn);
    const forger = s3({ accessKeyId: key.accessKeyId, secretAccessKey: "x".repeat(40) });
    await expect(read(forger, "query-results/a.csv")).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    clock.advance(15 * 60_000 + 5000);
    await expect(read(s3(key), "query-results/a.csv")).rejects.toMatchObject({ name: "RequestTimeTooSkewed" });
  });
});

describe("sessions", () => {
  test("bring their token, the right one, until they are over", async () => {
    const { s3, sessions, clock } = await start();
    const session = sessions.create(analyst, "mia", 900);
    expect(await read(s3(session), "query-results/a.csv")).toBe("1\n");
    const { accessKeyId, secretAccessKey } = session;
    await expect(read(s3({ accessKeyId, secretAccessKey }), "query-results/a.csv")).rejects.toMatchObject({
      name: "InvalidToken",
    });
    const wrong = { accessKeyId, secretAccessKey, sessionToken: `${session.sessionToken}x` };
    await expect(read(s3(wrong), "query-results/a.csv")).rejects.toMatchObject({ name: "InvalidToken" });
    clock.advance(890_000);
    expect(await read(s3(session), "query-results/a.csv")).toBe("1\n");
    clock.advance(10_000);
    await expect(read(s3(session), "query-results/a.csv")).rejects.toMatchObject({
      message: expect.stringMatching(/expired|difference between the request time/) as string,
    });
  });
});

describe("presigned links", () => {
  const Key = "query-results/a b+ü'(1).csv";
  async function link(endpoint: SampleEndpoint, expiresIn: number, credentials = anyCredentials): Promise<string> {
    const command = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment; filename="a.csv"' });
    return getSignedUrl(endpoint.s3(credentials), command, { expiresIn });
  }
  /** As a browser asks. */
  async function follow(
    url: string,
    init: RequestInit = {},
  ): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  test("of a session are good for anybody, until they expire", async () => {
    const endpoint = await start();
    await endpoint.objects.put(Bucket, Key, Buffer.from("1,2\n"), { contentType: "text/csv" });
    const session = endpoint.sessions.create(analyst, "mia", 3600);
    const url = await link(endpoint, 300, session);
    const { status, text, headers } = await follow(url);
    expect({ status, text }).toEqual({ status: 200, text: "1,2\n" });
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-disposition": 'attachment; filename="a.csv"',
      "content-type": "text/csv",
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(await follow(url, { headers: { range: "bytes=2-" } })).toMatchObject({ status: 206, text: "2\n" });

    expect(await follow(`${url}0`)).toMatchObject({
      status: 403,
      text: expect.stringContaining("SignatureDoesNotMatch") as string,
    });
    expect(await follow(url.replace("a.csv", "b.csv"))).toMatchObject({ status: 403 });
    expect(await follow(url.replace("query-results", "owners"))).toMatchObject({ status: 403 });
    expect(await follow(url.replace("Expires=300", "Expires=3000"))).toMatchObject({ status: 403 });
    expect(await follow(url, { method: "DELETE" })).toMatchObject({ status: 403 });
    expect(
      await follow(url, { method: "PUT", body: "x", headers: { "x-amz-copy-source": "lake/owners/secret.csv" } }),
    ).toMatchObject({ status: 403 });

    endpoint.clock.advance(298_000);
    expect((await follow(url)).status).toBe(200);
    endpoint.clock.advance(3000);
    expect(await follow(url)).toMatchObject({
      status: 403,
      text: expect.stringContaining("Request has expired") as string,
    });
  });

  test("end with their session", async () => {
    const endpoint = await start();
    await endpoint.objects.put(Bucket, Key, Buffer.from("x"));
    const url = await link(endpoint, 3600, endpoint.sessions.create(analyst, "mia", 900));
    expect((await follow(url)).status).toBe(200);
    endpoint.clock.advance(901_000);
    expect(await follow(url)).toMatchObject({ status: 400, text: expect.stringContaining("ExpiredToken") as string });
  });

  test("of what the signer may not read are of no use", async () => {
    const endpoint = await start();
    const url = await link(endpoint, 300, endpoint.keys.forRole(reader.arn));
    expect(await follow(url)).toMatchObject({ status: 403, text: expect.stringContaining("s3:GetObject") as string });
  });

  test("of the administrator expire, too", async () => {
    const endpoint = await start();
    await endpoint.objects.put(Bucket, Key, Buffer.from("x"));
    const url = await link(endpoint, 60);
    expect((await follow(url)).status).toBe(200);
    endpoint.clock.advance(62_000);
    expect((await follow(url)).status).toBe(403);
  });

  test("a header that cannot be is the client's mistake", async () => {
    const endpoint = await start();
    const command = new GetObjectCommand({
      Bucket,
      Key: "query-results/a.csv",
      ResponseContentType: "a\r\nset-cookie: x",
    });
    const url = await getSignedUrl(endpoint.s3(), command);
    expect(await follow(url)).toMatchObject({
      status: 400,
      text: expect.stringContaining("InvalidArgument") as string,
    });
    expect(endpoint.log.errors).toEqual([]);
  });
});
