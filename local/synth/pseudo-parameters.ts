/** Where the sandbox pretends to be deployed. */
export const region = "us-east-1";
/** Twelve digits that no real account has. */
export const accountId = "000000000000";

/** Stands for `AWS::NoValue`: the property or list item that holds it goes away. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

/**
 * Values of CloudFormation's pseudo parameters, or undefined for another name
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html).
 */
export function pseudoParameter(
  name: string,
  stackName: string,
): string | readonly string[] | typeof noValue | undefined {
  switch (name) {
    case "AWS::AccountId":
      return accountId;
    case "AWS::Region":
      return region;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return stackName;
    case "AWS::StackId":
      return stackArn(stackName);
    case "AWS::NotificationARNs":
      return [];
    case "AWS::NoValue":
      return noValue;
    default:
      return undefined;
  }
}

/** ARN of a stack of the sandbox. */
export function stackArn(stackName: string): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`;
}
