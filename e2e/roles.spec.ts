import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { join } from "node:path";
import { StopQueryExecutionCommand } from "@aws-sdk/client-athena";
import { expect, test } from "@playwright/test";
import { hostileTexts } from "../amplify/functions/query-lake/testing/hostile-texts.js";
import { signingKey, loadSigningKey } from "../local/cognito/signing-key.js";
import { signToken } from "../local/cognito/token-issuer.js";
import { companyColumns } from "../amplify/lake/visibility.js";
import {
  allCompanies,
  ask,
  companiesQuery,
  openOf,
  openTextColumns,
  pageOf,
  personalColumns as personal,
  type Answer,
} from "./companies-client.js";
import { athenaClient, endInRole, queryLakeRole, reportProgress, startEndless } from "./athena-client.js";
import { kiosk, listen, type Listener } from "./operations-client.js";
import { createPerson, tokensOf, type Person } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

let sandbox: SandboxProcess;
const tokens = new Map<string, { readonly access: string; readonly id: string }>();
const people = new Map<string, Person>();

test.beforeAll(async () => {
  sandbox = await startSandbox({ sampleLake: true, keysFor: [queryLakeRole] });
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
  const variables = { limit: 40, sort: [{ column: openOf("company_name", "company_id") }] };
  for (const kind of ["access", "id"] as const) {
    const developer = pageOf(await ask(sandbox, as("dev", kind), companiesQuery, variables));
    const analyst = pageOf(await ask(sandbox, as("ana", kind), companiesQuery, variables));
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
    for (const name of personal) {
      expect(developer.items.filter((item) => item[name] !== null).length, name).toBeGreaterThan(0);
    }
  }
});

