import type { SignatureError, SignatureFault } from "../iam/signature-error.js";
import { S3Error, type S3ErrorCode } from "./s3-error.js";

/** How S3 words what is wrong with a signature; no message: the one that is there says it. */
const faults: Readonly<Record<SignatureFault, readonly [S3ErrorCode, string?]>> = {
  missing: ["AccessDenied", "Access Denied"],
  malformed: ["AuthorizationHeaderMalformed"],
  malformedLink: ["AuthorizationQueryParametersError"],
  unsupportedVersion: ["InvalidRequest"],
  wrongScope: ["AuthorizationHeaderMalformed"],
  unsignedHeader: ["AccessDenied"],
  skewed: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  linkExpired: ["AccessDenied"],
  unknownKey: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  wrongToken: ["InvalidToken", "The provided token is malformed or otherwise invalid."],
  sessionOver: ["ExpiredToken", "The provided token has expired."],
  missingPayloadHash: ["InvalidRequest"],
  wrongPayloadHash: ["XAmzContentSHA256Mismatch"],
  mismatch: ["SignatureDoesNotMatch"],
};

/** The error of S3 for a signature that is missing or not good enough. */
export function s3SignatureError({ fault, message }: SignatureError): S3Error {
  const [code, words] = faults[fault];
  return new S3Error(code, words ?? message);
}
