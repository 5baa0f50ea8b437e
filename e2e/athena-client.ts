import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  type QueryExecutionStatus,
} from "@aws-sdk/client-athena";
import { CognitoIdentityProviderClient, GetGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect } from "@playwright/test";
import { createAccessKeyStore } from "../local/iam/access-key-store.js";
import type { SandboxProcess } from "./sandbox.js";

/** Role of the function query-lake, whom the roles of the groups trust; `startSandbox` makes keys for it. */
export const queryLakeRole = "arn:aws:iam::000000000000:role/auth-query-lake-lambda-ServiceRole";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const anybody: Credentials = { accessKeyId: "local", secretAccessKey: "local" };

function settings({ outputs }: SandboxProcess, credentials: Credentials) {
  return { endpoint: outputs.custom.local.awsEndpoint, region: "us-east-1", credentials };
}

/** The unmodified Athena client, the administrator's where no credentials are given. To be destroyed. */
export function athenaClient(sandbox: SandboxProcess, credentials: Credentials = anybody): AthenaClient {
  return new AthenaClient(settings(sandbox, credentials));
}

/** A session of a group's role, taken the way the function takes it: GetGroup, AssumeRole. */
async function sessionOf(sandbox: SandboxProcess, group: string): Promise<Credentials> {
  const cognito = new CognitoIdentityProviderClient(settings(sandbox, anybody));
  const key = createAccessKeyStore(join(sandbox.stateDir, "state"), randomBytes).forRole(queryLakeRole);
  const sts = new STSClient(settings(sandbox, key));
  try {
    const UserPoolId = sandbox.outputs.auth.user_pool_id;
    const { Group } = await cognito.send(new GetGroupCommand({ UserPoolId, GroupName: group }));
    const { Credentials: session } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Group?.RoleArn, RoleSessionName: "e2e" }),
    );
    return {
      accessKeyId: session?.AccessKeyId ?? "",
      secretAccessKey: session?.SecretAccessKey ?? "",
      sessionToken: session?.SessionToken ?? "",
    };
  } finally {
    cognito.destroy();
    sts.destroy();
  }
}

/** How a query ends in Athena that runs in the session of a group's role. The sandbox needs a key of `queryLakeRole`. */
export async function endInRole(
  sandbox: SandboxProcess,
  group: string,
  sql: string,
): Promise<QueryExecutionStatus | undefined> {
  const client = athenaClient(sandbox, await sessionOf(sandbox, group));
  try {
    const { queryWorkGroups, databaseName: Database } = sandbox.outputs.custom.lake;
    const WorkGroup = queryWorkGroups[group];
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({ QueryString: sql, WorkGroup, QueryExecutionContext: { Database } }),
    );
    const status = async () =>
      (await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))).QueryExecution?.Status;
    await expect.poll(async () => (await status())?.State).toMatch(/SUCCEEDED|FAILED/);
    return await status();
  } finally {
    client.destroy();
  }
}

/** Starts a query in the developers' work group for exports that runs until it is stopped. @returns its id */
export async function startEndless(client: AthenaClient, sandbox: SandboxProcess): Promise<string> {
  const { QueryExecutionId = "" } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: "SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(1000000) b",
      WorkGroup: sandbox.outputs.custom.lake.exportWorkGroups["developer"],
    }),
  );
  const state = async () =>
    (await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))).QueryExecution?.Status?.State;
  await expect.poll(state).toBe("RUNNING");
  return QueryExecutionId;
}

/** Tells the default bus that an export is so far, as the function watch-export does. `percent`: 0 to 100. */
export async function reportProgress({ eventBridge }: SandboxProcess, id: string, percent: number): Promise<void> {
  const detail = { id, state: "RUNNING", percent, rows: "", message: "", time: new Date().toISOString() };
  const { FailedEntryCount } = await eventBridge.send(
    new PutEventsCommand({
      Entries: [{ Source: "airside.lake", DetailType: "Company export progress", Detail: JSON.stringify(detail) }],
    }),
  );
  expect(FailedEntryCount).toBe(0);
}
