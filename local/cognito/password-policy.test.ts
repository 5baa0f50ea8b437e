import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkPassword, oneTimePassword } from "./password-policy.js";
import { sampleUserPool } from "./sample-user-pool.js";

const { passwordPolicy: policy } = sampleUserPool;
const lenient = {
  ...policy,
  minimumLength: 6,
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSymbols: false,
};

/** What is said of a password, without the words that are always there; undefined: nothing. */
function refusal(password: string, by = policy): string | undefined {
  try {
    checkPassword(by, password);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace("Password did not conform with policy: ", "") : "";
  }
}

describe("passwords that people choose", () => {
  const docs = "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html";
  const api = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html";
  const recorded = "messages of the service as applications match them";
  test.each([
    { password: "Correct-Horse-7", expected: undefined, source: docs },
    { password: "Correct-H0rs", expected: undefined, source: docs },
    { password: "Correct-H0r", expected: "Password not long enough", source: recorded },
    { password: "CORRECT-HORSE-7", expected: "Password must have lowercase characters", source: recorded },
    { password: "correct-horse-7", expected: "Password must have uppercase characters", source: recorded },
    { password: "Correct-Horse-X", expected: "Password must have numeric characters", source: recorded },
    { password: "CorrectHorse77", expected: "Password must have symbol characters", source: recorded },
    { password: "Correct Horse 7", expected: undefined, source: `${docs}: a space inside is a symbol` },
    {
      password: " CorrectHorse77",
      expected: "Password must have symbol characters",
      source: `${docs}: but not at an end`,
    },
    {
      password: "Correct-Horse-7 ",
      expected: expect.stringContaining("regular expression pattern") as string,
      source: api,
    },
    { password: "CorrectHorse7§§", expected: "Password must have symbol characters", source: `${docs}: the list` },
    { password: "Correct`Horse77", expected: undefined, source: `${docs}: the list` },
    { password: "Größe-Horse-77", expected: undefined, source: "other letters are welcome beside the needed ones" },
    { password: `Aa1-${"x".repeat(252)}`, expected: undefined, source: api },
    {
      password: `Aa1-${"x".repeat(253)}`,
      expected: expect.stringContaining("less than or equal to 256") as string,
      source: api,
    },
    { password: "", expected: "Password not long enough", source: recorded },
  ])("$password: $expected ($source)", ({ password, expected }) => {
    expect(refusal(password)).toEqual(expected);
  });

  test("a pool that demands little gets little", () => {
    expect(refusal("aaaaaa", lenient)).toBeUndefined();
    expect(refusal("aaaaa", lenient)).toBe("Password not long enough");
  });

  test("the errors have the service's codes", () => {
    expect(() => checkPassword(policy, "short")).toThrow(expect.objectContaining({ code: "InvalidPasswordException" }));
    expect(() => checkPassword(lenient, " aaaaaa")).toThrow(
      expect.objectContaining({ code: "InvalidParameterException" }),
    );
  });
});

describe("one-time passwords", () => {
  test.each([6, 12, 19, 20, 40, 99])("conform where %i characters are demanded, and can be read", (minimumLength) => {
    const seen = new Set<string>();
    for (let count = 0; count < 200; count += 1) {
      const password = oneTimePassword({ minimumLength }, randomBytes);
      expect(refusal(password, { ...policy, minimumLength })).toBeUndefined();
      expect(password).toMatch(/^([a-zA-Z0-9]{4}-)+[a-zA-Z0-9]{4}$/);
      expect(password).not.toMatch(/[0OolIi1Ss5Zz2]/);
      seen.add(password);
    }
    expect(seen.size).toBe(200);
  });

  test("conform even where chance always gives the same", () => {
    expect(refusal(oneTimePassword(policy, (count) => Buffer.alloc(count)))).toBeUndefined();
  });
});
