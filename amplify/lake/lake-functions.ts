import { Stack } from "aws-cdk-lib";
import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { LakeResources } from "./resource.js";
import type { CalledFunction } from "./triggers.js";

/** A function as `defineFunction` gives it. */
export interface LakeFunction extends CalledFunction {
  addEnvironment(name: string, value: string): void;
}

function allow(called: LakeFunction, actions: string[], resource: string): void {
  called.resources.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
}

/** Tells `start-crawler` its surroundings; lets it start the crawler, and list what has come since. */
export function equipStartCrawler(called: LakeFunction, { bucket, crawler }: Omit<LakeResources, "triggers">): void {
  called.addEnvironment("CRAWLER_NAME", crawler.crawler.ref);
  called.addEnvironment("LAKE_BUCKET", bucket.bucketName);
  allow(called, ["glue:StartCrawler", "glue:GetCrawler"], crawler.arn);
  allow(called, ["s3:ListBucket"], bucket.bucketArn);
}

/** Tells `watch-export` its surroundings; lets it look at exports, weigh the tables, and put events on the default bus. */
export function equipWatchExport(called: LakeFunction, { bucket, workGroups }: Omit<LakeResources, "triggers">): void {
  called.addEnvironment("EXPORT_WORK_GROUP", workGroups.exports.name);
  called.addEnvironment("LAKE_BUCKET", bucket.bucketName);
  allow(called, ["athena:GetQueryExecution", "athena:GetQueryRuntimeStatistics"], workGroups.exports.arn);
  allow(called, ["s3:ListBucket"], bucket.bucketArn);
  const eventBus = { service: "events", resource: "event-bus", resourceName: "default" };
  allow(called, ["events:PutEvents"], Stack.of(bucket).formatArn(eventBus));
}

/** Tells `query-lake` its surroundings; lets it look up groups. Into the lake it goes by the roles that it assumes. */
export function equipQueryLake(called: LakeFunction, lake: LakeResources, userPool: IUserPool): void {
  called.addEnvironment("USER_POOL_ID", userPool.userPoolId);
  called.addEnvironment("DATABASE_NAME", lake.catalog.database.ref);
  called.addEnvironment("QUERY_WORK_GROUP", lake.workGroups.queries.name);
  called.addEnvironment("EXPORT_WORK_GROUP", lake.workGroups.exports.name);
  called.addEnvironment("LAKE_BUCKET", lake.bucket.bucketName);
  allow(called, ["cognito-idp:GetGroup"], userPool.userPoolArn);
}
