import type { IncomingMessage } from "node:http";
import { authorize, type Caller } from "../iam/caller.js";
import type { ChunkSignatures } from "../iam/chunk-signature.js";
import { evaluatePolicy } from "../iam/policy.js";
import { queryValue, type SignedRequest } from "../iam/signed-request.js";
import type { BucketModel } from "../synth/backend-model.js";
import type { S3Store } from "./object-store.js";
import type { ChangeOrigin } from "./s3-event.js";
import { noSuchBucket, S3Error } from "./s3-error.js";

/** An answer: XML, or a piece of a file, or nothing but headers. */
export interface S3Answer {
  /** 200 where left out. */
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly file?: { readonly path: string; readonly start: number; readonly length: number };
}

/** What a request to S3 is made of. */
export interface S3RequestParts {
  readonly store: S3Store;
  readonly accountId: string;
  readonly message: IncomingMessage;
  readonly signed: SignedRequest;
  readonly caller: Caller;
  /** Undefined: chunks of the body are not signed by anybody known. */
  readonly chunkSignatures: () => ChunkSignatures | undefined;
  readonly requestId: string;
  /** Empty: the request is about the service. */
  readonly bucketName: string;
  /** Empty: the request is about the bucket. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A request to S3 whose sender is known. */
export class S3Request {
  readonly store: S3Store;
  readonly message: IncomingMessage;
  readonly key: string;
  readonly now: number;

  constructor(private readonly parts: S3RequestParts) {
    this.store = parts.store;
    this.message = parts.message;
    this.key = parts.key;
    this.now = parts.now;
  }

  /** @throws S3Error NoSuchBucket */
  get bucket(): BucketModel {
    return this.bucketNamed(this.parts.bucketName);
  }

  get bucketName(): string {
    return this.parts.bucketName;
  }

  get accountId(): string {
    return this.parts.accountId;
  }

  get chunkSignatures(): () => ChunkSignatures | undefined {
    return this.parts.chunkSignatures;
  }

  get origin(): ChangeOrigin {
    const { requestId, accountId, message } = this.parts;
    // An IPv4 address that came in by an IPv6 socket is written as what it is.
    const sourceIp = message.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
    return { requestId, requester: accountId, sourceIp };
  }

  /** @throws S3Error NoSuchBucket */
  bucketNamed(name: string): BucketModel {
    const { buckets } = this.store;
    const bucket = buckets.find((candidate) => candidate.name === name);
    if (bucket !== undefined) return bucket;
    throw noSuchBucket(
      name,
      buckets.map((known) => known.name),
    );
  }

  /** A header; a presigned link may have `x-amz-…` headers in its query instead. */
  header(name: string): string | undefined {
    return this.parts.signed.headers[name] ?? (name.startsWith("x-amz-") ? this.parameter(name) : undefined);
  }

  headers(): Readonly<Record<string, string>> {
    return this.parts.signed.headers;
  }

  parameter(name: string): string | undefined {
    return queryValue(this.parts.signed, name);
  }

  parameters(): readonly string[] {
    return Object.keys(this.parts.signed.query);
  }

  /** Whole number of a query parameter. @throws S3Error InvalidArgument */
  number(name: string, least: number, most: number): number | undefined {
    const text = this.parameter(name);
    if (text === undefined || text === "") return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new S3Error("InvalidArgument", `${name} must be an integer between ${least} and ${most}, got ${text}`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }

  /** Whether the caller's policies allow an action on a bucket or, with a key, an object. */
  may(action: string, bucketName: string, key = ""): boolean {
    return evaluatePolicy(this.parts.caller.role.statements, action, arnOf(bucketName, key)) === "Allowed";
  }

  /**
   * Checks that the caller's policies allow an action on a bucket or, with a key, an object.
   *
   * @throws AwsError AccessDenied
   */
  allow(action: string, bucketName: string, key = ""): void {
    authorize(this.parts.caller, action, arnOf(bucketName, key), refusal);
  }

  /**
   * Checks that the caller's policies allow to list the bucket below the prefix that the request names
   * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html).
   *
   * @throws AwsError AccessDenied
   */
  allowList(bucketName: string): void {
    const prefix = this.parameter("prefix");
    authorize(this.parts.caller, "s3:ListBucket", arnOf(bucketName, ""), refusal, { prefix });
  }
}

const refusal = { code: "AccessDenied", statusCode: 403 } as const;

/** `*` stands for the service, which has no ARN. */
function arnOf(bucketName: string, key: string): string {
  if (bucketName === "") return "*";
  return `arn:aws:s3:::${bucketName}${key === "" ? "" : `/${key}`}`;
}
