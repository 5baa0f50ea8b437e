import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  CognitoIdentityProviderClient,
  GetGroupCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Context } from "aws-lambda";
import { workGroupVariable } from "../../lake/result-places.js";
import { byGroup, visibilityOf } from "../../lake/visibility.js";
import { environmentVariable } from "../environment.js";
import { jsonLog } from "../log.js";
import { cachedGroups, type GetGroup } from "./caller-role.js";
import { sdkClients } from "./lake-clients.js";
import { lakeFunction } from "./lake-function.js";
import type { LakeRequest, LakeResponse } from "./lake-request.js";
import { roleSessions, type AssumeRole } from "./role-sessions.js";

const cognito = new CognitoIdentityProviderClient({});
const sts = new STSClient({});
const userPoolId = environmentVariable("USER_POOL_ID");
const bucket = environmentVariable("LAKE_BUCKET");
const now = () => Date.now();

const getGroup: GetGroup = async (name) => {
  try {
    const { Group } = await cognito.send(new GetGroupCommand({ UserPoolId: userPoolId, GroupName: name }));
    return { roleArn: Group?.RoleArn, precedence: Group?.Precedence };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const assumeRole: AssumeRole = async (roleArn, sessionName) => {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error(`AssumeRole of ${roleArn}: expected credentials, got none. Try again.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
};

const answer = lakeFunction({
  getGroup: cachedGroups(getGroup, now),
  visibilityOf,
  sessions: roleSessions(assumeRole, now),
  clients: sdkClients(bucket),
  database: environmentVariable("DATABASE_NAME"),
  workGroups: byGroup((group) => ({
    queries: environmentVariable(workGroupVariable("queries", group)),
    exports: environmentVariable(workGroupVariable("exports", group)),
  })),
  bucket,
  now,
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
  newId: randomUUID,
  log: jsonLog,
});

/** Lambda data source of the companies API: see `lake-request.ts` for what comes and goes. */
export const handler = (request: LakeRequest, context: Pick<Context, "awsRequestId">): Promise<LakeResponse> =>
  answer(request, context.awsRequestId);
