import type { IGraphqlApi } from "aws-cdk-lib/aws-appsync";
import { Rule, type EventPattern, type RuleProps, type RuleTargetInput } from "aws-cdk-lib/aws-events";
import { AppSync } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { longestRetry } from "./delivery.js";
import { publishedOperation } from "./published-operation.js";

/** A rule that hands events to a mutation. */
export interface MutationRuleOptions {
  readonly description: string;
  /** Absent: the account's default bus, where the events of AWS services are. */
  readonly eventBus?: NonNullable<RuleProps["eventBus"]>;
  readonly eventPattern: EventPattern;
  /** Field of the type Mutation. */
  readonly mutation: string;
  readonly variables: RuleTargetInput;
  /** Where events go that the API does not take within a day. */
  readonly deadLetterQueue: IQueue;
  /** Gets leave to call this mutation. */
  readonly eventRole: Role;
}

/** Makes a rule whose target is a mutation of the API, with no function between. */
export function createMutationRule(scope: Construct, id: string, api: IGraphqlApi, options: MutationRuleOptions): Rule {
  const { description, eventBus, eventPattern, mutation, variables, deadLetterQueue, eventRole } = options;
  eventRole.addToPolicy(
    new PolicyStatement({ actions: ["appsync:GraphQL"], resources: [`${api.arn}/types/Mutation/fields/${mutation}`] }),
  );
  const graphQLOperation = publishedOperation(mutation);
  const target = new AppSync(api, { graphQLOperation, variables, eventRole, deadLetterQueue, ...longestRetry });
  return new Rule(scope, id, {
    description,
    eventPattern,
    targets: [target],
    ...(eventBus === undefined ? {} : { eventBus }),
  });
}
