import type { Resource, StackTemplate, Synthesis } from "./synthesized.js";

/** The resources of a type in a stack, by logical id. */
export function resourcesIn({ template }: StackTemplate, type: string): [id: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The properties of all resources of a type, in all stacks. */
export function propertiesOf(synthesis: Synthesis, type: string): Readonly<Record<string, unknown>>[] {
  return synthesis.stacks.flatMap((stack) => resourcesIn(stack, type).map(([, { Properties }]) => Properties ?? {}));
}

/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** The policies of a stack that are attached to a role, a list of their statements. The role by part of its name. */
export function statementsOf(stack: StackTemplate, role: string): Statement[] {
  return resourcesIn(stack, "AWS::IAM::Policy")
    .filter(([, { Properties }]) => JSON.stringify(Properties?.Roles).includes(role))
    .flatMap(([, { Properties }]) => (Properties?.PolicyDocument as { Statement: Statement[] }).Statement);
}

/** The actions of a statement, a list even where there is one. */
export function actionsOf({ Action }: Statement): readonly string[] {
  return typeof Action === "string" ? [Action] : Action;
}

/** What a value of a template says, as text in which references show as `${…}`: ARNs can be read. */
export function shown(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(shown).join(",");
  }
  return Object.entries(value)
    .map(([key, inner]: [string, unknown]) => {
      if (key === "Fn::Join") {
        const [separator, parts] = inner as [string, unknown[]];
        return parts.map(shown).join(separator);
      }
      return key === "Ref" || key === "Fn::GetAtt"
        ? `\${${Array.isArray(inner) ? inner.join(".") : String(inner)}}`
        : shown(inner);
    })
    .join(",");
}
