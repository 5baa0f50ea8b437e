import type { GraphqlApiModel, QueueModel, RuleTargetModel } from "./backend-model.js";
import { lambdaArn, lambdaName } from "./physical-resource.js";
import type { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";

/** Attempts after the first (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html). */
export const defaultRetryAttempts = 185;
/** Seconds. */
export const defaultEventAge = 86_400;

/** What the targets of rules may point at. */
export interface TargetSurroundings {
  readonly graphqlApi: GraphqlApiModel;
  readonly queues: readonly QueueModel[];
  readonly ofType: ResourcesByType;
}

const kindAdvice = "The sandbox delivers to AppSync and to Lambda functions of this definition: use one of these.";
const otherKinds = [
  "BatchParameters",
  "EcsParameters",
  "HttpParameters",
  "KinesisParameters",
  "RedshiftDataParameters",
  "RunCommandParameters",
  "SageMakerPipelineParameters",
  "SqsParameters",
];

/**
 * One target of the rule with that ARN.
 * @throws SynthError for unknown kinds, for targets that do not exist and for functions that the rule may not invoke
 */
export function readRuleTarget(
  target: PropertyReader,
  ruleArn: string,
  { graphqlApi, queues, ofType }: TargetSurroundings,
): RuleTargetModel {
  target.only({
    runs: [
      "Id",
      "Arn",
      "RoleArn",
      "Input",
      "InputPath",
      "InputTransformer",
      "DeadLetterConfig",
      "RetryPolicy",
      "AppSyncParameters",
    ],
    noLocalEffect: [],
    refused: Object.fromEntries(otherKinds.map((name) => [name, kindAdvice])),
  });
  const arn = target.text("Arn");
  const lambda = ofType("AWS::Lambda::Function").find((resource) => lambdaArn(resource) === arn);
  const kind =
    lambda === undefined
      ? readAppSync(target, arn, graphqlApi)
      : readLambda(target, lambda, ruleArn, ofType("AWS::Lambda::Permission"));
  const transformer = target.object("InputTransformer");
  const inputs = ["Input", "InputPath", "InputTransformer"].filter((name) => target.has(name));
  if (inputs.length > 1) target.fail(inputs[1] ?? "", `only one of ${inputs.join(" and ")}`);
  const deadLetterArn = target.object("DeadLetterConfig")?.optionalText("Arn");
  if (deadLetterArn !== undefined && !queues.some((queue) => queue.arn === deadLetterArn)) {
    target.fail("DeadLetterConfig", "the ARN of a queue of this definition");
  }
  const retry = target.object("RetryPolicy");
  return {
    id: target.text("Id"),
    arn,
    ...kind,
    input: target.optionalText("Input"),
    inputPath: target.optionalText("InputPath"),
    inputTransformer: transformer && {
      inputPathsMap: transformer.textMap("InputPathsMap"),
      inputTemplate: transformer.text("InputTemplate"),
    },
    deadLetterArn,
    retry: {
      maximumRetryAttempts: retry?.optionalInteger("MaximumRetryAttempts") ?? defaultRetryAttempts,
      maximumEventAgeInSeconds: retry?.optionalInteger("MaximumEventAgeInSeconds") ?? defaultEventAge,
    },
  };
}

type TargetKind = Pick<RuleTargetModel, "roleArn" | "graphqlOperation">;

function readAppSync(target: PropertyReader, arn: string, { endpointArn }: GraphqlApiModel): TargetKind {
  if (arn !== endpointArn) {
    throw target.refuse(
      `Arn ${arn}`,
      arn.startsWith("arn:aws:appsync:")
        ? `The API's endpoint ARN (GraphQLEndpointArn) is ${endpointArn}: use that.`
        : kindAdvice,
    );
  }
  const parameters = target.object("AppSyncParameters");
  return {
    // PutTargets refuses an AppSync target without a role.
    roleArn: target.text("RoleArn"),
    graphqlOperation:
      parameters?.text("GraphQLOperation") ?? target.fail("AppSyncParameters", "an object with GraphQLOperation"),
  };
}

/** A function is invoked by leave of its own permissions, not of a role (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html). */
function readLambda(
  target: PropertyReader,
  lambda: Resource,
  ruleArn: string,
  permissions: readonly Resource[],
): TargetKind {
  if (target.has("AppSyncParameters")) target.fail("AppSyncParameters", "nothing for a function");
  if (target.has("RoleArn"))
    throw target.refuse("RoleArn", "Let the function's AWS::Lambda::Permission allow the rule.");
  const allowed = permissions.some((permission) => {
    const [name, principal, source = ruleArn] = ["FunctionName", "Principal", "SourceArn"].map((property) =>
      permission.property(property),
    );
    return (
      (name === lambdaArn(lambda) || name === lambdaName(lambda)) &&
      principal === "events.amazonaws.com" &&
      source === ruleArn
    );
  });
  if (!allowed) {
    target.fail(
      "Arn",
      `a function that an AWS::Lambda::Permission lets ${ruleArn} invoke (Principal events.amazonaws.com, SourceArn)`,
    );
  }
  return { roleArn: undefined, graphqlOperation: undefined };
}
