import { nameResource, SynthError } from "./synth-error.js";
import type { Resource } from "./stack.js";

/** How far the sandbox runs a resource type. */
export type Fidelity = "modelled" | "partly" | "deploys only";

export interface ResourceTypeEntry {
  readonly fidelity: Fidelity;
  /** One sentence for local/README.md: what runs here, or why nothing needs to. */
  readonly note: string;
}

const modelled = (note: string): ResourceTypeEntry => ({ fidelity: "modelled", note });
const partly = (note: string): ResourceTypeEntry => ({ fidelity: "partly", note });
const deploysOnly = (note: string): ResourceTypeEntry => ({ fidelity: "deploys only", note });

/**
 * Every resource type that the sandbox accepts. A type that is not here stops the start with an error, so that nothing in
 * `amplify/` is left out in silence; local/README.md prints this table.
 */
export const resourceTypes: Readonly<Record<string, ResourceTypeEntry>> = {
  "AWS::AppSync::GraphQLApi": partly(
    "API key, user pool and IAM authorization, environment variables, query depth and resolver limits; no logs, metrics or WAF.",
  ),
  "AWS::AppSync::GraphQLSchema": modelled("The schema as deployed, directives included."),
  "AWS::AppSync::ApiKey": partly("One key is generated for this sandbox; it does not expire."),
  "AWS::AppSync::DataSource": partly("DynamoDB and NONE; every other kind is refused."),
  "AWS::AppSync::FunctionConfiguration": modelled(
    "APPSYNC_JS pipeline functions, inline or from an asset; VTL is refused.",
  ),
  "AWS::AppSync::Resolver": modelled(
    "APPSYNC_JS unit and pipeline resolvers; VTL, caching, batching and sync are refused.",
  ),
  "AWS::CloudFormation::Stack": modelled("Nested stacks with their parameters and outputs."),
  "AWS::Cognito::IdentityPool": deploysOnly("The sandbox gives out no AWS credentials to browsers."),
  "AWS::Cognito::IdentityPoolRoleAttachment": deploysOnly("Goes with the identity pool."),
  "AWS::Cognito::UserPool": partly(
    "Its id and issuer are known, so that tokens can be checked; sign-up and sign-in are not served.",
  ),
  "AWS::Cognito::UserPoolClient": partly("Its id is known; flows and token lifetimes are not enforced."),
  "AWS::Cognito::UserPoolGroup": deploysOnly("Groups come from the token."),
  "AWS::CloudWatch::Alarm": deploysOnly("The sandbox has no metrics."),
  "AWS::CloudWatch::CompositeAlarm": deploysOnly("The sandbox has no metrics."),
  "AWS::CloudWatch::Dashboard": deploysOnly("The sandbox has no metrics."),
  "AWS::DynamoDB::GlobalTable": partly("As a table in one region; further replicas are refused."),
  "AWS::DynamoDB::Table": partly("Stored on disk by its keys; items do not expire, secondary indexes are refused."),
  "AWS::Events::Archive": deploysOnly(
    "Replaying an archive is a matter of the cloud; `npm run events -- replay` replays files.",
  ),
  "AWS::Events::EventBus": modelled("Custom buses beside the account's default bus."),
  "AWS::Events::EventBusPolicy": deploysOnly("Whoever reaches the sandbox's port may publish."),
  "AWS::Events::Rule": partly(
    "Event patterns, input transformers, retry policy, dead-letter queue; AppSync targets only, schedules are refused.",
  ),
  "AWS::IAM::ManagedPolicy": partly("Statements join the roles that the policy is attached to."),
  "AWS::IAM::Policy": partly("Statements join the roles that the policy is attached to."),
  "AWS::IAM::Role": partly(
    "Actions and resources of roles that EventBridge, AppSync or users assume; conditions are refused there.",
  ),
  "AWS::KMS::Alias": deploysOnly("Nothing is encrypted at rest here."),
  "AWS::KMS::Key": deploysOnly("Nothing is encrypted at rest here."),
  "AWS::Lambda::Function": deploysOnly(
    "Serves the CDK's custom resources at deployment; as data source or target it is refused.",
  ),
  "AWS::Lambda::LayerVersion": deploysOnly("Goes with the functions above."),
  "AWS::Lambda::Permission": deploysOnly("Goes with the functions above."),
  "AWS::Logs::LogGroup": deploysOnly("The sandbox writes its log to the terminal."),
  "AWS::Logs::MetricFilter": deploysOnly("The sandbox has no metrics."),
  "AWS::Logs::ResourcePolicy": deploysOnly("The sandbox writes its log to the terminal."),
  "AWS::S3::Bucket": deploysOnly("Holds Amplify's model schema for its own tools."),
  "AWS::S3::BucketPolicy": deploysOnly("Goes with the buckets above."),
  "AWS::SNS::Subscription": deploysOnly("Goes with the topics below."),
  "AWS::SNS::Topic": deploysOnly("Carries alarms, which the sandbox does not raise."),
  "AWS::SNS::TopicPolicy": deploysOnly("Goes with the topics above."),
  "AWS::SQS::Queue": partly("Dead-letter queues of rules; first-in-first-out queues are refused."),
  "AWS::SQS::QueuePolicy": deploysOnly("The sandbox's own event bus is the only sender."),
  "AWS::SSM::Parameter": deploysOnly("Tells Amplify's functions where the API is."),
  "AWS::WAFv2::WebACL": deploysOnly("The sandbox listens on this machine only."),
  "AWS::WAFv2::WebACLAssociation": deploysOnly("The sandbox listens on this machine only."),
  "AWS::CDK::Metadata": deploysOnly("Usage statistics of the CDK."),
  "Custom::AmplifyBranchLinkerResource": deploysOnly("Tells Amplify's console which stack belongs to a branch."),
  "Custom::CDKBucketDeployment": deploysOnly("Uploads Amplify's model schema; the sandbox reads the asset itself."),
  "Custom::LogRetention": deploysOnly("The sandbox writes its log to the terminal."),
  "Custom::S3AutoDeleteObjects": deploysOnly("Empties buckets when the stack is deleted."),
};

