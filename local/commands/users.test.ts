import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createAwsJsonHandler } from "../aws-json/aws-json-handler.js";
import { sampleClient, sampleUserPool } from "../cognito/sample-user-pool.js";
import { signingKey } from "../cognito/signing-key.js";
import { openUserPools, type UserPools } from "../cognito/user-pools.js";
import { anyCaller } from "../iam/any-caller.js";
import { manualClock } from "../manual-clock.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { runProgram } from "./program.js";
import { recordedTerminal, type RecordedTerminal } from "./recorded-terminal.js";

const { userPoolId: UserPoolId } = sampleUserPool;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let url: string;
let pools: UserPools;
let terminal: RecordedTerminal;
let client: CognitoIdentityProviderClient;

/** A sandbox that has user pools and nothing else. */
beforeEach(async () => {
  const directory = await temporaryDirectory();
  const log = memoryLog();
  const explicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH"];
  pools = await openUserPools({
    userPools: [{ ...sampleUserPool, clients: [{ ...sampleClient, explicitAuthFlows }] }],
    region: "us-east-1",
    signingKey: signingKey(privateKey),
    directory,
    clock: manualClock(Date.parse("2026-11-23T12:00:00Z")),
    newId: randomUUID,
    randomBytes,
    log,
  });
  const handler = createAwsJsonHandler({
    services: { AWSCognitoIdentityProviderService: pools.service },
    callers: anyCaller(),
    log,
  });
  const server = createServer((request, response) => {
    if (request.url !== "/amplify_outputs.json") {
      handler(request, response);
      return;
    }
    const auth = { user_pool_id: UserPoolId, aws_region: "us-east-1" };
    response.end(JSON.stringify({ auth, custom: { local: { awsEndpoint: `${url}/aws` } } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  terminal = recordedTerminal(directory);
  client = new CognitoIdentityProviderClient({
    endpoint: `${url}/aws`,
    region: "us-east-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
    await pools.dispose();
  });
});

async function run(command: string): Promise<number> {
  terminal.output.length = 0;
  terminal.errors.length = 0;
  return runProgram([...`users ${command}`.split(" "), "--url", url], terminal);
}

function printedPassword(): string {
  return /one-time password {2}(\S+)/.exec(terminal.output.join("\n"))?.[1] ?? "";
}

async function signIn(USERNAME: string, PASSWORD: string): Promise<string | undefined> {
  const AuthParameters = { USERNAME, PASSWORD };
  const command = new InitiateAuthCommand({ ClientId: "app", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  return (await client.send(command)).ChallengeName;
}

describe("users add", () => {
  test("makes a user whose printed password is good for one sign-in", async () => {
    expect(await run("add ada@airside.example --group developer operations")).toBe(0);
    expect(terminal.output).toEqual([
      "made ada@airside.example in developer, operations",
      expect.stringMatching(/^ {2}one-time password {2}\S{19}$/) as string,
      "  good for 3 days and one sign-in, which asks for a new one",
    ]);
    expect(await signIn("ada@airside.example", printedPassword())).toBe("NEW_PASSWORD_REQUIRED");
    const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: "ada@airside.example" }));
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  test.each([
    { command: "add ada", expected: ['error: Expected an email address, came "ada".'] },
    {
      command: "add ada@airside.example --group kings",
      expected: [
        "error: There is no group kings.",
        "       There are developer, businessAnalyst, operations; amplify/auth/resource.ts makes them.",
      ],
    },
    {
      command: "add DEVELOPER@airside.example",
      expected: ["error: There is a user DEVELOPER@airside.example already.", expect.stringContaining("users reset")],
    },
  ])("$command: $expected.0", async ({ command, expected }) => {
    await pools.ensureUser(UserPoolId, "developer@airside.example", []);
    expect(await run(command)).toBe(1);
    expect(terminal.errors).toEqual(expect.arrayContaining(expected));
    await run("list");
    expect(terminal.output).toHaveLength(1);
  });
});

describe("users groups", () => {
  test("puts a user into exactly these, by the name before the @", async () => {
    await pools.ensureUser(UserPoolId, "developer@airside.example", ["developer"]);
    expect(await run("groups developer businessAnalyst operations")).toBe(0);
    expect(terminal.output.slice(0, 3)).toEqual([
      "developer@airside.example",
      "  before  developer",
      "  after   businessAnalyst, operations",
    ]);
    expect(await run("groups DEVELOPER@airside.example")).toBe(0);
    expect(terminal.output[2]).toBe("  after   no group");
  });

  test("changes nothing for an unknown group or user", async () => {
    await pools.ensureUser(UserPoolId, "developer@airside.example", ["developer"]);
    expect(await run("groups developer operations kings")).toBe(1);
    expect(terminal.errors[0]).toBe("error: There is no group kings.");
    expect(await run("groups dev operations")).toBe(1);
    expect(terminal.errors).toEqual(["error: There is no user dev.", "       There are developer@airside.example."]);
    await run("list");
    expect(terminal.output[0]).toMatch(/developer$/);
  });

  test("asks for the whole address where two users begin alike", async () => {
    for (const domain of ["airside.example", "landside.example"])
      await pools.ensureUser(UserPoolId, `ada@${domain}`, []);
    expect(await run("groups ada operations")).toBe(1);
    expect(terminal.errors[0]).toBe("error: ada could be ada@airside.example or ada@landside.example.");
    expect(await run("groups ada@landside.example operations")).toBe(0);
  });
});

describe("users reset", () => {
  test("gives another password and ends the lock", async () => {
    const { password = "" } = await pools.ensureUser(UserPoolId, "developer@airside.example", []);
    for (let failures = 0; failures < 8; failures += 1) {
      await expect(signIn("developer@airside.example", "wrong")).rejects.toThrow(/Incorrect|exceeded/);
    }
    expect(await run("reset developer --totp")).toBe(0);
    expect(terminal.output[0]).toBe("reset developer@airside.example, without authenticator app");
    expect(printedPassword()).not.toBe(password);
    expect(await signIn("developer@airside.example", printedPassword())).toBe("NEW_PASSWORD_REQUIRED");
    await expect(signIn("developer@airside.example", password)).rejects.toThrow("Incorrect username or password.");
  });
});

describe("users list", () => {
  test("says what to do when there are none", async () => {
    expect(await run("list")).toBe(0);
    expect(terminal.output).toEqual(["no users; `npm run users -- add EMAIL --group GROUP` makes one"]);
    expect(await run("reset ada")).toBe(1);
    expect(terminal.errors[1]).toContain("There are no users yet");
  });

  test("prints more users than a page holds, by address", async () => {
    const emails = Array.from({ length: 130 }, (_, index) => `user${String(index).padStart(3, "0")}@airside.example`);
    await Promise.all(emails.map((email) => pools.ensureUser(UserPoolId, email, ["operations", "developer"])));
    await run("list");
    expect(terminal.output).toEqual(emails.map((email) => `${email}  has a one-time password  developer, operations`));
  });
});

test("without a sandbox, the command says so", async () => {
  const code = await runProgram(["users", "list", "--url", "http://127.0.0.1:1"], terminal);
  expect(code).toBe(1);
  expect(terminal.errors[0]).toBe("error: Nothing listens at http://127.0.0.1:1.");
});
