import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import { codeMismatchAtSetUp, softwareTokenNotFound } from "./challenge-steps.js";
import { invalidParameter, notAuthorized, readInput } from "./cognito-input.js";
import { mfaPreferenceSchema, mfaSettings, withMfaPreference } from "./mfa-preference.js";
import type { PoolDirectory, PoolServices } from "./pool-services.js";
import { incorrectPassword } from "./sign-in.js";
import { createTotpSecret, takeCode } from "./totp.js";
import { attributeList, attributeListSchema, maskedEmail, readAttributes } from "./user-attributes.js";
import type { UserRecord } from "./user-record.js";

const text = z.string().min(1);
const accessToken = { AccessToken: text };
const accessTokenSchema = z.looseObject(accessToken);
const associateSchema = z.looseObject({ AccessToken: z.string().nullish(), Session: z.string().nullish() });
const verifySchema = z.looseObject({ ...associateSchema.shape, UserCode: text });
const preferenceSchema = z.looseObject({ ...accessToken, ...mfaPreferenceSchema.shape });
const changeSchema = z.looseObject({ ...accessToken, PreviousPassword: text, ProposedPassword: text });
const updateSchema = z.looseObject({ ...accessToken, UserAttributes: attributeListSchema });
const deleteSchema = z.looseObject({ ...accessToken, UserAttributeNames: z.array(z.string()) });
const codeSchema = z.looseObject({ ...accessToken, AttributeName: text });
const confirmSchema = z.looseObject({ ...accessToken, AttributeName: text, Code: text });

/** What these operations work with. */
export interface AccountOptions {
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
  readonly log: Log;
}

