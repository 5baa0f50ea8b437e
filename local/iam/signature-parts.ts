import type { CredentialScope } from "./canonical-request.js";
import { SignatureError } from "./signature-error.js";
import { queryValue, type SignedRequest } from "./signed-request.js";

export const signingAlgorithm = "AWS4-HMAC-SHA256";

/** What a request says of its signature, whether in the Authorization header or in a presigned link. */
export interface SignatureParts {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Names in lower case, as they were listed. */
  readonly signedHeaders: readonly string[];
  /** As sent; 64 hex digits where it is one. */
  readonly signature: string;
  /** The signing date as sent; ISO 8601 basic format, YYYYMMDDThhmmssZ, where it is one. */
  readonly dateText: string;
  /** Seconds that a presigned link is good for; undefined: the signature is in the header. */
  readonly expiresIn: number | undefined;
  readonly sessionToken: string | undefined;
}

/** Most seconds a presigned link may be good for (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
const longestLink = 604_800;

/** Whether an Authorization header holds a signature of Signature Version 4, and no token. */
export function isSignature(authorization: string): boolean {
  return authorization.startsWith(signingAlgorithm);
}

/**
 * Reads the signature of a request, from the header
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html) or the query.
 *
 * @throws SignatureError where there is none, or a malformed one
 */
export function readSignature(request: SignedRequest): SignatureParts {
  const { authorization } = request.headers;
  if (authorization !== undefined && authorization !== "") return readHeader(request, authorization.trim());
  if (queryValue(request, "X-Amz-Algorithm") !== undefined) return readQuery(request);
  if (queryValue(request, "AWSAccessKeyId") !== undefined) {
    // What version 1 of the CLI makes of `aws s3 presign` where it is not told otherwise; AWS takes it for old buckets only.
    throw new SignatureError(
      "unsupportedVersion",
      `The authorization mechanism you have provided is not supported. Please use ${signingAlgorithm} (AWS CLI 1: aws configure set default.s3.signature_version s3v4).`,
    );
  }
  throw new SignatureError("missing", "Missing Authentication Token");
}

const required = ["Credential", "SignedHeaders", "Signature"] as const;

function readHeader(request: SignedRequest, authorization: string): SignatureParts {
  const [algorithm = "", ...rest] = authorization.split(" ");
  const incomplete = (reason: string): SignatureError =>
    new SignatureError("malformed", `${reason} Authorization=${algorithm}`);
  if (algorithm !== signingAlgorithm) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  const parameters = new Map(
    rest
      .join(" ")
      .split(",")
      .map((parameter) => {
        const [name = "", ...value] = parameter.trim().split("=");
        return [name, value.join("=")] as const;
      }),
  );
  const missing = required.filter((name) => (parameters.get(name) ?? "") === "");
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(" "));
  }
  return {
    ...readCredential(parameters.get("Credential") ?? "", incomplete),
    signedHeaders: (parameters.get("SignedHeaders") ?? "").split(";"),
    signature: parameters.get("Signature") ?? "",
    dateText: request.headers["x-amz-date"] ?? "",
    expiresIn: undefined,
    sessionToken: request.headers["x-amz-security-token"],
  };
}

function readQuery(request: SignedRequest): SignatureParts {
  const value = (name: string): string => queryValue(request, name) ?? "";
  const incomplete = (reason: string): SignatureError => new SignatureError("malformedLink", reason);
  const algorithm = value("X-Amz-Algorithm");
  if (algorithm !== signingAlgorithm) throw incomplete(`X-Amz-Algorithm only supports "${signingAlgorithm}"`);
  const missing = ["Credential", "SignedHeaders", "Signature", "Date", "Expires"]
    .map((name) => `X-Amz-${name}`)
    .filter((name) => value(name) === "");
  if (missing.length > 0) {
    throw incomplete(
      `Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters; there is no ${missing.join(", ")}.`,
    );
  }
  const expires = value("X-Amz-Expires");
  if (!/^\d+$/.test(expires)) throw incomplete("X-Amz-Expires should be a number");
  if (Number(expires) > longestLink) {
    throw incomplete(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${longestLink} seconds`,
    );
  }
  return {
    ...readCredential(value("X-Amz-Credential"), incomplete),
    signedHeaders: value("X-Amz-SignedHeaders").split(";"),
    signature: value("X-Amz-Signature"),
    dateText: value("X-Amz-Date"),
    expiresIn: Number(expires),
    sessionToken: queryValue(request, "X-Amz-Security-Token"),
  };
}

function readCredential(
  text: string,
  incomplete: (reason: string) => SignatureError,
): Pick<SignatureParts, "accessKeyId" | "scope"> {
  const [, accessKeyId, date, region, service] = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(text) ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) {
    throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
  }
  return { accessKeyId, scope: { date, region, service } };
}
