import { Kind, parse, type SelectionSetNode } from "graphql";
import { getNamedType, isAbstractType, isInterfaceType, isObjectType, type GraphQLNamedType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, shown, statementsOf } from "../testing/template-resources.js";
import { feedHeartbeat, flightEvents } from "./flight-event.js";
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
  /** Of all rules of the bus, and of those for flight events. */
  let targets: Target[];
  let flightTargets: Target[];

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "events");
    resources = stack.template.Resources;
    rules = Object.values(resources).filter(
      (resource) => resource.Type === "AWS::Events::Rule" && resource.Properties?.EventBusName !== undefined,
    );
    targets = rules.flatMap((rule) => rule.Properties?.Targets as Target[]);
    flightTargets = rules
      .filter((rule) => !eventsOf(rule).includes(feedHeartbeat.event))
      .flatMap((rule) => rule.Properties?.Targets as Target[]);
  }, 120_000);

  function only(type: string): Record<string, unknown> {
    const found = Object.values(resources).filter((resource) => resource.Type === type);
    expect(found).toHaveLength(1);
    return found[0]?.Properties ?? {};
  }

  function eventsOf(rule: Resource): string[] {
    return (rule.Properties?.EventPattern as { detail: { event: string[] } }).detail.event;
  }

  it("lets each flight event and heartbeats through one rule, and nothing else", () => {
    const patterns = rules.map((rule) => rule.Properties?.EventPattern);
    expect(patterns).toEqual(
      rules.map((rule) => ({ source: ["airport-operations"], detail: { event: eventsOf(rule) } })),
    );
    expect(rules).toHaveLength(3);
    expect(rules.flatMap(eventsOf).sort()).toEqual([...Object.keys(flightEvents), "FeedHeartbeat"].sort());
    for (const alone of ["FlightScheduled", "FeedHeartbeat"]) {
      expect(rules.map(eventsOf)).toContainEqual([alone]);
    }
  });

  it("selects every field of StatusUpdate, down to the last", () => {
    const mutations = flightTargets.map((target) => {
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

  /** The variables, with the path that each comes from. */
  function variablesOf(target: Target | undefined): unknown {
    const { InputPathsMap = {}, InputTemplate = "" } = target?.InputTransformer ?? {};
    return JSON.parse(InputTemplate.replaceAll(/<([^>]+)>/g, (_, name: string) => JSON.stringify(InputPathsMap[name])));
  }

  it("makes the variables of the mutation from the event", () => {
    for (const target of flightTargets) {
      const { InputPathsMap, InputTemplate } = target.InputTransformer;
      expect(variablesOf(target)).toEqual({
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

  it("hands heartbeats to reportFeedHeartbeat, with their time, and selects all that displays want", () => {
    const target = targets.find((each) => !flightTargets.includes(each));
    expect(target?.AppSyncParameters.GraphQLOperation).toBe(
      "mutation Publish($input: FeedHeartbeatInput!) { reportFeedHeartbeat(input: $input) { __typename aliveAt now } }",
    );
    expect(variablesOf(target)).toEqual({ input: { time: "$.time" } });
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

  it("may invoke its three mutations and nothing more", () => {
    const [roleId] = targets[0]?.RoleArn["Fn::GetAtt"] ?? [""];
    expect(targets.map((target) => target.RoleArn["Fn::GetAtt"][0])).toEqual([roleId, roleId, roleId]);
    expect(resources[roleId]?.Properties).not.toHaveProperty("ManagedPolicyArns");
    const granted = statementsOf(stack, roleId).map((statement) => [
      statement.Effect,
      ...actionsOf(statement),
      shown(statement.Resource).replace(/^.*(?=\/types)/, ""),
    ]);
    expect(granted).toEqual([
      ["Allow", "appsync:GraphQL", "/types/Mutation/fields/scheduleFlight"],
      ["Allow", "appsync:GraphQL", "/types/Mutation/fields/updateFlightStatus"],
      ["Allow", "appsync:GraphQL", "/types/Mutation/fields/reportFeedHeartbeat"],
    ]);
  });
});
