import { expect } from "vitest";
import { readBackend, type SynthesizedBackend } from "../read-backend-model.js";
import { SynthError } from "../synth-error.js";
import { isJsonObject, type Json, type JsonObject } from "../template.js";
import { writeAssembly } from "./fixture-assembly.js";
import { fixtureAssets, fixtureResources } from "./fixture-backend.js";

/** Reads a root stack of these resources, with the fixture's assets. */
export async function read(resources: Readonly<Record<string, JsonObject>>): Promise<SynthesizedBackend> {
  return readBackend(await writeAssembly({ root: { Resources: resources }, assets: fixtureAssets }));
}

/**
 * The fixture with one property of one resource set (undefined: taken away).
 * @param property its way from `Properties`: names, with dots between them, and indices of lists
 */
export function changed(logicalId: string, property: string, value: Json | undefined): Record<string, JsonObject> {
  const resources = fixtureResources();
  const before = resources[logicalId];
  if (before === undefined) throw new Error(`the fixture has no ${logicalId}`);
  return { ...resources, [logicalId]: withValue(before, ["Properties", ...property.split(".")], value) as JsonObject };
}

function withValue(before: Json | undefined, [name, ...further]: readonly string[], value: Json | undefined): Json {
  if (name === undefined) return value ?? null;
  if (Array.isArray(before)) {
    return (before as readonly Json[]).map((item, index) =>
      index === Number(name) ? withValue(item, further, value) : item,
    );
  }
  if (before !== undefined && !isJsonObject(before)) throw new Error(`the fixture has no object around ${name}`);
  const { [name]: inner, ...others } = before ?? {};
  if (further.length === 0 && value === undefined) return others;
  return { ...others, [name]: withValue(inner, further, value) };
}

/** A definition that is refused. */
export interface Refusal {
  readonly what: string;
  readonly resources: Readonly<Record<string, JsonObject>>;
  readonly code: SynthError["code"];
  /** Part of the message. */
  readonly expected: string;
  readonly source: string;
}

/** The fixture with one change that the sandbox cannot run: logical id, property as for `changed`, value. */
export function refusal(
  what: string,
  [logicalId, property, value]: readonly [string, string, Parameters<typeof changed>[2]],
  expected: string,
  source = "not modelled",
  code: Refusal["code"] = "UNSUPPORTED_FEATURE",
): Refusal {
  return { what, resources: changed(logicalId, property, value), code, expected, source };
}

/** The same for what AWS would refuse itself, or what points out of the definition. */
export const mistake = (
  what: string,
  change: Parameters<typeof refusal>[1],
  expected: string,
  source = "points into the definition",
): Refusal => refusal(what, change, expected, source, "INVALID_TEMPLATE");

/** Reads the definition and expects that error. */
export async function expectRefusal({ resources, code, expected }: Refusal): Promise<void> {
  const failure: unknown = await read(resources).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(SynthError);
  expect(failure).toMatchObject({ code });
  expect((failure as SynthError).message).toContain(expected);
}
