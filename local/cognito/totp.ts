import { Secret, TOTP } from "otpauth";
import { AwsError } from "../aws-json/aws-error.js";

/** A user's authenticator app. */
export interface SoftwareToken {
  /** RFC 4648 base32, as people type it in. */
  readonly secret: string;
  /** Number of the last 30-second step whose code was taken (RFC 6238, 5.2: a code is taken once); -1: none. */
  readonly lastStep: number;
}

const secretBytes = 32;
const periodSeconds = 30;
const digits = 6;
/** Steps that the user's clock may be off (RFC 6238, 5.2 recommends one at most). */
const drift = 1;

/** A secret for an authenticator app. */
export function createTotpSecret(randomBytes: (count: number) => Buffer): string {
  const bytes = Uint8Array.from(randomBytes(secretBytes));
  return new Secret({ buffer: bytes.buffer }).base32;
}

/**
 * Takes a code.
 * @param now milliseconds since 1970
 * @returns the token as it is from now on, or undefined where the code is wrong
 * @throws AwsError ExpiredCodeException for a code that was taken before
 */
export function takeCode(token: SoftwareToken, code: string, now: number): SoftwareToken | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(token.secret), period: periodSeconds, digits, algorithm: "SHA1" });
  const delta = totp.validate({ token: code, timestamp: now, window: drift });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / periodSeconds) + delta;
  if (step <= token.lastStep) {
    throw new AwsError("ExpiredCodeException", "Your software token has already been used once.");
  }
  return { ...token, lastStep: step };
}
