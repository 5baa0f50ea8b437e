import { createReadStream } from "node:fs";
import { z } from "zod";
import { parseRange } from "./byte-range.js";
import { copySource } from "./copy-source.js";
import { encoder, xmlTime } from "./list-operations.js";
import type { MultipartUpload } from "./multipart-upload.js";
import { describedObject } from "./object-description.js";
import { writeCondition } from "./preconditions.js";
import { largestPut, requestBody, requestText } from "./request-body.js";
import { S3Error } from "./s3-error.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import { malformedXml, parseXml, s3Document } from "./s3-xml.js";
import { compareUtf8 } from "./sorted-keys.js";
import { checksumHeaders } from "./write-operations.js";

/** Parts of one upload (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const mostParts = 10_000;

/** CreateMultipartUpload (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html). */
export async function createMultipartUpload(request: S3Request): Promise<S3Answer> {
  const { bucket, key, store } = request;
  request.allow("s3:PutObject", bucket.name, key);
  const { uploadId } = await store.uploads.create(bucket.name, key, describedObject(request));
  return { xml: s3Document("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId: uploadId }) };
}

/** UploadPart (https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html). */
export async function uploadPart(request: S3Request): Promise<S3Answer> {
  const { upload, number } = partOf(request);
  const body = requestBody(request, largestPut);
  const part = await request.store.uploads.putPart(upload, number, body.content);
  return { headers: { etag: `"${part.etag}"`, ...checksumHeaders(body.checksum()) } };
}

/** UploadPartCopy (https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html). */
export async function uploadPartCopy(request: S3Request): Promise<S3Answer> {
  const { upload, number } = partOf(request);
  const source = copySource(request);
  const header = request.header("x-amz-copy-source-range");
  const range = parseRange(header, source.size);
  if (header !== undefined && range === undefined) {
    throw new S3Error("InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last", {
      ArgumentName: "x-amz-copy-source-range",
      ArgumentValue: header,
    });
  }
  const { start, length } = range ?? { start: 0, length: source.size };
  const content = length === 0 ? Buffer.alloc(0) : createReadStream(source.file, { start, end: start + length - 1 });
  const part = await request.store.uploads.putPart(upload, number, content);
  return {
    xml: s3Document("CopyPartResult", { LastModified: xmlTime(part.lastModified), ETag: `"${part.etag}"` }),
  };
}

const partSchema = z.object({ PartNumber: z.string().regex(/^\d+$/), ETag: z.string() });
const completeSchema = z.object({
  CompleteMultipartUpload: z.object({
    Part: z.union([z.array(partSchema), partSchema.transform((one) => [one])]),
  }),
});

/** CompleteMultipartUpload (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html). */
export async function completeMultipartUpload(request: S3Request): Promise<S3Answer> {
  const { bucket, key, store, origin } = request;
  request.allow("s3:PutObject", bucket.name, key);
  const upload = uploadOf(request);
  const parsed = completeSchema.safeParse(parseXml(await requestText(request)));
  if (!parsed.success) throw malformedXml();
  const listed = parsed.data.CompleteMultipartUpload.Part.map(({ PartNumber, ETag }) => ({
    number: Number(PartNumber),
    etag: ETag.trim().replace(/^"(.*)"$/, "$1"),
  }));
  const object = await store.uploads.complete(upload, listed, { origin, condition: writeCondition(request) });
  return {
    xml: s3Document("CompleteMultipartUploadResult", {
      Location: `http://${request.header("host") ?? "localhost"}${request.message.url?.split("?")[0] ?? ""}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${object.etag}"`,
    }),
  };
}

/** AbortMultipartUpload (https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html). */
export async function abortMultipartUpload(request: S3Request): Promise<S3Answer> {
  request.allow("s3:AbortMultipartUpload", request.bucket.name, request.key);
  await request.store.uploads.abort(uploadOf(request));
  return { statusCode: 204 };
}

/** ListParts (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html). */
export async function listParts(request: S3Request): Promise<S3Answer> {
  const { bucket, key } = request;
  request.allow("s3:ListMultipartUploadParts", bucket.name, key);
  const upload = uploadOf(request);
  const encode = encoder(request);
  const marker = request.number("part-number-marker", 0, 2 ** 31 - 1) ?? 0;
  const limit = Math.min(1000, request.number("max-parts", 0, 2 ** 31 - 1) ?? 1000);
  const rest = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .sort((one, other) => one.number - other.number);
  const page = rest.slice(0, limit);
  return {
    xml: s3Document("ListPartsResult", {
      Bucket: bucket.name,
      Key: encode(key),
      UploadId: upload.uploadId,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: limit > 0 && rest.length > limit,
      Part: page.map(({ number, lastModified, etag, size }) => ({
        PartNumber: number,
        LastModified: xmlTime(lastModified),
        ETag: `"${etag}"`,
        Size: size,
      })),
      StorageClass: "STANDARD",
    }),
  };
}

/** ListMultipartUploads (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html), all on one page. */
export async function listMultipartUploads(request: S3Request): Promise<S3Answer> {
  const { bucket, store } = request;
  request.allow("s3:ListBucketMultipartUploads", bucket.name);
  const prefix = request.parameter("prefix") ?? "";
  const encode = encoder(request);
  const uploads = store.uploads
    .list(bucket.name)
    .filter(({ key }) => key.startsWith(prefix))
    .sort((one, other) => compareUtf8(one.key, other.key) || one.initiated - other.initiated);
  return {
    xml: s3Document("ListMultipartUploadsResult", {
      Bucket: bucket.name,
      Prefix: encode(prefix),
      IsTruncated: false,
      Upload: uploads.map(({ key, uploadId, initiated }) => ({
        Key: encode(key),
        UploadId: uploadId,
        Initiated: xmlTime(initiated),
        StorageClass: "STANDARD",
      })),
    }),
  };
}

function uploadOf(request: S3Request): MultipartUpload {
  return request.store.uploads.find(request.bucket.name, request.key, request.parameter("uploadId") ?? "");
}

function partOf(request: S3Request): { readonly upload: MultipartUpload; readonly number: number } {
  request.allow("s3:PutObject", request.bucket.name, request.key);
  const number = request.number("partNumber", 1, mostParts);
  if (number === undefined) {
    throw new S3Error("InvalidArgument", `partNumber must be an integer between 1 and ${mostParts}`, {
      ArgumentName: "partNumber",
    });
  }
  return { upload: uploadOf(request), number };
}
