import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.js";
import { canonicalRequest, scopeText, sha256Hex, signingKey } from "./canonical-request.js";
import { SignatureError } from "./signature-error.js";
import { readSignature, signingAlgorithm, type SignatureParts } from "./signature-parts.js";
import { queryValue, type SignedRequest } from "./signed-request.js";

/** What signs requests: an access key, or the temporary credentials of a session. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials: the token that has to come along. */
  readonly sessionToken?: string;
  /** Temporary credentials: milliseconds since 1970. */
  readonly expiration?: number;
}

/** What a service demands of a signature. */
export interface SignatureScope {
  readonly region: string;
  /** The service's signing name: `appsync`, `events`. */
  readonly service: string;
  /** Milliseconds that the signing date may differ from the clock. */
  readonly maximumAgeMs: number;
}

/**
 * Checks a Signature Version 4 request: form, credential scope, signed headers, date, session and signature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 *
 * @returns the credentials that signed it
 * @throws SignatureError
 */
export async function verifySignature<Credentials extends SigningCredentials>(
  request: SignedRequest,
  scope: SignatureScope,
  keys: { find(accessKeyId: string): Credentials | undefined },
  clock: Pick<Clock, "now">,
): Promise<Credentials> {
  const parts = readSignature(request);
  checkScope(parts, scope);
  checkSignedHeaders(parts, request);
  checkDate(parts, scope.maximumAgeMs, clock.now());
  const credentials = keys.find(parts.accessKeyId);
  if (credentials === undefined) throw unknownKey();
  checkSession(parts, credentials, clock.now());
  checkSignature(request, parts, credentials);
  return credentials;
}

/** The error for an access key id that nobody has. */
export function unknownKey(): SignatureError {
  return new SignatureError("unknownKey", "The security token included in the request is invalid.");
}

function checkScope(parts: SignatureParts, scope: SignatureScope): void {
  const { region, service, date } = parts.scope;
  if (region !== scope.region || service !== scope.service) {
    throw new SignatureError(
      "wrongScope",
      `Credential should be scoped to region '${scope.region}' and service '${scope.service}', not '${region}' and '${service}'.`,
    );
  }
  if (!parts.dateText.startsWith(date)) {
    throw new SignatureError(
      "malformed",
      `The date of the credential scope, ${date}, must be the day of the signing date, ${parts.dateText}.`,
    );
  }
}

function checkSignedHeaders({ signedHeaders, expiresIn, scope }: SignatureParts, { headers }: SignedRequest): void {
  for (const required of expiresIn === undefined ? ["host", "x-amz-date"] : ["host"]) {
    if (!signedHeaders.includes(required)) {
      throw new SignatureError("unsignedHeader", `'${required}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  // S3's headers change what a request does: whoever has a presigned link must not turn it into another request.
  const unsigned = Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !signedHeaders.includes(name));
  if (scope.service === "s3" && unsigned.length > 0) {
    throw new SignatureError(
      "unsignedHeader",
      `There were headers present in the request which were not signed: ${unsigned.join(", ")}`,
    );
  }
}

/**
 * Checks that a signature is of about now, and that a presigned link is not over.
 *
 * @throws SignatureError
 */
export function checkDate(parts: SignatureParts, maximumAgeMs: number, now: number): void {
  const { expiresIn, dateText } = parts;
  const signedAt = parseSigningDate(dateText);
  if (Number.isNaN(signedAt)) {
    throw new SignatureError("malformed", `The signing date, x-amz-date, must be YYYYMMDDThhmmssZ, got '${dateText}'.`);
  }
  if (expiresIn !== undefined && now >= signedAt + expiresIn * 1000) {
    const expired = new Date(signedAt + expiresIn * 1000).toISOString();
    throw new SignatureError(
      "linkExpired",
      `Request has expired: at ${expired}; it is ${new Date(now).toISOString()}.`,
    );
  }
  const isLate = expiresIn === undefined && now - signedAt > maximumAgeMs;
  if (isLate || signedAt - now > maximumAgeMs) {
    throw new SignatureError(
      "skewed",
      `Signature ${isLate ? "expired" : "not yet current"}: ${dateText} is more than ${maximumAgeMs / 60_000} min from ${new Date(now).toISOString()}.`,
    );
  }
}

/** ISO 8601 basic format, YYYYMMDDThhmmssZ, to milliseconds since 1970; NaN for other text. */
function parseSigningDate(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = match.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function checkSession(parts: SignatureParts, credentials: SigningCredentials, now: number): void {
  if (parts.sessionToken !== credentials.sessionToken) {
    throw new SignatureError("wrongToken", "The security token included in the request is invalid.");
  }
  if (credentials.expiration !== undefined && now >= credentials.expiration) throw sessionOver();
}

/** The error for a session that is over. */
export function sessionOver(): SignatureError {
  return new SignatureError("sessionOver", "The security token included in the request is expired");
}

function checkSignature(request: SignedRequest, parts: SignatureParts, credentials: SigningCredentials): void {
  const canonical = canonicalRequest(request, parts.scope.service, parts.signedHeaders, payloadHash(request, parts));
  const stringToSign = [signingAlgorithm, parts.dateText, scopeText(parts.scope), sha256Hex(canonical)].join("\n");
  const expected = createHmac("sha256", signingKey(credentials.secretAccessKey, parts.scope))
    .update(stringToSign)
    .digest();
  if (!isSignatureOf(parts.signature, expected)) {
    throw new SignatureError(
      "mismatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

/** Whether a signature, as it was sent, is this one: 64 hexadecimal digits in lower case. */
export function isSignatureOf(sent: string, expected: Buffer): boolean {
  return /^[0-9a-f]{64}$/.test(sent) && timingSafeEqual(expected, Buffer.from(sent, "hex"));
}

/**
 * What the signature covers for the body: its hash. S3 takes from the client what that is, a hash or a word such as
 * UNSIGNED-PAYLOAD (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html); the others know the
 * body by now, and a hash that was sent along has to be true.
 */
function payloadHash(request: SignedRequest, parts: SignatureParts): string {
  const claimed = request.headers["x-amz-content-sha256"] ?? queryValue(request, "X-Amz-Content-Sha256");
  if (parts.scope.service === "s3") {
    if (claimed === undefined && parts.expiresIn === undefined) {
      throw new SignatureError("missingPayloadHash", "Missing required header for this request: x-amz-content-sha256");
    }
    return claimed ?? "UNSIGNED-PAYLOAD";
  }
  const body = request.body ?? "";
  const hash = sha256Hex(typeof body === "string" ? Buffer.from(body) : body);
  if (claimed !== undefined && claimed !== hash) {
    throw new SignatureError(
      "wrongPayloadHash",
      "The value of the x-amz-content-sha256 header is not the SHA-256 of the body.",
    );
  }
  return hash;
}
