import { createHash, createHmac, getDiffieHellman, hkdfSync, timingSafeEqual } from "node:crypto";

// SRP-6a (RFC 5054, RFC 2945) with the choices that Cognito has made and that every client of it shares, such as
// https://github.com/aws-amplify/amplify-js/tree/main/packages/auth/src/providers/cognito/utils/srp: the 3072-bit group
// of RFC 3526 with g = 2, SHA-256, integers hashed as two's complement, and a key derived by HKDF.

const N = BigInt(`0x${getDiffieHellman("modp15").getPrime("hex")}`);
const g = 2n;
const keyInfo = "Caldera Derived Key";
const keyBytes = 16;
const secretBytes = 32;
const saltBytes = 16;
const groupBytes = 384;
/** Digits of the largest public value; a client may pad with zeros. */
const mostHexDigits = 1024;

/** What is kept instead of a password: nothing in it lets anybody sign in. */
export interface PasswordVerifier {
  /** Hex. */
  readonly salt: string;
  /** g^x, hex. */
  readonly verifier: string;
}

/** The server's part of a sign-in between its two messages, hex. */
export interface SrpExchange {
  /** The client's public value. */
  readonly clientPublic: string;
  /** The server's secret. */
  readonly secret: string;
  /** The server's public value, `SRP_B`. */
  readonly serverPublic: string;
}

/** Whose password is proven. */
export interface SrpIdentity {
  /** What stands behind the underscore of the pool's id. */
  readonly poolName: string;
  /** `USER_ID_FOR_SRP`: the user name, whatever was typed at sign-in. */
  readonly userId: string;
}

const multiplier = hashOf(paddedBytes(N), paddedBytes(g));

/** A verifier of a password, with a salt of its own. */
export function createVerifier(
  identity: SrpIdentity,
  password: string,
  randomBytes: (count: number) => Buffer,
): PasswordVerifier {
  const salt = randomBytes(saltBytes).toString("hex");
  return { salt, verifier: power(g, privateKeyOf(identity, password, salt), N).toString(16) };
}

/** Whether a password is the one of a verifier, for flows in which it is sent. */
export function isPasswordOf(identity: SrpIdentity, password: string, { salt, verifier }: PasswordVerifier): boolean {
  const claimed = paddedBytes(power(g, privateKeyOf(identity, password, salt), N));
  return isEqual(claimed, paddedBytes(BigInt(`0x${verifier}`)));
}

/**
 * Answers a client's public value (`SRP_A`).
 * @returns undefined for a value that would let anybody in (RFC 5054, 2.5.4) or is no number
 */
export function beginExchange(
  clientPublic: string,
  verifier: PasswordVerifier,
  randomBytes: (count: number) => Buffer,
): SrpExchange | undefined {
  if (!/^[0-9a-f]+$/i.test(clientPublic) || clientPublic.length > mostHexDigits) return undefined;
  const A = BigInt(`0x${clientPublic}`);
  if (A % N === 0n) return undefined;
  const b = BigInt(`0x${randomBytes(secretBytes).toString("hex")}`);
  const B = (multiplier * BigInt(`0x${verifier.verifier}`) + power(g, b, N)) % N;
  return { clientPublic: A.toString(16), secret: b.toString(16), serverPublic: B.toString(16) };
}

/** What a client claims to have made with the key of an exchange. */
export interface PasswordClaim {
  readonly secretBlock: Buffer;
  /** As sent; its form is part of what is signed. */
  readonly timestamp: string;
  /** Base64. */
  readonly signature: string;
}

/** Whether a claim proves the password (`PASSWORD_CLAIM_SIGNATURE`). */
export function isClaimProven(
  identity: SrpIdentity,
  { verifier }: PasswordVerifier,
  exchange: SrpExchange,
  claim: PasswordClaim,
): boolean {
  const [A, b, B] = [exchange.clientPublic, exchange.secret, exchange.serverPublic].map((hex) => BigInt(`0x${hex}`));
  if (A === undefined || b === undefined || B === undefined) return false;
  const u = hashOf(paddedBytes(A), paddedBytes(B));
  const S = power(A * power(BigInt(`0x${verifier}`), u, N), b, N);
  const key = hkdfSync("sha256", paddedBytes(S), paddedBytes(u), keyInfo, keyBytes);
  const expected = createHmac("sha256", Buffer.from(key))
    .update(identity.poolName)
    .update(identity.userId)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
  return isEqual(expected, Buffer.from(claim.signature, "base64"));
}

/**
 * A verifier for a user who does not exist, the same at every call: nobody knows a password for it. It costs no power to
 * make, so that it is not there any later than one that is stored.
 */
export function inventedVerifier(seed: Buffer): PasswordVerifier {
  const bytes = Buffer.from(hkdfSync("sha256", seed, "", "invented", saltBytes + groupBytes));
  const value = BigInt(`0x${bytes.subarray(saltBytes).toString("hex")}`) % N;
  return { salt: bytes.subarray(0, saltBytes).toString("hex"), verifier: value.toString(16) };
}

function privateKeyOf({ poolName, userId }: SrpIdentity, password: string, salt: string): bigint {
  const inner = createHash("sha256").update(`${poolName}${userId}:${password}`).digest();
  return hashOf(paddedBytes(BigInt(`0x${salt}`)), inner);
}

function hashOf(...parts: readonly Buffer[]): bigint {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return BigInt(`0x${hash.digest("hex")}`);
}

/** A number as Java's BigInteger.toByteArray gives it: a zero byte in front where the first bit is set. */
function paddedBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

/** base^exponent mod modulus. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
