import { isEnumType, isInputObjectType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { contractSchema } from "../events/contract-schema.js";
import { stackNamed, synthesized, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf } from "../testing/template-resources.js";

describe("the operations API", () => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "data");
  }, 120_000);

  function table(name: string): Readonly<Record<string, unknown>> {
    const found = resourcesIn(stack, "AWS::DynamoDB::Table").find(([id]) => id.startsWith(name));
    return found?.[1].Properties ?? {};
  }

  it("keeps takeovers in one partition by time, and displays by their ids; forgets both", () => {
    const shared = {
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    };
    expect(table("Takeovers")).toMatchObject({
      ...shared,
      KeySchema: [
        { AttributeName: "airport", KeyType: "HASH" },
        { AttributeName: "id", KeyType: "RANGE" },
      ],
    });
    expect(table("Displays")).toMatchObject({ ...shared, KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] });
    for (const name of ["Takeovers", "Displays"]) {
      expect(Object.keys(table(name)).filter((key) => key.endsWith("SecondaryIndexes"))).toEqual([]);
    }
  });

  it("limits what a flood of reports can use and cost", () => {
    expect(table("Displays").OnDemandThroughput).toEqual({ MaxReadRequestUnits: 1000, MaxWriteRequestUnits: 1000 });
    expect(table("Takeovers")).not.toHaveProperty("OnDemandThroughput");
  });

  it.each(["Takeovers", "Displays"])("asks %s with a role that reaches no other table", (name) => {
    const statements = statementsOf(stack, `${name}Source`);
    expect(statements.flatMap(actionsOf)).toEqual(expect.arrayContaining(["dynamodb:Query", "dynamodb:PutItem"]));
    const reached = statements
      .flatMap(({ Resource }) => shown(Resource).split(","))
      .filter((arn) => arn.includes("Arn"));
    expect(reached.length).toBeGreaterThan(0);
    expect(reached.filter((arn) => !arn.includes(name))).toEqual([]);
  });

  function resolverOf(field: string): Readonly<Record<string, unknown>> | undefined {
    return resourcesIn(stack, "AWS::AppSync::Resolver").find(
      ([, { Properties }]) => Properties?.FieldName === field,
    )?.[1].Properties;
  }

  it.each([
    { field: "activeTakeovers", source: "TakeoversSource" },
    { field: "takeovers", source: "TakeoversSource" },
    { field: "proposeTakeover", source: "TakeoversSource" },
    { field: "onTakeover", source: "NoneSource" },
    { field: "onTakeoverStep", source: "NoneSource" },
    { field: "displays", source: "DisplaysSource" },
    { field: "onDisplayReport", source: "NoneSource" },
  ])("$field asks $source", ({ field, source }) => {
    expect(resolverOf(field)).toMatchObject({ Kind: "UNIT" });
    expect(shown(resolverOf(field)?.DataSourceName)).toContain(source);
  });

  it.each([
    { field: "confirmTakeover", steps: ["readTakeover", "writeTakeoverConfirmation", "readConfirmedTakeover"] },
    { field: "endTakeover", steps: ["writeTakeoverEnd", "readTakeover"] },
    { field: "reportDisplay", steps: ["putDisplay", "readDisplay"] },
  ])("$field goes through $steps", ({ field, steps }) => {
    const names = new Map(
      resourcesIn(stack, "AWS::AppSync::FunctionConfiguration").map(([id, { Properties }]) => [id, Properties?.Name]),
    );
    const { Functions } = resolverOf(field)?.PipelineConfig as { Functions: { "Fn::GetAtt": [string, string] }[] };
    expect(Functions.map((step) => names.get(step["Fn::GetAtt"][0]))).toEqual(steps);
  });
});

describe("the schema of the operations API", () => {
  const schema = contractSchema();
  function fieldsOf(name: string): Record<string, string> {
    const type = schema.getType(name);
    const ofObject = isObjectType(type) ? Object.values(type.getFields()) : [];
    const ofInput = isInputObjectType(type) ? Object.values(type.getFields()) : [];
    return Object.fromEntries([...ofObject, ...ofInput].map((field) => [field.name, String(field.type)]));
  }

  it("takes of a display what it answers of one, but for the time of the report", () => {
    const { reportedAt, ...reported } = fieldsOf("Display");
    expect(reportedAt).toBe("AWSDateTime!");
    expect(fieldsOf("DisplayReportInput")).toEqual(reported);
  });

  it("takes of a text what it answers of one", () => {
    expect(fieldsOf("TakeoverTextInput")).toEqual(fieldsOf("TakeoverText"));
  });

  it.each([
    { name: "TakeoverState", values: ["PROPOSED", "CONFIRMED", "ENDED"] },
    { name: "TakeoverLevel", values: ["INFORMATION", "WARNING", "EMERGENCY"] },
    { name: "DisplayConnection", values: ["CONNECTING", "LIVE", "RECONNECTING", "OFFLINE"] },
  ])("has the values of $name that the resolvers know", ({ name, values }) => {
    const type = schema.getType(name);
    expect(isEnumType(type) ? type.getValues().map((value) => value.name) : []).toEqual(values);
  });

  it("never answers a sub", () => {
    expect(Object.keys(fieldsOf("Takeover")).filter((field) => /sub/i.test(field))).toEqual([]);
  });
});
