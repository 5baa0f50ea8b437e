import type { Assembly } from "./assembly.js";
import { evaluate, type Scope } from "./intrinsics.js";
import { attributeOf, referenceTo } from "./physical-resource.js";
import { noValue, pseudoParameter, stackArn } from "./pseudo-parameters.js";
import { refuseCycles } from "./references.js";
import { nameResource, SynthError } from "./synth-error.js";
import { isJsonObject, type Json, type JsonObject, type Template, type TemplateResource } from "./template.js";
import type { NamedResource } from "./physical-name.js";

/** A resource that exists (its condition holds), with properties that are evaluated when asked for. */
export interface Resource extends NamedResource {
  readonly stack: Stack;
  /** All properties, evaluated; those set to AWS::NoValue are absent. */
  properties(): JsonObject;
}

/**
 * One stack of the assembly, evaluated lazily: a parameter asks the parent, an output asks the nested stack. Templates are
 * checked for cycles first, so asking comes to an end.
 */
export class Stack implements Scope {
  readonly #resources = new Map<string, Resource>();
  readonly #nested = new Map<string, Stack>();
  readonly #conditions = new Map<string, boolean | "evaluating">();

  /**
   * @param parameters values given by the parent, evaluated when asked for
   * @throws SynthError INVALID_TEMPLATE on cycles
   */
  constructor(
    readonly name: string,
    readonly template: Template,
    private readonly assembly: Assembly,
    private readonly parameters: (name: string) => Json | undefined,
  ) {
    refuseCycles(template, name);
    for (const source of template.resources.values()) {
      if (source.condition === undefined || this.condition(source.condition)) {
        this.#resources.set(source.logicalId, this.#resource(source));
      }
    }
  }

  /** Resources of this stack and of all stacks nested in it. */
  *allResources(): Generator<Resource> {
    for (const resource of this.#resources.values()) {
      yield resource;
      if (resource.type === nestedStackType) yield* this.#nestedStack(resource).allResources();
    }
  }

  /** The stack's outputs, evaluated. Those whose condition is false are absent. */
  outputs(): Readonly<Record<string, Json>> {
    return Object.fromEntries(
      [...this.template.outputs.keys()]
        .map((name) => [name, this.output(name)] as const)
        .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
    );
  }

  /** One output, evaluated, or undefined where the stack has none of that name. */
  output(name: string): Json | undefined {
    const output = this.template.outputs.get(name);
    if (output === undefined || (output.condition !== undefined && !this.condition(output.condition))) return undefined;
    const value = evaluate(output.value, this, `output ${name} of stack ${this.name}`);
    return value === noValue ? undefined : value;
  }

  reference(name: string, where: string): Json | typeof noValue {
    const pseudo = pseudoParameter(name, this.name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.template.parameters.get(name);
    if (parameter !== undefined) return this.#parameter(name, parameter.type, parameter.defaultValue, where);
    return this.#reference(this.#existing(name, where));
  }

  attribute(logicalId: string, name: string, where: string): Json {
    const resource = this.#existing(logicalId, where);
    const output = /^Outputs\.(.+)$/.exec(name)?.[1];
    if (resource.type === nestedStackType && output !== undefined) {
      const value = this.#nestedStack(resource).output(output);
      if (value !== undefined) return value;
      throw new SynthError("INVALID_TEMPLATE", `${where}: the nested stack ${logicalId} has no output ${output}`);
    }
    const value = attributeOf(resource, name);
    if (value !== undefined) return value;
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `${where}: the sandbox does not know the attribute ${name} of ${nameResource(resource)}. ` +
        "Use another attribute, or add this one to local/synth/physical-resource.ts.",
    );
  }

