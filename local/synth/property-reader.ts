import { nameResource, SynthError } from "./synth-error.js";
import type { Resource } from "./stack.js";
import { isJsonObject, type Json, type JsonObject } from "./template.js";

/** What the sandbox makes of the properties of one resource type. A property in neither list is refused. */
export interface PropertySupport {
  readonly runs: readonly string[];
  /** Properties that change nothing on one machine: tags, encryption, metrics. */
  readonly noLocalEffect: readonly string[];
  /** Advice for properties that are refused on purpose. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Reads evaluated properties with errors that name resource, property, what was expected and what came. */
export class PropertyReader {
  private constructor(
    readonly resource: Resource,
    readonly values: JsonObject,
    private readonly prefix: string,
  ) {}

  /** @throws SynthError UNSUPPORTED_FEATURE when the resource has a property that `support` does not list */
  static of(resource: Resource, support: PropertySupport): PropertyReader {
    const reader = new PropertyReader(resource, resource.properties(), "");
    return reader.only(support);
  }

  /** Refuses properties that `support` does not list. */
  only(support: PropertySupport): this {
    for (const name of Object.keys(this.values)) {
      if (support.runs.includes(name) || support.noLocalEffect.includes(name)) continue;
      throw this.refuse(
        name,
        support.refused?.[name] ?? "The sandbox does not know this property. Remove it, or teach it to local/synth.",
      );
    }
    return this;
  }

  /** The error for a property that the sandbox cannot run. */
  refuse(name: string, advice: string): SynthError {
    return new SynthError(
      "UNSUPPORTED_FEATURE",
      `The sandbox cannot run ${this.prefix}${name} of ${nameResource(this.resource)}. ${advice}`,
    );
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(name, "a text");
  }

  optionalText(name: string): string | undefined {
    const value = this.values[name];
    return value === undefined || typeof value === "string" ? value : this.fail(name, "a text");
  }

  /** Numbers may come as text: parameters of templates are texts. */
  optionalInteger(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isInteger(number) ? number : this.fail(name, "a whole number");
  }

  /** Booleans may come as text, as numbers do. */
  optionalBoolean(name: string): boolean | undefined {
    const value = this.values[name];
    if (value === undefined || typeof value === "boolean") return value;
    return value === "true" ? true : value === "false" ? false : this.fail(name, "true or false");
  }

  /** A text of a closed list. */
  optionalChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    return choices.find((choice) => choice === value) ?? this.fail(name, choices.join(" or "));
  }

  list(name: string): readonly Json[] {
    const value = this.values[name] ?? [];
    return Array.isArray(value) ? (value as readonly Json[]) : this.fail(name, "a list");
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((item) => (typeof item === "string" ? item : this.fail(name, "a list of texts")));
  }

  /** A nested object as a reader of its own, or undefined when absent. */
  object(name: string): PropertyReader | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    return isJsonObject(value) ? this.#within(`${name}.`, value) : this.fail(name, "an object");
  }

  objects(name: string): readonly PropertyReader[] {
    return this.list(name).map((item, index) =>
      isJsonObject(item) ? this.#within(`${name}[${index}].`, item) : this.fail(name, "a list of objects"),
    );
  }

  textMap(name: string): Readonly<Record<string, string>> {
    const value = this.object(name);
    if (value === undefined) return {};
    return Object.fromEntries(Object.keys(value.values).map((key) => [key, value.text(key)]));
  }

  fail(name: string, expected: string): never {
    const found = this.values[name];
    throw new SynthError(
      "INVALID_TEMPLATE",
      `${this.prefix}${name} of ${nameResource(this.resource)}: expected ${expected}, found ` +
        (found === undefined ? "nothing" : JSON.stringify(found).slice(0, 80)),
    );
  }

  #within(prefix: string, values: JsonObject): PropertyReader {
    return new PropertyReader(this.resource, values, `${this.prefix}${prefix}`);
  }
}
