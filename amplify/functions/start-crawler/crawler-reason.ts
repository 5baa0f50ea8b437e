import { fieldOf } from "../field-of.js";

/** Why the crawler may have to run. */
export type CrawlerReason =
  { readonly kind: "Object Created" | "Object Deleted"; readonly key: string } | { readonly kind: "crawl ended" };

/**
 * Reads an EventBridge event of S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html; keys are not
 * URL-encoded there) or of the crawler (https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html).
 * @throws Error for every other event: the rule must not send it
 */
export function crawlerReason(
  event: unknown,
  expected: { readonly bucket: string; readonly crawlerName: string },
): CrawlerReason {
  const source = fieldOf(event, "source");
  const kind = fieldOf(event, "detail-type");
  const detail = fieldOf(event, "detail");
  if (source === "aws.s3" && (kind === "Object Created" || kind === "Object Deleted")) {
    const bucket = fieldOf(fieldOf(detail, "bucket"), "name");
    const key = fieldOf(fieldOf(detail, "object"), "key");
    if (bucket === expected.bucket && typeof key === "string") return { kind, key };
  }
  if (source === "aws.glue" && kind === "Glue Crawler State Change") {
    const state = fieldOf(detail, "state");
    if (fieldOf(detail, "crawlerName") === expected.crawlerName && (state === "Succeeded" || state === "Failed")) {
      return { kind: "crawl ended" };
    }
  }
  throw new Error(
    `event: expected Object Created or Object Deleted of bucket ${expected.bucket}, or the end of a crawl of ` +
      `${expected.crawlerName}, got ${JSON.stringify({ source, "detail-type": kind, detail })}. Correct the rule's pattern.`,
  );
}
