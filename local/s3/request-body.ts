import { createHash } from "node:crypto";
import { decodeChunks } from "./aws-chunked.js";
import { runningChecksum, type RunningChecksum } from "./checksum.js";
import { S3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import type { ObjectChecksum } from "./stored-object.js";

/** Largest object in one piece, and largest part, in bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const largestPut = 5 * 1024 ** 3;

/** The body of a request, without its transport encoding. */
export interface RequestBody {
  /** Piece by piece; throws at the end where a hash, a checksum or the length is not what the client said. */
  readonly content: AsyncIterable<Buffer>;
  /** The checksum that the content was verified with, when it has been read; undefined where none was sent. */
  checksum(): ObjectChecksum | undefined;
}

/**
 * The body of a request. Nothing of it is held in memory.
 *
 * @param largest bytes
 * @throws S3Error MissingContentLength, EntityTooLarge, InvalidDigest, InvalidArgument, NotImplemented; what reading
 * finds: BadDigest, XAmzContentSHA256Mismatch, IncompleteBody
 */
export function requestBody(request: S3Request, largest: number): RequestBody {
  const hash = request.header("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
  const isChunked = hash.startsWith("STREAMING-");
  const length = lengthOf(request, isChunked ? "x-amz-decoded-content-length" : "content-length");
  if (length > largest) {
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
      ProposedSize: length,
      MaxSizeAllowed: largest,
    });
  }
  const claims = claimsOf(request);
  const tests = [...hashTests(request, hash, isChunked), ...checksumTests(claims)];
  let trailer: ReadonlyMap<string, string> = new Map();
  // A body that is given up half way is still read to its end, by whoever answers.
  const source = { [Symbol.asyncIterator]: () => request.message.iterator({ destroyOnReturn: false }) };
  const content = isChunked
    ? decodeChunks(source, {
        length,
        signatures: hash.includes("HMAC") ? request.chunkSignatures() : undefined,
        onTrailer: (headers) => {
          trailer = headers;
        },
      })
    : source;
  return {
    content: verified(content, tests, () => trailer),
    checksum() {
      const claim = claims[0];
      const value = claim === undefined ? undefined : (claim.value ?? trailer.get(claim.header));
      return claim === undefined || value === undefined ? undefined : { algorithm: claim.algorithm, value };
    },
  };
}

/** The whole body as text, for requests that are XML. @throws as requestBody and its reading do */
export async function requestText(request: S3Request): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of requestBody(request, 2 * 1024 * 1024).content) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function lengthOf(request: S3Request, header: string): number {
  const text = request.header(header) ?? "";
  if (/^\d+$/.test(text)) return Number(text);
  throw new S3Error("MissingContentLength", `You must provide the ${header} HTTP header.`);
}

/** A checksum that the client has sent, or sends behind the body (then without a value). */
interface ChecksumClaim {
  readonly algorithm: string;
  readonly header: string;
  readonly value: string | undefined;
}

function claimsOf(request: S3Request): readonly ChecksumClaim[] {
  const prefix = "x-amz-checksum-";
  // These say something of a checksum and are none.
  const others = new Set(["algorithm", "mode", "type"]);
  const trailing = (request.header("x-amz-trailer") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const sent = [...Object.keys(request.headers()), ...request.parameters()].filter((name) => !trailing.includes(name));
  return [
    ...sent.map((header) => ({ header, isTrailer: false })),
    ...trailing.map((header) => ({ header, isTrailer: true })),
  ]
    .filter(({ header }) => header.startsWith(prefix) && !others.has(header.slice(prefix.length)))
    .map(({ header, isTrailer }) => ({
      algorithm: header.slice(prefix.length),
      header,
      value: isTrailer ? undefined : request.header(header),
    }));
}

/** Something computed over the content and compared with what the client said. */
interface ContentTest {
  readonly running: Pick<RunningChecksum, "update" | "digest">;
  /** @throws S3Error */
  readonly compare: (computed: string, trailer: ReadonlyMap<string, string>) => void;
}

function checksumTests(claims: readonly ChecksumClaim[]): readonly ContentTest[] {
  return claims.map(({ algorithm, header, value }) => ({
    running: runningChecksum(algorithm),
    compare(computed, trailer) {
      const claimed = value ?? trailer.get(header);
      if (claimed === undefined) {
        throw new S3Error("InvalidRequest", `x-amz-trailer names ${header}, but it did not come behind the body.`);
      }
      if (claimed !== computed) {
        throw new S3Error(
          "BadDigest",
          `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
    },
  }));
}

function hashTests(request: S3Request, hash: string, isChunked: boolean): readonly ContentTest[] {
  const tests: ContentTest[] = [];
  if (/^[0-9a-f]{64}$/.test(hash)) {
    tests.push({
      running: runningChecksum("sha256"),
      compare(computed) {
        const hex = Buffer.from(computed, "base64").toString("hex");
        if (hex === hash) return;
        throw new S3Error(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
          { ClientComputedContentSHA256: hash, S3ComputedContentSHA256: hex },
        );
      },
    });
  } else if (!isChunked && hash !== "UNSIGNED-PAYLOAD") {
    throw new S3Error(
      "InvalidArgument",
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      { ArgumentName: "x-amz-content-sha256", ArgumentValue: hash },
    );
  }
  const md5 = request.header("content-md5");
  if (md5 !== undefined) {
    if (Buffer.from(md5, "base64").length !== 16) {
      throw new S3Error("InvalidDigest", "The Content-MD5 you specified was invalid.", { "Content-MD5": md5 });
    }
    const running = createHash("md5");
    tests.push({
      running: { update: (bytes) => void running.update(bytes), digest: () => running.digest("base64") },
      compare(computed) {
        if (computed === md5) return;
        throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", {
          ExpectedDigest: md5,
          CalculatedDigest: computed,
        });
      },
    });
  }
  return tests;
}

async function* verified(
  content: AsyncIterable<Buffer>,
  tests: readonly ContentTest[],
  trailer: () => ReadonlyMap<string, string>,
): AsyncIterable<Buffer> {
  for await (const piece of content) {
    for (const { running } of tests) running.update(piece);
    yield piece;
  }
  for (const { running, compare } of tests) compare(running.digest(), trailer());
}
