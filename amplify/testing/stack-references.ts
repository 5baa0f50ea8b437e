import type { Resource, StackTemplate } from "./synthesized.js";

/** Logical ids that a value of a template mentions: `Ref`, `Fn::GetAtt`, and the `${…}` of `Fn::Sub`. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((element) => referencesIn(element));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === "Ref" && typeof inner === "string") {
      return [inner];
    }
    if (key === "Fn::GetAtt") {
      const target: unknown = Array.isArray(inner) ? inner[0] : inner;
      return typeof target === "string" ? [target.split(".")[0] ?? ""] : [];
    }
    return referencesIn(inner);
  });
}

function dependenciesOf(resource: Resource): string[] {
  const explicit = resource.DependsOn ?? [];
  return [...(typeof explicit === "string" ? [explicit] : explicit), ...referencesIn(resource.Properties)];
}

/**
 * The resources of a template that wait for one another in a circle, or an empty list. In the root template the nested
 * stacks are resources like any other, so a circle among stacks shows up here too.
 */
export function cycleIn(template: StackTemplate["template"]): string[] {
  const done = new Set<string>();
  function visit(id: string, trail: readonly string[]): string[] {
    const resource = template.Resources[id];
    if (trail.includes(id)) {
      return [...trail.slice(trail.indexOf(id)), id];
    }
    if (resource === undefined || done.has(id)) {
      return [];
    }
    for (const dependency of dependenciesOf(resource)) {
      const cycle = visit(dependency, [...trail, id]);
      if (cycle.length > 0) {
        return cycle;
      }
    }
    done.add(id);
    return [];
  }
  for (const id of Object.keys(template.Resources)) {
    const cycle = visit(id, []);
    if (cycle.length > 0) {
      return cycle;
    }
  }
  return [];
}

/** The nested stacks of a root template in an order in which each comes after those it waits for. For templates without circles. */
export function nestedStackOrder(template: StackTemplate["template"]): string[] {
  const order = new Set<string>();
  function visit(id: string): void {
    const resource = template.Resources[id];
    if (resource?.Type === "AWS::CloudFormation::Stack" && !order.has(id)) {
      dependenciesOf(resource).forEach(visit);
      order.add(id);
    }
  }
  Object.keys(template.Resources).forEach(visit);
  return [...order];
}
