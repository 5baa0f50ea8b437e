import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { Log } from "../log.js";
import { checkAlias } from "./account-operations.js";
import { adminOperation } from "./admin-operation.js";
import { invalidParameter, notAuthorized } from "./cognito-input.js";
import { mfaPreferenceSchema, mfaSettings, withMfaPreference } from "./mfa-preference.js";
import { pageOf } from "./page.js";
import { oneTimePassword } from "./password-policy.js";
import { sendRecoveryCode } from "./password-recovery.js";
import type { PoolDirectory, PoolServices } from "./pool-services.js";
import { attributeList, attributeListSchema, readAttributes } from "./user-attributes.js";
import { userFilter } from "./user-filter.js";
import { userJson } from "./user-json.js";
import type { UserRecord } from "./user-record.js";

const text = z.string().min(1);
const pool = { UserPoolId: text };
const one = { ...pool, Username: text };
const createSchema = z.looseObject({
  ...one,
  UserAttributes: attributeListSchema.nullish(),
  TemporaryPassword: z.string().nullish(),
  MessageAction: z.enum(["RESEND", "SUPPRESS"]).nullish(),
});
const passwordSchema = z.looseObject({ ...one, Password: text, Permanent: z.boolean().nullish() });
const oneSchema = z.looseObject(one);
const attributesSchema = z.looseObject({ ...one, UserAttributes: attributeListSchema });
const deleteAttributesSchema = z.looseObject({ ...one, UserAttributeNames: z.array(z.string()) });
const preferenceSchema = z.looseObject({ ...one, ...mfaPreferenceSchema.shape });
const listSchema = z.looseObject({
  ...pool,
  Filter: z.string().nullish(),
  Limit: z.number().nullish(),
  PaginationToken: z.string().nullish(),
  AttributesToGet: z.array(z.string()).nullish(),
});
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html: Limit. */
const largestPage = 60;

/** What these operations work with. */
export interface AdminUserOptions {
  readonly randomBytes: (count: number) => Buffer;
  readonly log: Log;
}

