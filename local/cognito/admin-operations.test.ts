import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { callerOfRole } from "../iam/caller.js";
import { startPoolServer, type PoolServer } from "./pool-server.js";
import { sampleClient, sampleUserPool } from "./sample-user-pool.js";

const { userPoolId: UserPoolId, arn } = sampleUserPool;
const Username = "ada@airside.example";
const password = "Correct-Horse-7";

async function withAda(): Promise<PoolServer> {
  const server = await startPoolServer();
  await server.addUser(Username, password);
  return server;
}

describe("users", () => {
  test("are made with an address for a name, which is theirs alone", async () => {
    const { client, log, clock } = await startPoolServer({ now: 1_706_200_000_000 });
    const made = await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        UserAttributes: [
          { Name: "email", Value: Username },
          { Name: "given_name", Value: "Ada" },
        ],
      }),
    );
    expect(made.User).toMatchObject({
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      UserStatus: "FORCE_CHANGE_PASSWORD",
      Enabled: true,
      UserCreateDate: new Date(clock.now()),
    });
    expect(log.infos.at(-1)).toMatch(
      /in place of an e-mail to ada@airside\.example: the one-time password \S{19}, good for 3 days/,
    );
    await expect(
      client.send(new AdminCreateUserCommand({ UserPoolId, Username: Username.toUpperCase() })),
    ).rejects.toMatchObject({
      name: "UsernameExistsException",
      message: "An account with the given email already exists.",
    });
    const found = await client.send(new AdminGetUserCommand({ UserPoolId, Username: Username.toUpperCase() }));
    expect(found.Username).toBe(made.User?.Username);
    expect(found.UserAttributes).toEqual([
      { Name: "sub", Value: made.User?.Username },
      { Name: "given_name", Value: "Ada" },
      { Name: "email", Value: Username },
    ]);
  });

  test("are told their password again as long as they have not changed it", async () => {
    const { client, log, addUser } = await startPoolServer();
    const resend = () => client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "RESEND" }));
    await expect(resend()).rejects.toMatchObject({ name: "UserNotFoundException" });
    await client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
    expect(log.infos).toEqual([]);
    await resend();
    expect(log.infos).toHaveLength(1);
    await addUser(Username, password);
    await expect(resend()).rejects.toMatchObject({ name: "UnsupportedUserStateException" });
  });

  test.each([
    { changes: { Username: "ada" }, code: "InvalidParameterException", message: "Username should be an email." },
    { changes: { TemporaryPassword: "short" }, code: "InvalidPasswordException", message: "Password not long enough" },
    {
      changes: { UserPoolId: "us-east-1_Nowhere01" },
      code: "ResourceNotFoundException",
      message: "User pool us-east-1_Nowhere01 does not exist.",
    },
    {
      changes: { UserAttributes: [{ Name: "shoe_size", Value: "44" }] },
      code: "InvalidParameterException",
      message: "shoe_size: Attribute does not exist in the schema.",
    },
    {
      changes: { UserAttributes: [{ Name: "sub", Value: "1" }] },
      code: "InvalidParameterException",
      message: "non-mutable attribute sub",
    },
    {
      changes: { UserAttributes: [{ Name: "email", Value: "eve@airside.example" }] },
      code: "InvalidParameterException",
      message: "differ",
    },
    {
      changes: { UserAttributes: [{ Name: "email_verified", Value: "maybe" }] },
      code: "InvalidParameterException",
      message: "expected true or false",
    },
    {
      changes: { UserAttributes: [{ Name: "name", Value: "x".repeat(2049) }] },
      code: "InvalidParameterException",
      message: "2048",
    },
  ])("with $changes are refused: $code", async ({ changes, code, message }) => {
    const { client } = await startPoolServer();
    await expect(client.send(new AdminCreateUserCommand({ UserPoolId, Username, ...changes }))).rejects.toMatchObject({
      name: code,
      message: expect.stringContaining(message) as string,
    });
    expect((await client.send(new ListUsersCommand({ UserPoolId }))).Users).toEqual([]);
  });

  test("have names of their own where the pool does not use addresses", async () => {
    const pool = { usernameAttributes: [], clients: [sampleClient] };
    const { client } = await startPoolServer({ pool });
    const make = (name = "ada") => client.send(new AdminCreateUserCommand({ UserPoolId, Username: name }));
    const made = await make("Ada");
    expect(made.User).toMatchObject({ Username: "ada", Attributes: [{ Name: "sub" }] });
    await expect(make()).rejects.toMatchObject({
      name: "UsernameExistsException",
      message: "User account already exists",
    });
    await expect(make("x".repeat(129))).rejects.toThrow("Username: expected 1 to 128");
  });

  test("are changed and deleted", async () => {
    const { client } = await withAda();
    const attributes = async () => {
      const { UserAttributes = [] } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
      return Object.fromEntries(
        UserAttributes.map(({ Name = "", Value }): [string, string | undefined] => [Name, Value]),
      );
    };
    await client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: [
          { Name: "name", Value: "Ada" },
          { Name: "locale", Value: "en" },
        ],
      }),
    );
    await client.send(new AdminDeleteUserAttributesCommand({ UserPoolId, Username, UserAttributeNames: ["locale"] }));
    expect(await attributes()).toMatchObject({ name: "Ada", email: Username, email_verified: "true" });
    expect(await attributes()).not.toHaveProperty("locale");
    await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    await expect(attributes()).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  test("cannot take another's address", async () => {
    const server = await withAda();
    await server.addUser("bob@airside.example", password);
    const UserAttributes = [{ Name: "email", Value: "BOB@airside.example" }];
    await expect(
      server.client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes })),
    ).rejects.toMatchObject({ name: "AliasExistsException" });
  });

  test("are listed by pages and by filter, none twice, none left out", async () => {
    const { client, addUser, pools } = await startPoolServer();
    const emails = Array.from({ length: 7 }, (_, index) => `user${index}@airside.example`);
    for (const email of emails) await pools.ensureUser(UserPoolId, email, []);
    await addUser("eve@airside.example", password);
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await client.send(
        new ListUsersCommand({
          UserPoolId,
          Filter: 'email ^= "USER"',
          Limit: 3,
          PaginationToken,
          AttributesToGet: ["email"],
        }),
      );
      seen.push(...(page.Users ?? []).flatMap(({ Attributes = [] }) => Attributes.map(({ Value }) => Value)));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== undefined);
    expect(seen.sort()).toEqual(emails);
    await expect(client.send(new ListUsersCommand({ UserPoolId, Limit: 61 }))).rejects.toThrow("from 0 to 60, got 61");
    await expect(client.send(new ListUsersCommand({ UserPoolId, PaginationToken: "x" }))).rejects.toThrow("token");
  });
});

