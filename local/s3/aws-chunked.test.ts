import { describe, expect, test } from "vitest";
import { chunkSignaturesOf, type ChunkSignatures } from "../iam/chunk-signature.js";
import { decodeChunks } from "./aws-chunked.js";

interface Decoded {
  readonly content: Buffer;
  readonly trailer: ReadonlyMap<string, string> | undefined;
}

async function decode(body: Buffer, length: number, pieceSize: number, signatures?: ChunkSignatures): Promise<Decoded> {
  async function* pieces(): AsyncIterable<Buffer> {
    for (let at = 0; at < body.length; at += pieceSize) yield body.subarray(at, at + pieceSize);
  }
  let trailer: ReadonlyMap<string, string> | undefined;
  const content: Buffer[] = [];
  const onTrailer = (headers: ReadonlyMap<string, string>): void => {
    trailer = headers;
  };
  for await (const piece of decodeChunks(pieces(), { length, signatures, onTrailer })) content.push(piece);
  return { content: Buffer.concat(content), trailer };
}

/** The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: 66,560 letters in two chunks. */
const published = {
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  request: {
    method: "PUT",
    path: "/examplebucket/chunkObject.txt",
    query: {},
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class, Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
      "x-amz-date": "20130524T000000Z",
    },
    body: undefined,
  },
  chunks: [
    { size: 65_536, signature: "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648" },
    { size: 1024, signature: "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497" },
    { size: 0, signature: "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9" },
  ],
} as const;

function publishedBody(letter = "a"): Buffer {
  const chunks = published.chunks.map(
    ({ size, signature }) => `${size.toString(16)};chunk-signature=${signature}\r\n${letter.repeat(size)}\r\n`,
  );
  return Buffer.from(chunks.join(""));
}
const publishedSignatures = () => chunkSignaturesOf(published.request, published.credentials);

describe("aws-chunked", () => {
  test.each([1, 7, 1000, 100_000])("AWS's signed example, in pieces of %i bytes", async (pieceSize) => {
    const { content } = await decode(publishedBody(), 66_560, pieceSize, publishedSignatures());
    expect(content.equals(Buffer.from("a".repeat(66_560)))).toBe(true);
  });

  test("a changed chunk is noticed", async () => {
    await expect(decode(publishedBody("b"), 66_560, 1000, publishedSignatures())).rejects.toMatchObject({
      fault: "mismatch",
    });
  });

  test("a signed body without a signature is refused", async () => {
    await expect(decode(Buffer.from("1\r\na\r\n0\r\n\r\n"), 1, 10, publishedSignatures())).rejects.toMatchObject({
      fault: "mismatch",
    });
  });

  // As the SDK for JavaScript sends a stream.
  test.each([1, 3, 1000])("trailing headers, in pieces of %i bytes", async (pieceSize) => {
    const body = Buffer.from("5\r\nhel\r\n\r\n1\r\ny\r\n0\r\nx-amz-checksum-crc32:zqvvpw==\r\n\r\n");
    const { content, trailer } = await decode(body, 6, pieceSize);
    expect(content.toString()).toBe("hel\r\ny");
    expect([...(trailer ?? [])]).toEqual([["x-amz-checksum-crc32", "zqvvpw=="]]);
  });

  test.each([
    { body: "5\r\nhel", length: 5, code: "InvalidRequest", message: "ended 2 bytes before the end of a chunk" },
    { body: "3\r\nhelXX0\r\n\r\n", length: 3, code: "InvalidRequest", message: "must end with CR LF" },
    { body: "hello", length: 5, code: "InvalidRequest", message: "must begin with its length" },
    { body: "fffffffffffff\r\n", length: 5, code: "InvalidRequest", message: "must begin with its length" },
    { body: "x".repeat(9000), length: 5, code: "InvalidRequest", message: "at most 8192 bytes" },
    { body: "3\r\nhel\r\n0\r\n\r\n", length: 5, code: "IncompleteBody", message: "says 5 bytes, 3 came" },
    { body: "7\r\nhellooo\r\n0\r\n\r\n", length: 5, code: "IncompleteBody", message: "says 5 bytes, 7 came" },
    { body: "1\r\na\r\n0\r\nnonsense\r\n\r\n", length: 1, code: "InvalidRequest", message: "name:value" },
    { body: "", length: 0, code: "InvalidRequest", message: "must begin with its length" },
  ])("$body.length bytes like $body: $code", async ({ body, length, code, message }) => {
    await expect(decode(Buffer.from(body), length, 1000)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
