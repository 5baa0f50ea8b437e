import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAccessKeyStore } from "./access-key-store.js";
import { createRoleDirectory } from "./role-directory.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "airside-keys-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const file = () => path.join(directory, "state", "access-keys.json");
const open = () => createAccessKeyStore(path.join(directory, "state"), randomBytes);

test("a role's key is made once, outlives the process and is nobody else's to read", () => {
  const first = open();
  const key = first.forRole("arn:aws:iam::123456789012:role/a");
  expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(key.secretAccessKey).toHaveLength(40);
  expect(first.forRole(key.roleArn)).toEqual(key);
  expect(first.forRole("arn:aws:iam::123456789012:role/b").accessKeyId).not.toBe(key.accessKeyId);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(open().find(key.accessKeyId)).toEqual(key);
  expect(open().find("AKIAUNKNOWN")).toBeUndefined();
});

test("a damaged file is named, not overwritten", () => {
  open().forRole("arn:aws:iam::123456789012:role/a");
  writeFileSync(file(), "{}");
  expect(open).toThrow(/access-keys\.json is not a list of access keys/);
  expect(readFileSync(file(), "utf8")).toBe("{}");
});

test("the administrator may do anything, and is the sandbox's own role", () => {
  const directoryOfRoles = createRoleDirectory("123456789012", []);
  const { administrator } = directoryOfRoles;
  expect(directoryOfRoles.find(administrator.arn)).toBe(administrator);
  expect(administrator.statements).toEqual([{ effect: "Allow", actions: ["*"], resources: ["*"] }]);
  expect(directoryOfRoles.find("arn:aws:iam::123456789012:role/other")).toBeUndefined();
});
