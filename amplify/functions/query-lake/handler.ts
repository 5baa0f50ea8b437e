import {
  CognitoIdentityProviderClient,
  GetGroupCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Context } from "aws-lambda";
import { visibilityOf } from "../../lake/visibility.js";
import { environmentVariable } from "../environment.js";
import { cachedGroups, callerRole } from "./caller-role.js";
import { columnInfos } from "./column-info.js";
import { LakeFailure } from "./lake-failure.js";
import type { LakeRequest, LakeResponse } from "./lake-request.js";

const cognito = new CognitoIdentityProviderClient({});
const userPoolId = environmentVariable("USER_POOL_ID");
const groups = cachedGroups(
  async (name) => {
    try {
      const { Group } = await cognito.send(new GetGroupCommand({ UserPoolId: userPoolId, GroupName: name }));
      return { roleArn: Group?.RoleArn, precedence: Group?.Precedence };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
  () => Date.now(),
);

/** Lambda data source of the companies API. */
export const handler = async (request: LakeRequest, _context: Pick<Context, "awsRequestId">): Promise<LakeResponse> => {
  try {
    const { group } = await callerRole(request.identity, groups);
    return { data: columnInfos(visibilityOf(group)) };
  } catch (error) {
    if (error instanceof LakeFailure) return { error: { type: error.type, message: error.message } };
    throw error;
  }
};
