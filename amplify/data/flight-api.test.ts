import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource, type Synthesis } from "../testing/synthesized.js";

describe("the flight API", () => {
  let synthesis: Synthesis;
  let resources: [string, Resource][];

  beforeAll(async () => {
    synthesis = await synthesized();
    resources = Object.entries(stackNamed(synthesis, "data").template.Resources);
  }, 120_000);

  function ofType(...types: string[]): [string, Resource][] {
    return resources.filter(([, resource]) => types.includes(resource.Type));
  }

  it("keys flights by operating date, the log by what is asked for and the feed by its name, without secondary index", () => {
    const tables = ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
      .filter(([id]) => /^(Flights|StatusLog|FeedStatus)/.test(id))
      .map(([, table]) => table.Properties);
    expect(tables).toHaveLength(3);
    const keys = tables.map((table) => table?.KeySchema);
    expect(keys).toEqual(
      [["date", "flight"], ["by", "entry"], ["feed"]].map((key) =>
        key.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
      ),
    );
    for (const table of tables) {
      expect(table).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      });
      expect(Object.keys(table ?? {}).filter((name) => name.endsWith("SecondaryIndexes"))).toEqual([]);
    }
    expect(tables[1]?.TimeToLiveSpecification).toEqual({ AttributeName: "expires", Enabled: true });
  });

  it("limits the depth and the resolvers of a query", () => {
    const [api] = ofType("AWS::AppSync::GraphQLApi");
    expect(api?.[1].Properties).toMatchObject({ QueryDepthLimit: 20, ResolverCountLimit: 25 });
  });

  it("tells the resolvers the log's table, and lets its data source write batches to it", () => {
    const table = ofType("AWS::DynamoDB::Table").find(([id]) => id.startsWith("StatusLog"))?.[0];
    const api = ofType("AWS::AppSync::GraphQLApi")[0]?.[1].Properties;
    expect(api?.EnvironmentVariables).toEqual({ STATUS_LOG_TABLE: { Ref: table } });
    const writers = ofType("AWS::IAM::Policy").filter(([, { Properties }]) =>
      (Properties?.PolicyDocument as { Statement: { Action: string[]; Resource: unknown[] }[] }).Statement.some(
        ({ Action, Resource }) =>
          Action.includes("dynamodb:BatchWriteItem") &&
          JSON.stringify(Resource).includes(JSON.stringify({ "Fn::GetAtt": [table, "Arn"] })),
      ),
    );
    expect(writers.map(([id]) => id)).toEqual([expect.stringContaining("StatusLogSource")]);
  });

  it("takes the API key by default, beside it the user pool and IAM", () => {
    const api = ofType("AWS::AppSync::GraphQLApi")[0]?.[1].Properties;
    const additional = api?.AdditionalAuthenticationProviders as { AuthenticationType: string }[];
    expect(api?.AuthenticationType).toBe("API_KEY");
    expect(additional.map((mode) => mode.AuthenticationType).sort()).toEqual(["AMAZON_COGNITO_USER_POOLS", "AWS_IAM"]);
  });
});