test("getAll is as published: forty companies by name, personal columns null for analysts", async () => {
  const query = `{ getAll { ${[...new Set(["company_name", "age", ...personal])].join(" ")} } }`;
  const developer = (await ask(sandbox, as("dev"), query)).data?.["getAll"] as { company_name: string }[];
  expect(developer).toHaveLength(40);
  const names = developer.map(({ company_name }) => company_name);
  expect(names).toEqual([...names].sort());
  const analyst = (await ask(sandbox, as("ana"), query)).data?.["getAll"];
  const withheld = Object.fromEntries(personal.map((column) => [column, null]));
  // Who does not see the names gets forty companies by another column.
  const byName = !personal.includes("company_name");
  expect(analyst).toEqual(
    developer.map((item) => (byName ? { ...item, ...withheld } : (expect.objectContaining(withheld) as object))),
  );
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

/** Every field that tells of the lake. */
const everyField = [
  companiesQuery,
  "{ getAll { company_name } }",
  "{ companyFacets { totalCount status { value count } } }",
  "mutation { startCompanyExport(input: { format: CSV }) { id } }",
  `{ companyExport(id: "${randomUUID()}") { id files { url } } }`,
];

test("nobody else gets in, by any field", async () => {
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
    for (const query of everyField) {
      const { status, data, text } = await ask(sandbox, { authorization }, query);
      expect(status, name).toBe(401);
      expect(data ?? null, name).toBeNull();
      expect(text, name).toContain("UnauthorizedException");
    }
  }
  for (const query of everyField) {
    const byKey = await ask(sandbox, kiosk(sandbox), query);
    expect(Object.values(byKey.data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(byKey.errors, query).toEqual([expect.objectContaining({ errorType: "Unauthorized" })]);
    expect((await ask(sandbox, {}, query)).status, query).toBe(401);
  }
  for (const field of ["onCompanyExport { id }", "onCompaniesUpdate { time }"]) {
    await expect(listen(sandbox, kiosk(sandbox), `subscription { ${field} }`), field).rejects.toThrow("refused");
  }
  // The same claims with a good signature are let in: what was refused above was refused for its fault alone.
  expect((await ask(sandbox, { authorization: signToken(claims, key) }, companiesQuery, { limit: 1 })).status).toBe(
    200,
  );
});

test("an analyst who names a personal column learns its name and nothing else, wherever it is named", async () => {
  const developer = pageOf(await ask(sandbox, as("dev"), companiesQuery, { limit: 200 }));
  const texts = developer.items.flatMap((item) => personal.map((name) => String(item[name])));
  const known = texts.filter((value) => value.length > 4);
  expect(known.length).toBeGreaterThan(0);
  const dev = await ask(sandbox, as("dev"), companiesQuery, { sort: [{ column: "last_name" }], limit: 5 });
  const exportMutation = `mutation Export($input: CompanyExportInput!) { startCompanyExport(input: $input) { id state } }`;
  const facets = `query Facets($filter: CompanyFilter) { companyFacets(filter: $filter) { totalCount status { value count } } }`;
  const counting = `query Count($filter: CompanyFilter) { companies(filter: $filter) { totalCount } }`;
  const [open = ""] = openTextColumns;

  for (const column of personal) {
    const isNumber = companyColumns.some(({ name, type }) => name === column && type === "bigint");
    const right = { [column]: { equals: developer.items.find((item) => item[column] !== null)?.[column] } };
    const wrong = { [column]: { equals: isNumber ? 1_000_000 : "nobody has this" } };
    const attempts: readonly (readonly [string, Record<string, unknown>])[] = [
      [companiesQuery, { filter: right }],
      [companiesQuery, { filter: wrong }],
      [companiesQuery, { filter: { [column]: {} } }],
      [companiesQuery, { filter: { [open]: { equals: "ipo" }, [column]: { contains: "1" } } }],
      [companiesQuery, { filter: { [column]: { missing: true } } }],
      [companiesQuery, { filter: { [column]: isNumber ? { from: 1, to: 50 } : { from: "A", to: "M" } } }],
      [companiesQuery, { sort: [{ column }] }],
      [companiesQuery, { sort: [{ column: open }, { column, direction: "DESC" }], nextToken: pageOf(dev).nextToken }],
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
      expect(known.filter((value) => text.includes(value))).toEqual([]);
      if (query === counting) told.add(text);
    }
    expect(told.size, "a right guess and a wrong one get the same answer").toBe(1);
  }
});

test("aliases, fragments and a developer's page token bring nothing out either", async () => {
  const [open = ""] = openTextColumns;
  const aliased = (prefix: string, names: readonly string[]): string =>
    names.map((name, place) => `${prefix}${String(place)}: ${name}`).join(" ");
  const query = `query Sneak($token: String) {
    sneak: companies(limit: 5, nextToken: $token) { items { ${aliased("a", personal)} ...Home } }
  }
  fragment Home on Companies { ${aliased("b", personal)} ... on Companies { ${aliased("c", personal)} } ${open} }`;
  const { data, text } = await ask(sandbox, as("ana"), query);
  const { items } = (data?.["sneak"] ?? {}) as { items?: Record<string, unknown>[] };
  expect(items, text).toHaveLength(5);
  for (const { [open]: seen, ...rest } of items ?? []) {
    expect(seen).not.toBeUndefined();
    expect(Object.values(rest)).toEqual(Array.from({ length: 3 * personal.length }, () => null));
  }
  // A token holds places among the columns of its owner's role: another role begins at its own first page.
  const dev = pageOf(await ask(sandbox, as("dev"), companiesQuery, { limit: 5 }));
  const stolen = await ask(sandbox, as("ana"), query, { token: dev.nextToken });
  expect(stolen.data ?? null).toBeNull();
  expect(stolen.errors).toEqual([expect.objectContaining({ errorType: "BadRequest" })]);
  expect(stolen.errors[0]?.message).toContain("first page");
});

test("hostile texts are data: what comes back holds them literally, or is an error in words", async () => {
  const dev = await allCompanies(sandbox, as("dev"));
  const [column = ""] = openTextColumns;
  const holding = (text: string): number =>
    dev.filter((item) => String(item[column]).toLowerCase().includes(text.toLowerCase())).length;
  const query = `query ($contains: CompanyFilter, $in: CompanyFilter) {
    found: companies(filter: $contains) { totalCount } counted: companyFacets(filter: $in) { totalCount }
  }`;
  const refused = (answer: Answer): void => {
    for (const { errorType } of answer.errors) expect(errorType, answer.text).toBe("BadRequest");
    expect(Object.values(answer.data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(answer.text).not.toMatch(/SELECT|"lake"|duckdb/i);
  };
  const asFilter = async (text: string): Promise<void> => {
    const filters = { contains: { [column]: { contains: text } }, in: { [column]: { in: [text] } } };
    const answer = await ask(sandbox, as("ana"), query, filters);
    if (answer.errors.length > 0) refused(answer);
    else expect(answer.data, text).toEqual({ found: { totalCount: holding(text) }, counted: { totalCount: 0 } });
  };
  const asNames = async (text: string): Promise<void> => {
    refused(await ask(sandbox, as("ana"), companiesQuery, { nextToken: text }));
    expect((await ask(sandbox, as("ana"), readExport, { id: text })).text).toBe('{"data":{"companyExport":null}}');
  };
  const asExport = async (format: "CSV" | "PARQUET"): Promise<void> => {
    const input = { format, filter: { [column]: { contains: "' TO 's3://other-bucket/' --" } } };
    const start = "mutation ($input: CompanyExportInput!) { startCompanyExport(input: $input) { id } }";
    const begun = (await ask(sandbox, as("ana"), start, { input })).data?.["startCompanyExport"] as { id: string };
    const { rows, files } = await finishedExport("ana", begun.id);
    expect([rows, files.length], format).toEqual([0, format === "CSV" ? 1 : 0]);
  };
  for (const text of hostileTexts) await asNames(text);
  // The function alone is asked with all of them, in its unit tests; a query takes its time.
  await Promise.all(hostileTexts.filter((_, place) => place % 4 === 0).map(asFilter));
  await Promise.all([asExport("CSV"), asExport("PARQUET")]);
});

/** An export that has come to its end. */
interface FinishedExport {
  readonly state: string;
  readonly percent: number;
  readonly rows: number | null;
  readonly files: readonly { readonly url: string; readonly bytes: number }[];
}

const readExport = `query Read($id: ID!) { companyExport(id: $id) { id state percent rows files { name url bytes } } }`;

/** Waits for the end of somebody's export. */
async function finishedExport(name: string, id: string): Promise<FinishedExport> {
  const read = async () => (await ask(sandbox, as(name), readExport, { id })).data?.["companyExport"];
  await expect.poll(read).toMatchObject({ state: "SUCCEEDED", percent: 100 });
  return (await read()) as FinishedExport;
}

test("an export is its owner's alone", async () => {
  const start = `mutation { startCompanyExport(input: { format: CSV }) { id owner state withheldColumns } }`;
  const { data, text } = await ask(sandbox, as("dev"), start);
  expect(data, text).toMatchObject({ startCompanyExport: { owner: claimsOf("dev")["sub"], withheldColumns: [] } });
  const analysts = await ask(sandbox, as("ana"), start);
  expect(analysts.data).toMatchObject({ startCompanyExport: { withheldColumns: personal } });
  const id = (data?.["startCompanyExport"] as { id: string }).id;
  const own = await finishedExport("dev", id);
  for (const name of ["ana", "both", "nobody"]) {
    expect((await ask(sandbox, as(name), readExport, { id })).data).toEqual({ companyExport: null });
  }
  const file = await fetch(own.files[0]?.url ?? "");
  const csv = await file.text();
  expect(Buffer.byteLength(csv)).toBe(own.files[0]?.bytes);
  for (const column of personal) expect(csv.split("\n")[0]).toContain(column);
  const report = `mutation { reportCompanyExport(input: { id: "${id}", state: FAILED, percent: 0, time: "2024-01-01T00:00:00Z" }) { id } }`;
  expect((await ask(sandbox, as("dev"), report)).errors).toEqual([
    expect.objectContaining({ errorType: "Unauthorized" }),
  ]);
});

interface ToldExport {
  readonly id: string;
  readonly owner: string;
  readonly state: string;
  readonly percent: number;
}

/** What is told next of an export. What is told of others in between must be of the same owner. */
async function heardOf(listener: Listener, id: string): Promise<ToldExport> {
  const others: ToldExport[] = [];
  for (;;) {
    const { onCompanyExport: told } = (await listener.next()).data as { onCompanyExport: ToldExport };
    if (told.id !== id) others.push(told);
    else {
      expect(others.filter(({ owner }) => owner !== told.owner)).toEqual([]);
      return told;
    }
  }
}

test("of an export's progress its owner hears over WebSocket, and nobody else", async () => {
  const subscription = "subscription { onCompanyExport { id owner state percent } }";
  const owner = await listen(sandbox, as("dev"), subscription);
  const other = await listen(sandbox, as("ana"), subscription);
  const athena = athenaClient(sandbox);
  try {
    const start = "mutation { startCompanyExport(input: { format: CSV }) { id } }";
    // Exports that never end take all the room there is: this one waits, and is told of as a slow one would be.
    const endless = await Promise.all([startEndless(athena, sandbox), startEndless(athena, sandbox)]);
    const begun = (await ask(sandbox, as("dev"), start)).data?.["startCompanyExport"] as { id: string };
    await reportProgress(sandbox, begun.id, 40);
    const told = [await heardOf(owner, begun.id)];
    for (const id of endless) await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    while (told.at(-1)?.state === "RUNNING") told.push(await heardOf(owner, begun.id));
    const mine = { id: begun.id, owner: claimsOf("dev")["sub"] };
    expect(told[0]).toEqual({ ...mine, state: "RUNNING", percent: 40 });
    expect(told.at(-1)).toEqual({ ...mine, state: "SUCCEEDED", percent: 100 });
    const percents = told.map(({ percent }) => percent);
    expect(percents).toEqual(percents.toSorted((one, another) => one - another));

    // Whatever the other one heard until the other one's own export is told of is not of the owner.
    const theirs = (await ask(sandbox, as("ana"), start)).data?.["startCompanyExport"] as { id: string };
    expect((await heardOf(other, theirs.id)).owner).toBe(claimsOf("ana")["sub"]);
  } finally {
    athena.destroy();
    await Promise.all([owner.close(), other.close()]);
  }
});

test("Lake Formation refuses withheld columns by itself: in the analysts' role, they do not exist in Athena", async () => {
  for (const column of personal) {
    const table = companyColumns.find(({ name }) => name === column)?.table.name ?? "";
    const sql = `SELECT max("${column}") FROM ${table}`;
    expect(await endInRole(sandbox, "businessAnalyst", sql), sql).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringMatching(/^COLUMN_NOT_FOUND: line 1:12: /),
    });
    expect(await endInRole(sandbox, "developer", sql), sql).toMatchObject({ State: "SUCCEEDED" });
  }
  expect(await endInRole(sandbox, "businessAnalyst", "SELECT * FROM owners LIMIT 1")).toMatchObject({
    State: "SUCCEEDED",
  });
});
