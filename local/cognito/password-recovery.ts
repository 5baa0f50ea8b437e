import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { Log } from "../log.js";
import type { UserPoolClientModel } from "../synth/backend-model.js";
import { invalidParameter, notAuthorized, readInput } from "./cognito-input.js";
import { checkPassword } from "./password-policy.js";
import type { PoolDirectory, PoolServices } from "./pool-services.js";
import { maskedEmail } from "./user-attributes.js";
import type { UserRecord } from "./user-record.js";

const text = z.string().min(1);
const forgotSchema = z.looseObject({ ClientId: text, Username: text });
const confirmSchema = z.looseObject({ ...forgotSchema.shape, ConfirmationCode: text, Password: text });

/**
 * A new password for who has forgotten it. Codes are printed in place of an e-mail. About users who do not exist, are
 * disabled or have no confirmed address, the answers say nothing where the client prevents that
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html).
 */
export function recoveryOperations(pools: PoolDirectory, log: Log): Readonly<Record<string, AwsJsonOperation>> {
  return {
    async ForgotPassword(input) {
      const { ClientId, Username } = readInput(forgotSchema, input);
      const services = pools.byClient(ClientId);
      const { userId, user } = services.pool.signInName(Username);
      if (user?.enabled !== true || user.attributes["email_verified"] !== "true") {
        refuseUnlessPrevented(services.client, user);
        // Nobody is told this code.
        services.codes.create(recoveryKey(services, userId));
        return { CodeDeliveryDetails: deliveryTo(user?.attributes["email"] ?? Username) };
      }
      if (user.status === "FORCE_CHANGE_PASSWORD") {
        throw notAuthorized("User password cannot be reset in the current state.");
      }
      return { CodeDeliveryDetails: sendRecoveryCode(services, user, log) };
    },

    async ConfirmForgotPassword(input) {
      const { ClientId, Username, ConfirmationCode, Password } = readInput(confirmSchema, input);
      const services = pools.byClient(ClientId);
      const { pool, codes, lockout, client } = services;
      const { userId, user } = pool.signInName(Username);
      if (user === undefined) refuseUnlessPrevented(client, user);
      checkPassword(pool.model.passwordPolicy, Password);
      const key = recoveryKey(services, userId);
      codes.check(key, ConfirmationCode);
      // Whoever guesses the code of a user who is not there: it has not been the right one.
      if (user === undefined) {
        throw new AwsError("CodeMismatchException", "Invalid verification code provided, please try again.");
      }
      if (!user.enabled) throw notAuthorized("User is disabled.");
      const password = pool.chosenPassword(user.username, Password);
      codes.take(key);
      lockout.clear(user.username);
      await pool.update(user.username, (now) => ({ ...now, password, status: "CONFIRMED" }));
    },
  };
}

/**
 * Prints a code that lets a user set a new password, in place of an e-mail.
 * @returns the delivery as the API tells it
 * @throws AwsError InvalidParameterException without a confirmed address; LimitExceededException
 */
export function sendRecoveryCode(services: PoolServices, user: UserRecord, log: Log): object {
  const email = user.attributes["email"];
  if (email === undefined || user.attributes["email_verified"] !== "true") throw noAddress();
  const code = services.codes.create(recoveryKey(services, user.username));
  log.info(`Cognito: in place of an e-mail to ${email}: the code ${code} lets you set a new password, for an hour.`);
  return deliveryTo(email);
}

function recoveryKey({ pool }: PoolServices, userId: string): string {
  return `${pool.id}\npassword\n${userId}`;
}

function deliveryTo(email: string): object {
  return { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: maskedEmail(email) };
}

function noAddress(): AwsError {
  return invalidParameter(
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}

function refuseUnlessPrevented(client: UserPoolClientModel, user: UserRecord | undefined): void {
  if (client.preventUserExistenceErrors) return;
  if (user === undefined) throw new AwsError("UserNotFoundException", "Username/client id combination not found.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  throw noAddress();
}
