import { Kind, parse, type SelectionSetNode } from "graphql";
import { getNamedType, isAbstractType, isInterfaceType, isObjectType, type GraphQLNamedType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, shown, statementsOf } from "../testing/template-resources.js";
import { flightEvents } from "./flight-event.js";
import { contractSchema } from "./contract-schema.js";

interface Target {
  readonly Arn: unknown;
  readonly RoleArn: { readonly "Fn::GetAtt": readonly [string, string] };
  readonly AppSyncParameters: { readonly GraphQLOperation: string };
  readonly InputTransformer: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: string };
  readonly DeadLetterConfig: unknown;
  readonly RetryPolicy: unknown;
}

/** Fields of `type` that a selection set leaves out, as paths. Walks the document, not what made it. */
function missing(type: GraphQLNamedType, selection: SelectionSetNode | undefined, path: string): string[] {
  const selections = selection?.selections ?? [];
  if (isAbstractType(type)) {
    return contractSchema()
      .getPossibleTypes(type)
      .flatMap((object) => {
        const fragment = selections.find(
          (each) => each.kind === Kind.INLINE_FRAGMENT && each.typeCondition?.name.value === object.name,
        );
        return fragment?.kind === Kind.INLINE_FRAGMENT
          ? missing(contractSchema().getType(object.name) ?? object, fragment.selectionSet, `${path}<${object.name}>`)
          : [`${path}<${object.name}>`];
      });
  }
  if (!isObjectType(type) && !isInterfaceType(type)) {
    return [];
  }
  return Object.values(type.getFields()).flatMap((field) => {
    const node = selections.find((each) => each.kind === Kind.FIELD && each.name.value === field.name);
    const inner = getNamedType(field.type);
    return node?.kind === Kind.FIELD
      ? missing(inner, node.selectionSet, `${path}.${field.name}`)
      : [`${path}.${field.name}`];
  });
}

describe("the event bus", () => {
  let stack: StackTemplate;
  let resources: Record<string, Resource>;
  let rules: Resource[];
  let targets: Target[];

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "events");
    resources = stack.template.Resources;
    rules = Object.values(resources).filter(
      (resource) => resource.Type === "AWS::Events::Rule" && resource.Properties?.EventBusName !== undefined,
    );
    targets = rules.flatMap((rule) => rule.Properties?.Targets as Target[]);
  }, 120_000);

  function only(type: string): Record<string, unknown> {
    const found = Object.values(resources).filter((resource) => resource.Type === type);
    expect(found).toHaveLength(1);
    return found[0]?.Properties ?? {};
  }

  it("lets each flight event through one rule, and nothing else", () => {
    const patterns = rules.map(
      (rule) => rule.Properties?.EventPattern as { source: string[]; detail: { event: string[] } },
    );
    expect(patterns.map((pattern) => pattern.source)).toEqual([["airport-operations"], ["airport-operations"]]);
    expect(patterns.map((pattern) => Object.keys(pattern.detail))).toEqual([["event"], ["event"]]);
    const names = patterns.flatMap((pattern) => pattern.detail.event);
    expect(names.sort()).toEqual(Object.keys(flightEvents).sort());
    expect(patterns.find((pattern) => pattern.detail.event.includes("FlightScheduled"))?.detail.event).toHaveLength(1);
  });

  it("selects every field of StatusUpdate, down to the last", () => {
    const mutations = targets.map((target) => {
      const operation = parse(target.AppSyncParameters.GraphQLOperation).definitions[0];
      const field = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
      const type = contractSchema().getType("StatusUpdate");
      if (field?.kind !== Kind.FIELD || type === undefined) {
        throw new Error("Expected a mutation of one field that gives a StatusUpdate.");
      }
      expect(missing(type, field.selectionSet, "StatusUpdate")).toEqual([]);
      return field.name.value;
    });
    expect(mutations).toEqual(["scheduleFlight", "updateFlightStatus"]);
  });

  it("finds what a selection set leaves out", () => {
    const document = parse("{ num info { ... on GateEventInfo { gate } } flight { date } }").definitions[0];
    const type = contractSchema().getType("StatusUpdate");
    const selection = document?.kind === Kind.OPERATION_DEFINITION ? document.selectionSet : undefined;
    const left = type === undefined ? [] : missing(type, selection, "");
    expect(left).toEqual(expect.arrayContaining([".carrier", ".info<DelayEventInfo>", ".flight.schedule"]));
    expect(left).toContain(".info<GateEventInfo>.terminal");
    expect(left).not.toContain(".num");
  });

  it("makes the variables of the mutation from the event", () => {
    for (const { InputTransformer } of targets) {
      const { InputPathsMap, InputTemplate } = InputTransformer;
      const filled = InputTemplate.replaceAll(/<([^>]+)>/g, (_, name: string) => JSON.stringify(InputPathsMap[name]));
      expect(JSON.parse(filled)).toEqual({
        input: {
          num: "$.detail.flightNum",
          carrier: "$.detail.carrierCode",
          date: "$.detail.date",
          event: "$.detail.event",
          message: "$.detail.message",
          extra: "$.detail.info",
          time: "$.time",
          id: "$.detail.id",
          direction: "$.detail.direction",
        },
      });
      expect(Object.keys(InputPathsMap).length).toBeLessThanOrEqual(100);
      expect(InputTemplate.length).toBeLessThanOrEqual(8192);
    }
  });

  it("tries for a day and keeps what could not be delivered", () => {
    for (const target of targets) {
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
      expect(target.DeadLetterConfig).toEqual({
        Arn: { "Fn::GetAtt": [expect.stringMatching(/^DeadLetters/), "Arn"] },
      });
    }
    const [, queue] = Object.entries(resources).find(([id]) => /^DeadLetters\w{8}$/.test(id)) ?? [];
    expect(queue?.Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
    expect(only("AWS::Events::Archive")).toMatchObject({ RetentionDays: 90 });
  });

  it("may invoke the two mutations and nothing more", () => {
    const [roleId] = targets[0]?.RoleArn["Fn::GetAtt"] ?? [""];
    expect(targets.map((target) => target.RoleArn["Fn::GetAtt"][0])).toEqual([roleId, roleId]);
    expect(resources[roleId]?.Properties).not.toHaveProperty("ManagedPolicyArns");
    const granted = statementsOf(stack, roleId).map((statement) => [
      statement.Effect,
      ...actionsOf(statement),
      shown(statement.Resource).replace(/^.*(?=\/types)/, ""),
    ]);
    expect(granted).toEqual([
      ["Allow", "appsync:GraphQL", "/types/Mutation/fields/scheduleFlight"],
      ["Allow", "appsync:GraphQL", "/types/Mutation/fields/updateFlightStatus"],
    ]);
  });
});
