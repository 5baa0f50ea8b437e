import type { IGraphqlApi } from "aws-cdk-lib/aws-appsync";
import { EventField, RuleTargetInput, type Rule } from "aws-cdk-lib/aws-events";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { crawlSucceeded } from "../lake/crawl-patterns.js";
import { createDeadLetterQueue } from "./delivery.js";
import { progressEvent } from "../functions/watch-export/export-publisher.js";
import { createMutationRule } from "./mutation-rule.js";

/** What operators watch. */
export interface LakeEventResources {
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];
}

/** Rules on the account's default bus that tell the API's subscribers what happens in the lake. */
export function createLakeEvents(scope: Construct, api: IGraphqlApi, crawlerName: string): LakeEventResources {
  const deadLetterQueue = createDeadLetterQueue(scope, "LakeEventDeadLetters");
  const eventRole = new Role(scope, "LakePublisherRole", {
    assumedBy: new ServicePrincipal("events.amazonaws.com"),
    description: "Lets the rules of the data lake invoke their two mutations",
  });
  const shared = { deadLetterQueue, eventRole };
  const fields = ["id", "state", "percent", "rows", "message", "time"];
  return {
    deadLetters: deadLetterQueue,
    rules: [
      createMutationRule(scope, "ExportProgressRule", api, {
        ...shared,
        description: "Progress of exports to reportCompanyExport",
        eventPattern: { source: [progressEvent.source], detailType: [progressEvent.detailType] },
        mutation: "reportCompanyExport",
        variables: RuleTargetInput.fromObject({
          input: Object.fromEntries(fields.map((field) => [field, EventField.fromPath(`$.detail.${field}`)])),
        }),
      }),
      createMutationRule(scope, "CompaniesRule", api, {
        ...shared,
        description: "Crawls of the lake to announceCompanies",
        eventPattern: crawlSucceeded(crawlerName),
        mutation: "announceCompanies",
        variables: RuleTargetInput.fromObject({ input: { time: EventField.time } }),
      }),
    ],
  };
}
