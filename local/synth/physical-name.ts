import { createHash } from "node:crypto";
import { accountId, region } from "./pseudo-parameters.js";
import type { Json } from "./template.js";

/** What naming and attributes need to know of a resource. Properties are evaluated when asked for. */
export interface NamedResource {
  readonly type: string;
  readonly logicalId: string;
  readonly path: string;
  property(name: string): Json | undefined;
}

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface PhysicalResource {
  ref(resource: NamedResource): string;
  readonly attributes: Readonly<Record<string, (resource: NamedResource) => Json>>;
}

/** ARN of something of the sandbox's account in its region. */
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** Where the resource stands below the root stack: `data/Flights`, as its author wrote it. */
function placeOf(resource: NamedResource): readonly string[] {
  const parts = resource.path.split("/");
  if (parts.length === 1) return parts;
  const last = parts.at(-1);
  return parts.slice(1, last === "Resource" || last === "Default" ? -1 : undefined);
}

/**
 * The name that a resource without one gets: its construct path, `data-Flights`. CloudFormation would add a random part;
 * here the same definition gives the same name on every machine.
 * @param longest most characters that the service allows
 */
export function generatedName(resource: NamedResource, longest: number): string {
  const name = placeOf(resource)
    .join("-")
    .replace(/[^A-Za-z0-9_.-]+/g, "-");
  if (name.length <= longest) return name;
  return `${name.slice(0, longest - 9)}-${generatedId(resource, 8)}`;
}

/** The name that the definition gives in `property`, or undefined. */
export function givenName(resource: NamedResource, property: string): string | undefined {
  const given = resource.property(property);
  return typeof given === "string" ? given : undefined;
}

/** The name that the definition gives in `property`, else a generated one. */
export function nameOf(resource: NamedResource, property: string, longest: number): string {
  return givenName(resource, property) ?? generatedName(resource, longest);
}

/** `length` lower-case letters and digits made from the resource's place: the form of AppSync's and Cognito's ids. */
export function generatedId(resource: NamedResource, length: number, purpose = ""): string {
  const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
  const digest = createHash("sha256")
    .update(`${placeOf(resource).join("/")}\n${resource.logicalId}\n${purpose}`)
    .digest();
  return Array.from({ length }, (_, index) => alphabet[(digest[index % digest.length] ?? 0) % 36] ?? "0").join("");
}
