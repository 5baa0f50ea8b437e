/** What a request is about. */
export type S3Level = "Service" | "Bucket" | "Object";

/** Query parameters that choose an operation, and what S3 calls their matter in the names of its operations. */
const subresources: Readonly<Record<string, string>> = {
  accelerate: "AccelerateConfiguration",
  acl: "Acl",
  analytics: "AnalyticsConfiguration",
  attributes: "Attributes",
  cors: "Cors",
  delete: "Delete",
  encryption: "Encryption",
  "intelligent-tiering": "IntelligentTieringConfiguration",
  inventory: "InventoryConfiguration",
  "legal-hold": "LegalHold",
  lifecycle: "LifecycleConfiguration",
  location: "Location",
  logging: "Logging",
  metrics: "MetricsConfiguration",
  notification: "NotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "OwnershipControls",
  policy: "Policy",
  policyStatus: "PolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "Replication",
  requestPayment: "RequestPayment",
  restore: "Restore",
  retention: "Retention",
  select: "Select",
  tagging: "Tagging",
  torrent: "Torrent",
  uploads: "Uploads",
  versioning: "Versioning",
  versions: "Versions",
  website: "Website",
};

/** Operations whose names do not follow from method and matter. */
const names: Readonly<Record<string, string>> = {
  "GET Service": "ListBuckets",
  "HEAD Bucket": "HeadBucket",
  "GET Bucket": "ListObjects",
  "PUT Bucket": "CreateBucket",
  "DELETE Bucket": "DeleteBucket",
  "POST Bucket": "PostObject",
  "POST Bucket Delete": "DeleteObjects",
  "GET Bucket Uploads": "ListMultipartUploads",
  "GET Bucket Versions": "ListObjectVersions",
  "GET Object": "GetObject",
  "HEAD Object": "HeadObject",
  "PUT Object": "PutObject",
  "DELETE Object": "DeleteObject",
  "POST Object Uploads": "CreateMultipartUpload",
  "POST Object Restore": "RestoreObject",
  "POST Object Select": "SelectObjectContent",
  "PUT Object Upload": "UploadPart",
  "GET Object Upload": "ListParts",
  "POST Object Upload": "CompleteMultipartUpload",
  "DELETE Object Upload": "AbortMultipartUpload",
};

/**
 * The name of the operation that a request asks for
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
 *
 * @param parameters names of the query's parameters
 * @param isCopy whether there is an `x-amz-copy-source` header
 */
export function operationName(method: string, level: S3Level, parameters: readonly string[], isCopy: boolean): string {
  const subresource = parameters.find((name) => Object.hasOwn(subresources, name));
  const matter = parameters.includes("uploadId")
    ? "Upload"
    : subresource === undefined
      ? ""
      : subresources[subresource];
  const asked = [method, level, matter].join(" ").trim();
  if (asked === "GET Bucket" && parameters.includes("list-type")) return "ListObjectsV2";
  if (asked === "PUT Object" && isCopy) return "CopyObject";
  if (asked === "PUT Object Upload" && isCopy) return "UploadPartCopy";
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  return names[asked] ?? `${verb}${level}${matter ?? ""}`;
}