/** What administrators do with users; their role's policy has to allow it. */
export function adminUserOperations(
  pools: PoolDirectory,
  { randomBytes, log }: AdminUserOptions,
): Readonly<Record<string, AwsJsonOperation>> {
  function announce(user: UserRecord, password: string, days: number): void {
    const name = user.attributes["email"] ?? user.username;
    log.info(`Cognito: in place of an e-mail to ${name}: the one-time password ${password}, good for ${days} days.`);
  }

  async function resend({ pool: users, lockout }: PoolServices, name: string, password: string): Promise<UserRecord> {
    const user = users.get(name);
    if (user.status !== "FORCE_CHANGE_PASSWORD") {
      throw new AwsError(
        "UnsupportedUserStateException",
        `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
      );
    }
    lockout.clear(user.username);
    const temporary = users.temporaryPassword(user.username, password);
    return users.update(user.username, (now) => ({ ...now, password: temporary }));
  }

  return {
    AdminCreateUser: adminOperation(pools, "AdminCreateUser", createSchema, async (input, services) => {
      const { pool: users } = services;
      const policy = users.model.passwordPolicy;
      const password = input.TemporaryPassword ?? oneTimePassword(policy, randomBytes);
      const { email, ...attributes } = readAttributes(input.UserAttributes);
      if (users.usesEmail && email !== undefined && email.toLowerCase() !== input.Username.toLowerCase()) {
        throw invalidParameter("Username and the attribute email differ; users of this pool sign in with their email.");
      }
      const all = email === undefined ? attributes : { ...attributes, email };
      const user =
        input.MessageAction === "RESEND"
          ? await resend(services, input.Username, password)
          : await users.create(input.Username, all, password);
      if (input.MessageAction !== "SUPPRESS") announce(user, password, policy.temporaryPasswordValidityDays);
      return { User: userJson(user) };
    }),

    AdminSetUserPassword: adminOperation(pools, "AdminSetUserPassword", passwordSchema, async (input, services) => {
      const { pool: users, lockout } = services;
      const { username } = users.get(input.Username);
      const isPermanent = input.Permanent === true;
      const password = isPermanent
        ? users.chosenPassword(username, input.Password)
        : users.temporaryPassword(username, input.Password);
      lockout.clear(username);
      await users.update(username, (now) => ({
        ...now,
        password,
        status: isPermanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
      }));
      return {};
    }),

    AdminGetUser: adminOperation(pools, "AdminGetUser", oneSchema, async (input, { pool: users }) => {
      const user = users.get(input.Username);
      const { Attributes: _list, ...rest } = userJson(user);
      return { ...rest, UserAttributes: attributeList(user), ...mfaSettings(users, user) };
    }),

    AdminDeleteUser: adminOperation(pools, "AdminDeleteUser", oneSchema, async (input, { pool: users, lockout }) => {
      const { username } = users.get(input.Username);
      lockout.clear(username);
      await users.store.remove(users.id, username);
      return {};
    }),

    AdminEnableUser: adminOperation(pools, "AdminEnableUser", oneSchema, async (input, { pool: users }) => {
      await users.update(users.get(input.Username).username, (now) => ({ ...now, enabled: true }));
      return {};
    }),

    AdminDisableUser: adminOperation(pools, "AdminDisableUser", oneSchema, async (input, { pool: users, tokens }) => {
      const { username } = await users.update(users.get(input.Username).username, (now) => ({
        ...now,
        enabled: false,
      }));
      await tokens.revokeAll(username);
      return {};
    }),

    AdminResetUserPassword: adminOperation(pools, "AdminResetUserPassword", oneSchema, async (input, services) => {
      const { pool: users } = services;
      const user = users.get(input.Username);
      if (!user.enabled) throw notAuthorized("User is disabled.");
      if (user.status === "FORCE_CHANGE_PASSWORD") {
        throw notAuthorized("User password cannot be reset in the current state.");
      }
      sendRecoveryCode(services, user, log);
      await users.update(user.username, (now) => ({ ...now, status: "RESET_REQUIRED" }));
      return {};
    }),

    AdminUserGlobalSignOut: adminOperation(pools, "AdminUserGlobalSignOut", oneSchema, async (input, services) => {
      await services.tokens.revokeAll(services.pool.get(input.Username).username);
      return {};
    }),

    AdminUpdateUserAttributes: adminOperation(
      pools,
      "AdminUpdateUserAttributes",
      attributesSchema,
      async (input, services) => {
        const { pool: users } = services;
        const user = users.get(input.Username);
        const attributes = readAttributes(input.UserAttributes);
        const { email } = attributes;
        if (email !== undefined && email !== user.attributes["email"]) {
          checkAlias(services, user, email);
          attributes["email_verified"] ??= "false";
        }
        await users.update(user.username, (now) => ({ ...now, attributes: { ...now.attributes, ...attributes } }));
        return {};
      },
    ),

    AdminDeleteUserAttributes: adminOperation(
      pools,
      "AdminDeleteUserAttributes",
      deleteAttributesSchema,
      async (input, { pool: users }) => {
        const names = new Set(input.UserAttributeNames);
        if (names.has("sub") || (users.usesEmail && names.has("email"))) {
          throw invalidParameter("Attributes sub and email cannot be deleted.");
        }
        await users.update(users.get(input.Username).username, (now) => ({
          ...now,
          attributes: Object.fromEntries(Object.entries(now.attributes).filter(([name]) => !names.has(name))),
        }));
        return {};
      },
    ),

    AdminSetUserMFAPreference: adminOperation(
      pools,
      "AdminSetUserMFAPreference",
      preferenceSchema,
      async (input, { pool: users }) => {
        await users.update(users.get(input.Username).username, (now) => {
          const { totp, pendingTotpSecret: _pending, ...next } = withMfaPreference(users, now, input);
          // Taken away by an administrator, the app is lost: it has to be set up anew.
          const isLost = input.SoftwareTokenMfaSettings?.Enabled === false;
          return isLost || totp === undefined ? next : { ...next, totp };
        });
        return {};
      },
    ),

    ListUsers: adminOperation(pools, "ListUsers", listSchema, async (input, { pool: users }) => {
      const matches = userFilter(input.Filter ?? "");
      const page = pageOf([...users.store.users(users.id)].filter(matches), (user) => user.username, {
        limit: input.Limit,
        largest: largestPage,
        token: input.PaginationToken,
      });
      const wanted = input.AttributesToGet == null ? undefined : new Set(input.AttributesToGet);
      return {
        Users: page.items.map((user) => userJson(user, wanted)),
        ...(page.nextToken === undefined ? {} : { PaginationToken: page.nextToken }),
      };
    }),
  };
}
