import type { EventPattern } from "aws-cdk-lib/aws-events";

/** Crawls that have succeeded (https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html). */
export function crawlSucceeded(crawlerName: string): EventPattern {
  return crawls(crawlerName, ["Succeeded"]);
}

/** Crawls that are over, whatever came of them. */
export function crawlEnded(crawlerName: string): EventPattern {
  return crawls(crawlerName, ["Succeeded", "Failed"]);
}

function crawls(crawlerName: string, state: string[]): EventPattern {
  return {
    source: ["aws.glue"],
    detailType: ["Glue Crawler State Change"],
    detail: { crawlerName: [crawlerName], state },
  };
}
