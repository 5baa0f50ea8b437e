import type { EventPattern } from "aws-cdk-lib/aws-events";

/** Crawls that have succeeded (https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html). */
export function crawlSucceeded(crawlerName: string): EventPattern {
  return {
    source: ["aws.glue"],
    detailType: ["Glue Crawler State Change"],
    detail: { crawlerName: [crawlerName], state: ["Succeeded"] },
  };
}
