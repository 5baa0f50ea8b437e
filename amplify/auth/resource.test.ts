import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type StackTemplate } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf, type Statement } from "../testing/template-resources.js";

describe("sign-in", () => {
  let stack: StackTemplate;

  beforeAll(async () => {
    stack = stackNamed(await synthesized(), "auth");
  }, 120_000);

  function only(type: string): Readonly<Record<string, unknown>> {
    const found = resourcesIn(stack, type);
    expect(found).toHaveLength(1);
    return found[0]?.[1].Properties ?? {};
  }

  it("is by email, with a strong password and an authenticator app for whoever wants one", () => {
    expect(only("AWS::Cognito::UserPool")).toMatchObject({
      UsernameAttributes: ["email"],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
  });

  it("gives tokens with set lifetimes, which are rotated and can be revoked", () => {
    expect(only("AWS::Cognito::UserPoolClient")).toMatchObject({
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 12,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "hours" },
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: "ENABLED",
    });
  });

  it("takes passwords by SRP only, and refuses the older refresh, which cannot rotate", () => {
    const client = only("AWS::Cognito::UserPoolClient");
    expect(client.ExplicitAuthFlows).toEqual(["ALLOW_USER_SRP_AUTH"]);
    expect(client).not.toHaveProperty("GenerateSecret", true);
  });

  it("has groups with roles, of which the first decides", () => {
    const groups = resourcesIn(stack, "AWS::Cognito::UserPoolGroup").map(([, { Properties }]) => Properties ?? {});
    const byPrecedence = groups
      .map(({ GroupName, Precedence, RoleArn }) => ({ name: GroupName, precedence: Precedence, role: shown(RoleArn) }))
      .sort((one, other) => Number(one.precedence) - Number(other.precedence));
    expect(byPrecedence.map(({ name }) => name)).toEqual(["developer", "businessAnalyst", "operations"]);
    expect(new Set(byPrecedence.map(({ precedence }) => precedence)).size).toBe(3);
    for (const { name, role } of byPrecedence) {
      expect(role).toContain(`${String(name)}GroupRole`);
    }
  });

  function trustOf(role: string): Statement[] {
    const found = resourcesIn(stack, "AWS::IAM::Role").filter(([id]) => id.includes(role));
    expect(found).toHaveLength(1);
    return (found[0]?.[1].Properties?.AssumeRolePolicyDocument as { Statement: Statement[] }).Statement;
  }

  it.each(["developerGroupRole", "businessAnalystGroupRole"])("lends %s to query-lake and to nobody else", (role) => {
    const [statement, ...others] = trustOf(role);
    expect(others).toEqual([]);
    expect(statement).toEqual({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: { "Fn::GetAtt": [expect.stringMatching(/^querylakelambdaServiceRole/), "Arn"] } },
    });
  });

  it("hands no role of a group to a browser", () => {
    expect(only("AWS::Cognito::IdentityPoolRoleAttachment")).not.toHaveProperty("RoleMappings");
    expect(shown(only("AWS::Cognito::IdentityPoolRoleAttachment").Roles)).not.toContain("GroupRole");
  });

  it("lets query-lake look up groups and assume the roles of two of them, without conditions", () => {
    const statements = statementsOf(stack, "querylakelambda");
    expect(statements.every(({ Effect, Condition }) => Effect === "Allow" && Condition === undefined)).toBe(true);
    const granted = statements.map((statement) => [...actionsOf(statement), shown(statement.Resource)]);
    expect(granted).toEqual([
      [
        "sts:AssumeRole",
        expect.stringMatching(/^\$\{\w*developerGroupRole\w*\.Arn\},\$\{\w*businessAnalystGroupRole\w*\.Arn\}$/),
      ],
      ["cognito-idp:GetGroup", expect.stringMatching(/^\$\{amplifyAuthUserPool\w+\.Arn\}$/)],
    ]);
  });

  it("gives query-lake its surroundings and less time than AppSync has", () => {
    const [[, found] = []] = resourcesIn(stack, "AWS::Lambda::Function");
    expect(found?.Properties).toMatchObject({ Runtime: "nodejs22.x", Timeout: 29, MemorySize: 1024 });
    const groups = ["DEVELOPER", "BUSINESSANALYST"];
    const workGroupVariables = ["QUERIES", "EXPORTS"].flatMap((kind) =>
      groups.map((group) => `${kind}_WORK_GROUP_${group}`),
    );
    const { Variables } = found?.Properties?.Environment as { Variables: Record<string, unknown> };
    expect(Object.keys(Variables)).toEqual(
      expect.arrayContaining(["USER_POOL_ID", "DATABASE_NAME", "LAKE_BUCKET", ...workGroupVariables]),
    );
  });

  it("protects the users of a branch, and not those of a sandbox", async () => {
    const branch = stackNamed(await synthesized("branch"), "auth");
    const pools = [branch, stack].map((each) => resourcesIn(each, "AWS::Cognito::UserPool")[0]?.[1].Properties);
    expect(pools.map((pool) => pool?.DeletionProtection)).toEqual(["ACTIVE", "INACTIVE"]);
  }, 120_000);
});
