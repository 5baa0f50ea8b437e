import { Stack } from "aws-cdk-lib";
import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { LakeResources } from "./resource.js";
import { resultKinds, workGroupVariable } from "./result-places.js";
import type { CalledFunction } from "./triggers.js";
import { lakeGroupNames } from "./visibility.js";

/** A function as `defineFunction` gives it. */
export interface LakeFunction extends CalledFunction {
  addEnvironment(name: string, value: string): void;
}

function allow(called: LakeFunction, actions: string[], ...resources: string[]): void {
  called.resources.lambda.addToRolePolicy(new PolicyStatement({ actions, resources }));
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
  const ofExports = Object.values(workGroups).map(({ exports }) => exports);
  called.addEnvironment("EXPORT_WORK_GROUPS", ofExports.map(({ name }) => name).join(","));
  called.addEnvironment("LAKE_BUCKET", bucket.bucketName);
  const arns = ofExports.map(({ arn }) => arn);
  allow(called, ["athena:GetQueryExecution", "athena:GetQueryRuntimeStatistics"], ...arns);
  allow(called, ["s3:ListBucket"], bucket.bucketArn);
  const eventBus = { service: "events", resource: "event-bus", resourceName: "default" };
  allow(called, ["events:PutEvents"], Stack.of(bucket).formatArn(eventBus));
}

/** Tells `query-lake` its surroundings; lets it look up groups. Into the lake it goes by the roles that it assumes. */
export function equipQueryLake(called: LakeFunction, lake: LakeResources, userPool: IUserPool): void {
  called.addEnvironment("USER_POOL_ID", userPool.userPoolId);
  called.addEnvironment("DATABASE_NAME", lake.catalog.database.ref);
  for (const group of lakeGroupNames) {
    for (const kind of resultKinds) {
      called.addEnvironment(workGroupVariable(kind, group), lake.workGroups[group][kind].name);
    }
  }
  called.addEnvironment("LAKE_BUCKET", lake.bucket.bucketName);
  allow(called, ["cognito-idp:GetGroup"], userPool.userPoolArn);
}
