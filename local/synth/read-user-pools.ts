import type { UserPoolModel } from "./backend-model.js";
import { userPoolArn, userPoolClientId, userPoolId } from "./physical-resource.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import { nameResource, SynthError } from "./synth-error.js";

/** User pools with the ids of their clients. */
export function readUserPools(ofType: ResourcesByType): readonly UserPoolModel[] {
  const clients = ofType("AWS::Cognito::UserPoolClient");
  return ofType("AWS::Cognito::UserPool").map((pool) => {
    const triggers = pool.property("LambdaConfig");
    if (triggers !== undefined) {
      throw new SynthError(
        "UNSUPPORTED_FEATURE",
        `The sandbox cannot run LambdaConfig of ${nameResource(pool)}: it runs no functions at sign-in. Remove the triggers.`,
      );
    }
    return {
      path: pool.path,
      logicalId: pool.logicalId,
      userPoolId: userPoolId(pool),
      arn: userPoolArn(pool),
      clients: clients
        .filter((client) => client.property("UserPoolId") === userPoolId(pool))
        .map((client) => {
          const name = client.property("ClientName");
          return { clientId: userPoolClientId(client), name: typeof name === "string" ? name : undefined };
        }),
    };
  });
}
