import { Rule, type EventPattern } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { CfnFunction, IFunction } from "aws-cdk-lib/aws-lambda";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { createDeadLetterQueue, longestRetry } from "../events/delivery.js";
import { crawlEnded } from "./crawl-patterns.js";
import type { LakeTable } from "./tables.js";

/** A function that a rule calls, as `defineFunction` gives it. */
export interface CalledFunction {
  readonly resources: {
    readonly lambda: IFunction;
    readonly cfnResources: { readonly cfnFunction: CfnFunction };
  };
}

/** What the rules listen to and call. */
export interface TriggerOptions {
  readonly bucket: Bucket;
  readonly tables: readonly LakeTable[];
  readonly crawlerName: string;
  readonly exportWorkGroups: readonly string[];
  readonly startCrawler: CalledFunction;
  readonly watchExport: CalledFunction;
}

/** What operators watch. */
export interface Triggers {
  readonly rules: readonly Rule[];
  /** Events that a rule could not hand to its function, and events that a function failed on three times. */
  readonly deadLetters: Queue;
}

/** The rules on the account's default event bus that call the functions of the lake. */
export function createTriggers(scope: Construct, options: TriggerOptions): Triggers {
  const { bucket, tables, crawlerName, exportWorkGroups, startCrawler, watchExport } = options;
  const deadLetters = createDeadLetterQueue(scope, "LakeDeadLetters");
  // EventBridge is content once Lambda has taken an event: what the function then fails on is Lambda's to keep.
  for (const { resources } of [startCrawler, watchExport]) {
    resources.cfnResources.cfnFunction.deadLetterConfig = { targetArn: deadLetters.queueArn };
    resources.lambda.addToRolePolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }),
    );
  }
  function rule(id: string, description: string, eventPattern: EventPattern, called: CalledFunction): Rule {
    const target = new LambdaFunction(called.resources.lambda, {
      deadLetterQueue: deadLetters,
      ...longestRetry,
    });
    return new Rule(scope, id, { description, eventPattern, targets: [target] });
  }
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
  const objectsChanged: EventPattern = {
    source: ["aws.s3"],
    detailType: ["Object Created", "Object Deleted"],
    detail: {
      bucket: { name: [bucket.bucketName] },
      object: { key: tables.map(({ prefix }) => ({ prefix })) },
    },
  };
  // https://docs.aws.amazon.com/athena/latest/ug/athena-events.html
  const exportChanged: EventPattern = {
    source: ["aws.athena"],
    detailType: ["Athena Query State Change"],
    detail: { workgroupName: [...exportWorkGroups] },
  };
  return {
    deadLetters,
    rules: [
      rule("ObjectsRule", "Objects of the lake's tables to start-crawler", objectsChanged, startCrawler),
      rule(
        "CrawledRule",
        "Crawls to start-crawler, which looks for what they missed",
        crawlEnded(crawlerName),
        startCrawler,
      ),
      rule("ExportRule", "Changes of exports to watch-export", exportChanged, watchExport),
    ],
  };
}
