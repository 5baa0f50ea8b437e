import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import type { RoleModel } from "../synth/backend-model.js";
import { authorize, callerOfRole, callerOfSession } from "./caller.js";
import { createCallerFinder } from "./caller-finder.js";
import { createRoleDirectory } from "./role-directory.js";
import { createSessionStore, isSessionKeyId } from "./session-store.js";
import type { SignedRequest } from "./signed-request.js";

const accountId = "123456789012";
const role: RoleModel = {
  name: "Analyst",
  // A path is part of a role's ARN and no part of its sessions'.
  arn: `arn:aws:iam::${accountId}:role/lake/Analyst`,
  trustedPrincipals: [],
  statements: [
    { effect: "Allow", actions: ["glue:Get*"], resources: ["*"] },
    { effect: "Deny", actions: ["glue:GetTable"], resources: ["arn:secret"] },
  ],
  path: "auth/Analyst",
  logicalId: "Analyst",
};
const start = Date.UTC(2026, 1, 1);

describe("what a caller may do", () => {
  const session = callerOfSession(role, "mia@example.com");
  test("a session is named as STS names it, the same at every start", () => {
    expect(session.arn).toBe(`arn:aws:sts::${accountId}:assumed-role/Analyst/mia@example.com`);
    expect(session.userId).toMatch(/^AROA[A-Z2-7]{17}:mia@example\.com$/);
    expect(callerOfSession(role, "mia@example.com").userId).toBe(session.userId);
    expect(callerOfRole(role, "AKIA1").arn).toBe(role.arn);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  test("AWS's words for both ways to be refused", () => {
    expect(() => {
      authorize(session, "glue:GetTables", "arn:open");
    }).not.toThrow();
    expect(() => {
      authorize(session, "athena:StartQueryExecution", "arn:group");
    }).toThrow(
      expect.objectContaining({
        code: "AccessDeniedException",
        statusCode: 400,
        message: `User: ${session.arn} is not authorized to perform: athena:StartQueryExecution on resource: arn:group because no identity-based policy allows the athena:StartQueryExecution action`,
      }) as Error,
    );
    expect(() => {
      authorize(session, "glue:GetTable", "arn:secret", { code: "AccessDenied", statusCode: 403 });
    }).toThrow(
      expect.objectContaining({
        code: "AccessDenied",
        statusCode: 403,
        message: `User: ${session.arn} is not authorized to perform: glue:GetTable on resource: arn:secret with an explicit deny in an identity-based policy`,
      }) as Error,
    );
  });
});

describe("who an access key id stands for", () => {
  const clock = manualClock(start);
  const sessions = createSessionStore({ clock, randomBytes });
  const roleKey = { accessKeyId: "AKIAROLE", secretAccessKey: "secret", roleArn: role.arn };
  const lostKey = {
    accessKeyId: "AKIALOST",
    secretAccessKey: "secret",
    roleArn: "arn:aws:iam::123456789012:role/gone",
  };
  const find = createCallerFinder({
    keys: { find: (id) => [roleKey, lostKey].find((key) => key.accessKeyId === id) },
    sessions,
    roles: createRoleDirectory(accountId, [role]),
    region: "us-east-1",
    clock,
  });
  const request = (accessKeyId: string): SignedRequest => ({
    method: "POST",
    path: "/aws",
    query: {},
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260201/us-east-1/glue/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
      host: "h",
      "x-amz-date": "20260201T000000Z",
    },
    body: "",
  });

  test("one that nobody knows: the administrator, whatever the signature", async () => {
    expect(await find(request("sandbox"), "glue")).toMatchObject({
      arn: `arn:aws:iam::${accountId}:role/airside-local-administrator`,
      userId: "sandbox",
    });
  });

  test("a role's: only with its signature", async () => {
    await expect(find(request("AKIAROLE"), "glue")).rejects.toMatchObject({ code: "InvalidSignatureException" });
    await expect(find(request("AKIALOST"), "glue")).rejects.toMatchObject({ code: "UnrecognizedClientException" });
  });

  test("a session's never becomes the administrator's, not when it is over nor when it is of another run", async () => {
    const { accessKeyId } = sessions.create(role, "s", 900);
    expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(isSessionKeyId(accessKeyId)).toBe(true);
    await expect(find(request(accessKeyId), "glue")).rejects.toMatchObject({ code: "UnrecognizedClientException" });
    clock.advance(900_000);
    // Making another forgets what is over.
    sessions.create(role, "t", 900);
    expect(sessions.find(accessKeyId)).toBeUndefined();
    await expect(find(request(accessKeyId), "glue")).rejects.toMatchObject({ code: "ExpiredTokenException" });
    const ofAnotherRun = createSessionStore({ clock, randomBytes }).create(role, "s", 900);
    await expect(find(request(ofAnotherRun.accessKeyId), "glue")).rejects.toMatchObject({
      code: "ExpiredTokenException",
    });
  });
});
