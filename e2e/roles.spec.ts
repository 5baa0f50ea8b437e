import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { signingKey, loadSigningKey } from "../local/cognito/signing-key.js";
import { signToken } from "../local/cognito/token-issuer.js";
import { ask, companiesQuery, pageOf } from "./companies-client.js";
import { createPerson, tokensOf, type Person } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

const personal = ["first_name", "last_name", "address"];
let sandbox: SandboxProcess;
const tokens = new Map<string, { readonly access: string; readonly id: string }>();
const people = new Map<string, Person>();

test.beforeAll(async () => {
  sandbox = await startSandbox({ sampleLake: true });
  for (const [name, groups] of Object.entries({
    dev: ["developer"],
    ana: ["businessAnalyst"],
    both: ["businessAnalyst", "developer"],
    ops: ["operations"],
    nobody: [],
  })) {
    const person = await createPerson(sandbox, name, groups);
    people.set(name, person);
    tokens.set(name, await tokensOf(sandbox, person));
  }
});
test.afterAll(() => sandbox.dispose());

function as(name: string, kind: "access" | "id" = "access"): { authorization: string } {
  return { authorization: tokens.get(name)?.[kind] ?? "" };
}

function claimsOf(name: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(as(name).authorization.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;
}

function compact(header: object, claims: object, signature: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(claims)}.${signature}`;
}

test("each role sees its columns, of the same rows, with both kinds of token", async () => {
  for (const kind of ["access", "id"] as const) {
    const developer = pageOf(await ask(sandbox, as("dev", kind), companiesQuery, { limit: 40 }));
    const analyst = pageOf(await ask(sandbox, as("ana", kind), companiesQuery, { limit: 40 }));
    expect(developer.totalCount).toBe(5000);
    expect(analyst.totalCount).toBe(5000);
    expect(developer.withheldColumns).toEqual([]);
    expect(analyst.withheldColumns.map(({ name }) => name).sort()).toEqual([...personal].sort());
    for (const { description, reason } of analyst.withheldColumns) {
      expect(description).not.toBe("");
      expect(reason).toContain("businessAnalyst");
    }
    const without = developer.items.map((item) => ({
      ...item,
      ...Object.fromEntries(personal.map((name) => [name, null])),
    }));
    expect(analyst.items).toEqual(without);
    expect(developer.items.filter((item) => item["first_name"] !== null)).toHaveLength(40);
  }
});

test("getAll is as published: forty companies by name, personal columns null for analysts", async () => {
  const query = "{ getAll { company_name first_name age } }";
  const developer = (await ask(sandbox, as("dev"), query)).data?.["getAll"] as { company_name: string }[];
  expect(developer).toHaveLength(40);
  const names = developer.map(({ company_name }) => company_name);
  expect(names).toEqual([...names].sort());
  const analyst = (await ask(sandbox, as("ana"), query)).data?.["getAll"];
  expect(analyst).toEqual(developer.map((item) => ({ ...item, first_name: null })));
});

test("two groups: the one of highest precedence; other groups and none: refused in words", async () => {
  expect(pageOf(await ask(sandbox, as("both"), companiesQuery, { limit: 1 })).withheldColumns).toEqual([]);
  for (const name of ["ops", "nobody"]) {
    const { data, errors } = await ask(sandbox, as(name), companiesQuery);
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ errorType: "Unauthorized" })]);
    expect(errors[0]?.message).toMatch(/group/);
  }
});

test("nobody else gets in", async () => {
  const key = loadSigningKey(join(sandbox.stateDir, "state"));
  const other = signingKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const [header = "", , signature = ""] = as("ana").authorization.split(".");
  const claims = claimsOf("ana");
  const raised = { ...claims, "cognito:groups": ["developer"] };
  const kid = { kid: key.publicKey.kid };
  const hmac = (content: string): string =>
    createHmac("sha256", JSON.stringify(key.publicKey)).update(content).digest("base64url");
  const symmetric = compact({ ...kid, alg: "HS256" }, raised, "");
  const attempts: Readonly<Record<string, string>> = {
    "an expired token": signToken({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }, key),
    "a changed group": `${header}.${Buffer.from(JSON.stringify(raised)).toString("base64url")}.${signature}`,
    "another key": signToken(raised, other),
    "another key under the known id": signToken(raised, {
      ...other,
      publicKey: { ...other.publicKey, kid: key.publicKey.kid },
    }),
    "alg none": compact({ ...kid, alg: "none" }, raised, ""),
    "the public key as a secret": `${symmetric}${hmac(symmetric.slice(0, -1))}`,
    "a token of another pool": signToken({ ...raised, iss: "https://cognito-idp.us-east-1.amazonaws.com/x_1" }, key),
    "a token of another client": signToken({ ...raised, client_id: randomUUID() }, key),
    "no token at all": "Bearer ",
  };
  for (const [name, authorization] of Object.entries(attempts)) {
    const { status, data, text } = await ask(sandbox, { authorization }, companiesQuery);
    expect(status, name).toBe(401);
    expect(data ?? null, name).toBeNull();
    expect(text, name).toContain("UnauthorizedException");
  }
  const byKey = await ask(sandbox, { "x-api-key": sandbox.outputs.data.api_key }, companiesQuery);
  expect(byKey.data ?? null).toBeNull();
  expect(byKey.errors).toEqual([expect.objectContaining({ errorType: "Unauthorized" })]);
  const nothing = await ask(sandbox, {}, companiesQuery);
  expect(nothing.status).toBe(401);
  // The same claims with a good signature are let in: what was refused above was refused for its fault alone.
  expect((await ask(sandbox, { authorization: signToken(claims, key) }, companiesQuery, { limit: 1 })).status).toBe(
    200,
  );
});

test("an analyst who names a personal column learns its name and nothing else, wherever it is named", async () => {
  const developer = pageOf(await ask(sandbox, as("dev"), companiesQuery, { limit: 200 }));
  const known = developer.items.flatMap((item) => personal.map((name) => item[name])).filter((value) => value !== null);
  const [someone] = developer.items;
  const dev = await ask(sandbox, as("dev"), companiesQuery, { sort: [{ column: "last_name" }], limit: 5 });
  const exportMutation = `mutation Export($input: CompanyExportInput!) { startCompanyExport(input: $input) { id state } }`;
  const facets = `query Facets($filter: CompanyFilter) { companyFacets(filter: $filter) { totalCount status { value count } } }`;
  const counting = `query Count($filter: CompanyFilter) { companies(filter: $filter) { totalCount } }`;

  for (const column of personal) {
    const right = { [column]: { equals: someone?.[column] } };
    const wrong = { [column]: { equals: "nobody has this" } };
    const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
      [companiesQuery, { filter: right }],
      [companiesQuery, { filter: wrong }],
      [companiesQuery, { filter: { [column]: {} } }],
      [companiesQuery, { filter: { status: { equals: "ipo" }, [column]: { contains: "a" } } }],
      [companiesQuery, { filter: { [column]: { missing: true } } }],
      [companiesQuery, { filter: { [column]: { from: "A", to: "M" } } }],
      [companiesQuery, { sort: [{ column }] }],
      [
        companiesQuery,
        { sort: [{ column: "status" }, { column, direction: "DESC" }], nextToken: pageOf(dev).nextToken },
      ],
      [counting, { filter: right }],
      [counting, { filter: wrong }],
      [facets, { filter: right }],
      [exportMutation, { input: { columns: ["company_id", column] } }],
      [exportMutation, { input: { filter: right } }],
      [exportMutation, { input: { sort: [{ column }] } }],
    ];
    const told = new Set<string>();
    for (const [query, variables] of attempts) {
      const { data, errors, text } = await ask(sandbox, as("ana"), query, variables);
      expect(
        Object.values(data ?? {}).filter((value) => value !== null),
        text,
      ).toEqual([]);
      expect(errors, text).toEqual([expect.objectContaining({ errorType: "Unauthorized" })]);
      expect(errors[0]?.message).toContain(column);
      expect(known.filter((value) => text.includes(String(value)))).toEqual([]);
      if (query === counting) told.add(text);
    }
    expect(told.size, "a right guess and a wrong one get the same answer").toBe(1);
  }
});

test("aliases, fragments and a developer's page token bring nothing out either", async () => {
  const query = `query Sneak($token: String) {
    sneak: companies(limit: 5, nextToken: $token) { items { a: first_name b: last_name ...Home } }
  }
  fragment Home on Companies { c: address ... on Companies { d: first_name } company_id }`;
  const { data, text } = await ask(sandbox, as("ana"), query);
  const { items } = (data?.["sneak"] ?? {}) as { items?: Record<string, unknown>[] };
  expect(items, text).toHaveLength(5);
  for (const { company_id, ...rest } of items ?? []) {
    expect(company_id).not.toBeNull();
    expect(Object.values(rest)).toEqual([null, null, null, null]);
  }
  // A token holds places among the columns of its owner's role: another role begins at its own first page.
  const dev = pageOf(await ask(sandbox, as("dev"), companiesQuery, { limit: 5 }));
  const stolen = await ask(sandbox, as("ana"), query, { token: dev.nextToken });
  expect(stolen.data ?? null).toBeNull();
  expect(stolen.errors).toEqual([expect.objectContaining({ errorType: "BadRequest" })]);
  expect(stolen.errors[0]?.message).toContain("first page");
});

test("hostile texts are data: nothing but equal values comes back", async () => {
  const hostile = [
    "' OR '1'='1",
    "'; DROP TABLE companies; --",
    "x' UNION SELECT first_name, last_name, address FROM owners --",
    "\\' OR 1=1 #",
    "?",
    "${jndi:ldap://x}",
    "%",
    "_",
    "ʼ OR ʼ1ʼ=ʼ1",
    '" OR ""="',
    "/**/OR/**/1=1",
    "1); ATTACH 'x'; (",
  ];
  for (const text of hostile) {
    for (const filter of [
      { company_name: { equals: text } },
      { status: { in: [text] } },
      { company_id: { from: text, to: text } },
    ]) {
      const answer = await ask(sandbox, as("ana"), companiesQuery, { filter });
      expect(answer.errors, text).toEqual([]);
      expect(pageOf(answer).totalCount, text).toBe(0);
    }
    const page = await ask(sandbox, as("ana"), companiesQuery, { nextToken: text });
    expect(page.errors, text).toEqual([expect.objectContaining({ errorType: "BadRequest" })]);
  }
});

test("an export is its owner's alone", async () => {
  const start = `mutation { startCompanyExport(input: { format: CSV }) { id owner state } }`;
  const read = `query Read($id: ID!) { companyExport(id: $id) { id state percent files { name url bytes } } }`;
  const { data, text } = await ask(sandbox, as("dev"), start);
  expect(data, text).toMatchObject({ startCompanyExport: { owner: claimsOf("dev")["sub"] } });
  const id = (data?.["startCompanyExport"] as { id: string }).id;
  await expect
    .poll(async () => (await ask(sandbox, as("dev"), read, { id })).data?.["companyExport"])
    .toMatchObject({ state: "SUCCEEDED", percent: 100 });
  for (const name of ["ana", "both", "nobody"]) {
    expect((await ask(sandbox, as(name), read, { id })).data).toEqual({ companyExport: null });
  }
  const own = (await ask(sandbox, as("dev"), read, { id })).data?.["companyExport"] as {
    files: { url: string; bytes: number }[];
  };
  const file = await fetch(own.files[0]?.url ?? "");
  const csv = await file.text();
  expect(Buffer.byteLength(csv)).toBe(own.files[0]?.bytes);
  expect(csv.split("\n")[0]).toContain("first_name");
  const report = `mutation { reportCompanyExport(input: { id: "${id}", state: FAILED, percent: 0, time: "2024-01-01T00:00:00Z" }) { id } }`;
  expect((await ask(sandbox, as("dev"), report)).errors).toEqual([
    expect.objectContaining({ errorType: "Unauthorized" }),
  ]);
});
