import { z } from "zod";

// What is kept of users. Exact optional fields are left out where they have no value: the records are JSON on disk.

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html: those that occur here. */
export const userStatuses = ["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"] as const;

export const userRecordSchema = z.object({
  /** The user's name: the sub where people sign in with their email address. */
  username: z.string(),
  /** UUID, never given twice. */
  sub: z.string(),
  /** Without `sub`. */
  attributes: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
  enabled: z.boolean(),
  status: z.enum(userStatuses),
  password: z.object({
    salt: z.string(),
    verifier: z.string(),
    /** Milliseconds since 1970, for a password made by an administrator. */
    expiresAt: z.number().exactOptional(),
  }),
  /** The authenticator app, once a code has proven it. */
  totp: z.object({ secret: z.string(), lastStep: z.number() }).exactOptional(),
  /** A secret that no code has proven yet. */
  pendingTotpSecret: z.string().exactOptional(),
  /** The user wants to be asked for a code where the pool leaves it to users. */
  totpEnabled: z.boolean(),
  totpPreferred: z.boolean(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  modifiedAt: z.number(),
});

/** A user. */
export type UserRecord = Readonly<z.infer<typeof userRecordSchema>>;

export const tokenFamilySchema = z.object({
  /** `event_id` of all its tokens. */
  id: z.string(),
  /** `origin_jti` of all its tokens where the client's tokens can be revoked. */
  originJti: z.string(),
  username: z.string(),
  clientId: z.string(),
  /** When the user signed in, seconds since 1970. */
  authTime: z.number(),
  /** When its refresh tokens end, milliseconds since 1970. */
  expiresAt: z.number(),
  revoked: z.boolean(),
  /** Oldest first. */
  refreshTokens: z.array(
    z.object({
      /** SHA-256, base64url: the tokens themselves are their owners' alone. */
      hash: z.string(),
      /** When another took its place, milliseconds since 1970. */
      rotatedAt: z.number().exactOptional(),
    }),
  ),
});

/** One sign-in and all tokens that come of it. */
export type TokenFamily = Readonly<z.infer<typeof tokenFamilySchema>>;
