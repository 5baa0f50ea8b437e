import { z } from "zod";

/** An object of a bucket, as it is now. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. MD5 of the content in hex; of a multipart upload: that of its parts' MD5s, and their number. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  readonly contentType: string;
  /** `x-amz-meta-…`, names in lower case without that beginning. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Further headers that were stored with it and come back with it: `cache-control`, `content-disposition` … */
  readonly headers: Readonly<Record<string, string>>;
  /** Checksum that was verified at the upload, in base64; undefined where none was sent. */
  readonly checksum: ObjectChecksum | undefined;
  /** Absolute path of the file with its content; never changes, replaced objects get a new one. */
  readonly file: string;
}

export interface ObjectChecksum {
  /** As in `x-amz-checksum-<algorithm>`: `crc32`. */
  readonly algorithm: string;
  readonly value: string;
}

/** What a writer says of an object besides its content. */
export interface ObjectDescription {
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The type of objects that were stored without one (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
export const defaultContentType = "binary/octet-stream";

const texts = z.record(z.string(), z.string());

/** What is written of a description. */
export const descriptionSchema = z.object({ contentType: z.string(), metadata: texts, headers: texts });

/** What is written of a piece of content: the name of its file and what is known of its bytes. */
export const contentSchema = z.object({ content: z.string(), size: z.number(), etag: z.string() });

/** What is written of an object. */
export const recordSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  lastModified: z.number(),
  checksum: z.object({ algorithm: z.string(), value: z.string() }).optional(),
  ...contentSchema.shape,
  ...descriptionSchema.shape,
});
export type ObjectRecord = z.infer<typeof recordSchema>;
