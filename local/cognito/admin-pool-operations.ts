import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import { authorize } from "../iam/caller.js";
import type { UserPoolGroupModel } from "../synth/backend-model.js";
import { adminOperation } from "./admin-operation.js";
import { readInput } from "./cognito-input.js";
import { pageOf } from "./page.js";
import { clientJson, poolJson } from "./pool-json.js";
import type { PoolDirectory } from "./pool-services.js";
import type { UserPool } from "./user-pool.js";
import { userJson } from "./user-json.js";

const text = z.string().min(1);
const paging = { NextToken: z.string().nullish() };
const pool = { UserPoolId: text };
const parameters = z.record(z.string(), z.string()).nullish();
const poolSchema = z.looseObject(pool);
const clientSchema = z.looseObject({ ...pool, ClientId: text });
const groupSchema = z.looseObject({ ...pool, GroupName: text });
const membershipSchema = z.looseObject({ ...pool, Username: text, GroupName: text });
const groupPageSchema = z.looseObject({ ...pool, ...paging, Limit: z.number().nullish() });
const groupsOfSchema = z.looseObject({ ...groupPageSchema.shape, Username: text });
const membersSchema = z.looseObject({ ...groupPageSchema.shape, GroupName: text });
const clientPageSchema = z.looseObject({ ...pool, ...paging, MaxResults: z.number().nullish() });
const poolPageSchema = z.looseObject({ ...paging, MaxResults: z.number().nullish() });
const initiateSchema = z.looseObject({ ...pool, ClientId: text, AuthFlow: text, AuthParameters: parameters });
const respondSchema = z.looseObject({
  ...pool,
  ClientId: text,
  ChallengeName: text,
  ChallengeResponses: parameters,
  Session: z.string().nullish(),
});
const largestPage = 60;

/** What administrators ask of pools, clients and groups, all of which the definition makes, and who belongs to what. */
export function adminPoolOperations(pools: PoolDirectory): Readonly<Record<string, AwsJsonOperation>> {
  return {
    GetGroup: adminOperation(pools, "GetGroup", groupSchema, async (input, { pool: users }) => ({
      Group: groupJson(users, users.group(input.GroupName)),
    })),

    ListGroups: adminOperation(pools, "ListGroups", groupPageSchema, async (input, { pool: users }) =>
      groupPage(users, users.model.groups, input),
    ),

    AdminListGroupsForUser: adminOperation(pools, "AdminListGroupsForUser", groupsOfSchema, async (input, services) => {
      const { pool: users } = services;
      return groupPage(users, users.groupsOf(users.get(input.Username)), input);
    }),

    ListUsersInGroup: adminOperation(pools, "ListUsersInGroup", membersSchema, async (input, { pool: users }) => {
      const { groupName } = users.group(input.GroupName);
      const members = [...users.store.users(users.id)].filter(({ groups }) => groups.includes(groupName));
      const page = pageOf(members, ({ username }) => username, {
        limit: input.Limit,
        largest: largestPage,
        token: input.NextToken,
      });
      return { Users: page.items.map((user) => userJson(user)), ...nextToken(page.nextToken) };
    }),

    AdminAddUserToGroup: adminOperation(pools, "AdminAddUserToGroup", membershipSchema, async (input, services) => {
      const { pool: users } = services;
      const { groupName } = users.group(input.GroupName);
      await users.update(users.get(input.Username).username, (now) => ({
        ...now,
        groups: [...new Set([...now.groups, groupName])],
      }));
      return {};
    }),

    AdminRemoveUserFromGroup: adminOperation(
      pools,
      "AdminRemoveUserFromGroup",
      membershipSchema,
      async (input, { pool: users }) => {
        const { groupName } = users.group(input.GroupName);
        await users.update(users.get(input.Username).username, (now) => ({
          ...now,
          groups: now.groups.filter((name) => name !== groupName),
        }));
        return {};
      },
    ),

    AdminInitiateAuth: adminOperation(pools, "AdminInitiateAuth", initiateSchema, async (input, services) =>
      services.signIn.initiate(
        input.AuthFlow,
        clientOf(services.pool, input.ClientId),
        input.AuthParameters ?? {},
        true,
      ),
    ),

    AdminRespondToAuthChallenge: adminOperation(
      pools,
      "AdminRespondToAuthChallenge",
      respondSchema,
      async (input, { pool: users, signIn }) =>
        signIn.respond(
          input.ChallengeName,
          clientOf(users, input.ClientId),
          input.ChallengeResponses ?? {},
          input.Session ?? undefined,
        ),
    ),

    DescribeUserPool: adminOperation(pools, "DescribeUserPool", poolSchema, async (_input, { pool: users }) => ({
      UserPool: poolJson(users),
    })),

    DescribeUserPoolClient: adminOperation(pools, "DescribeUserPoolClient", clientSchema, async (input, services) => ({
      UserPoolClient: clientJson(services.pool, clientOf(services.pool, input.ClientId)),
    })),

    ListUserPoolClients: adminOperation(pools, "ListUserPoolClients", clientPageSchema, async (input, services) => {
      const { id, model } = services.pool;
      const page = pageOf(model.clients, ({ clientId }) => clientId, {
        limit: input.MaxResults,
        largest: largestPage,
        token: input.NextToken,
      });
      const clients = page.items.map(({ clientId, name }) => ({
        ClientId: clientId,
        UserPoolId: id,
        ClientName: name ?? clientId,
      }));
      return { UserPoolClients: clients, ...nextToken(page.nextToken) };
    }),

    async ListUserPools(input, { caller }) {
      const { MaxResults, NextToken } = readInput(poolPageSchema, input);
      authorize(caller, "cognito-idp:ListUserPools", "*");
      const page = pageOf(pools.all, ({ pool: users }) => users.id, {
        limit: MaxResults,
        largest: largestPage,
        token: NextToken,
      });
      const found = page.items.map(({ pool: users }) => {
        const { Id, Name, LambdaConfig, CreationDate, LastModifiedDate } = poolJson(users);
        return { Id, Name, LambdaConfig, CreationDate, LastModifiedDate };
      });
      return { UserPools: found, ...nextToken(page.nextToken) };
    },
  };
}

function groupPage(
  users: UserPool,
  groups: readonly UserPoolGroupModel[],
  request: { readonly Limit?: number | null | undefined; readonly NextToken?: string | null | undefined },
): object {
  const page = pageOf(groups, ({ groupName }) => groupName, {
    limit: request.Limit,
    largest: largestPage,
    token: request.NextToken,
  });
  return { Groups: page.items.map((group) => groupJson(users, group)), ...nextToken(page.nextToken) };
}

function nextToken(token: string | undefined): { readonly NextToken?: string } {
  return token === undefined ? {} : { NextToken: token };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GroupType.html */
function groupJson(users: UserPool, group: UserPoolGroupModel): object {
  const { groupName, description, roleArn, precedence } = group;
  return {
    GroupName: groupName,
    UserPoolId: users.id,
    ...(description === undefined ? {} : { Description: description }),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
    ...(precedence === undefined ? {} : { Precedence: precedence }),
    CreationDate: users.store.createdAt / 1000,
    LastModifiedDate: users.store.createdAt / 1000,
  };
}

function clientOf(users: UserPool, clientId: string) {
  const client = users.client(clientId);
  if (client === undefined) {
    throw new AwsError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
  }
  return client;
}