describe("passwords and authenticator apps", () => {
  test("an administrator signs a user in where the client allows it", async () => {
    const explicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"];
    const server = await startPoolServer({ appClient: { explicitAuthFlows } });
    await server.addUser(Username, password);
    const AuthParameters = { USERNAME: Username, PASSWORD: password };
    const answer = await server.client.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId: "app",
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters,
      }),
    );
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("a user without a confirmed address cannot be sent a code", async () => {
    const { client } = await withAda();
    const UserAttributes = [{ Name: "email_verified", Value: "false" }];
    await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    await expect(client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot reset password for the user as there is no registered/verified email or phone_number",
    });
  });

  test("a lost app is taken away, and the user signs in without", async () => {
    const explicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"];
    const { client, clock, addUser } = await startPoolServer({ appClient: { explicitAuthFlows } });
    await addUser(Username, password);
    const AuthParameters = { USERNAME: Username, PASSWORD: password };
    const signIn = () =>
      client.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId: "app",
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters,
        }),
      );
    const prefer = (Enabled: boolean) =>
      client.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId,
          Username,
          SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
        }),
      );
    await expect(prefer(true)).rejects.toThrow("User has not verified software token mfa");
    const AccessToken = (await signIn()).AuthenticationResult?.AccessToken;
    const { SecretCode = "" } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate({ timestamp: clock.now() });
    await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    await prefer(true);
    expect((await client.send(new AdminGetUserCommand({ UserPoolId, Username }))).UserMFASettingList).toEqual([
      "SOFTWARE_TOKEN_MFA",
    ]);
    expect((await signIn()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await prefer(false);
    expect((await signIn()).AuthenticationResult).toBeDefined();
    await expect(prefer(true)).rejects.toThrow("User has not verified software token mfa");
  });
});

