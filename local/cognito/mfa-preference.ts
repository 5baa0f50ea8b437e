import { z } from "zod";
import { invalidParameter } from "./cognito-input.js";
import type { UserPool } from "./user-pool.js";
import type { UserRecord } from "./user-record.js";

const settings = z.looseObject({ Enabled: z.boolean().nullish(), PreferredMfa: z.boolean().nullish() }).nullish();

/** What SetUserMFAPreference and AdminSetUserMFAPreference take besides the user. */
export const mfaPreferenceSchema = z.looseObject({
  SoftwareTokenMfaSettings: settings,
  SMSMfaSettings: settings,
  EmailMfaSettings: settings,
  WebAuthnMfaSettings: settings,
});

/** How a user is asked for a second factor, as GetUser and AdminGetUser say it. */
export function mfaSettings(
  pool: UserPool,
  user: UserRecord,
): { readonly UserMFASettingList?: readonly string[]; readonly PreferredMfaSetting?: string } {
  if (!pool.asksForCode(user)) return {};
  const factor = "SOFTWARE_TOKEN_MFA";
  return { UserMFASettingList: [factor], ...(user.totpPreferred ? { PreferredMfaSetting: factor } : {}) };
}

/**
 * A user with another preference. Only authenticator apps are there to be preferred.
 * @throws AwsError InvalidParameterException for a factor that the user has not set up
 */
export function withMfaPreference(
  pool: UserPool,
  user: UserRecord,
  preference: z.infer<typeof mfaPreferenceSchema>,
): UserRecord {
  for (const [field, factor] of [
    ["SMSMfaSettings", "SMS_MFA"],
    ["EmailMfaSettings", "EMAIL_OTP"],
    ["WebAuthnMfaSettings", "WEB_AUTHN"],
  ] as const) {
    if (preference[field]?.Enabled === true || preference[field]?.PreferredMfa === true) {
      throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
    }
  }
  const wanted = preference.SoftwareTokenMfaSettings;
  if (wanted == null) return user;
  const isEnabled = wanted.Enabled === true;
  const isPreferred = wanted.PreferredMfa === true;
  if (isEnabled || isPreferred) {
    if (pool.model.mfa === "OFF" || !pool.model.softwareTokenMfa) {
      throw invalidParameter("User pool does not have SOFTWARE_TOKEN_MFA enabled.");
    }
    if (user.totp === undefined) throw invalidParameter("User has not verified software token mfa");
  }
  if (isPreferred && !isEnabled)
    throw invalidParameter("SOFTWARE_TOKEN_MFA cannot be preferred without being enabled.");
  return { ...user, totpEnabled: isEnabled, totpPreferred: isPreferred };
}
