import { z } from "zod";
import { invalidParameter } from "./cognito-input.js";
import type { UserRecord } from "./user-record.js";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html: standard attributes. */
const standard = new Set([
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
]);
const booleans = new Set(["email_verified", "phone_number_verified"]);
const longestValue = 2048;

/** `[{ "Name": "email", "Value": "…" }]`, as operations take and give attributes. */
export const attributeListSchema = z.array(z.looseObject({ Name: z.string(), Value: z.string().nullish() }));

/** An attribute as operations give it. */
export interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

/** Attributes of a user as operations give them, `sub` first. */
export function attributeList(user: UserRecord): Attribute[] {
  return Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }));
}

/**
 * Reads attributes that somebody sets.
 * @throws AwsError InvalidParameterException that names one which does not exist, cannot be set or has no such value
 */
export function readAttributes(list: z.infer<typeof attributeListSchema> | null | undefined): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { Name: name, Value: value } of list ?? []) {
    if (name === "sub") throw invalidParameter("Cannot modify the non-mutable attribute sub");
    if (!standard.has(name)) {
      throw nonconforming(`${name}: Attribute does not exist in the schema.`);
    }
    const text = value ?? "";
    if (text.length > longestValue) {
      throw nonconforming(`${name}: String must be no longer than ${longestValue} characters`);
    }
    if (booleans.has(name) && text.toLowerCase() !== "true" && text.toLowerCase() !== "false") {
      throw invalidParameter(`Invalid value for attribute ${name}: expected true or false.`);
    }
    if (name === "email" && !isEmail(text)) throw invalidParameter("Invalid email address format.");
    attributes[name] = booleans.has(name) ? text.toLowerCase() : text;
  }
  return attributes;
}

function nonconforming(what: string): ReturnType<typeof invalidParameter> {
  return invalidParameter(`Attributes did not conform to the schema: ${what}`);
}

/** Whether a text can be an email address: an @ with something on both sides, no blanks. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= longestValue;
}

/** Claims of an id token: attributes under their own names, what is true or false as such. */
export function attributeClaims(user: UserRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(user.attributes).map(([name, value]) => [name, booleans.has(name) ? value === "true" : value]),
  );
}

/** An address as Cognito shows it to who might not be its owner: `d***@a***`. */
export function maskedEmail(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}
