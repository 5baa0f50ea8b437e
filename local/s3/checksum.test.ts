import { describe, expect, test } from "vitest";
import { runningChecksum } from "./checksum.js";

// Check values of the nine digits: https://reveng.sourceforge.io/crc-catalogue/ and FIPS 180-4.
const digits = Buffer.from("123456789");
const catalogue = "https://reveng.sourceforge.io/crc-catalogue/all.htm";

describe("checksums of S3", () => {
  test.each([
    { algorithm: "crc32", hex: "cbf43926", source: `${catalogue} CRC-32/ISO-HDLC` },
    { algorithm: "crc32c", hex: "e3069283", source: `${catalogue} CRC-32/ISCSI` },
    { algorithm: "crc64nvme", hex: "ae8b14860a799888", source: `${catalogue} CRC-64/NVME` },
    { algorithm: "sha1", hex: "f7c3bc1d808e04732adf679965ccc34ca7ae3441", source: "FIPS 180-4" },
    {
      algorithm: "sha256",
      hex: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
      source: "FIPS 180-4",
    },
  ])("$algorithm ($source)", ({ algorithm, hex }) => {
    const whole = runningChecksum(algorithm);
    whole.update(digits);
    expect(Buffer.from(whole.digest(), "base64").toString("hex")).toBe(hex);
    const inPieces = runningChecksum(algorithm);
    for (const byte of digits) inPieces.update(Uint8Array.of(byte));
    expect(Buffer.from(inPieces.digest(), "base64").toString("hex")).toBe(hex);
  });

  test("another one is refused by name", () => {
    expect(() => runningChecksum("xxhash3")).toThrow(/of type xxhash3; it can verify crc32, crc32c/);
  });
});
