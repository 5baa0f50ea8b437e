import type { CfnIdentityPool, CfnUserPool } from "aws-cdk-lib/aws-cognito";

/** Only administrators make accounts, and without an account there are no AWS credentials: kiosks use the API key. */
export function closeSignUp(resources: {
  readonly cfnUserPool: CfnUserPool;
  readonly cfnIdentityPool: CfnIdentityPool;
}): void {
  resources.cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
  resources.cfnIdentityPool.allowUnauthenticatedIdentities = false;
}
