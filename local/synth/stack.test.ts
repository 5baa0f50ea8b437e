import { describe, expect, test } from "vitest";
import { openAssembly } from "./assembly.js";
import { Stack } from "./stack.js";
import type { JsonObject } from "./template.js";
import { nestedStack, resource, writeAssembly, type FixtureAssembly } from "./testing/fixture-assembly.js";

async function open(fixture: FixtureAssembly): Promise<Stack> {
  const assembly = openAssembly(await writeAssembly(fixture));
  return new Stack(assembly.rootStackName, assembly.rootTemplate, assembly, () => undefined);
}

const outputOf = (stack: string, name: string): JsonObject => ({ "Fn::GetAtt": [stack, `Outputs.${name}`] });
const bus = resource("AWS::Events::EventBus", "events/Bus/Resource");

describe("nested stacks", () => {
  test("get parameters and give outputs, through any number of levels", async () => {
    const stack = await open({
      root: {
        Resources: {
          events: nestedStack("events"),
          data: nestedStack("data", { bus: outputOf("events", "BusArn") }),
        },
        Outputs: { Passed: { Value: { "Fn::Join": ["|", [outputOf("data", "Seen"), { Ref: "AWS::StackName" }]] } } },
      },
      nested: {
        events: { Resources: { Bus: bus }, Outputs: { BusArn: { Value: { "Fn::GetAtt": ["Bus", "Arn"] } } } },
        data: {
          Parameters: { bus: { Type: "String" } },
          Resources: { inner: nestedStack("inner", { deep: { Ref: "bus" } }) },
          Outputs: { Seen: { Value: outputOf("inner", "Same") } },
        },
        inner: {
          Parameters: { deep: { Type: "String" } },
          Resources: {},
          Outputs: { Same: { Value: { "Fn::Sub": "<${deep}>" } } },
        },
      },
    });
    expect(stack.outputs()).toEqual({
      Passed: "<arn:aws:events:us-east-1:000000000000:event-bus/events-Bus>|root",
    });
    expect([...stack.allResources()].map(({ logicalId }) => logicalId)).toEqual(["events", "Bus", "data", "inner"]);
  });

  test("that wait for each other are refused by name, even where the values would not go round", async () => {
    const circle = {
      root: {
        Resources: {
          data: nestedStack("data", { bus: outputOf("events", "Name") }),
          events: nestedStack("events", { api: outputOf("data", "Api") }),
        },
      },
      nested: {
        data: { Parameters: { bus: { Type: "String" } }, Resources: {}, Outputs: { Api: { Value: "constant" } } },
        events: { Parameters: { api: { Type: "String" } }, Resources: {}, Outputs: { Name: { Value: "constant" } } },
      },
    };
    await expect(open(circle)).rejects.toThrow(
      "Nested stacks of root wait for each other: data -> events -> data. CloudFormation refuses to deploy this. " +
        "Move the resource that both need into the stack that comes first",
    );
  });

  test("may wait for each other in one direction by DependsOn, not in both", async () => {
    const root = (more: JsonObject): JsonObject => ({
      Resources: { a: nestedStack("a", {}, { DependsOn: "b" }), b: nestedStack("b", {}, more) },
    });
    const nested = { a: { Resources: {} }, b: { Resources: {} } };
    await expect(open({ root: root({}), nested })).resolves.toBeDefined();
    await expect(open({ root: root({ DependsOn: ["a"] }), nested })).rejects.toThrow("a -> b -> a");
  });

  test("without the asked-for output, or without a template, are refused", async () => {
    const root = (name: string): JsonObject => ({
      Resources: { data: nestedStack(name) },
      Outputs: { Missing: { Value: outputOf("data", "Nothing") } },
    });
    const stack = await open({ root: root("data"), nested: { data: { Resources: {} } } });
    expect(() => stack.outputs()).toThrow("output Missing of stack root: the nested stack data has no output Nothing");
    const lost = await open({ root: root("lost") });
    expect(() => lost.outputs()).toThrow(
      "No asset of this assembly is uploaded to https://s3.us-east-1.amazonaws.com/",
    );
  });
});

describe("one stack", () => {
  test("refuses resources that wait for each other", async () => {
    const refers = (to: string): JsonObject =>
      resource("AWS::SSM::Parameter", to, { Value: { "Fn::Sub": `\${${to}}` } });
    await expect(open({ root: { Resources: { A: refers("B"), B: refers("A") } } })).rejects.toThrow(
      "Resources of root wait for each other: root/B -> root/A -> root/B.",
    );
  });

  test("leaves out what a condition excludes, and refuses to refer to it", async () => {
    const stack = await open({
      root: {
        Parameters: { Stage: { Type: "String", Default: "sandbox" } },
        Conditions: {
          Production: { "Fn::Equals": [{ Ref: "Stage" }, "production"] },
          Sandbox: { "Fn::Not": [{ Condition: "Production" }] },
        },
        Resources: { Bus: { ...bus, Condition: "Production" }, Topic: { ...bus, Condition: "Sandbox" } },
        Outputs: {
          Gone: { Condition: "Production", Value: { Ref: "Bus" } },
          Dangling: { Condition: "Sandbox", Value: { Ref: "Bus" } },
        },
      },
    });
    expect([...stack.allResources()].map(({ logicalId }) => logicalId)).toEqual(["Topic"]);
    expect(stack.output("Gone")).toBeUndefined();
    expect(() => stack.output("Dangling")).toThrow("Bus is left out by its condition in stack root");
  });

  test.each([
    { what: "an unknown name", value: { Ref: "Nothing" }, expected: "Nothing does not exist in stack root" },
    {
      what: "an unknown attribute",
      value: { "Fn::GetAtt": ["Bus", "Colour"] },
      expected: 'attribute Colour of AWS::Events::EventBus "Bus" at root/events/Bus/Resource',
    },
    {
      what: "a parameter from the parameter store",
      value: { Ref: "Stored" },
      expected: "parameter Stored of stack root is read from the SSM parameter store",
    },
    {
      what: "a parameter without a value",
      value: { Ref: "Empty" },
      expected: "parameter Empty of stack root has no value",
    },
  ])("refuses $what", async ({ value, expected }) => {
    const stack = await open({
      root: {
        Parameters: {
          Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/x" },
          Empty: { Type: "String" },
        },
        Resources: { Bus: bus },
        Outputs: { Value: { Value: value } },
      },
    });
    expect(() => stack.outputs()).toThrow(expected);
  });

  test("splits list parameters and reads mappings", async () => {
    const stack = await open({
      root: {
        Parameters: { Zones: { Type: "CommaDelimitedList", Default: "a, b" } },
        Mappings: { ByRegion: { "us-east-1": { Name: "virginia" } } },
        Resources: {},
        Outputs: {
          Second: { Value: { "Fn::Select": [1, { Ref: "Zones" }] } },
          Mapped: { Value: { "Fn::FindInMap": ["ByRegion", { Ref: "AWS::Region" }, "Name"] } },
        },
      },
    });
    expect(stack.outputs()).toEqual({ Second: "b", Mapped: "virginia" });
  });

  test("refuses a condition that depends on itself, and macros", async () => {
    const root = {
      Conditions: { A: { "Fn::Not": [{ Condition: "A" }] } },
      Resources: { Bus: { ...bus, Condition: "A" } },
    };
    await expect(open({ root })).rejects.toThrow("Condition A of stack root depends on itself");
    await expect(open({ root: { Transform: "AWS::Serverless-2016-10-31" } })).rejects.toThrow(
      "has a Transform section",
    );
  });
});
