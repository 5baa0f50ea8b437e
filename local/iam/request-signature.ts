import { timingSafeEqual } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Clock } from "../clock.js";
import type { AccessKey, AccessKeyStore } from "./access-key-store.js";

/** A request as Signature Version 4 sees it. */
export interface SignedRequest {
  readonly method: string;
  /** Path with neither query nor host. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a signature was refused, in the words of AWS's common errors (https://docs.aws.amazon.com/appsync/latest/APIReference/CommonErrors.html). */
export class SignatureError extends Error {
  override readonly name = "SignatureError";
  constructor(
    readonly code: "IncompleteSignatureException" | "InvalidSignatureException" | "UnrecognizedClientException",
    message: string,
  ) {
    super(message);
  }
}

interface AuthorizationParts {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const shape = new RegExp(
  `^${algorithm} +Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request *, *SignedHeaders=([a-z0-9;_-]+) *, *Signature=([0-9a-f]{64})$`,
);

function parseAuthorization(header: string): AuthorizationParts {
  const match = shape.exec(header.trim());
  if (match === null) {
    throw new SignatureError(
      "IncompleteSignatureException",
      `Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters after ${algorithm}.`,
    );
  }
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] = match;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** ISO 8601 basic format, YYYYMMDDThhmmssZ, to milliseconds since 1970; NaN for other text. */
function parseSigningDate(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second);
}

/** Whether a header's value is a Signature Version 4 authorization and no token. */
export function isSignature(authorization: string): boolean {
  return authorization.startsWith(algorithm);
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
 * Checks a Signature Version 4 request: form, credential scope, signed headers, date and signature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 * @returns the access key that signed it
 * @throws SignatureError
 */
export async function verifySignature(
  request: SignedRequest,
  scope: SignatureScope,
  keys: Pick<AccessKeyStore, "find">,
  clock: Pick<Clock, "now">,
): Promise<AccessKey> {
  const parts = parseAuthorization(request.headers["authorization"] ?? "");
  if (parts.region !== scope.region || parts.service !== scope.service) {
    throw new SignatureError(
      "InvalidSignatureException",
      `Credential should be scoped to region '${scope.region}' and service '${scope.service}', not '${parts.region}' and '${parts.service}'.`,
    );
  }
  const dateHeader = request.headers["x-amz-date"] ?? "";
  const signedAt = parseSigningDate(dateHeader);
  if (Number.isNaN(signedAt) || !dateHeader.startsWith(parts.date)) {
    throw new SignatureError(
      "IncompleteSignatureException",
      "The x-amz-date header must be YYYYMMDDThhmmssZ and of the same day as the credential scope.",
    );
  }
  for (const required of ["host", "x-amz-date"]) {
    if (!parts.signedHeaders.includes(required)) {
      throw new SignatureError(
        "InvalidSignatureException",
        `'${required}' must be a 'SignedHeader' in the AWS Authorization.`,
      );
    }
  }
  const age = clock.now() - signedAt;
  if (Math.abs(age) > scope.maximumAgeMs) {
    throw new SignatureError(
      "InvalidSignatureException",
      `Signature ${age > 0 ? "expired" : "not yet current"}: ${dateHeader} is more than ${scope.maximumAgeMs / 60_000} min from ${new Date(clock.now()).toISOString()}.`,
    );
  }
  const key = keys.find(parts.accessKeyId);
  if (key === undefined) {
    throw new SignatureError("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  await compareSignature(request, parts, key, signedAt);
  return key;
}

async function compareSignature(
  request: SignedRequest,
  parts: AuthorizationParts,
  key: AccessKey,
  signedAt: number,
): Promise<void> {
  const headers: Record<string, string> = {};
  for (const name of parts.signedHeaders) headers[name] = request.headers[name] ?? "";
  await checkPayloadHash(request);
  const signer = new SignatureV4({
    credentials: key,
    region: parts.region,
    service: parts.service,
    sha256: Sha256,
    // Only a header that the client signed may take part.
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: "",
      path: request.path,
      query: { ...request.query },
      headers,
      body: request.body,
    },
    { signingDate: new Date(signedAt), signableHeaders: new Set(parts.signedHeaders) },
  );
  const expected = /Signature=([0-9a-f]{64})$/.exec(signed.headers["authorization"] ?? "")?.[1] ?? "";
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(parts.signature))) {
    throw new SignatureError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

/** A signer may send the body's hash along; the canonical request then holds that header, so it has to be true. */
async function checkPayloadHash(request: SignedRequest): Promise<void> {
  const claimed = request.headers["x-amz-content-sha256"];
  if (claimed === undefined) return;
  const hash = new Sha256();
  hash.update(request.body);
  if (Buffer.from(await hash.digest()).toString("hex") !== claimed) {
    throw new SignatureError(
      "InvalidSignatureException",
      "The value of the x-amz-content-sha256 header is not the SHA-256 of the body.",
    );
  }
}
