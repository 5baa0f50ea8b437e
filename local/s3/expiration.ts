import type { BucketModel } from "../synth/backend-model.js";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * When lifecycle rules delete an object: the age of the earliest rule, rounded up to the next midnight UTC
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html, "Lifecycle rules: Based on an
 * object's age").
 *
 * @returns milliseconds since 1970; undefined: no rule of the bucket is about this key
 */
export function expirationOf(
  bucket: Pick<BucketModel, "expirations">,
  object: { readonly key: string; readonly lastModified: number },
): number | undefined {
  const days = bucket.expirations.filter(({ prefix }) => object.key.startsWith(prefix)).map((rule) => rule.days);
  if (days.length === 0) return undefined;
  return Math.ceil((object.lastModified + Math.min(...days) * dayMs) / dayMs) * dayMs;
}
