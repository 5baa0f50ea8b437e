import type { BucketModel } from "../synth/backend-model.js";

/** Who caused a change, as its event names them. */
export interface ChangeOrigin {
  readonly requestId: string;
  /** IP address; undefined: no request did it, but S3 itself. */
  readonly sourceIp: string | undefined;
  /** Account id, or the AWS service that acted: `s3.amazonaws.com` for lifecycle rules. */
  readonly requester: string;
}

/** How an object came to be. */
export type CreationReason = "PutObject" | "CopyObject" | "CompleteMultipartUpload";
/** How an object came to its end. */
export type DeletionReason = "DeleteObject" | "Lifecycle Expiration";

/** An event of S3 for the default bus. */
export interface S3Event {
  readonly source: "aws.s3";
  readonly "detail-type": "Object Created" | "Object Deleted";
  readonly resources: readonly string[];
  /** ISO 8601. */
  readonly time: string;
  readonly detail: S3EventDetail;
}

/** What an event says of the change. */
export interface S3EventDetail {
  readonly version: "0";
  readonly bucket: { readonly name: string };
  readonly object: {
    readonly key: string;
    /** Bytes. */
    readonly size?: number;
    readonly etag?: string;
    readonly sequencer: string;
  };
  readonly "request-id": string;
  readonly requester: string;
  readonly "source-ip-address"?: string;
  readonly reason: CreationReason | DeletionReason;
  readonly "deletion-type"?: "Permanently Deleted";
}

interface ChangedObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/**
 * The event of a change (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). The sandbox keeps no
 * versions, so there is no version id, and what is deleted is deleted permanently (S3 then names key and sequencer alone).
 *
 * @param sequencer hexadecimal; of two events of one key the later has the greater one
 * @param now milliseconds since 1970
 */
export function s3Event(
  bucket: BucketModel,
  object: ChangedObject,
  reason: CreationReason | DeletionReason,
  origin: ChangeOrigin,
  sequencer: string,
  now: number,
): S3Event {
  const isDeletion = reason === "DeleteObject" || reason === "Lifecycle Expiration";
  const { key, size, etag } = object;
  return {
    source: "aws.s3",
    "detail-type": isDeletion ? "Object Deleted" : "Object Created",
    resources: [bucket.arn],
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    detail: {
      version: "0",
      bucket: { name: bucket.name },
      object: isDeletion ? { key, sequencer } : { key, size, etag, sequencer },
      "request-id": origin.requestId,
      requester: origin.requester,
      ...(origin.sourceIp === undefined ? {} : { "source-ip-address": origin.sourceIp }),
      reason,
      ...(isDeletion ? { "deletion-type": "Permanently Deleted" } : {}),
    },
  };
}
