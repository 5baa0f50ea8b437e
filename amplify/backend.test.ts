import { App } from "aws-cdk-lib";
import { CloudFormationValidatePlugin } from "aws-cdk-lib/core";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type Synthesis } from "./testing/synthesized.js";
import { cycleIn, nestedStackOrder } from "./testing/stack-references.js";
import { actionsOf, propertiesOf, resourcesIn, shown, type Statement } from "./testing/template-resources.js";

function resourcesOf(synthesis: Synthesis, type: string): Resource[] {
  return synthesis.stacks.flatMap((stack) => resourcesIn(stack, type).map(([, resource]) => resource));
}

/** Actions that say more than one thing: by them a role may do what nobody has thought of. */
function broadActions(statement: Statement): string[] {
  return actionsOf(statement).filter((action) => action.includes("*"));
}

describe.each(["sandbox", "branch"] as const)("the backend of a %s", (deploymentType) => {
  let synthesis: Synthesis;

  beforeAll(async () => {
    synthesis = await synthesized(deploymentType);
  }, 120_000);

  it("has a stack for each part", () => {
    expect(synthesis.stacks.map((stack) => stack.name).sort()).toEqual([
      "auth",
      "data",
      "events",
      "grants",
      "lake",
      "monitoring",
      "root",
    ]);
  });

  it("makes lake, sign-in, API and events in this order, and grants when there is something to grant", () => {
    const order = nestedStackOrder(stackNamed(synthesis, "root").template);
    const at = (name: string) => order.findIndex((id) => id.startsWith(name));
    expect([at("lake"), at("auth"), at("data"), at("events")]).toEqual(
      [at("lake"), at("auth"), at("data"), at("events")].sort((one, other) => one - other),
    );
    expect(at("grants")).toBeGreaterThan(at("auth"));
    expect(order).toHaveLength(6);
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
    expect(tables).toHaveLength(6);
    expect(tables.map((table) => table.DeletionPolicy)).toEqual(tables.map(() => (keep ? "Retain" : "Delete")));
    expect(tables.map((table) => table.Properties?.DeletionProtectionEnabled)).toEqual(tables.map(() => keep));
  });

  it("alarms on lost events, failing rules, failing functions and a failing API", () => {
    const metrics = resourcesOf(synthesis, "AWS::CloudWatch::Alarm").map((alarm) =>
      String(alarm.Properties?.MetricName),
    );
    const count = (name: string) => metrics.filter((metric) => metric === name).length;
    expect(count("5XXError")).toBe(1);
    expect(count("ApproximateNumberOfMessagesVisible")).toBe(resourcesOf(synthesis, "AWS::SQS::Queue").length);
    expect(count("FailedInvocations")).toBe(resourcesOf(synthesis, "AWS::Events::Rule").length);
    expect(count("Errors")).toBe(3);
  });

  it("lets no role of its own do everything of a service, and none touch IAM", () => {
    // Amplify's own: the deployment of its model schema, and the pool's hint at its stack.
    const own = synthesis.stacks.filter(({ name }) => ["auth", "events", "grants", "lake"].includes(name));
    const statements = own.flatMap((stack) =>
      resourcesIn(stack, "AWS::IAM::Policy").flatMap(
        ([, { Properties }]) => (Properties?.PolicyDocument as { Statement: Statement[] }).Statement,
      ),
    );
    expect(statements.length).toBeGreaterThan(15);
    expect(statements.flatMap(broadActions)).toEqual([]);
    expect(statements.flatMap(actionsOf).filter((action) => action.startsWith("iam:"))).toEqual([]);
    const everywhere = statements.filter(({ Resource }) => shown(Resource).split(",").includes("*"));
    expect(new Set(everywhere.flatMap(actionsOf))).toEqual(new Set(["lakeformation:GetDataAccess"]));
  });

  it("has no secret in any template, and no function that could print one", () => {
    for (const { template } of synthesis.stacks) {
      expect(JSON.stringify(template)).not.toMatch(
        /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN|aws_secret_access_key/i,
      );
    }
    const values = propertiesOf(synthesis, "AWS::Lambda::Function").flatMap(({ Environment }) =>
      Object.keys((Environment as { Variables?: object } | undefined)?.Variables ?? {}),
    );
    expect(values.filter((name) => /secret|password|token|key$/i.test(name))).toEqual([]);
  });

  it("tells clients where the lake is", () => {
    const outputs = JSON.stringify(stackNamed(synthesis, "root").template.Outputs);
    for (const name of ["bucketName", "databaseName", "queryWorkGroups", "exportWorkGroups", "crawlerName"]) {
      expect(outputs).toContain(name);
    }
  });

  it("tells clients of the event bus and the airport", () => {
    const outputs = stackNamed(synthesis, "root").template.Outputs ?? {};
    const custom = JSON.stringify(Object.values(outputs).map((output) => output.Value));
    expect(custom).toContain("eventBusName");
    expect(custom).toContain("America/New_York");
  });
});
