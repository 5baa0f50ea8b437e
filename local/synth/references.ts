import { SynthError } from "./synth-error.js";
import { isJsonObject, type Json, type Template } from "./template.js";

/** A `${…}` of Fn::Sub; `${!…}` is a literal (CloudFormation user guide, Fn::Sub). */
export const substitution = /\$\{(!?)([^}]+)\}/g;

/** Logical ids and parameter names that a value refers to, through Ref, Fn::GetAtt and Fn::Sub. */
export function* referencesIn(value: Json): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) yield* referencesIn(item);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, argument] of Object.entries(value)) {
    if (key === "Ref" && typeof argument === "string") yield argument;
    else if (key === "Fn::GetAtt") yield* getAttTarget(argument);
    else if (key === "Fn::Sub") yield* substituted(argument);
    else yield* referencesIn(argument);
  }
}

function* getAttTarget(argument: Json): Generator<string> {
  const first = Array.isArray(argument) ? (argument as readonly Json[])[0] : argument;
  if (typeof first === "string") yield first.split(".")[0] ?? first;
}

function* substituted(argument: Json): Generator<string> {
  const [text, variables] = Array.isArray(argument) ? (argument as readonly Json[]) : [argument];
  const own = isJsonObject(variables) ? variables : {};
  yield* referencesIn(own);
  if (typeof text !== "string") return;
  for (const [, literal, name = ""] of text.matchAll(substitution)) {
    if (literal !== "!" && !(name in own)) yield name.split(".")[0] ?? name;
  }
}

/**
 * Refuses resources that wait for each other, as CloudFormation does ("Circular dependency between resources"). Nested
 * stacks are the case to fear: the CDK synthesizes such a cycle without a word.
 * @throws SynthError INVALID_TEMPLATE that names the circle
 */
export function refuseCycles(template: Template, stackName: string): void {
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (logicalId: string): void => {
    if (done.has(logicalId)) return;
    const resource = template.resources.get(logicalId);
    if (resource === undefined) return;
    const start = trail.indexOf(logicalId);
    if (start !== -1) throw cycle([...trail.slice(start), logicalId], template, stackName);
    trail.push(logicalId);
    for (const next of [...referencesIn(resource.properties), ...resource.dependsOn]) visit(next);
    trail.pop();
    done.add(logicalId);
  };
  for (const logicalId of template.resources.keys()) visit(logicalId);
}

function cycle(circle: readonly string[], template: Template, stackName: string): SynthError {
  const members = circle.map((logicalId) => template.resources.get(logicalId));
  const stacksOnly = members.every((resource) => resource?.type === "AWS::CloudFormation::Stack");
  const names = members.map((resource, index) =>
    stacksOnly ? stackLabel(resource?.path ?? "") : (resource?.path ?? circle[index] ?? ""),
  );
  return new SynthError(
    "INVALID_TEMPLATE",
    `${stacksOnly ? "Nested stacks" : "Resources"} of ${stackName} wait for each other: ${names.join(" -> ")}. ` +
      "CloudFormation refuses to deploy this. " +
      (stacksOnly
        ? "Move the resource that both need into the stack that comes first, or into a stack of its own."
        : "Remove one of the references or dependencies."),
  );
}

/** `root/data.NestedStack/data.NestedStackResource` -> `data`. */
function stackLabel(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.NestedStackResource$/, "");
}
