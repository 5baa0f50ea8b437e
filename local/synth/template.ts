import { SynthError } from "./synth-error.js";

/** Any JSON value, as templates hold it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for objects; arrays and null are none. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One entry of `Resources`. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** `aws:cdk:path`, or the logical id where the template has no such metadata. */
  readonly path: string;
  readonly properties: JsonObject;
  /** Name of the condition that decides whether it exists. */
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
}

/** One entry of `Parameters`. */
export interface TemplateParameter {
  readonly type: string;
  readonly defaultValue: Json | undefined;
}

/** A CloudFormation template, taken apart but not evaluated. */
export interface Template {
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: ReadonlyMap<string, TemplateParameter>;
  readonly outputs: ReadonlyMap<string, { readonly value: Json; readonly condition: string | undefined }>;
  readonly conditions: JsonObject;
  readonly mappings: JsonObject;
  readonly metadata: JsonObject;
}

/**
 * Takes a template's JSON apart.
 * @param file named in errors
 * @throws SynthError INVALID_TEMPLATE
 */
export function parseTemplate(text: string, file: string): Template {
  const invalid = (what: string, cause?: unknown) =>
    new SynthError("INVALID_TEMPLATE", `${file}: ${what}`, cause === undefined ? undefined : { cause });
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw invalid("is not JSON", error);
  }
  if (!isJsonObject(root)) throw invalid("expected a template object");
  const template = root;
  const section = (name: string): JsonObject => {
    const value = template[name] ?? {};
    if (!isJsonObject(value)) throw invalid(`${name}: expected an object`);
    return value;
  };
  const entries = (name: string): (readonly [string, JsonObject])[] =>
    Object.entries(section(name)).map(([key, value]) => {
      if (!isJsonObject(value)) throw invalid(`${name}.${key}: expected an object`);
      return [key, value] as const;
    });
  if ("Transform" in template) {
    throw invalid("has a Transform section: macros run in the cloud only; write what the macro would make");
  }

  return {
    resources: new Map(
      entries("Resources").map(([logicalId, resource]) => [logicalId, parseResource(logicalId, resource, invalid)]),
    ),
    parameters: new Map(
      entries("Parameters").map(([name, parameter]) => [
        name,
        { type: optionalText(parameter["Type"]) ?? "String", defaultValue: parameter["Default"] },
      ]),
    ),
    outputs: new Map(
      entries("Outputs").map(([name, output]) => [
        name,
        { value: output["Value"] ?? null, condition: optionalText(output["Condition"]) },
      ]),
    ),
    conditions: section("Conditions"),
    mappings: section("Mappings"),
    metadata: section("Metadata"),
  };
}

function parseResource(logicalId: string, resource: JsonObject, invalid: (what: string) => Error): TemplateResource {
  const type = resource["Type"];
  if (typeof type !== "string") throw invalid(`Resources.${logicalId}.Type: expected a text`);
  const properties = resource["Properties"] ?? {};
  if (!isJsonObject(properties)) throw invalid(`Resources.${logicalId}.Properties: expected an object`);
  const metadata = resource["Metadata"];
  const path = isJsonObject(metadata) ? optionalText(metadata["aws:cdk:path"]) : undefined;
  const dependsOn = resource["DependsOn"];
  return {
    logicalId,
    type,
    path: path ?? logicalId,
    properties,
    condition: optionalText(resource["Condition"]),
    dependsOn: [dependsOn].flat().filter((id) => typeof id === "string"),
  };
}

function optionalText(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
