import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf } from "../testing/template-resources.js";
import { resultPrefixes } from "./result-places.js";
import { lakeTables } from "./tables.js";

type Properties = Readonly<Record<string, unknown>>;

describe("the rules of the lake", () => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "lake");
  }, 120_000);

  function rule(id: string): Properties {
    const found = resourcesIn(stack, "AWS::Events::Rule").find(([logicalId]) => logicalId.startsWith(id));
    return found?.[1].Properties ?? {};
  }
  function targetOf(id: string): Properties {
    const [target, ...others] = rule(id).Targets as Properties[];
    expect(others).toEqual([]);
    return target ?? {};
  }
  function idOf(type: string, part: string): string {
    return resourcesIn(stack, type).find(([id]) => id.includes(part))?.[0] ?? `no ${part}`;
  }

  it("are three, on the default bus, where AWS services put their events", () => {
    const rules = resourcesIn(stack, "AWS::Events::Rule").map(([, { Properties }]) => Properties ?? {});
    expect(rules).toHaveLength(3);
    for (const each of rules) {
      expect(each).not.toHaveProperty("EventBusName");
      expect(each.State).toBe("ENABLED");
    }
  });

  it("hear of objects below the folders of tables, and of no result", () => {
    const pattern = rule("ObjectsRule").EventPattern as { detail: { object: { key: { prefix: string }[] } } };
    expect(pattern).toEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created", "Object Deleted"],
      detail: {
        bucket: { name: [{ Ref: idOf("AWS::S3::Bucket", "Lake") }] },
        object: { key: lakeTables.map(({ prefix }) => ({ prefix })) },
      },
    });
    const results = Object.values(resultPrefixes);
    for (const { prefix } of pattern.detail.object.key) {
      expect(results.filter((result) => `${result}x`.startsWith(prefix))).toEqual([]);
    }
  });

  it("hear of this crawler's success, and of the exports of both groups", () => {
    expect(rule("CrawledRule").EventPattern).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Crawler State Change"],
      detail: { crawlerName: [{ Ref: "Crawler" }], state: ["Succeeded", "Failed"] },
    });
    expect(rule("ExportRule").EventPattern).toEqual({
      source: ["aws.athena"],
      "detail-type": ["Athena Query State Change"],
      detail: { workgroupName: [{ Ref: "WorkGroupexportsdeveloper" }, { Ref: "WorkGroupexportsbusinessAnalyst" }] },
    });
  });

  it.each([
    { id: "ObjectsRule", called: "startcrawlerlambda" },
    { id: "CrawledRule", called: "startcrawlerlambda" },
    { id: "ExportRule", called: "watchexportlambda" },
  ])("$id may call $called, for a day, and keeps what it could not deliver", ({ id, called }) => {
    const target = targetOf(id);
    const lambda = { "Fn::GetAtt": [idOf("AWS::Lambda::Function", called), "Arn"] };
    expect(target.Arn).toEqual(lambda);
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    expect(target.DeadLetterConfig).toEqual({
      Arn: { "Fn::GetAtt": [idOf("AWS::SQS::Queue", "LakeDeadLetters"), "Arn"] },
    });
    const ruleArn = { "Fn::GetAtt": [idOf("AWS::Events::Rule", id), "Arn"] };
    const permissions = resourcesIn(stack, "AWS::Lambda::Permission").map(([, { Properties }]) => Properties);
    expect(permissions).toContainEqual({
      Action: "lambda:InvokeFunction",
      FunctionName: lambda,
      Principal: "events.amazonaws.com",
      SourceArn: ruleArn,
    });
  });

  it.each([
    { called: "startcrawlerlambda", timeout: 60, names: ["CRAWLER_NAME", "LAKE_BUCKET"] },
    { called: "watchexportlambda", timeout: 900, names: ["EXPORT_WORK_GROUPS", "LAKE_BUCKET"] },
  ])("$called knows its surroundings, and what it fails on is kept", ({ called, timeout, names }) => {
    const { Properties = {} } = stack.template.Resources[idOf("AWS::Lambda::Function", called)] ?? {};
    const queue = { "Fn::GetAtt": [idOf("AWS::SQS::Queue", "LakeDeadLetters"), "Arn"] };
    expect(Properties).toMatchObject({
      Timeout: timeout,
      Runtime: "nodejs22.x",
      DeadLetterConfig: { TargetArn: queue },
    });
    expect(Object.keys((Properties.Environment as { Variables: Properties }).Variables)).toEqual(
      expect.arrayContaining(names),
    );
  });

  it.each([
    {
      called: "startcrawlerlambda",
      actions: ["glue:StartCrawler", "glue:GetCrawler", "s3:ListBucket", "sqs:SendMessage"],
      resources: [/:crawler\/\$\{Crawler\}$/, /^\$\{Lake\w+\.Arn\}$/, /^\$\{LakeDeadLetters\w+\.Arn\}$/],
    },
    {
      called: "watchexportlambda",
      actions: [
        "athena:GetQueryExecution",
        "athena:GetQueryRuntimeStatistics",
        "s3:ListBucket",
        "events:PutEvents",
        "sqs:SendMessage",
      ],
      resources: [
        /:workgroup\/\$\{WorkGroupexportsdeveloper\},.+:workgroup\/\$\{WorkGroupexportsbusinessAnalyst\}$/,
        /^\$\{Lake\w+\.Arn\}$/,
        /:event-bus\/default$/,
        /^\$\{LakeDeadLetters\w+\.Arn\}$/,
      ],
    },
  ])("$called may do what it is for, and nothing else", ({ called, actions, resources }) => {
    const statements = statementsOf(stack, called);
    expect(statements.flatMap(actionsOf)).toEqual(actions);
    expect(statements.map(({ Condition }) => Condition)).toEqual(statements.map(() => undefined));
    expect(statements.map(({ Resource }) => shown(Resource))).toEqual(
      resources.map((resource) => expect.stringMatching(resource) as string),
    );
  });
});
