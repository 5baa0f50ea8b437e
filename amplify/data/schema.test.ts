import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type ObjectTypeDefinitionNode,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { flightEvents, type FlightEventName } from "../events/flight-event.js";
import { contractSchema } from "../events/contract-schema.js";
import { synthesized } from "../testing/synthesized.js";
import { companyColumns } from "../lake/visibility.js";
import { stateRanks } from "./company-export/export-item.js";
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

/** The groups of the user pool that alone may use it; undefined: all of its users. */
function groupsOf(directives: readonly ConstDirectiveNode[] | undefined): string | undefined {
  const ofPool = directives?.find((directive) => directive.name.value === "aws_cognito_user_pools");
  const [groups] = ofPool?.arguments ?? [];
  return groups === undefined ? undefined : print(groups);
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
  }, 120_000);

  it("says for every type and root field who may use it", () => {
    const others: Readonly<Record<string, string[]>> = {
      CompaniesUpdate: ["aws_cognito_user_pools", "aws_iam"],
      CompanyExport: ["aws_cognito_user_pools", "aws_iam"],
      Display: ["aws_api_key", "aws_cognito_user_pools"],
      DisplayPage: ["aws_cognito_user_pools"],
      Takeover: ["aws_api_key", "aws_cognito_user_pools"],
      TakeoverText: ["aws_api_key", "aws_cognito_user_pools"],
    };
    const wanted = (name: string): string[] =>
      others[name] ??
      (/^Compan(y|ies)/.test(name) ? ["aws_cognito_user_pools"] : ["aws_api_key", "aws_cognito_user_pools", "aws_iam"]);
    const types = written.filter(({ name }) => !rootTypes.includes(name.value));
    expect(types.map(({ name, directives }) => [name.value, ...authorization(directives)])).toEqual(
      types.map(({ name }) => [name.value, ...wanted(name.value)]),
    );
    expect(types.map(({ name }) => name.value)).toEqual(expect.arrayContaining(Object.keys(others)));
    const fields = written
      .filter((type) => rootTypes.includes(type.name.value))
      .flatMap((type) => type.fields?.map((field) => [field.name.value, ...authorization(field.directives)]) ?? []);
    expect(fields).toEqual([
      ["listFlights", "aws_api_key", "aws_cognito_user_pools"],
      ["listStatusUpdates", "aws_api_key", "aws_cognito_user_pools"],
      ["feedStatus", "aws_api_key", "aws_cognito_user_pools"],
      ["activeTakeovers", "aws_api_key", "aws_cognito_user_pools"],
      ["takeovers", "aws_cognito_user_pools"],
      ["displays", "aws_cognito_user_pools"],
      ["getAll", "aws_cognito_user_pools"],
      ["companies", "aws_cognito_user_pools"],
      ["companyFacets", "aws_cognito_user_pools"],
      ["companyExport", "aws_cognito_user_pools"],
      ["updateFlightStatus", "aws_iam"],
      ["scheduleFlight", "aws_iam"],
      ["reportFeedHeartbeat", "aws_iam"],
      ["proposeTakeover", "aws_cognito_user_pools"],
      ["confirmTakeover", "aws_cognito_user_pools"],
      ["endTakeover", "aws_cognito_user_pools"],
      ["reportDisplay", "aws_api_key"],
      ["startCompanyExport", "aws_cognito_user_pools"],
      ["reportCompanyExport", "aws_iam"],
      ["announceCompanies", "aws_iam"],
      ["onFlightStatusUpdate", "aws_api_key", "aws_cognito_user_pools"],
      ["onFeedStatus", "aws_api_key", "aws_cognito_user_pools"],
      ["onTakeover", "aws_api_key", "aws_cognito_user_pools"],
      ["onTakeoverStep", "aws_cognito_user_pools"],
      ["onDisplayReport", "aws_cognito_user_pools"],
      ["onCompanyExport", "aws_cognito_user_pools"],
      ["onCompaniesUpdate", "aws_cognito_user_pools"],
    ]);
  });

  it("is deployed with nobody let into its mutations but the event bus, the displays and signed-in users, each into theirs", () => {
    const mutation = deployed.find((type) => type.name.value === "Mutation");
    const modes = mutation?.fields?.map((field) => [field.name.value, ...authorization(field.directives)]) ?? [];
    // Where there is more than one, Amplify added IAM, by which there is no user: function and resolvers refuse.
    expect(modes.sort()).toEqual([
      ["announceCompanies", "aws_iam"],
      ["confirmTakeover", "aws_cognito_user_pools", "aws_iam"],
      ["endTakeover", "aws_cognito_user_pools", "aws_iam"],
      ["proposeTakeover", "aws_cognito_user_pools", "aws_iam"],
      ["reportCompanyExport", "aws_iam"],
      ["reportDisplay", "aws_api_key", "aws_iam"],
      ["reportFeedHeartbeat", "aws_iam"],
      ["scheduleFlight", "aws_iam"],
      ["startCompanyExport", "aws_cognito_user_pools", "aws_iam"],
      ["updateFlightStatus", "aws_iam"],
    ]);
    expect(authorization(mutation?.directives)).toEqual(["aws_iam"]);
  });

  it("is deployed with takeovers, who made them, and the fleet for the group operations alone", () => {
    const restricted = deployed.flatMap(({ name, fields = [] }) =>
      fields
        .filter(({ directives }) => groupsOf(directives) !== undefined)
        .map((field) => [`${name.value}.${field.name.value}`, groupsOf(field.directives)]),
    );
    expect(restricted).toEqual(
      [
        "Takeover.proposedBy",
        "Takeover.confirmedBy",
        "Takeover.endedBy",
        "Query.takeovers",
        "Query.displays",
        "Mutation.proposeTakeover",
        "Mutation.confirmTakeover",
        "Mutation.endTakeover",
        "Subscription.onTakeoverStep",
        "Subscription.onDisplayReport",
      ].map((field) => [field, 'cognito_groups: ["operations"]']),
    );
    const makers = deployed
      .find(({ name }) => name.value === "Takeover")
      ?.fields?.filter(({ name }) => name.value.endsWith("By"))
      .map(({ directives }) => authorization(directives));
    expect(makers).toEqual([["aws_cognito_user_pools"], ["aws_cognito_user_pools"], ["aws_cognito_user_pools"]]);
  });

  it("is deployed with nothing of the companies for the API key", () => {
    const ofCompanies = deployed.filter(({ name }) => /^Compan(y|ies)/.test(name.value));
    const roots = deployed.filter(({ name }) => rootTypes.includes(name.value)).flatMap(({ fields = [] }) => fields);
    const fields = [
      ...roots.filter(({ name }) => /compan(y|ies)|getAll/i.test(name.value)),
      ...ofCompanies.flatMap(({ fields: own = [] }) => own),
    ];
    expect(ofCompanies).toHaveLength(9);
    expect(fields.length).toBeGreaterThan(40);
    const open = [...ofCompanies, ...fields].filter(({ directives }) =>
      authorization(directives).includes("aws_api_key"),
    );
    expect(open.map(({ name }) => name.value)).toEqual([]);
  });

  it("has exactly the columns of the lake, with their types", () => {
    const schema = contractSchema();
    const config = (name: string) => schema.getType(name)?.toConfig() as { fields: Record<string, { type: unknown }> };
    const typesOf = (name: string) =>
      Object.fromEntries(Object.entries(config(name).fields).map(([field, { type }]) => [field, String(type)]));
    const byColumn = (ofText: string, ofNumber: string) =>
      Object.fromEntries(companyColumns.map(({ name, type }) => [name, type === "bigint" ? ofNumber : ofText]));
    expect(typesOf("Companies")).toEqual(byColumn("String", "Float"));
    expect(typesOf("CompanyFilter")).toEqual(byColumn("CompanyTextFilter", "CompanyNumberFilter"));
    const { values } = schema.getType("CompanyColumn")?.toConfig() as unknown as { values: Record<string, unknown> };
    expect(Object.keys(values).sort()).toEqual(companyColumns.map(({ name }) => name).sort());
  });

  it("has exactly the states of exports that the resolvers rank", () => {
    const { values } = contractSchema().getType("CompanyExportState")?.toConfig() as unknown as { values: object };
    expect(Object.keys(values)).toEqual(Object.keys(stateRanks));
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
