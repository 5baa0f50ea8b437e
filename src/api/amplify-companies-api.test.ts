import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { settlePromises } from "../flights/manual-clock";
import type { SignedInUser } from "../state/session-store";
import { createAmplifyAuth } from "./amplify-auth";
import { createAmplifyCompaniesApi } from "./amplify-companies-api";
import { parseAuthConfiguration } from "./auth-configuration";

// The unmodified Amplify client; the network in front of it is this file's.

const ada: SignedInUser = { sub: "ada", name: "ada@airport.example", groups: ["developer"] };
const endpoint = "http://backend.example/graphql";
const configuration = parseAuthConfiguration({
  version: "1.4",
  auth: {
    user_pool_id: "us-east-1_abc",
    user_pool_client_id: "client",
    aws_region: "us-east-1",
    identity_pool_id: "us-east-1:x",
  },
  data: {
    url: endpoint,
    api_key: "da2-key",
    aws_region: "us-east-1",
    default_authorization_type: "API_KEY",
    authorization_types: [],
  },
  custom: {
    airport: { iata: "EWR", name: "Newark", city: "Newark", timeZone: "America/New_York", terminals: [] },
    local: { userPoolEndpoint: "http://backend.example/aws/" },
  },
});

interface Sent {
  readonly url: string;
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly query?: string; readonly variables?: unknown };
}

type Answer = { readonly status: number; readonly body: object };
let sent: Sent[];
let answers: ((request: Sent) => Promise<Answer> | Answer)[];

const base64 = (value: object) => btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
/** A token that the client reads without a check, as browsers cannot know the pool's keys. */
const token = (sub: string, serial: string, groups: readonly string[] = ["developer"], seconds = 3_600) => {
  const payload = {
    sub,
    username: sub,
    jti: serial,
    "cognito:groups": groups,
    iat: Math.floor(Date.now() / 1_000),
    exp: Math.floor(Date.now() / 1_000) + seconds,
  };
  return `${base64({ alg: "RS256" })}.${base64(payload)}.signature`;
};
const store = (sub: string, accessToken: string) => {
  const prefix = "CognitoIdentityServiceProvider.client";
  localStorage.setItem(`${prefix}.LastAuthUser`, sub);
  localStorage.setItem(`${prefix}.${sub}.accessToken`, accessToken);
  localStorage.setItem(`${prefix}.${sub}.refreshToken`, `refresh-${sub}`);
  localStorage.setItem(`${prefix}.${sub}.clockDrift`, "0");
};
const ok = (data: object): Answer => ({ status: 200, body: { data } });
const refused: Answer = {
  status: 401,
  body: { errors: [{ errorType: "UnauthorizedException", message: "Token has been revoked." }] },
};
const count = { companies: { totalCount: 7 } };

