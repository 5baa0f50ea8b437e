import { AwsError } from "../aws-json/aws-error.js";

/** Why a signature was refused. Services word the same reason differently. */
export type SignatureFault =
  | "missing"
  | "malformed"
  | "malformedLink"
  | "unsupportedVersion"
  | "wrongScope"
  | "unsignedHeader"
  | "skewed"
  | "linkExpired"
  | "unknownKey"
  | "wrongToken"
  | "sessionOver"
  | "missingPayloadHash"
  | "wrongPayloadHash"
  | "mismatch";

type SignatureErrorCode =
  | "MissingAuthenticationTokenException"
  | "IncompleteSignatureException"
  | "InvalidSignatureException"
  | "UnrecognizedClientException"
  | "ExpiredTokenException";

/** Codes of AWS's common errors (https://docs.aws.amazon.com/appsync/latest/APIReference/CommonErrors.html), as AWS JSON services use them. */
const codes: Readonly<Record<SignatureFault, SignatureErrorCode>> = {
  missing: "MissingAuthenticationTokenException",
  malformed: "IncompleteSignatureException",
  malformedLink: "IncompleteSignatureException",
  unsupportedVersion: "IncompleteSignatureException",
  wrongScope: "InvalidSignatureException",
  unsignedHeader: "InvalidSignatureException",
  skewed: "InvalidSignatureException",
  linkExpired: "InvalidSignatureException",
  unknownKey: "UnrecognizedClientException",
  wrongToken: "UnrecognizedClientException",
  sessionOver: "ExpiredTokenException",
  missingPayloadHash: "InvalidSignatureException",
  wrongPayloadHash: "InvalidSignatureException",
  mismatch: "InvalidSignatureException",
};

/** A request whose signature is missing, malformed or not good enough. */
export class SignatureError extends AwsError {
  override readonly name = "SignatureError";
  declare readonly code: SignatureErrorCode;

  constructor(
    readonly fault: SignatureFault,
    message: string,
  ) {
    super(codes[fault], message);
  }
}
