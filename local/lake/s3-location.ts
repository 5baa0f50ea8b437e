/** A place in S3 with all that lies below it. */
export interface S3Location {
  readonly bucket: string;
  /** Beginning of the keys; "" for the whole bucket. */
  readonly prefix: string;
}

/** Reads `s3://bucket/prefix/`. @throws Error for any other text */
export function parseS3Location(uri: string): S3Location {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(uri);
  const [, bucket, prefix = ""] = match ?? [];
  if (bucket === undefined) throw new Error(`${JSON.stringify(uri)} is no S3 location; expected s3://bucket/prefix/.`);
  return { bucket, prefix };
}

/** `s3://bucket/key`. */
export function s3Uri({ bucket, key }: { readonly bucket: string; readonly key: string }): string {
  return `s3://${bucket}/${key}`;
}

/** ARN of an object, or of all objects that a pattern names. */
export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** Whether a place lies at or below the one that an S3 ARN names, with or without a slash at its end. */
export function isBelow({ bucket, prefix }: S3Location, arn: string): boolean {
  return `${objectArn(bucket, prefix)}/`.startsWith(`${arn.replace(/\/+$/, "")}/`);
}
