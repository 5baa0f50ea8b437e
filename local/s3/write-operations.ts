import { z } from "zod";
import { copySource } from "./copy-source.js";
import { xmlTime } from "./list-operations.js";
import { describedObject } from "./object-description.js";
import { writeCondition } from "./preconditions.js";
import { largestPut, requestBody, requestText } from "./request-body.js";
import { S3Error } from "./s3-error.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import { malformedXml, parseXml, s3Document } from "./s3-xml.js";
import type { ObjectChecksum } from "./stored-object.js";

/** PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
export async function putObject(request: S3Request): Promise<S3Answer> {
  const { bucket, key, store, origin } = request;
  request.allow("s3:PutObject", bucket.name, key);
  const body = requestBody(request, largestPut);
  const condition = writeCondition(request);
  // At once, not when a gigabyte has been read.
  condition?.(store.head(bucket.name, key));
  const object = await store.putObject({
    bucket: bucket.name,
    key,
    body: body.content,
    description: describedObject(request),
    checksum: () => body.checksum(),
    condition,
    origin,
  });
  return { headers: { etag: `"${object.etag}"`, ...checksumHeaders(object.checksum) } };
}

/** Headers that tell a client the checksum that its upload was verified with. */
export function checksumHeaders(checksum: ObjectChecksum | undefined): Record<string, string> {
  return checksum === undefined ? {} : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value };
}

/** CopyObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html). */
export async function copyObject(request: S3Request): Promise<S3Answer> {
  const { bucket, key, store, origin } = request;
  request.allow("s3:PutObject", bucket.name, key);
  const source = copySource(request);
  const directive = request.header("x-amz-metadata-directive") ?? "COPY";
  if (directive !== "COPY" && directive !== "REPLACE") {
    throw new S3Error("InvalidArgument", "Unknown metadata directive.", {
      ArgumentName: "x-amz-metadata-directive",
      ArgumentValue: directive,
    });
  }
  if (directive === "COPY" && source.bucket === bucket.name && source.key === key) {
    throw new S3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const object = await store.putObject({
    bucket: bucket.name,
    key,
    body: source,
    description: directive === "COPY" ? source : describedObject(request),
    condition: writeCondition(request),
    origin,
  });
  return {
    xml: s3Document("CopyObjectResult", { LastModified: xmlTime(object.lastModified), ETag: `"${object.etag}"` }),
  };
}

/** DeleteObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html): no error where there is none. */
export async function deleteObject(request: S3Request): Promise<S3Answer> {
  const { bucket, key, store, origin } = request;
  request.allow("s3:DeleteObject", bucket.name, key);
  await store.deleteObject(bucket.name, key, origin);
  return { statusCode: 204 };
}

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([z.array(item), item.transform((one) => [one])]);
const deleteSchema = z.object({
  Delete: z.object({
    Object: oneOrMore(z.object({ Key: z.string().min(1), VersionId: z.string().optional() })),
    Quiet: z.string().optional(),
  }),
});

/** DeleteObjects (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html): up to 1,000 keys. */
export async function deleteObjects(request: S3Request): Promise<S3Answer> {
  const { bucket, store, origin } = request;
  const parsed = deleteSchema.safeParse(parseXml(await requestText(request)));
  if (!parsed.success || parsed.data.Delete.Object.length > 1000) throw malformedXml();
  const { Object: objects, Quiet } = parsed.data.Delete;
  const results = await Promise.all(
    objects.map(async ({ Key, VersionId = "null" }) => {
      if (!request.may("s3:DeleteObject", bucket.name, Key)) {
        return { Error: { Key, Code: "AccessDenied", Message: "Access Denied" } };
      }
      if (VersionId !== "null") {
        return { Error: { Key, VersionId, Code: "NoSuchVersion", Message: "The sandbox keeps no versions." } };
      }
      await store.deleteObject(bucket.name, Key, origin);
      return { Deleted: { Key } };
    }),
  );
  return {
    xml: s3Document("DeleteResult", {
      Deleted: Quiet?.trim() === "true" ? undefined : results.flatMap(({ Deleted }) => Deleted ?? []),
      Error: results.flatMap(({ Error: error }) => error ?? []),
    }),
  };
}
