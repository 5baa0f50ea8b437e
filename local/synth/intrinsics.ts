import { noValue } from "./pseudo-parameters.js";
import { substitution } from "./references.js";
import { SynthError } from "./synth-error.js";
import { isJsonObject, type Json, type JsonObject } from "./template.js";

/** What intrinsic functions ask the stack that they stand in. `where` names the place, for errors. */
export interface Scope {
  /** Ref: a parameter, a pseudo parameter or a resource. */
  reference(name: string, where: string): Json | typeof noValue;
  attribute(logicalId: string, name: string, where: string): Json;
  condition(name: string): boolean;
  mapping(map: string, key: string, second: string): Json | undefined;
}

type Evaluated = Json | typeof noValue;
type Intrinsic = (argument: Json, scope: Scope, where: string) => Evaluated;

/**
 * Evaluates a template value: resolves the intrinsic functions in it and drops what is AWS::NoValue
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html).
 * @throws SynthError UNSUPPORTED_INTRINSIC, INVALID_TEMPLATE
 */
export function evaluate(value: Json, scope: Scope, where: string): Evaluated {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => evaluate(item, scope, where)).filter((item) => item !== noValue);
  }
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && (key === "Ref" || key === "Condition" || key.startsWith("Fn::"))) {
    const argument = value[key] ?? null;
    const intrinsic = intrinsics[key];
    // "Condition" names a condition inside Fn::And, Fn::Or and Fn::Not; in a policy it is an ordinary key.
    if (key === "Condition" && typeof argument !== "string") return evaluateObject(value, scope, where);
    if (intrinsic !== undefined) return intrinsic(argument, scope, where);
    throw new SynthError(
      "UNSUPPORTED_INTRINSIC",
      `${where}: the sandbox cannot evaluate ${key}${unsupportedReason[key] ?? ""}. Put the value itself into amplify/.`,
    );
  }
  return evaluateObject(value, scope, where);
}

const unsupportedReason: Readonly<Record<string, string>> = {
  "Fn::ImportValue": ", which reads another deployment's exports",
  "Fn::GetAZs": ", which asks the account for its availability zones",
  "Fn::Transform": ", which runs a macro in the cloud",
};

function evaluateObject(value: JsonObject, scope: Scope, where: string): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const evaluated = evaluate(item, scope, where);
    if (evaluated !== noValue) result[key] = evaluated;
  }
  return result;
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope, where) => scope.reference(text(argument, "Ref", where), where),

  Condition: (argument, scope, where) => scope.condition(text(argument, "Condition", where)),

  "Fn::GetAtt"(argument, scope, where) {
    const parts = typeof argument === "string" ? argument.split(".") : list(argument, "Fn::GetAtt", where);
    const [logicalId, ...attribute] = parts.map((part) => text(evaluated(part, scope, where), "Fn::GetAtt", where));
    if (logicalId === undefined || attribute.length === 0)
      throw malformed("Fn::GetAtt", "a name and an attribute", where);
    return scope.attribute(logicalId, attribute.join("."), where);
  },

  "Fn::Join"(argument, scope, where) {
    const [separator = null, items = null] = list(argument, "Fn::Join", where);
    return list(evaluated(items, scope, where), "Fn::Join", where)
      .map((item) => text(item, "Fn::Join", where))
      .join(text(separator, "Fn::Join", where));
  },

  "Fn::Sub"(argument, scope, where) {
    const [template = null, variables = {}] =
      typeof argument === "string" ? [argument] : list(argument, "Fn::Sub", where);
    if (!isJsonObject(variables)) throw malformed("Fn::Sub", "an object of variables", where);
    return text(template, "Fn::Sub", where).replaceAll(substitution, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      const own = variables[name];
      const [logicalId = name, ...attribute] = name.split(".");
      const value =
        own !== undefined
          ? evaluated(own, scope, where)
          : attribute.length > 0
            ? scope.attribute(logicalId, attribute.join("."), where)
            : scope.reference(name, where);
      return text(value, "Fn::Sub", where);
    });
  },

  "Fn::Select"(argument, scope, where) {
    const [position = null, items = null] = list(argument, "Fn::Select", where);
    const index = Number(text(evaluated(position, scope, where), "Fn::Select", where));
    const item = list(evaluated(items, scope, where), "Fn::Select", where)[index];
    if (item === undefined) throw malformed("Fn::Select", `an item at index ${index}`, where);
    return item;
  },

  "Fn::Split"(argument, scope, where) {
    const [separator = null, source = null] = list(argument, "Fn::Split", where);
    return text(evaluated(source, scope, where), "Fn::Split", where).split(text(separator, "Fn::Split", where));
  },

  "Fn::Base64": (argument, scope, where) =>
    Buffer.from(text(evaluated(argument, scope, where), "Fn::Base64", where)).toString("base64"),

  "Fn::FindInMap"(argument, scope, where) {
    const [map, key, second] = list(evaluated(argument, scope, where), "Fn::FindInMap", where).map((part) =>
      isJsonObject(part) ? "" : text(part, "Fn::FindInMap", where),
    );
    const value = scope.mapping(map ?? "", key ?? "", second ?? "");
    if (value === undefined) throw malformed("Fn::FindInMap", `an entry ${map}.${key}.${second}`, where);
    return value;
  },

  "Fn::If"(argument, scope, where) {
    const [name = null, then = null, otherwise = null] = list(argument, "Fn::If", where);
    return evaluate(scope.condition(text(name, "Fn::If", where)) ? then : otherwise, scope, where);
  },

  "Fn::Equals"(argument, scope, where) {
    const [left = null, right = null] = list(evaluated(argument, scope, where), "Fn::Equals", where);
    // Parameters are texts in CloudFormation, so 1 equals "1".
    return isScalar(left) && isScalar(right)
      ? String(left) === String(right)
      : JSON.stringify(left) === JSON.stringify(right);
  },

  "Fn::And": (argument, scope, where) => truths(argument, "Fn::And", scope, where).every(Boolean),
  "Fn::Or": (argument, scope, where) => truths(argument, "Fn::Or", scope, where).some(Boolean),
  "Fn::Not"(argument, scope, where) {
    const [value] = truths(argument, "Fn::Not", scope, where);
    return value !== true;
  },
};

function truths(argument: Json, name: string, scope: Scope, where: string): readonly boolean[] {
  return list(argument, name, where).map((item) => {
    const value = evaluate(item, scope, where);
    if (typeof value !== "boolean") throw malformed(name, "conditions", where);
    return value;
  });
}

function evaluated(value: Json, scope: Scope, where: string): Json {
  const result = evaluate(value, scope, where);
  if (result === noValue) throw malformed("AWS::NoValue", "a whole property or list item", where);
  return result;
}

function isScalar(value: Json): value is string | number | boolean | null {
  return typeof value !== "object" || value === null;
}

/** Numbers and booleans count as text where a text is expected, as in CloudFormation. */
function text(value: Evaluated, name: string, where: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw malformed(name, "text", where);
}

function list(value: Json, name: string, where: string): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  throw malformed(name, "a list", where);
}

function malformed(name: string, expected: string, where: string): SynthError {
  return new SynthError("INVALID_TEMPLATE", `${where}: ${name} expects ${expected}`);
}