beforeEach(() => {
  // Amplify warns of every address of a user pool that is not AWS's.
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  localStorage.clear();
  sent = [];
  answers = [];
  vi.stubGlobal("fetch", async (url: string | URL, init: RequestInit) => {
    const headers = new Headers(init.headers);
    const request: Sent = {
      url: String(url),
      target: headers.get("x-amz-target") ?? undefined,
      authorization: headers.get("authorization") ?? undefined,
      body: JSON.parse(typeof init.body === "string" ? init.body : "{}") as Sent["body"],
    };
    sent.push(request);
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("Failed to fetch");
    const given = await answer(request);
    init.signal?.throwIfAborted();
    return new Response(JSON.stringify(given.body), { status: given.status });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function setUp() {
  const auth = createAmplifyAuth(configuration);
  const api = createAmplifyCompaniesApi({ user: ada, tokens: auth, listen: () => () => undefined });
  return { auth, api };
}
const waiting = () => new AbortController().signal;

describe("a request", () => {
  test("goes out with the access token, and with nothing that is empty", async () => {
    const mine = token("ada", "1");
    store("ada", mine);
    answers.push(() =>
      ok({
        companies: {
          items: [],
          nextToken: null,
          previousToken: null,
          firstRow: 1,
          visibleColumns: [],
          withheldColumns: [],
        },
      }),
    );
    const page = await setUp().api.page(
      { filter: { age: { from: 3 } }, sort: [], limit: 100, start: { firstRow: 1 } },
      waiting(),
    );
    expect(page).toMatchObject({ rows: [], firstRow: 1 });
    expect(sent).toMatchObject([
      { url: endpoint, authorization: mine, body: { variables: { filter: { age: { from: 3 } }, limit: 100 } } },
    ]);
    expect(sent[0]?.body.variables).not.toHaveProperty("sort");
    expect(sent[0]?.body.variables).not.toHaveProperty("nextToken");
    expect(sent[0]?.body.variables).not.toHaveProperty("firstRow");
  });

  test("fails with the resolver's own words", async () => {
    store("ada", token("ada", "1"));
    answers.push(() => ({
      status: 200,
      body: { data: null, errors: [{ errorType: "Unauthorized", message: "last_name is withheld" }] },
    }));
    await expect(setUp().api.count({ last_name: { contains: "x" } }, waiting())).rejects.toMatchObject({
      kind: "unauthorized",
      message: "last_name is withheld",
    });
  });

  test("asks for the files of an export only where they are wanted", async () => {
    store("ada", token("ada", "1"));
    const found = { id: "x", state: "SUCCEEDED", percent: 100, rows: 0, message: null, updatedAt: "", files: [] };
    answers.push(
      () => ok({ companyExport: found }),
      () => ok({ companyExport: null }),
      () => ok({ companyExport: found }),
    );
    const { api } = setUp();
    expect(await api.exportStatus("x", waiting())).toMatchObject({ id: "x", state: "SUCCEEDED", rows: 0 });
    expect(await api.exportStatus("x", waiting())).toBeUndefined();
    expect(await api.export("x", waiting())).toMatchObject({ status: { id: "x" }, files: [] });
    expect(sent.map(({ body }) => /\bfiles\b/.test(body.query ?? ""))).toEqual([false, false, true]);
  });

  test("tells a network that is gone from a backend that answers", async () => {
    store("ada", token("ada", "1"));
    await expect(setUp().api.count({}, waiting())).rejects.toMatchObject({ kind: "network" });
  });

  test("is given up, and its answer not judged, when nobody waits any more", async () => {
    store("ada", token("ada", "1"));
    const gone = new AbortController();
    let answer: (given: Answer) => void = () => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const { api } = setUp();
    const asked = api.count({}, gone.signal);
    await vi.waitFor(() => {
      expect(sent).toHaveLength(1);
    });
    gone.abort();
    answer(refused);
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(sent).toHaveLength(1);
  });
});

describe("a session", () => {
  test("that the backend refuses is renewed once, and the request goes out again", async () => {
    store("ada", token("ada", "1"));
    const renewed = token("ada", "2");
    answers.push(
      () => refused,
      () => ({
        status: 200,
        body: { AuthenticationResult: { AccessToken: renewed, RefreshToken: "next", ExpiresIn: 3_600 } },
      }),
      () => ok(count),
    );
    expect(await setUp().api.count({}, waiting())).toBe(7);
    expect(sent.map(({ url, authorization }) => [url, authorization])).toEqual([
      [endpoint, expect.any(String)],
      ["http://backend.example/aws/", undefined],
      [endpoint, renewed],
    ]);
  });

  test("that cannot be renewed is over", async () => {
    store("ada", token("ada", "1"));
    answers.push(
      () => refused,
      () => ({ status: 400, body: { __type: "NotAuthorizedException", message: "Refresh Token has been revoked" } }),
    );
    const { api, auth } = setUp();
    await expect(api.count({}, waiting())).rejects.toMatchObject({ kind: "signedOut" });
    await settlePromises();
    expect(await auth.user()).toBeUndefined();
  });

  test("whose new token is refused, too, is dropped", async () => {
    store("ada", token("ada", "1"));
    answers.push(
      () => refused,
      () => ({ status: 200, body: { AuthenticationResult: { AccessToken: token("ada", "2"), RefreshToken: "next" } } }),
      () => refused,
    );
    const { api, auth } = setUp();
    await expect(api.count({}, waiting())).rejects.toMatchObject({ kind: "signedOut" });
    expect(await auth.user()).toBeUndefined();
  });

  test("that cannot be renewed for want of a network is not over", async () => {
    store("ada", token("ada", "1", ["developer"], -60));
    const { api } = setUp();
    await expect(api.count({}, waiting())).rejects.toMatchObject({ kind: "network" });
    expect(localStorage.getItem("CognitoIdentityServiceProvider.client.ada.refreshToken")).toBe("refresh-ada");
  });

  test.each([
    { who: "somebody else", sub: "grace", groups: ["developer"] },
    { who: "the same user in another group", sub: "ada", groups: ["businessAnalyst"] },
  ])("of $who is never used for this user's requests", async ({ sub, groups }) => {
    store(sub, token(sub, "1", groups));
    await expect(setUp().api.count({}, waiting())).rejects.toMatchObject({ kind: "signedOut" });
    expect(sent).toEqual([]);
  });
});

describe("who is signed in", () => {
  test("is told by the tokens", async () => {
    store("ada", token("ada", "1", ["developer", "operations"]));
    expect(await setUp().auth.user()).toEqual({ sub: "ada", name: "ada", groups: ["developer", "operations"] });
    localStorage.clear();
    expect(await setUp().auth.user()).toBeUndefined();
  });

  test("may have changed when another tab wrote tokens, and has when it signed out", () => {
    const heard: string[] = [];
    const stop = setUp().auth.onChange((change) => heard.push(change));
    const write = (key: string | null) => {
      window.dispatchEvent(new StorageEvent("storage", { key, newValue: "x" }));
    };
    write("CognitoIdentityServiceProvider.client.LastAuthUser");
    write("something else");
    write(null);
    write("airside.signed-out");
    stop();
    write(null);
    expect(heard).toEqual(["perhaps", "perhaps", "signedOut"]);
  });

  test("is nobody after a sign-out, which other tabs are told of", async () => {
    store("ada", token("ada", "1"));
    const { auth } = setUp();
    await auth.signOut("here");
    await settlePromises();
    expect(await auth.user()).toBeUndefined();
    const mark = localStorage.getItem("airside.signed-out");
    await auth.signOut("here");
    expect(localStorage.getItem("airside.signed-out")).not.toBe(mark);
  });

  test("signs out everywhere at the user pool", async () => {
    const mine = token("ada", "1");
    store("ada", mine);
    answers.push(() => ({ status: 200, body: {} }));
    await setUp().auth.signOut("everywhere");
    expect(sent).toMatchObject([
      { target: "AWSCognitoIdentityProviderService.GlobalSignOut", body: { AccessToken: mine } },
    ]);
  });
});

test("codes of an authenticator app are set up, confirmed and removed at the user pool", async () => {
  store("ada", token("ada", "1"));
  const { auth } = setUp();
  answers.push(
    () => ({ status: 200, body: { Username: "ada", UserAttributes: [] } }),
    () => ({ status: 200, body: { SecretCode: "JBSWY3DPEHPK3PXP" } }),
    () => ({ status: 200, body: { Status: "SUCCESS" } }),
    () => ({ status: 200, body: {} }),
    () => ({ status: 200, body: {} }),
  );
  expect(await auth.secondFactor.isOn()).toBe(false);
  const { secret, address } = await auth.secondFactor.begin();
  expect(secret).toBe("JBSWY3DPEHPK3PXP");
  expect(new URL(address).protocol).toBe("otpauth:");
  expect(new URL(address).searchParams.get("secret")).toBe(secret);
  await auth.secondFactor.confirm("123456");
  await auth.secondFactor.remove();
  expect(sent.map(({ target }) => target?.split(".")[1])).toEqual([
    "GetUser",
    "AssociateSoftwareToken",
    "VerifySoftwareToken",
    "SetUserMFAPreference",
    "SetUserMFAPreference",
  ]);
  expect(sent[2]?.body).toMatchObject({ UserCode: "123456" });
  expect(sent[3]?.body).toMatchObject({ SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  expect(sent[4]?.body).toMatchObject({ SoftwareTokenMfaSettings: { Enabled: false } });
});
