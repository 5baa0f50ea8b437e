import { XMLBuilder } from "fast-xml-parser";
import { AwsError } from "../aws-json/aws-error.js";
import { SignatureError, type SignatureFault } from "../iam/signature-error.js";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@" });

/** The answer of an operation (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization). */
export function queryResponse(action: string, result: object, requestId: string): string {
  return builder.build({
    [`${action}Response`]: {
      "@xmlns": namespace,
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

/** The answer of an operation that failed (same page, "Operation error serialization"). */
export function queryError(error: AwsError, requestId: string): string {
  return builder.build({
    ErrorResponse: {
      "@xmlns": namespace,
      Error: { Type: error.statusCode < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message },
      RequestId: requestId,
    },
  });
}

/** Codes and status of the query protocol (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html). */
const faults: Readonly<Record<SignatureFault, readonly [code: string, statusCode: number]>> = {
  missing: ["MissingAuthenticationToken", 403],
  malformed: ["IncompleteSignature", 400],
  malformedLink: ["IncompleteSignature", 400],
  unsupportedVersion: ["IncompleteSignature", 400],
  wrongScope: ["SignatureDoesNotMatch", 403],
  unsignedHeader: ["SignatureDoesNotMatch", 403],
  skewed: ["SignatureDoesNotMatch", 403],
  linkExpired: ["SignatureDoesNotMatch", 403],
  unknownKey: ["InvalidClientTokenId", 403],
  wrongToken: ["InvalidClientTokenId", 403],
  sessionOver: ["ExpiredToken", 403],
  missingPayloadHash: ["SignatureDoesNotMatch", 403],
  wrongPayloadHash: ["SignatureDoesNotMatch", 403],
  mismatch: ["SignatureDoesNotMatch", 403],
};

/** An error as services of the query protocol word it. */
export function asQueryError(error: AwsError): AwsError {
  if (!(error instanceof SignatureError)) return error;
  const [code, statusCode] = faults[error.fault];
  return new AwsError(code, error.message, { statusCode, cause: error });
}
