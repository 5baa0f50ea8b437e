import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";

/** An object of the lake's bucket. */
export interface LakeObject {
  readonly key: string;
  readonly bytes: number;
  readonly lastModified: Date | undefined;
}

/** The objects below a prefix, by key. */
export type ObjectList = (prefix: string) => AsyncIterable<LakeObject>;

/** Lists a bucket page by page, so that a prefix may hold any number of objects. */
export function bucketObjects(client: S3Client, bucket: string): ObjectList {
  return async function* (prefix) {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, bytes: Size ?? 0, lastModified: LastModified };
      }
    }
  };
}
