import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { S3Error } from "./s3-error.js";

/** A checksum that is computed piece by piece. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** In base64, as S3's headers have it. */
  digest(): string;
}

/** Makes a checksum by the name that `x-amz-checksum-<name>` has. */
const makers: Readonly<Record<string, () => RunningChecksum>> = {
  crc32: () => {
    let value = 0;
    return {
      update: (bytes) => {
        value = crc32(bytes, value);
      },
      digest: () => base64(BigInt(value), 4),
    };
  },
  crc32c: () => tableChecksum(crc32cTable, 4),
  crc64nvme: () => tableChecksum(crc64nvmeTable, 8),
  sha1: () => hashChecksum("sha1"),
  sha256: () => hashChecksum("sha256"),
};

/** Names of the checksums that S3 has and that are verified here. */
export const checksumAlgorithms: readonly string[] = Object.keys(makers);

/**
 * Starts a checksum.
 *
 * @param algorithm lower case, as in `x-amz-checksum-<algorithm>`
 * @throws S3Error NotImplemented for one that is not in `checksumAlgorithms`
 */
export function runningChecksum(algorithm: string): RunningChecksum {
  const make = Object.hasOwn(makers, algorithm) ? makers[algorithm] : undefined;
  if (make === undefined) {
    throw new S3Error(
      "NotImplemented",
      `The sandbox cannot verify checksums of type ${algorithm}; it can verify ${checksumAlgorithms.join(", ")}.`,
    );
  }
  return make();
}

function hashChecksum(algorithm: "sha1" | "sha256"): RunningChecksum {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    digest: () => hash.digest("base64"),
  };
}

/** Remainders of one byte, their lower and upper 32 bits. */
interface CrcTable {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** @param polynomial bits reversed, the lowest power first */
function crcTable(polynomial: bigint): CrcTable {
  const low = new Uint32Array(256);
  const high = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let remainder = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >> 1n) ^ (remainder & 1n ? polynomial : 0n);
    low[byte] = Number(remainder & 0xffff_ffffn);
    high[byte] = Number(remainder >> 32n);
  }
  return { low, high };
}

/** Castagnoli (RFC 3720, B.4). */
const crc32cTable = crcTable(0x82f6_3b78n);
/** CRC-64/NVME (NVM Express NVM Command Set Specification, 5.2.1.3.4). */
const crc64nvmeTable = crcTable(0x9a6c_9329_ac4b_c9b5n);

function tableChecksum(table: CrcTable, width: 4 | 8): RunningChecksum {
  let low = 0xffff_ffff;
  let high = width === 8 ? 0xffff_ffff : 0;
  return {
    update(bytes) {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (table.low[index] ?? 0);
        high = (high >>> 8) ^ (table.high[index] ?? 0);
      }
    },
    digest() {
      const upper = width === 8 ? BigInt(~high >>> 0) << 32n : 0n;
      return base64(upper | BigInt(~low >>> 0), width);
    },
  };
}

function base64(value: bigint, width: number): string {
  return Buffer.from(value.toString(16).padStart(width * 2, "0"), "hex").toString("base64");
}
