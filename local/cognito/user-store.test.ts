import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  AdminListGroupsForUserCommand,
  AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RevokeTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { startPoolServer } from "./pool-server.js";
import { sampleUserPool } from "./sample-user-pool.js";
import type { TokenFamily, UserRecord } from "./user-record.js";
import { openUserStore, type UserStoreOptions } from "./user-store.js";

const { userPoolId: UserPoolId } = sampleUserPool;
const email = "ada@airside.example";
const password = "Correct-Horse-7";
const appClient = { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] };

async function textBelow(directory: string): Promise<string> {
  const files = await readdir(directory);
  return (await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")))).join("");
}

function open(directory: string, options: Partial<UserStoreOptions> = {}) {
  return openUserStore({ directory, clock: manualClock(0), randomBytes, log: memoryLog(), ...options });
}

function user(username: string): UserRecord {
  return {
    username,
    sub: username,
    attributes: { email: `${username}@airside.example` },
    groups: [],
    enabled: true,
    status: "CONFIRMED",
    password: { salt: "00", verifier: "00" },
    totpEnabled: false,
    totpPreferred: false,
    createdAt: 0,
    modifiedAt: 0,
  };
}

function family(id: string, username: string, expiresAt = 1000): TokenFamily {
  return {
    id,
    originJti: id,
    username,
    clientId: "app",
    authTime: 0,
    expiresAt,
    revoked: false,
    refreshTokens: [{ hash: `hash of ${id}` }],
  };
}

describe("what was acknowledged survives kill -9", () => {
  test.each([1, 40])("killed after %i users", async (enough) => {
    const directory = await temporaryDirectory();
    const script = fileURLToPath(new URL("killed-pools.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const closed = once(child, "close");
    const made = new Map<string, string>();
    for await (const line of createInterface({ input: child.stdout })) {
      const [name, oneTime, end] = line.split(" ");
      // The kill may cut the last line.
      if (name !== undefined && oneTime !== undefined && end === ".") made.set(name, oneTime);
      if (made.size === enough) child.kill("SIGKILL");
    }
    await closed;

    const { client, log } = await startPoolServer({ directory, appClient });
    for (const [USERNAME, PASSWORD] of [...made].slice(-5)) {
      const AuthParameters = { USERNAME, PASSWORD };
      const answer = await client.send(
        new InitiateAuthCommand({ ClientId: "app", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
      );
      expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    }
    for (const Username of made.keys()) {
      const { Groups } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
      expect(Groups).toHaveLength(1);
    }
    expect(made.size).toBeGreaterThanOrEqual(enough);
    expect(log.errors).toEqual([]);
  });
});

describe("a restart", () => {
  test("sets nobody free who is locked out, not even where it follows a kill", async () => {
    const directory = await temporaryDirectory();
    const first = await startPoolServer({ directory, appClient });
    await first.addUser(email, password);
    const { clock } = first;
    const signIn = ({ client }: typeof first, PASSWORD: string, USERNAME = email) =>
      client.send(
        new InitiateAuthCommand({
          ClientId: "app",
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME, PASSWORD },
        }),
      );
    // Nothing tells who does not exist, after a restart neither.
    for (const pauseMs of [0, 0, 0, 0, 1000, 2000, 0]) {
      for (const name of [email, "nobody@airside.example"]) {
        await expect(signIn(first, "wrong", name)).rejects.toThrow("Incorrect username or password.");
      }
      clock.advance(pauseMs);
    }

    // Not disposed of, as when it is killed.
    const second = await startPoolServer({ directory, appClient, now: clock.now() });
    for (const name of [email, "nobody@airside.example"]) {
      await expect(signIn(second, password, name)).rejects.toThrow("Password attempts exceeded");
    }
    second.clock.advance(3999);
    await expect(signIn(second, password)).rejects.toThrow("Password attempts exceeded");
    second.clock.advance(1);
    await expect(signIn(second, "wrong")).rejects.toThrow("Incorrect username or password.");
    await expect(signIn(second, password)).rejects.toThrow("Password attempts exceeded");
    second.clock.advance(8000);
    expect((await signIn(second, password)).AuthenticationResult).toBeDefined();

    const third = await startPoolServer({ directory, appClient, now: second.clock.now() });
    for (let failures = 1; failures <= 4; failures += 1) {
      await expect(signIn(third, "wrong")).rejects.toThrow("Incorrect username or password.");
    }
    expect((await signIn(third, password)).AuthenticationResult).toBeDefined();
  });

  test("changes nothing: sign-ins go on, revoked ones stay revoked, secrets stay secret", async () => {
    const directory = await temporaryDirectory();
    const first = await startPoolServer({ directory, appClient });
    await first.addUser(email, password);
    const signIn = async () => {
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const answer = await first.client.send(
        new InitiateAuthCommand({ ClientId: "app", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
      );
      return answer.AuthenticationResult ?? {};
    };
    const [kept, revoked] = [await signIn(), await signIn()];
    await first.client.send(new RevokeTokenCommand({ ClientId: "app", Token: revoked.RefreshToken }));
    const { SecretCode = "" } = await first.client.send(
      new AssociateSoftwareTokenCommand({ AccessToken: kept.AccessToken }),
    );
    const fake = async ({ client }: typeof first) => {
      const AuthParameters = { USERNAME: "nobody@airside.example", SRP_A: "abc" };
      const answer = await client.send(
        new InitiateAuthCommand({ ClientId: "srp", AuthFlow: "USER_SRP_AUTH", AuthParameters }),
      );
      return answer.ChallengeParameters?.["SALT"];
    };
    await first.pools.dispose();

    const clients = [
      { ...sampleUserPool.clients[0], ...appClient },
      { ...sampleUserPool.clients[0], clientId: "srp" },
    ] as typeof sampleUserPool.clients;
    const second = await startPoolServer({ directory, pool: { clients } });
    const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate({ timestamp: second.clock.now() });
    await second.client.send(new VerifySoftwareTokenCommand({ AccessToken: kept.AccessToken, UserCode }));
    const { client } = second;
    const refresh = (RefreshToken = "") =>
      client.send(new GetTokensFromRefreshTokenCommand({ ClientId: "app", RefreshToken }));
    const next = (await refresh(kept.RefreshToken)).AuthenticationResult;
    await expect(refresh(revoked.RefreshToken)).rejects.toThrow("Refresh Token has been revoked");
    await expect(client.send(new GetUserCommand({ AccessToken: revoked.AccessToken }))).rejects.toThrow("revoked");
    const salt = await fake(second);
    await second.pools.dispose();

    const third = await startPoolServer({ directory, pool: { clients } });
    expect(await fake(third)).toBe(salt);
    expect((await third.client.send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(1);

    const text = await textBelow(directory);
    expect(text).toContain(email);
    for (const secret of [password, kept.RefreshToken, next?.RefreshToken, kept.AccessToken]) {
      expect(text).not.toContain(secret);
    }
  });

  test("files and directory are their owner's alone", async () => {
    const directory = join(await temporaryDirectory(), "cognito");
    const store = await open(directory);
    await store.put("pool", user("ada"));
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const file of await readdir(directory)) expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
    await store.dispose();
  });
});

describe("the store", () => {
  test("does not grow without end: compaction leaves out what has expired, and files stay private", async () => {
    const directory = await temporaryDirectory();
    const clock = manualClock(0);
    const store = await open(directory, { clock, compactionBytes: 20_000 });
    await store.put("pool", user("ada"));
    for (let count = 0; count < 1000; count += 1) {
      clock.advance(10);
      await store.putFamily("pool", family(`family ${count}`, "ada", clock.now() + 100));
    }
    const files = await readdir(directory);
    expect(files).toHaveLength(1);
    const { size, mode } = await stat(join(directory, files[0] ?? ""));
    expect(size).toBeLessThan(60_000);
    expect(mode & 0o777).toBe(0o600);
    expect(store.families("pool", "ada").length).toBeLessThanOrEqual(200);
    await store.dispose();
    const again = await open(directory, { clock });
    expect(again.families("pool", "ada").map(({ id }) => id)).toContain("family 999");
    await again.dispose();
  });

  test("keeps failures of any number of names within bounds, and those that count no more not at all", async () => {
    const directory = await temporaryDirectory();
    const clock = manualClock(0);
    const store = await open(directory, { clock, compactionBytes: 20_000 });
    const failures = store.failures("pool");
    for (let count = 0; count < 2000; count += 1) {
      clock.advance(10);
      await failures.put(`name ${count}`, { count: 1, lockedUntil: 0, forgottenAt: clock.now() + 100 });
    }
    const [file = "", ...more] = await readdir(directory);
    expect(more).toEqual([]);
    expect((await stat(join(directory, file))).size).toBeLessThan(30_000);
    await store.dispose();
    const again = await open(directory, { clock });
    expect((await readFile(join(directory, (await readdir(directory))[0] ?? ""), "utf8")).split("\n")).toHaveLength(12);
    expect(again.failures("pool").find("name 1999")?.count).toBe(1);
    await again.dispose();
  });

  test("counts on where the disk refuses", async () => {
    const store = await open(await temporaryDirectory());
    await store.dispose();
    const failures = { count: 1, lockedUntil: 0, forgottenAt: 10 };
    await store.failures("pool").put("ada", failures);
    expect(store.failures("pool").find("ada")).toEqual(failures);
  });

  test("keeps a user's newest sign-ins, the same after a restart", async () => {
    const directory = await temporaryDirectory();
    const store = await open(directory);
    await store.put("pool", user("ada"));
    for (let count = 0; count < 203; count += 1) await store.putFamily("pool", family(`f${count}`, "ada"));
    const kept = store.families("pool", "ada").map(({ id }) => id);
    expect(kept).toEqual(Array.from({ length: 200 }, (_, index) => `f${index + 3}`));
    expect(store.familyOfToken("pool", "hash of f2")).toBeUndefined();
    await store.dispose();
    const again = await open(directory);
    expect(again.families("pool", "ada").map(({ id }) => id)).toEqual(kept);
    await again.dispose();
  });

  test("forgets all of a user who is removed, and the address is free", async () => {
    const directory = await temporaryDirectory();
    const store = await open(directory);
    await store.put("pool", user("ada"));
    await store.putFamily("pool", family("one", "ada"));
    await store.remove("pool", "ada");
    await store.putFamily("pool", family("late", "ada"));
    expect(store.find("pool", "ada")).toBeUndefined();
    expect(store.findByEmail("pool", "ada@airside.example")).toBeUndefined();
    expect(store.familyOfToken("pool", "hash of one")).toBeUndefined();
    expect(store.family("pool", "late")).toBeUndefined();
    await store.dispose();
    const again = await open(directory);
    expect([...again.users("pool")]).toEqual([]);
    expect(again.families("pool", "ada")).toEqual([]);
    await again.dispose();
  });

  test("finds users by their address of now, in each pool its own", async () => {
    const store = await open(await temporaryDirectory());
    const ada = user("ada");
    await store.put("one", ada);
    await store.put("one", { ...ada, attributes: { email: "Lovelace@airside.example" } });
    expect(store.findByEmail("one", "ada@airside.example")).toBeUndefined();
    expect(store.findByEmail("one", "LOVELACE@airside.example")?.username).toBe("ada");
    expect(store.findByEmail("two", "lovelace@airside.example")).toBeUndefined();
    await store.dispose();
  });

  test("takes back what the disk refuses", async () => {
    const store = await open(await temporaryDirectory());
    await store.put("pool", user("ada"));
    await store.dispose();
    await expect(store.put("pool", { ...user("ada"), enabled: false })).rejects.toThrow("is closed");
    await expect(store.put("pool", user("bob"))).rejects.toThrow("is closed");
    await expect(store.putFamily("pool", family("one", "ada"))).rejects.toThrow("is closed");
    expect(store.find("pool", "ada")?.enabled).toBe(true);
    expect(store.findByEmail("pool", "bob@airside.example")).toBeUndefined();
    expect(store.family("pool", "one")).toBeUndefined();
  });

  test("deletes nobody by half where the disk refuses it", async () => {
    const store = await open(await temporaryDirectory());
    await store.put("pool", user("ada"));
    const families = [family("one", "ada"), family("two", "ada")];
    for (const each of families) await store.putFamily("pool", each);
    await store.dispose();
    await expect(store.remove("pool", "ada")).rejects.toThrow("is closed");
    expect(store.find("pool", "ada")).toEqual(user("ada"));
    expect(store.findByEmail("pool", "ada@airside.example")?.username).toBe("ada");
    expect(store.families("pool", "ada")).toEqual(families);
    await expect(store.remove("pool", "nobody")).rejects.toThrow("is closed");
    expect([...store.users("pool")]).toHaveLength(1);
  });
});
