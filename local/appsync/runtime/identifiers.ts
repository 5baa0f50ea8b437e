import type { RuntimeEnvironment } from "./evaluation.js";

/** https://github.com/ulid/spec: Crockford's base 32. */
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** https://github.com/segmentio/ksuid: seconds are counted from here. */
const KSUID_EPOCH_SECONDS = 1_400_000_000;
const ULID_LENGTH = 26;
const KSUID_LENGTH = 27;

/** A version 4 UUID (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4). */
export function makeUuid(environment: RuntimeEnvironment): string {
  const bytes = Buffer.from(environment.randomBytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A ULID: 48 bits of milliseconds and 80 random bits, 26 characters (https://github.com/ulid/spec). */
export function makeUlid(environment: RuntimeEnvironment): string {
  const time = BigInt(Math.trunc(environment.now()));
  return encode((time << 80n) | bytesToBigInt(environment.randomBytes(10)), CROCKFORD, ULID_LENGTH);
}

/** A KSUID: 32 bits of seconds and 128 random bits, 27 characters (https://github.com/segmentio/ksuid). */
export function makeKsuid(environment: RuntimeEnvironment): string {
  const seconds = BigInt(Math.trunc(environment.now() / 1000) - KSUID_EPOCH_SECONDS) & 0xffff_ffffn;
  return encode((seconds << 128n) | bytesToBigInt(environment.randomBytes(16)), BASE62, KSUID_LENGTH);
}

function bytesToBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function encode(value: bigint, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = value;
  let result = "";
  for (let index = 0; index < length; index += 1) {
    result = alphabet.charAt(Number(rest % base)) + result;
    rest /= base;
  }
  return result;
}
