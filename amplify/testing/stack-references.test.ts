import { describe, expect, it } from "vitest";
import { cycleIn, nestedStackOrder } from "./stack-references.js";

const nested = (references: unknown, dependsOn: string[] = []) => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { Parameters: references as Record<string, unknown> },
  DependsOn: dependsOn,
});

describe("cycleIn", () => {
  it("finds stacks that wait for one another", () => {
    const Resources = {
      data: nested({ a: { "Fn::GetAtt": ["events", "Outputs.busArn"] } }),
      events: nested({ b: { "Fn::Join": ["", ["x", { Ref: "monitoring" }]] } }),
      monitoring: nested({}, ["data"]),
    };
    expect(cycleIn({ Resources })).toEqual(["data", "events", "monitoring", "data"]);
  });

  it("is content where they wait in a row", () => {
    const Resources = {
      data: nested({}),
      events: nested({ b: { "Fn::GetAtt": "data.Outputs.apiArn" } }),
      monitoring: nested({ c: { Ref: "data" } }, ["events"]),
    };
    expect(cycleIn({ Resources })).toEqual([]);
  });
});

describe("nestedStackOrder", () => {
  it("puts each stack after those it waits for", () => {
    const Resources = {
      events: nested({ b: { "Fn::GetAtt": "data.Outputs.apiArn" } }),
      data: nested({ a: { Ref: "role" } }, ["lake"]),
      role: { Type: "AWS::IAM::Role" },
      lake: nested({}),
    };
    expect(nestedStackOrder({ Resources })).toEqual(["lake", "data", "events"]);
  });
});
