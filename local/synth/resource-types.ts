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
  "AWS::AppSync::DataSource": partly(
    "DynamoDB, Lambda functions of the definition and NONE; every other kind is refused.",
  ),
  "AWS::Athena::WorkGroup": partly(
    "Athena's API in front of DuckDB: state, enforced place of results, scan limit; results are not encrypted, no metrics.",
  ),
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
    "The user pool API: sign-in with password and TOTP, password policy, administrators' calls; no messages, so sign-up is refused; triggers are refused.",
  ),
  "AWS::Cognito::UserPoolClient": partly(
    "Flows, token lifetimes, revocation and rotation of refresh tokens; hosted pages are not served, client secrets are refused.",
  ),
  "AWS::Cognito::UserPoolGroup": modelled("Groups with precedence and role."),
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
    "Event patterns, input transformers, retry policy, dead-letter queue; AppSync and Lambda targets only, schedules are refused.",
  ),
  "AWS::Glue::Classifier": deploysOnly("Tells Glue how CSV looks; the sandbox's crawler looks into the files itself."),
  "AWS::Glue::Crawler": partly(
    "Over tables of the catalog, started by its API: new partitions and columns; other targets and schedules are refused.",
  ),
  "AWS::Glue::Database": partly("In the one catalog of the sandbox's account."),
  "AWS::Glue::Table": partly(
    "CSV with a line of headers, and Parquet, in buckets of the definition; other formats, views and partition projection are refused.",
  ),
  "AWS::IAM::ManagedPolicy": partly("Statements join the roles that the policy is attached to."),
  "AWS::IAM::Policy": partly("Statements join the roles that the policy is attached to."),
  "AWS::IAM::Role": partly(
    "Actions and resources of roles that EventBridge, AppSync, functions, users or other roles assume; conditions but that on `s3:prefix` are refused there.",
  ),
  "AWS::KMS::Alias": deploysOnly("Nothing is encrypted at rest here."),
  "AWS::KMS::Key": deploysOnly("Nothing is encrypted at rest here."),
  "AWS::LakeFormation::DataLakeSettings": partly(
    "Checked at the start: default permissions for IAM_ALLOWED_PRINCIPALS are refused. Administrators have no meaning here.",
  ),
  "AWS::LakeFormation::PrincipalPermissions": partly(
    "Grants on databases, tables and columns decide what a role reads; row filters, tags and grants by exclusion are refused.",
  ),
  "AWS::LakeFormation::Resource": partly("Every table must lie in a registered location; hybrid access is refused."),
  "AWS::Lambda::Function": partly(
    "Node.js bundles that the API or a rule calls run in workers, with their role; others serve the CDK at deployment only. Layers, images and archives are refused.",
  ),
  "AWS::Lambda::LayerVersion": deploysOnly("Goes with the functions that serve the CDK."),
  "AWS::Lambda::Permission": partly("Checked at the start: a rule calls only functions that let it."),
  "AWS::Logs::LogGroup": deploysOnly("The sandbox writes its log to the terminal."),
  "AWS::Logs::MetricFilter": deploysOnly("The sandbox has no metrics."),
  "AWS::Logs::ResourcePolicy": deploysOnly("The sandbox writes its log to the terminal."),
  "AWS::S3::Bucket": partly(
    "Objects on disk behind the S3 REST API, events to EventBridge, expiry by prefix; former versions are not kept.",
  ),
  "AWS::S3::BucketPolicy": deploysOnly("What roles allow decides; the sandbox has neither TLS nor other accounts."),
  "AWS::SNS::Subscription": deploysOnly("Goes with the topics below."),
  "AWS::SNS::Topic": deploysOnly("Carries alarms, which the sandbox does not raise."),
  "AWS::SNS::TopicPolicy": deploysOnly("Goes with the topics above."),
  "AWS::SQS::Queue": partly("Dead-letter queues; first-in-first-out queues are refused."),
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
  "AWS::LakeFormation::DataCellsFilter": "It knows grants on whole columns, not on rows.",
  "AWS::LakeFormation::Permissions": "Use AWS::LakeFormation::PrincipalPermissions.",
  "AWS::Lambda::Alias": "The sandbox runs the one version that is in amplify/: point at the function itself.",
  "AWS::Lambda::EventInvokeConfig":
    "The sandbox tries an event three times, as Lambda does where nothing is set. Use DeadLetterConfig of the function for what fails.",
  "AWS::Lambda::EventSourceMapping": "The sandbox runs no Lambda functions on streams or queues.",
  "AWS::Lambda::Version": "The sandbox runs the one version that is in amplify/: point at the function itself.",
  "AWS::Pipes::Pipe": "Use a rule with an AppSync target.",
  "AWS::Scheduler::Schedule": "The sandbox starts nothing by the clock.",
  "Custom::S3BucketNotifications":
    "Set notificationConfiguration of the bucket's CfnBucket, with eventBridgeConfiguration, instead of the L2 property.",
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
