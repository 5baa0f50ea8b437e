import { createHash } from "node:crypto";
import { z } from "zod";
import { S3Error } from "./s3-error.js";
import { contentSchema, descriptionSchema, type ObjectDescription } from "./stored-object.js";

/** What is written of an upload when it is begun. */
export const uploadSchema = z.object({
  uploadId: z.string(),
  bucket: z.string(),
  key: z.string(),
  initiated: z.number(),
  ...descriptionSchema.shape,
});

/** What is written of a part; `etag` is the MD5 of its content in hex. */
export const partSchema = z.object({ number: z.number(), lastModified: z.number(), ...contentSchema.shape });
export type UploadPart = z.infer<typeof partSchema>;

/** An object that comes in parts and is none yet. */
export interface MultipartUpload extends ObjectDescription {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiated: number;
  /** By number, 1 to 10,000. */
  readonly parts: Map<number, UploadPart>;
}

/** A part as CompleteMultipartUpload lists it; `etag` without quotes. */
export interface ListedPart {
  readonly number: number;
  readonly etag: string;
}

/** Smallest part but the last, bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const smallestPart = 5 * 1024 * 1024;

/**
 * The parts that make up the object, in order.
 *
 * @throws S3Error InvalidPartOrder, InvalidPart, EntityTooSmall, MalformedXML
 */
export function chosenParts(upload: MultipartUpload, listed: readonly ListedPart[]): readonly UploadPart[] {
  if (listed.length === 0) {
    throw new S3Error("MalformedXML", "The list of parts is empty: name the parts that make up the object.");
  }
  if (listed.some(({ number }, index) => number <= (listed[index - 1]?.number ?? 0))) {
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. The parts list must be specified in order by part number.",
      { UploadId: upload.uploadId },
    );
  }
  const parts = listed.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part?.etag === etag) return part;
    throw new S3Error(
      "InvalidPart",
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { UploadId: upload.uploadId, PartNumber: number, ETag: etag },
    );
  });
  const small = parts.slice(0, -1).find(({ size }) => size < smallestPart);
  if (small !== undefined) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
      ProposedSize: small.size,
      MinSizeAllowed: smallestPart,
      PartNumber: small.number,
      ETag: small.etag,
    });
  }
  return parts;
}

/** The ETag of an object in parts: the MD5 of the parts' MD5s, and their number. */
export function multipartEtag(parts: readonly UploadPart[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(Buffer.from(etag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}