  condition(name: string): boolean {
    const known = this.#conditions.get(name);
    if (known === "evaluating") {
      throw new SynthError("INVALID_TEMPLATE", `Condition ${name} of stack ${this.name} depends on itself`);
    }
    if (known !== undefined) return known;
    const source = this.template.conditions[name];
    if (source === undefined) {
      throw new SynthError("INVALID_TEMPLATE", `Stack ${this.name} has no condition ${name}`);
    }
    this.#conditions.set(name, "evaluating");
    const value = evaluate(source, this, `condition ${name} of stack ${this.name}`);
    if (typeof value !== "boolean") {
      throw new SynthError("INVALID_TEMPLATE", `Condition ${name} of stack ${this.name} is neither true nor false`);
    }
    this.#conditions.set(name, value);
    return value;
  }

  mapping(map: string, key: string, second: string): Json | undefined {
    const rows = this.template.mappings[map];
    const row = isJsonObject(rows) ? rows[key] : undefined;
    return isJsonObject(row) ? row[second] : undefined;
  }

  #parameter(name: string, type: string, defaultValue: Json | undefined, where: string): Json {
    const given = this.parameters(name);
    if (given !== undefined) return splitList(given, type);
    if (type.startsWith("AWS::SSM::Parameter::")) {
      throw new SynthError(
        "UNSUPPORTED_INTRINSIC",
        `${where}: parameter ${name} of stack ${this.name} is read from the SSM parameter store, which the sandbox does ` +
          "not have. Put the value into amplify/.",
      );
    }
    if (defaultValue !== undefined) return splitList(defaultValue, type);
    throw new SynthError("INVALID_TEMPLATE", `${where}: parameter ${name} of stack ${this.name} has no value`);
  }

  #existing(logicalId: string, where: string): Resource {
    const resource = this.#resources.get(logicalId);
    if (resource !== undefined) return resource;
    const absent = this.template.resources.has(logicalId) ? "is left out by its condition" : "does not exist";
    throw new SynthError("INVALID_TEMPLATE", `${where}: ${logicalId} ${absent} in stack ${this.name}`);
  }

  #reference(resource: Resource): string {
    return resource.type === nestedStackType ? stackArn(this.#nestedStack(resource).name) : referenceTo(resource);
  }

  #resource(source: TemplateResource): Resource {
    let evaluated: JsonObject | undefined;
    const where = nameResource(source);
    return {
      stack: this,
      type: source.type,
      logicalId: source.logicalId,
      path: source.path,
      property: (name) => {
        const raw = source.properties[name];
        if (raw === undefined) return undefined;
        const value = evaluate(raw, this, `${where}, ${name}`);
        return value === noValue ? undefined : value;
      },
      properties: () => {
        evaluated ??= evaluate(source.properties, this, where) as JsonObject;
        return evaluated;
      },
    };
  }

  #nestedStack(resource: Resource): Stack {
    const known = this.#nested.get(resource.logicalId);
    if (known !== undefined) return known;
    const url = resource.property("TemplateURL");
    if (typeof url !== "string") {
      throw new SynthError("INVALID_TEMPLATE", `${nameResource(resource)}: TemplateURL is no text`);
    }
    const parameters = this.template.resources.get(resource.logicalId)?.properties["Parameters"];
    const stack = new Stack(
      `${this.name}-${resource.logicalId}`,
      this.assembly.nestedTemplate(url),
      this.assembly,
      (name) => {
        const raw = isJsonObject(parameters) ? parameters[name] : undefined;
        if (raw === undefined) return undefined;
        const value = evaluate(raw, this, `parameter ${name} of ${nameResource(resource)}`);
        return value === noValue ? undefined : value;
      },
    );
    this.#nested.set(resource.logicalId, stack);
    return stack;
  }
}

const nestedStackType = "AWS::CloudFormation::Stack";

/** Parameters of a list type come as text with commas. */
function splitList(value: Json, type: string): Json {
  const isList = type === "CommaDelimitedList" || type.startsWith("List<");
  return isList && typeof value === "string" ? value.split(",").map((item) => item.trim()) : value;
}
