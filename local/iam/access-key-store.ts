import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { base32 } from "./base32.js";

/** Credentials that stand for a role. Made at run time, known to this sandbox only. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly roleArn: string;
}

/** Access keys of this sandbox. */
export interface AccessKeyStore {
  /** The key of a role; made and stored at the first call. */
  forRole(roleArn: string): AccessKey;
  find(accessKeyId: string): AccessKey | undefined;
}

const storedKeys = z.array(
  z.object({ accessKeyId: z.string().min(16), secretAccessKey: z.string().min(40), roleArn: z.string() }),
);

const fileName = "access-keys.json";

/**
 * Access keys kept in `access-keys.json` of the state directory, readable by its owner only (mode 0600).
 * @param stateDirectory made when missing
 * @param randomBytes source of ids and secrets
 * @throws Error naming the file when it exists and cannot be read
 */
export function createAccessKeyStore(
  stateDirectory: string,
  randomBytes: (count: number) => Uint8Array,
): AccessKeyStore {
  const file = path.join(stateDirectory, fileName);
  const keys = readKeys(file);

  function store(): void {
    mkdirSync(stateDirectory, { recursive: true });
    // A new file takes its place at once: a crash leaves the old keys or the new ones, never half a file.
    const next = `${file}.new`;
    writeFileSync(next, JSON.stringify(keys, null, 2), { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, file);
  }

  return {
    forRole(roleArn) {
      const known = keys.find((key) => key.roleArn === roleArn);
      if (known !== undefined) return known;
      const key: AccessKey = {
        accessKeyId: `AKIA${base32(randomBytes(16))}`,
        secretAccessKey: Buffer.from(randomBytes(30)).toString("base64"),
        roleArn,
      };
      keys.push(key);
      store();
      return key;
    },
    find: (accessKeyId) => keys.find((key) => key.accessKeyId === accessKeyId),
  };
}

function readKeys(file: string): AccessKey[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  try {
    return storedKeys.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is not a list of access keys. Delete it to have new keys made.`, { cause });
  }
}
