import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, signIn, signOut, type SignInOutput } from "aws-amplify/auth";
import { expect, type Page } from "@playwright/test";
import type { SandboxProcess } from "./sandbox.js";

/** Somebody with an account. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/** The tokens of a sign-in. */
export interface Tokens {
  readonly access: string;
  readonly id: string;
}

const password = "Correct-Horse-7-Battery";

/** Makes an account that can sign in at once, by the admin calls of the unmodified SDK client. */
export async function createPerson(sandbox: SandboxProcess, name: string, groups: readonly string[]): Promise<Person> {
  const email = `${name}@airside.example`;
  await administer(sandbox, async (client, UserPoolId) => {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
    await client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
    );
    for (const GroupName of groups) {
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
    }
  });
  return { email, password, groups };
}

/** Ends all sessions of a person, as an administrator does whose colleague has lost a laptop. */
export async function endSessions(sandbox: SandboxProcess, { email }: Pick<Person, "email">): Promise<void> {
  await administer(sandbox, async (client, UserPoolId) => {
    await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: email }));
  });
}

async function administer(
  sandbox: SandboxProcess,
  work: (client: CognitoIdentityProviderClient, userPoolId: string) => Promise<void>,
): Promise<void> {
  const client = new CognitoIdentityProviderClient({
    endpoint: sandbox.outputs.custom.local.awsEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    await work(client, sandbox.outputs.auth.user_pool_id);
  } finally {
    client.destroy();
  }
}

/** The one-time password that the sandbox prints for one of its own users. */
export async function oneTimePassword(sandbox: SandboxProcess, email: string): Promise<string> {
  const line = new RegExp(`^\\s*${email.replaceAll(".", "\\.")}\\s+(\\S+)`, "m");
  await expect.poll(() => sandbox.output()).toMatch(line);
  return line.exec(sandbox.output())?.[1] ?? "";
}

/** Signs in with the unmodified aws-amplify client in this process, and out of it again; the tokens stay good. */
export async function tokensOf(sandbox: SandboxProcess, person: Person): Promise<Tokens> {
  configureSignIn(sandbox);
  return tokensAfter(await signIn({ username: person.email, password: person.password }));
}

/** The same for one of the sandbox's own users, with the one-time password that it prints and a new one. */
export async function firstTokensOf(sandbox: SandboxProcess, email: string): Promise<Tokens> {
  configureSignIn(sandbox);
  const { nextStep } = await signIn({ username: email, password: await oneTimePassword(sandbox, email) });
  expect(nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
  return tokensAfter(await confirmSignIn({ challengeResponse: password }));
}

function configureSignIn({ outputs: { auth, custom } }: SandboxProcess): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: auth.user_pool_id,
        userPoolClientId: auth.user_pool_client_id,
        userPoolEndpoint: custom.local.userPoolEndpoint,
      },
    },
  });
}

async function tokensAfter({ nextStep }: Pick<SignInOutput, "nextStep">): Promise<Tokens> {
  if (nextStep.signInStep !== "DONE") throw new Error(`sign-in stopped at ${nextStep.signInStep}`);
  const { tokens } = await fetchAuthSession();
  const id = tokens?.idToken?.toString();
  if (tokens === undefined || id === undefined) throw new Error("sign-in gave no tokens");
  await signOut();
  return { access: tokens.accessToken.toString(), id };
}

/** Fills in the form that asks who one is, and sends it. */
export async function signInOn(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs out by the menu of whoever is signed in. */
export async function signOutOn(page: Page): Promise<void> {
  await page.getByTestId("user-menu").click();
  await page.getByTestId("sign-out").click();
  await expect(page.getByTestId("sign-in")).toBeVisible();
}
