import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTotpSecret, takeCode } from "./totp.js";

/** ASCII "12345678901234567890" (RFC 6238, appendix B). */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const source = "RFC 6238, appendix B, last six of its eight digits";
const drift = "RFC 6238, 5.2: one step of drift";

describe("codes of an authenticator app", () => {
  test.each([
    { at: 59, code: "287082", expected: 1, source },
    { at: 1_111_111_109, code: "081804", expected: 37_037_036, source },
    { at: 1_111_111_111, code: "050471", expected: 37_037_037, source },
    { at: 1_234_567_890, code: "005924", expected: 41_152_263, source },
    { at: 2_000_000_000, code: "279037", expected: 66_666_666, source },
    { at: 89, code: "287082", expected: 1, source: drift },
    { at: 90, code: "287082", expected: undefined, source: drift },
    { at: 29, code: "287082", expected: 1, source: drift },
    { at: 59, code: "287083", expected: undefined, source: "wrong" },
    { at: 59, code: "94287082", expected: undefined, source: "six digits only" },
    { at: 59, code: " 287082", expected: undefined, source: "six digits only" },
    { at: 59, code: "", expected: undefined, source: "six digits only" },
  ])("$code at $at s: step $expected ($source)", ({ at, code, expected }) => {
    expect(takeCode({ secret, lastStep: -1 }, code, at * 1000)?.lastStep).toBe(expected);
  });

  test("are taken once, and none that is older", () => {
    const first = takeCode({ secret, lastStep: -1 }, "050471", 1_111_111_111_000);
    if (first === undefined) throw new Error("not taken");
    for (const code of ["050471", "081804"]) {
      expect(() => takeCode(first, code, 1_111_111_111_000)).toThrow(
        expect.objectContaining({
          code: "ExpiredCodeException",
          message: "Your software token has already been used once.",
        }),
      );
    }
  });

  test("secrets are 256 random bits in base32", () => {
    expect(createTotpSecret(randomBytes)).toMatch(/^[A-Z2-7]{52}$/);
    expect(createTotpSecret(randomBytes)).not.toBe(createTotpSecret(randomBytes));
  });
});
