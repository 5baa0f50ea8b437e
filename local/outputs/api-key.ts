import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const keyFile = "api-key";
/** AppSync's own form: `da2-` and 26 lower-case letters and digits. */
const keyForm = /^da2-[a-z0-9]{26}$/;
const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
/** Largest multiple of 36 in a byte: bytes above it would favour the first letters. */
const fairBytes = 252;

/**
 * The API key of this sandbox: made at its first start, kept in `<stateDir>/api-key`, readable by its owner only.
 * @param randomBytes gives that many random bytes
 * @throws Error when the file holds something else
 */
export async function localApiKey(stateDir: string, randomBytes: (count: number) => Uint8Array): Promise<string> {
  const file = join(stateDir, keyFile);
  await mkdir(stateDir, { recursive: true });
  const key = newKey(randomBytes);
  // Written aside and linked into place, so that nobody ever reads half a key.
  const unfinished = `${file}-${key.slice(-8)}`;
  try {
    await writeFile(unfinished, `${key}\n`, { mode: 0o600, flush: true });
    await link(unfinished, file);
    return key;
  } catch (error) {
    if (!isFileExists(error)) throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
  const kept = (await readFile(file, "utf8")).trim();
  if (!keyForm.test(kept)) {
    throw new Error(`${file}: expected da2- and 26 lower-case letters and digits. Delete the file; a new key is made.`);
  }
  await chmod(file, 0o600);
  return kept;
}

function newKey(randomBytes: (count: number) => Uint8Array): string {
  let letters = "";
  while (letters.length < 26) {
    for (const byte of randomBytes(32)) {
      if (byte < fairBytes && letters.length < 26) letters += alphabet[byte % alphabet.length] ?? "";
    }
  }
  return `da2-${letters}`;
}

function isFileExists(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
