import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Kind, parse, type ConstDirectiveNode, type DefinitionNode, type ObjectTypeDefinitionNode } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { flightEvents, type FlightEventName } from "../events/flight-event.js";
import { contractSchema } from "../events/contract-schema.js";
import { synthesized } from "../testing/synthesized.js";
import { infoTypeOf } from "./status-update/event-info.js";
import { registerNames } from "./status-update/registers.js";

const rootTypes = ["Query", "Mutation", "Subscription"];

function authorization(directives: readonly ConstDirectiveNode[] | undefined): string[] {
  const modes = ["aws_api_key", "aws_cognito_user_pools", "aws_iam"];
  return (directives ?? [])
    .map((directive) => directive.name.value)
    .filter((name) => modes.includes(name))
    .sort();
}

function isObjectType(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}

describe("the schema", () => {
  let written: ObjectTypeDefinitionNode[];
  let deployed: ObjectTypeDefinitionNode[];

  beforeAll(async () => {
    const text = await readFile(new URL("./schema.graphql", import.meta.url), "utf8");
    written = parse(text).definitions.filter(isObjectType);
    const { directory } = await synthesized();
    const asset = (await readdir(directory)).find((file) => file.endsWith(".graphql")) ?? "";
    deployed = parse(await readFile(join(directory, asset), "utf8")).definitions.filter(isObjectType);
  }, 60_000);

  it("says for every type and root field who may use it", () => {
    for (const type of written) {
      if (!rootTypes.includes(type.name.value)) {
        expect([type.name.value, ...authorization(type.directives)]).toEqual([
          type.name.value,
          "aws_api_key",
          "aws_cognito_user_pools",
          "aws_iam",
        ]);
      }
    }
    const fields = written
      .filter((type) => rootTypes.includes(type.name.value))
      .flatMap((type) => type.fields?.map((field) => [field.name.value, ...authorization(field.directives)]) ?? []);
    expect(fields).toEqual([
      ["listFlights", "aws_api_key", "aws_cognito_user_pools"],
      ["listStatusUpdates", "aws_api_key", "aws_cognito_user_pools"],
      ["updateFlightStatus", "aws_iam"],
      ["scheduleFlight", "aws_iam"],
      ["onFlightStatusUpdate", "aws_api_key", "aws_cognito_user_pools"],
    ]);
  });

  it("is deployed with nobody but the event bus let into the mutations", () => {
    const mutation = deployed.find((type) => type.name.value === "Mutation");
    for (const field of mutation?.fields ?? []) {
      expect(authorization(field.directives)).toEqual(["aws_iam"]);
    }
    expect(authorization(mutation?.directives)).toEqual(["aws_iam"]);
    expect(mutation?.fields).toHaveLength(2);
  });

  it("has exactly the events of the bus", () => {
    const values = contractSchema().getType("StatusEvent")?.toConfig() as { values: Record<string, unknown> };
    expect(Object.keys(values.values).sort()).toEqual(Object.keys(flightEvents).sort());
  });

  it("has exactly the facts that the resolvers take", () => {
    const schema = contractSchema();
    const interfaceType = schema.getType("EventInfo");
    const implementations = written.filter((type) => type.interfaces?.some(({ name }) => name.value === "EventInfo"));
    const types = Object.keys(flightEvents).map((event) => infoTypeOf(event as FlightEventName));
    const facts = new Map(types.map((type) => [type.typename, Object.keys(type.facts).sort()]));
    expect(interfaceType?.name).toBe("EventInfo");
    expect([...facts].sort()).toEqual(
      implementations
        .map((type) => [type.name.value, type.fields?.map((field) => field.name.value).sort()])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  });

  it("has exactly the registers that the resolvers write", () => {
    const flight = written.find((type) => type.name.value === "Flight");
    const fields = flight?.fields?.map((field) => field.name.value) ?? [];
    const facts = ["date", "carrier", "num", "direction", "updatedAt"];
    expect(fields.filter((name) => !facts.includes(name)).sort()).toEqual([...registerNames].sort());
  });
});
