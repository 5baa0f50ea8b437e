import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf } from "../testing/template-resources.js";

describe("the companies API", () => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "data");
  }, 120_000);

  it("keys exports by Athena's id, and forgets them", () => {
    const found = resourcesIn(stack, "AWS::DynamoDB::Table").find(([id]) => id.startsWith("CompanyExports"));
    expect(found?.[1].Properties).toMatchObject({
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    });
  });

  it("asks query-lake with a role that may invoke it and do nothing else", () => {
    const sources = resourcesIn(stack, "AWS::AppSync::DataSource").map(([, { Properties = {} }]) => Properties);
    const lake = sources.filter(({ Type }) => Type === "AWS_LAMBDA");
    expect(lake.map(({ Name }) => Name)).toEqual(["LakeSource"]);
    expect(shown(lake[0]?.LambdaConfig)).toMatch(/querylakelambda/);
    const statements = statementsOf(stack, "LakeSource");
    expect(statements.map(actionsOf)).toEqual([["lambda:InvokeFunction"]]);
    for (const resource of shown(statements[0]?.Resource).split(",")) {
      expect(resource).toMatch(/querylakelambda\w*Arn\}(:\*)?$/);
    }
  });

  it.each([
    { field: "getAll", source: "LakeSource" },
    { field: "companies", source: "LakeSource" },
    { field: "companyFacets", source: "LakeSource" },
    { field: "announceCompanies", source: "NoneSource" },
    { field: "onCompanyExport", source: "NoneSource" },
    { field: "onCompaniesUpdate", source: "NoneSource" },
  ])("$field asks $source", ({ field, source }) => {
    const found = resourcesIn(stack, "AWS::AppSync::Resolver").find(
      ([, { Properties }]) => Properties?.FieldName === field,
    );
    expect(found?.[1].Properties).toMatchObject({ Kind: "UNIT" });
    expect(shown(found?.[1].Properties?.DataSourceName)).toContain(source);
  });

  it.each([
    { field: "companyExport", steps: ["readCompanyExport", "linkCompanyExport"] },
    { field: "startCompanyExport", steps: ["runCompanyExport", "putCompanyExport"] },
    { field: "reportCompanyExport", steps: ["moveCompanyExport", "readCompanyExport"] },
  ])("$field goes through $steps", ({ field, steps }) => {
    const names = new Map(
      resourcesIn(stack, "AWS::AppSync::FunctionConfiguration").map(([id, { Properties }]) => [id, Properties?.Name]),
    );
    const found = resourcesIn(stack, "AWS::AppSync::Resolver").find(
      ([, { Properties }]) => Properties?.FieldName === field,
    );
    const { Functions } = found?.[1].Properties?.PipelineConfig as { Functions: { "Fn::GetAtt": [string, string] }[] };
    expect(Functions.map((step) => names.get(step["Fn::GetAtt"][0]))).toEqual(steps);
  });
});
