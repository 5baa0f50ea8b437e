import { Kind, valueFromASTUntyped, type GraphQLScalarType, type ValueNode } from "graphql";
import { isDate, isDateTime, isEmail, isIpAddress, isPhone, isTime, isUrl } from "./scalar-formats.js";

/** A value that does not fit its scalar; the message is the middle part of AppSync's own. */
export class ScalarError extends Error {
  override readonly name = "ScalarError";
}

interface ScalarDefinition {
  /** From JSON (variables) to what resolvers see. Throws ScalarError. */
  parse(value: unknown): unknown;
  /** From what resolvers return to JSON. Throws ScalarError. */
  serialize(value: unknown): unknown;
}

/** How Java prints a value inside AppSync's messages, near enough to be recognised. */
function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}

/**
 * `noun` completes "Unable to parse `…` as a valid …". Those of AWSDate and AWSDateTime were seen in answers of the
 * service (https://github.com/aws-amplify/amplify-swift/issues/278, https://github.com/aws-amplify/amplify-js/issues/5963);
 * the others follow their pattern.
 */
function textScalar(noun: string, valid: (text: string) => boolean): ScalarDefinition {
  function checked(verb: string, value: unknown): string {
    if (typeof value === "string" && valid(value)) return value;
    throw new ScalarError(`Unable to ${verb} \`${shown(value)}\` as a valid ${noun}.`);
  }
  return { parse: (value) => checked("parse", value), serialize: (value) => checked("serialize", value) };
}

function timestamp(verb: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new ScalarError(`Unable to ${verb} \`${shown(value)}\` as a valid timestamp.`);
}

function parsedJson(value: unknown): unknown {
  if (typeof value === "string") {
    try {
      return JSON.parse(value);
    } catch (cause) {
      throw new ScalarError(`Unable to parse \`${value}\` as valid JSON.`, { cause });
    }
  }
  throw new ScalarError(`Unable to parse \`${shown(value)}\` as valid JSON.`);
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new ScalarError(`Unable to serialize \`${String(value)}\` as valid JSON.`);
  return text;
}

/**
 * The scalars that AppSync adds to GraphQL's, by name
 * (https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html). AWSJSON reaches resolvers parsed and leaves as text.
 */
export const awsScalars: Readonly<Record<string, ScalarDefinition>> = {
  AWSDate: textScalar("date", isDate),
  AWSTime: textScalar("Time Object", isTime),
  AWSDateTime: textScalar("DateTime Object", isDateTime),
  AWSTimestamp: { parse: (value) => timestamp("parse", value), serialize: (value) => timestamp("serialize", value) },
  AWSEmail: textScalar("email address", isEmail),
  AWSJSON: { parse: parsedJson, serialize: jsonText },
  AWSURL: textScalar("URL", isUrl),
  AWSPhone: textScalar("phone number", isPhone),
  AWSIPAddress: textScalar("IP address", isIpAddress),
};

function literalValue(node: ValueNode): unknown {
  if (node.kind === Kind.INT) {
    const number = Number(node.value);
    return Number.isSafeInteger(number) ? number : node.value;
  }
  return valueFromASTUntyped(node);
}

/** Gives a scalar type of a built schema the behaviour of the AWS scalar of its name. Throws for unknown names. */
export function defineAwsScalar(type: GraphQLScalarType): void {
  const definition = awsScalars[type.name];
  if (definition === undefined) {
    throw new ScalarError(
      `Schema: scalar ${type.name} is not one of AppSync's. Expected one of ${Object.keys(awsScalars).join(", ")}; AppSync has no custom scalars.`,
    );
  }
  type.parseValue = (value) => definition.parse(value);
  type.parseLiteral = (node) => definition.parse(literalValue(node));
  type.serialize = (value) => definition.serialize(value);
}
