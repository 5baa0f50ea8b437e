import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  DescribeUserPoolCommand,
  paginateListGroups,
  paginateListUsers,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { z } from "zod";
import type { PasswordPolicyModel } from "../synth/backend-model.js";
import { CommandError } from "./command-error.js";
import { readSandboxOutputs, sandboxCredentials } from "./sandbox-outputs.js";

/** The user pool of a running sandbox, as commands reach it: by the SDK, as an administrator would reach one on AWS. */
export interface UsersTarget {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}

/** A user as commands show one. */
export interface NamedUser {
  readonly username: string;
  readonly email: string;
  readonly status: string;
  readonly enabled: boolean;
}

const outputsShape = z.object({
  auth: z.object({ user_pool_id: z.string(), aws_region: z.string() }),
  custom: z.object({ local: z.object({ awsEndpoint: z.url() }) }),
});

/**
 * Runs a command on the user pool of the sandbox at `url`.
 * @throws CommandError when no sandbox listens there, or with what the pool refused
 */
export async function withUsers<Result>(url: string, run: (target: UsersTarget) => Promise<Result>): Promise<Result> {
  const { auth, custom } = await readSandboxOutputs(url, outputsShape, "a user pool under auth");
  const client = new CognitoIdentityProviderClient({
    endpoint: custom.local.awsEndpoint,
    region: auth.aws_region,
    credentials: sandboxCredentials,
  });
  try {
    return await run({ client, userPoolId: auth.user_pool_id });
  } catch (error) {
    if (!(error instanceof CognitoIdentityProviderServiceException)) throw error;
    throw new CommandError(`${error.name}: ${error.message}`, "The user pool refused this.", { cause: error });
  } finally {
    client.destroy();
  }
}

/** All users, by email. */
export async function listUsers(target: UsersTarget, filter?: string): Promise<NamedUser[]> {
  const { client, userPoolId } = target;
  const users: NamedUser[] = [];
  const request = { UserPoolId: userPoolId, ...(filter === undefined ? {} : { Filter: filter }) };
  for await (const page of paginateListUsers({ client }, request)) users.push(...(page.Users ?? []).map(namedUser));
  return users.sort((one, other) => (one.email < other.email ? -1 : 1));
}

function namedUser({ Username = "", Attributes = [], UserStatus, Enabled = false }: UserType): NamedUser {
  const email = Attributes.find(({ Name }) => Name === "email")?.Value ?? Username;
  return { username: Username, email, status: UserStatus ?? "", enabled: Enabled };
}

/**
 * Finds a user by email, or by the part of it before the @ where one user alone has it.
 * @throws CommandError that names who there is
 */
export async function findUser(target: UsersTarget, name: string): Promise<NamedUser> {
  const isWhole = name.includes("@");
  const quoted = JSON.stringify(isWhole ? name : `${name}@`);
  const [user, ...others] = await listUsers(target, `email ${isWhole ? "=" : "^="} ${quoted}`);
  if (user === undefined) {
    throw new CommandError(`There is no user ${name}.`, whoThereIs(await listUsers(target)));
  }
  if (others.length > 0) {
    throw new CommandError(
      `${name} could be ${[user, ...others].map(({ email }) => email).join(" or ")}.`,
      "Give the whole address.",
    );
  }
  return user;
}

const mostNamed = 20;

function whoThereIs(users: readonly NamedUser[]): string {
  if (users.length === 0) return "There are no users yet: `npm run users -- add EMAIL` makes one.";
  const names = users.slice(0, mostNamed).map(({ email }) => email);
  return `There are ${names.join(", ")}${users.length > mostNamed ? ` and ${users.length - mostNamed} more` : ""}.`;
}

/** Names of the pool's groups, in the definition's order of precedence. */
export async function listGroups({ client, userPoolId }: UsersTarget): Promise<string[]> {
  const groups: { readonly name: string; readonly precedence: number }[] = [];
  for await (const page of paginateListGroups({ client }, { UserPoolId: userPoolId })) {
    for (const { GroupName, Precedence = Infinity } of page.Groups ?? []) {
      if (GroupName !== undefined) groups.push({ name: GroupName, precedence: Precedence });
    }
  }
  return groups.sort((one, other) => one.precedence - other.precedence).map(({ name }) => name);
}

/** @throws CommandError naming the groups that there are, where one of `names` is none of them */
export function checkGroups(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new CommandError(
    `There is no group ${unknown}.`,
    known.length === 0
      ? "The pool has no groups: amplify/auth/resource.ts makes them."
      : `There are ${known.join(", ")}; amplify/auth/resource.ts makes them.`,
  );
}

/** What the pool demands of passwords. */
export async function passwordRules({
  client,
  userPoolId,
}: UsersTarget): Promise<Pick<PasswordPolicyModel, "minimumLength" | "temporaryPasswordValidityDays">> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const { MinimumLength = 8, TemporaryPasswordValidityDays = 7 } = UserPool?.Policies?.PasswordPolicy ?? {};
  return { minimumLength: MinimumLength, temporaryPasswordValidityDays: TemporaryPasswordValidityDays };
}
