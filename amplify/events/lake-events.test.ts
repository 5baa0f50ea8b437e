import { Kind, parse, type FieldNode } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf } from "../testing/template-resources.js";
import { contractSchema } from "./contract-schema.js";
import { publishedOperation } from "./published-operation.js";

type Properties = Readonly<Record<string, unknown>>;

function selectedBy(operation: string): { mutation: string; fields: string[] } {
  const definition = parse(operation).definitions[0];
  const root = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections[0] : undefined;
  const isField = (node: { kind: Kind }): node is FieldNode => node.kind === Kind.FIELD;
  if (root === undefined || !isField(root)) throw new Error("Expected a mutation of one field.");
  return {
    mutation: root.name.value,
    fields: (root.selectionSet?.selections ?? []).filter(isField).map(({ name }) => name.value),
  };
}

describe("the rules that tell subscribers of the lake", () => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "events");
  }, 120_000);

  function rule(id: string): { pattern: unknown; target: Properties } {
    const found = resourcesIn(stack, "AWS::Events::Rule").find(([logicalId]) => logicalId.startsWith(id));
    const { EventPattern: pattern, Targets, EventBusName } = found?.[1].Properties ?? {};
    expect(EventBusName).toBeUndefined();
    const [target = {}] = Targets as Properties[];
    return { pattern, target };
  }
  /** The variables, with the path that each comes from. */
  function variablesOf(target: Properties): unknown {
    const { InputPathsMap, InputTemplate } = target.InputTransformer as {
      InputPathsMap: Record<string, string>;
      InputTemplate: string;
    };
    return JSON.parse(InputTemplate.replaceAll(/<([^>]+)>/g, (_, name: string) => JSON.stringify(InputPathsMap[name])));
  }

  it("hand progress of exports to reportCompanyExport, as the schema takes it", () => {
    const { pattern, target } = rule("ExportProgressRule");
    expect(pattern).toEqual({ source: ["airside.lake"], "detail-type": ["Company export progress"] });
    const fields = ["id", "state", "percent", "rows", "message", "time"];
    expect(variablesOf(target)).toEqual({
      input: Object.fromEntries(fields.map((field) => [field, `$.detail.${field}`])),
    });
    const input = contractSchema().getType("CompanyExportProgress")?.toConfig() as { fields: Record<string, unknown> };
    expect(Object.keys(input.fields).sort()).toEqual([...fields].sort());
  });

  it("hand crawls that succeeded to announceCompanies", () => {
    const { pattern, target } = rule("CompaniesRule");
    expect(pattern).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Crawler State Change"],
      detail: { crawlerName: [{ Ref: expect.stringMatching(/lakeCrawler\w*Ref$/) as string }], state: ["Succeeded"] },
    });
    expect(variablesOf(target)).toEqual({ input: { time: "$.time" } });
  });

  it.each(["ExportProgressRule", "CompaniesRule"])("%s tries for a day and keeps what it could not deliver", (id) => {
    const { target } = rule(id);
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    expect(shown(target.DeadLetterConfig)).toMatch(/LakeEventDeadLetters/);
  });

  it("may invoke their two mutations and nothing more", () => {
    const statements = statementsOf(stack, "LakePublisherRole");
    expect(statements.flatMap(actionsOf)).toEqual(["appsync:GraphQL", "appsync:GraphQL"]);
    expect(statements.map(({ Resource }) => shown(Resource).replace(/^.*(?=\/types)/, ""))).toEqual([
      "/types/Mutation/fields/reportCompanyExport",
      "/types/Mutation/fields/announceCompanies",
    ]);
  });

  it("select what the subscription filters by, and nothing that IAM may not read", () => {
    const { target } = rule("ExportProgressRule");
    const { GraphQLOperation } = target.AppSyncParameters as { GraphQLOperation: string };
    const { mutation, fields } = selectedBy(GraphQLOperation);
    expect(mutation).toBe("reportCompanyExport");
    const readable = ["format", "id", "message", "owner", "percent", "rows", "state", "updatedAt", "withheldColumns"];
    expect(fields.sort()).toEqual(["__typename", ...readable]);
    const all = contractSchema().getType("CompanyExport")?.toConfig() as { fields: Record<string, unknown> };
    expect(Object.keys(all.fields).filter((field) => !readable.includes(field))).toEqual(["files"]);
  });
});

describe("publishedOperation", () => {
  it("declares the variable as the schema does", () => {
    expect(publishedOperation("announceCompanies")).toBe(
      "mutation Publish($input: CompaniesUpdateInput!) { announceCompanies(input: $input) { __typename time } }",
    );
  });

  it("says what is missing", () => {
    expect(() => publishedOperation("announce")).toThrow("expected a mutation named announce, found none");
  });
});
