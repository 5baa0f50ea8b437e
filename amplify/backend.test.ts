import { App } from "aws-cdk-lib";
import { CloudFormationValidatePlugin } from "aws-cdk-lib/core";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type Synthesis } from "./testing/synthesized.js";
import { cycleIn } from "./testing/stack-references.js";

function resourcesOf(synthesis: Synthesis, type: string): Resource[] {
  return synthesis.stacks.flatMap(({ template }) =>
    Object.values(template.Resources).filter((resource) => resource.Type === type),
  );
}

describe.each(["sandbox", "branch"] as const)("the backend of a %s", (deploymentType) => {
  let synthesis: Synthesis;

  beforeAll(async () => {
    synthesis = await synthesized(deploymentType);
  }, 60_000);

  it("has a stack for each part", () => {
    expect(synthesis.stacks.map((stack) => stack.name).sort()).toEqual([
      "auth",
      "data",
      "events",
      "monitoring",
      "root",
    ]);
  });

  it("has no resources or stacks that wait for one another", () => {
    for (const { template } of synthesis.stacks) {
      expect(cycleIn(template)).toEqual([]);
    }
  });

  it("has templates that CloudFormation's own rules accept", () => {
    const plugin = new CloudFormationValidatePlugin();
    const stackTemplates = synthesis.stacks.map(({ name, path }) => ({
      stackConstructPath: name,
      templatePath: path,
      accountId: "123456789012",
      region: "us-east-1",
    }));
    const templatePaths = synthesis.stacks.map((stack) => stack.path);
    const report = plugin.validate({ templatePaths, stackTemplates, appConstruct: new App() });
    const errors = report.violations.filter(({ severity }) => severity === "error" || severity === "fatal");
    expect(errors.map((error) => [error.ruleName, error.description, error.violatingResources])).toEqual([]);
    expect(report.success).toBe(true);
  }, 120_000);

  it("lets nobody sign up alone and gives no credentials to strangers", () => {
    expect(resourcesOf(synthesis, "AWS::Cognito::UserPool")[0]?.Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    expect(resourcesOf(synthesis, "AWS::Cognito::IdentityPool")[0]?.Properties).toMatchObject({
      AllowUnauthenticatedIdentities: false,
    });
    const groups = resourcesOf(synthesis, "AWS::Cognito::UserPoolGroup").map((group) => group.Properties?.GroupName);
    expect(groups.sort()).toEqual(["businessAnalyst", "developer", "operations"]);
  });

  it("keeps a branch's tables and lets go of a sandbox's", () => {
    const keep = deploymentType === "branch";
    const tables = resourcesOf(synthesis, "AWS::DynamoDB::Table");
    expect(tables.map((table) => table.DeletionPolicy)).toEqual(keep ? ["Retain", "Retain"] : ["Delete", "Delete"]);
    expect(tables.map((table) => table.Properties?.DeletionProtectionEnabled)).toEqual([keep, keep]);
  });

  it("alarms on lost events, failing rules and a failing API", () => {
    const metrics = resourcesOf(synthesis, "AWS::CloudWatch::Alarm").map((alarm) => alarm.Properties?.MetricName);
    expect(metrics.sort()).toEqual([
      "5XXError",
      "ApproximateNumberOfMessagesVisible",
      "FailedInvocations",
      "FailedInvocations",
    ]);
  });

  it("tells clients of the event bus and the airport", () => {
    const outputs = stackNamed(synthesis, "root").template.Outputs ?? {};
    const custom = JSON.stringify(Object.values(outputs).map((output) => output.Value));
    expect(custom).toContain("eventBusName");
    expect(custom).toContain("America/New_York");
  });
});
