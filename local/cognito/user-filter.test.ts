import { describe, expect, test } from "vitest";
import { userFilter } from "./user-filter.js";
import type { UserRecord } from "./user-record.js";

const ada: UserRecord = {
  username: "7e4f8c1a-0000-4000-8000-000000000001",
  sub: "7e4f8c1a-0000-4000-8000-000000000001",
  attributes: { email: "Ada@airside.example", given_name: 'A"da\\' },
  groups: [],
  enabled: true,
  status: "CONFIRMED",
  password: { salt: "00", verifier: "00" },
  totpEnabled: false,
  totpPreferred: false,
  createdAt: 0,
  modifiedAt: 0,
};
const source = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html";

describe("filters of ListUsers", () => {
  test.each([
    { filter: "", expected: true },
    { filter: 'email = "ada@airside.example"', expected: true },
    { filter: 'email="ADA@AIRSIDE.EXAMPLE"', expected: true },
    { filter: 'email = "ada"', expected: false },
    { filter: 'email ^= "ada"', expected: true },
    { filter: 'email ^= "da"', expected: false },
    { filter: '"email" ^= "ada"', expected: true },
    { filter: 'given_name = "a\\"da\\\\"', expected: true },
    { filter: 'family_name ^= ""', expected: false },
    { filter: 'sub = "7e4f8c1a-0000-4000-8000-000000000001"', expected: true },
    { filter: 'username ^= "7E4F"', expected: true },
    { filter: 'status = "Enabled"', expected: true },
    { filter: 'status = "Disabled"', expected: false },
    { filter: 'cognito:user_status = "CONFIRMED"', expected: true },
    { filter: 'cognito:user_status = "confirmed"', expected: false },
  ])(`$filter: $expected (${source})`, ({ filter, expected }) => {
    expect(userFilter(filter)(ada)).toBe(expected);
  });

  test.each([
    { filter: "email", expected: "expected an attribute, = or ^=" },
    { filter: "email = ada", expected: "a text in quotes" },
    { filter: 'email = "a" and email = "b"', expected: "a text in quotes" },
    {
      filter: 'nickname = "a"',
      expected: "nickname cannot be searched for; expected one of cognito:user_status, email",
    },
    { filter: 'constructor = "a"', expected: "constructor cannot be searched for" },
  ])("$filter is refused", ({ filter, expected }) => {
    expect(() => userFilter(filter)).toThrow(expected);
  });
});