describe("groups", () => {
  test("are the definition's, with roles and precedence; users come and go", async () => {
    const { client } = await withAda();
    const { Group } = await client.send(new GetGroupCommand({ UserPoolId, GroupName: "businessAnalyst" }));
    expect(Group).toMatchObject({
      GroupName: "businessAnalyst",
      UserPoolId,
      Description: "Reads without personal data",
      RoleArn: "arn:aws:iam::000000000000:role/analyst",
      Precedence: 2,
    });
    const all = await client.send(new ListGroupsCommand({ UserPoolId }));
    expect(all.Groups?.map(({ GroupName }) => GroupName)).toEqual(["businessAnalyst", "developer", "operations"]);
    const groups = async () => {
      const answer = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
      return answer.Groups?.map(({ GroupName }) => GroupName);
    };
    for (const GroupName of ["operations", "developer", "developer"]) {
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    }
    expect(await groups()).toEqual(["developer", "operations"]);
    const { Users } = await client.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "developer" }));
    expect(Users).toHaveLength(1);
    await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName: "developer" }));
    expect(await groups()).toEqual(["operations"]);
    await expect(client.send(new GetGroupCommand({ UserPoolId, GroupName: "kings" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Group not found.",
    });
  });
});

describe("pools and clients", () => {
  test("are described as the definition made them", async () => {
    const { client } = await withAda();
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      Arn: arn,
      MfaConfiguration: "OPTIONAL",
      EstimatedNumberOfUsers: 1,
      Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 3 } },
    });
    const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools?.map(({ Id }) => Id)).toEqual([UserPoolId]);
    const { UserPoolClients } = await client.send(new ListUserPoolClientsCommand({ UserPoolId }));
    expect(UserPoolClients?.map(({ ClientId }) => ClientId)).toEqual(["app"]);
    const described = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: "app" }));
    expect(described.UserPoolClient).toMatchObject({
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
      AccessTokenValidity: 3600,
      TokenValidityUnits: { AccessToken: "seconds" },
    });
  });
});

describe("permissions", () => {
  const statement = { effect: "Allow" as const, actions: ["cognito-idp:GetGroup"], resources: [arn] };
  const role = { name: "query-lake", arn: "arn:aws:iam::000000000000:role/query-lake", statements: [statement] };

  test("a role may do what its policy allows, on the pools that it names", async () => {
    const { client } = await startPoolServer({ callers: async () => callerOfRole(role, "AKIAQUERYLAKE0000001") });
    const group = await client.send(new GetGroupCommand({ UserPoolId, GroupName: "developer" }));
    expect(group.Group?.RoleArn).toBe("arn:aws:iam::000000000000:role/developer");
    for (const command of [
      new ListGroupsCommand({ UserPoolId }),
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    ]) {
      await expect(client.send(command as ListGroupsCommand)).rejects.toMatchObject({
        name: "AccessDeniedException",
        message: expect.stringMatching(
          /^User: arn:aws:iam::000000000000:role\/query-lake is not authorized to perform: cognito-idp:(ListGroups|AdminSetUserPassword) on resource: arn:aws:cognito-idp:/,
        ) as string,
      });
    }
  });

  test("operations for administrators need a signature", async () => {
    const { url } = await startPoolServer();
    const response = await fetch(url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers" },
      body: JSON.stringify({ UserPoolId }),
    });
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });
});
