import { createCipheriv, createDecipheriv } from "node:crypto";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";

/**
 * Challenges between two requests, held by the client: encrypted and authenticated with a key of this process, so that
 * no number of begun sign-ins fills the memory, and a restart ends them all. Each is good for three minutes
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html:
 * AuthSessionValidity) and for one right answer.
 */
export interface SealedSessions<Content> {
  seal(content: Content): Buffer;
  /** @throws AwsError NotAuthorizedException for what was not sealed here, is too old or was answered before */
  open(sealed: Buffer): OpenSession<Content>;
}

export interface OpenSession<Content> {
  readonly content: Content;
  /** Takes it: the right answer has come. Must be called in the same turn as `open`, before anything is awaited. */
  spend(): void;
}

const lifetimeMs = 3 * 60 * 1000;
const [keyBytes, ivBytes, tagBytes] = [32, 12, 16];
const cipherName = "aes-256-gcm";

/** @param randomBytes a source for secrets */
export function createSealedSessions<Content extends object>(options: {
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
}): SealedSessions<Content> {
  const { clock, randomBytes } = options;
  const key = randomBytes(keyBytes);
  /** Answered ones until they are too old, by their authentication tags. */
  const spent = new Map<string, number>();

  function forgetExpired(): void {
    for (const [tag, expiresAt] of spent) if (expiresAt <= clock.now()) spent.delete(tag);
  }

  return {
    seal(content) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(cipherName, key, iv, { authTagLength: tagBytes });
      const expiresAt = clock.now() + lifetimeMs;
      const text = cipher.update(JSON.stringify({ expiresAt, content }), "utf8");
      return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]);
    },

    open(sealed) {
      const stored = decrypt<Content>(key, sealed);
      if (stored === undefined) throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
      const { content, expiresAt } = stored;
      if (expiresAt <= clock.now()) {
        throw new AwsError("NotAuthorizedException", "Invalid session for the user, session is expired.");
      }
      const tag = sealed.subarray(-tagBytes).toString("base64");
      if (spent.has(tag)) {
        throw new AwsError("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
      }
      return {
        content,
        spend() {
          forgetExpired();
          spent.set(tag, expiresAt);
        },
      };
    },
  };
}

function decrypt<Content>(
  key: Buffer,
  sealed: Buffer,
): { readonly expiresAt: number; readonly content: Content } | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(cipherName, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = decipher.update(sealed.subarray(ivBytes, -tagBytes));
  try {
    decipher.final();
  } catch {
    // Not ours, or changed on the way: OpenSSL says no more than that.
    return undefined;
  }
  return JSON.parse(text.toString("utf8")) as { expiresAt: number; content: Content };
}
