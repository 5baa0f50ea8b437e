import type { CfnIdentityPoolRoleAttachment } from "aws-cdk-lib/aws-cognito";
import { ArnPrincipal, CfnRole, PolicyDocument, PolicyStatement, type IRole } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";

/**
 * Makes these roles of groups the function's to assume, and nobody else's. Amplify would also hand them to the
 * browser: there, anybody could run queries of their own with them and fetch results that are kept for others.
 */
export function lendGroupRoles(
  lambda: IFunction,
  roles: readonly IRole[],
  attachment: CfnIdentityPoolRoleAttachment,
): void {
  if (lambda.role === undefined) {
    throw new Error(`Expected ${lambda.node.path} to have a role, found none: the groups' roles could trust nobody.`);
  }
  // Without a mapping, signed-in users get the plain role of authenticated users, which may do nothing.
  attachment.roleMappings = undefined;
  const trust = new PolicyStatement({
    actions: ["sts:AssumeRole"],
    principals: [new ArnPrincipal(lambda.role.roleArn)],
  });
  for (const role of roles) {
    const cfnRole = role.node.defaultChild;
    if (!(cfnRole instanceof CfnRole)) {
      throw new Error(`Expected ${role.node.path} to be a role of this app, found one that it only refers to.`);
    }
    cfnRole.assumeRolePolicyDocument = new PolicyDocument({ statements: [trust] });
  }
  lambda.addToRolePolicy(
    new PolicyStatement({ actions: ["sts:AssumeRole"], resources: roles.map(({ roleArn }) => roleArn) }),
  );
}