/** What users may do with their own account; the access token says who they are. */
export function accountOperations(
  pools: PoolDirectory,
  { clock, randomBytes, log }: AccountOptions,
): Readonly<Record<string, AwsJsonOperation>> {
  /** Prints a code that confirms an address. */
  function sendCode({ pool, codes }: PoolServices, user: UserRecord, email: string): object {
    const code = codes.create(addressKey(pool.id, user, email));
    log.info(`Cognito: in place of an e-mail to ${email}: the code ${code} confirms this address, for an hour.`);
    return { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: maskedEmail(email) };
  }

  return {
    async GetUser(input) {
      const { pool, user } = pools.byAccessToken(readInput(accessTokenSchema, input).AccessToken);
      return { Username: user.username, UserAttributes: attributeList(user), ...mfaSettings(pool, user) };
    },

    async ChangePassword(input) {
      const { AccessToken, PreviousPassword, ProposedPassword } = readInput(changeSchema, input);
      const { pool, user, lockout } = pools.byAccessToken(AccessToken);
      lockout.check(user.username);
      const who = { userId: user.username, user, verifier: user.password };
      if (!pool.isPassword(who, PreviousPassword)) {
        await lockout.fail(user.username);
        throw incorrectPassword();
      }
      const password = pool.chosenPassword(user.username, ProposedPassword);
      lockout.clear(user.username);
      await pool.update(user.username, (now) => ({ ...now, password, status: "CONFIRMED" }));
    },

    async UpdateUserAttributes(input) {
      const { AccessToken, UserAttributes } = readInput(updateSchema, input);
      const services = pools.byAccessToken(AccessToken);
      const { pool, user } = services;
      const attributes = readAttributes(UserAttributes);
      if ("email_verified" in attributes || "phone_number_verified" in attributes) {
        throw notAuthorized("A client attempted to write unauthorized attribute");
      }
      const { email } = attributes;
      const isNewEmail = email !== undefined && email !== user.attributes["email"];
      if (isNewEmail) {
        checkAlias(services, user, email);
        attributes["email_verified"] = "false";
      }
      await pool.update(user.username, (now) => ({ ...now, attributes: { ...now.attributes, ...attributes } }));
      return { CodeDeliveryDetailsList: isNewEmail ? [sendCode(services, user, email)] : [] };
    },

    async DeleteUserAttributes(input) {
      const { AccessToken, UserAttributeNames } = readInput(deleteSchema, input);
      const { pool, user } = pools.byAccessToken(AccessToken);
      const fixed = UserAttributeNames.find((name) => name === "sub" || name.startsWith("email"));
      if (fixed !== undefined) throw invalidParameter(`Attribute ${fixed} cannot be deleted.`);
      const names = new Set(UserAttributeNames);
      await pool.update(user.username, (now) => ({
        ...now,
        attributes: Object.fromEntries(Object.entries(now.attributes).filter(([name]) => !names.has(name))),
      }));
    },

    async GetUserAttributeVerificationCode(input) {
      const { AccessToken, AttributeName } = readInput(codeSchema, input);
      const services = pools.byAccessToken(AccessToken);
      return { CodeDeliveryDetails: sendCode(services, services.user, emailOf(services.user, AttributeName)) };
    },

    async VerifyUserAttribute(input) {
      const { AccessToken, AttributeName, Code } = readInput(confirmSchema, input);
      const { pool, user, codes } = pools.byAccessToken(AccessToken);
      const key = addressKey(pool.id, user, emailOf(user, AttributeName));
      codes.check(key, Code);
      codes.take(key);
      await pool.update(user.username, (now) => ({
        ...now,
        attributes: { ...now.attributes, email_verified: "true" },
      }));
    },

    async DeleteUser(input) {
      const { pool, user } = pools.byAccessToken(readInput(accessTokenSchema, input).AccessToken);
      await pool.store.remove(pool.id, user.username);
    },

    async AssociateSoftwareToken(input) {
      const { AccessToken, Session } = readInput(associateSchema, input);
      if (Session != null) return pools.bySession(Session).steps.beginSetUp(Session);
      const { pool, user } = pools.byAccessToken(AccessToken ?? "");
      if (!pool.model.softwareTokenMfa) {
        throw new AwsError(
          "SoftwareTokenMFANotFoundException",
          "Software Token MFA has not been enabled by the userPool",
        );
      }
      const pendingTotpSecret = createTotpSecret(randomBytes);
      await pool.update(user.username, (now) => ({ ...now, pendingTotpSecret }));
      return { SecretCode: pendingTotpSecret };
    },

    async VerifySoftwareToken(input) {
      const { AccessToken, Session, UserCode } = readInput(verifySchema, input);
      if (Session != null) return pools.bySession(Session).steps.finishSetUp(Session, UserCode);
      const { pool, user, lockout } = pools.byAccessToken(AccessToken ?? "");
      const secret = user.pendingTotpSecret;
      if (secret === undefined) throw softwareTokenNotFound();
      lockout.check(user.username);
      const totp = takeCode({ secret, lastStep: -1 }, UserCode, clock.now());
      if (totp === undefined) {
        await lockout.fail(user.username);
        throw codeMismatchAtSetUp();
      }
      await pool.update(user.username, ({ pendingTotpSecret: _used, ...now }) => ({ ...now, totp }));
      return { Status: "SUCCESS" };
    },

    async SetUserMFAPreference(input) {
      const preference = readInput(preferenceSchema, input);
      const { pool, user } = pools.byAccessToken(preference.AccessToken);
      await pool.update(user.username, (now) => withMfaPreference(pool, now, preference));
    },
  };
}

function addressKey(userPoolId: string, user: UserRecord, email: string): string {
  return `${userPoolId}\naddress\n${user.username}\n${email}`;
}

/** @throws AwsError InvalidParameterException for what no code is sent to */
function emailOf(user: UserRecord, attributeName: string): string {
  const email = user.attributes["email"];
  if (attributeName !== "email" || email === undefined) {
    throw invalidParameter(`User does not have an attribute ${attributeName} that a code could be sent to.`);
  }
  return email;
}

/** @throws AwsError AliasExistsException where the address is another user's */
export function checkAlias({ pool }: PoolServices, user: UserRecord, email: string): void {
  const other = pool.usesEmail ? pool.store.findByEmail(pool.id, email) : undefined;
  if (other !== undefined && other.username !== user.username) {
    throw new AwsError("AliasExistsException", "An account with the given email already exists.");
  }
}