/** Types that are refused with their own advice, where the plain "unknown type" would help less. */
const refused: Readonly<Record<string, string>> = {
  "AWS::AppSync::ApiCache": "Answers would differ from the sandbox's, which caches nothing. Remove the cache.",
  "AWS::AppSync::SourceApiAssociation": "Merged APIs need the cloud. Put the types into one schema.",
  "AWS::Events::Connection": "The sandbox calls nothing outside this machine. Use an AppSync target.",
  "AWS::Events::ApiDestination": "The sandbox calls nothing outside this machine. Use an AppSync target.",
  "AWS::Lambda::EventSourceMapping": "The sandbox runs no Lambda functions on streams or queues.",
  "AWS::Pipes::Pipe": "Use a rule with an AppSync target.",
  "AWS::Scheduler::Schedule": "The sandbox starts nothing by the clock.",
};

/**
 * Refuses resources of unknown type.
 * @throws SynthError UNSUPPORTED_RESOURCE
 */
export function checkResourceType(resource: Resource): void {
  if (resource.type in resourceTypes) return;
  const advice =
    refused[resource.type] ??
    'If it has no meaning on one machine, list it as "deploys only" in local/synth/resource-types.ts; else model it there.';
  throw new SynthError("UNSUPPORTED_RESOURCE", `The sandbox cannot run ${nameResource(resource)}. ${advice}`);
}

/** The table of local/README.md, in markdown: type, fidelity, note; what runs comes first. */
export function fidelityTable(): string {
  const order: readonly Fidelity[] = ["modelled", "partly", "deploys only"];
  const rows = Object.entries(resourceTypes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .sort(([, a], [, b]) => order.indexOf(a.fidelity) - order.indexOf(b.fidelity))
    .map(([type, { fidelity, note }]) => `| \`${type}\` | ${fidelity} | ${note} |`);
  return ["| Resource type | In the sandbox | What that means |", "| --- | --- | --- |", ...rows, ""].join("\n");
}
