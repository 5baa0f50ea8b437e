import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedOperation } from "../../amplify/events/published-operation.js";
import { dynamoDbClient, startDynamoDb, type LocalDynamoDb } from "../dynamodb/dynamo-db.js";
import type { InvocationResult } from "../lambda/invocation-result.js";
import type { Principal } from "./identity.js";
import { compileFilter, passes } from "./realtime/filter.js";
import type { Publication } from "./subscription-plan.js";
import { createCompaniesApi, exportsTable, userOf } from "./sample-companies-api.js";

const ada = userOf("ada", ["developer"]);
const bob = userOf("bob", ["businessAnalyst"]);

let directory: string;
let dynamoDb: LocalDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "airside-exports-"));
  dynamoDb = await startDynamoDb({ directory, tables: [exportsTable], log: () => undefined });
  client = dynamoDbClient(dynamoDb.endpoint);
}, 60_000);
afterAll(async () => {
  client.destroy();
  await dynamoDb.dispose();
  await rm(directory, { recursive: true, force: true });
});

const companiesApi = (answer: (request: { readonly field: string }) => InvocationResult) =>
  createCompaniesApi(client, answer);
const succeeded = (data: unknown): InvocationResult => ({ status: "succeeded", payload: { data } });
const silent = (): InvocationResult => succeeded(null);

const start = `mutation ($input: CompanyExportInput!) { startCompanyExport(input: $input) { id owner state percent format withheldColumns files { url } } }`;
const show = `query ($id: ID!) { companyExport(id: $id) { id state percent rows message files { name url bytes } } }`;

/** What was published of exports, in order. */
const reportsIn = (publications: readonly Publication[]) =>
  publications.filter(({ mutation }) => mutation === "reportCompanyExport").map(({ value }) => value);

/** What the function answers where it has started an export. */
const started = (id: string, format = "CSV") => ({ id, format, withheldColumns: ["first_name", "address"] });

let runs = 0;
/** An id that no other test has. */
const newId = () => `export-${(runs += 1)}`;
const progress = (id: string, change: Readonly<Record<string, unknown>> = {}) => ({
  id,
  state: "RUNNING",
  percent: 40,
  rows: "",
  message: "",
  time: "2024-01-25T12:00:05Z",
  ...change,
});

describe("questions to the lake", () => {
  test.each([
    { field: "getAll", query: "{ getAll { company_name age } }", args: {}, selection: ["company_name", "age"] },
    {
      field: "companies",
      query: `{ companies(filter: { age: { from: 40 } }, sort: [{ column: age }], limit: 2) { items { age } totalCount } }`,
      args: { filter: { age: { from: 40 } }, sort: [{ column: "age", direction: "ASC" }], limit: 2 },
      selection: ["items", "items/age", "totalCount"],
    },
    {
      field: "companyFacets",
      query: `{ companyFacets { category { value count } } }`,
      args: {},
      selection: ["category", "category/value", "category/count"],
    },
  ])("$field carries its arguments, what is selected and who asks", async ({ field, query, args, selection }) => {
    const { run, asked } = companiesApi(silent);
    await run(query, {}, ada);
    expect(asked).toEqual([
      {
        field,
        identity: { sub: "sub-ada", username: "ada", groups: ["developer"] },
        selection,
        selectionText: expect.stringContaining("{") as string,
        arguments: args,
      },
    ]);
  });

  test("carry numbers beyond 32 bits, there and back", async () => {
    const large = { equals: 2 ** 31, in: [2 ** 53 - 1], from: -(2 ** 31) - 1, to: 2 ** 53 - 1 };
    const item = { index: 2 ** 31, owner_id: 2 ** 53 - 1, age: null };
    const { run, asked } = companiesApi(() => succeeded({ items: [item] }));
    const query = `query ($large: CompanyNumberFilter) { companies(filter: { index: $large }) { items { index owner_id age } } }`;
    expect(await run(query, { large }, ada)).toEqual({ data: { companies: { items: [item] } } });
    expect(asked).toMatchObject([{ arguments: { filter: { index: large } } }]);
  });

  test("say so where there is no user: by IAM anybody of the account may come", async () => {
    const { run, asked, bus } = companiesApi(() => ({
      status: "succeeded",
      payload: { error: { type: "Unauthorized", message: "Sign in." } },
    }));
    expect(await run("{ getAll { age } }", {}, bus)).toMatchObject({
      errors: [{ errorType: "Unauthorized", message: "Sign in." }],
    });
    expect(asked).toMatchObject([{ identity: null }]);
  });

  test("fail with the function's own type and words", async () => {
    const error = { type: "Unauthorized", message: "filter.address: this column is withheld from you." };
    const { run } = companiesApi(() => ({ status: "succeeded", payload: { error } }));
    expect(await run(`{ companies(filter: { address: { equals: "x" } }) { totalCount } }`, {}, bob)).toMatchObject({
      data: null,
      errors: [{ errorType: error.type, message: error.message, path: ["companies"] }],
    });
  });

  test("say nothing of what broke inside the function", async () => {
    const { run } = companiesApi(() => ({
      status: "failed",
      errorType: "TypeError",
      errorMessage: "Cannot read 12 Crescent, London",
    }));
    const answer = await run("{ getAll { age } }", {}, ada);
    expect(answer).toMatchObject({ errors: [{ errorType: "QueryFailed" }] });
    expect(JSON.stringify(answer)).not.toContain("Crescent");
  });
});

describe("an export", () => {
  test("belongs to whom started it, whoever the arguments name", async () => {
    const id = newId();
    const { run, asked } = companiesApi(() => succeeded(started(id, "PARQUET")));
    const input = { format: "PARQUET", filter: { continent: { in: ["eu"] } } };
    expect(await run(start, { input }, ada)).toEqual({
      data: {
        startCompanyExport: {
          id,
          owner: "sub-ada",
          state: "QUEUED",
          percent: 0,
          format: "PARQUET",
          withheldColumns: ["first_name", "address"],
          files: null,
        },
      },
    });
    expect(asked).toMatchObject([{ field: "startCompanyExport", arguments: { input } }]);
  });

  test("that is refused leaves nothing behind", async () => {
    const { run, report } = companiesApi(() => ({
      status: "succeeded",
      payload: { error: { type: "Unauthorized", message: "columns[0]: address is withheld from you." } },
    }));
    expect(await run(start, { input: { columns: ["address"] } }, bob)).toMatchObject({
      data: null,
      errors: [{ errorType: "Unauthorized" }],
    });
    const id = newId();
    expect(await report(progress(id))).toMatchObject({ data: { reportCompanyExport: { id, owner: null } } });
  });

  test("keeps what was reported before it was written down", async () => {
    const id = newId();
    const { run, report } = companiesApi(() => succeeded(started(id)));
    await report(progress(id, { percent: 70 }));
    expect(await run(start, { input: {} }, ada)).toMatchObject({
      data: { startCompanyExport: { state: "RUNNING", percent: 70, owner: "sub-ada", format: "CSV" } },
    });
  });

  test("is shown to its owner only, and to nobody while it has none", async () => {
    const id = newId();
    const { run, report, bus } = companiesApi(() => succeeded(started(id)));
    await report(progress(id));
    expect(await run(show, { id }, ada)).toEqual({ data: { companyExport: null } });
    expect(await run(show, { id }, bus)).toEqual({ data: { companyExport: null } });
    await run(start, { input: {} }, ada);
    expect(await run(show, { id }, bob)).toEqual({ data: { companyExport: null } });
    for (const none of [newId(), "", "x".repeat(129)]) {
      expect(await run(show, { id: none }, ada)).toEqual({ data: { companyExport: null } });
    }
    expect(await run(show, { id }, ada)).toMatchObject({ data: { companyExport: { id, percent: 40, files: null } } });
  });

  test("has download addresses once it has succeeded, made for its owner when asked for", async () => {
    const id = newId();
    const files = [{ name: "companies.csv", url: "https://example.com/companies.csv", bytes: 3_000_000_000 }];
    const { run, report, asked } = companiesApi(({ field }) =>
      succeeded(field === "companyExport" ? { id, state: "SUCCEEDED", files } : started(id)),
    );
    await run(start, { input: {} }, ada);
    await report(progress(id, { state: "SUCCEEDED", percent: 100, rows: "2266" }));
    expect(await run(show, { id }, ada)).toEqual({
      data: { companyExport: { id, state: "SUCCEEDED", percent: 100, rows: 2266, message: null, files } },
    });
    expect(asked.slice(1)).toMatchObject([
      { field: "companyExport", identity: { sub: "sub-ada" }, arguments: { id, format: "CSV" } },
    ]);
    await run(show, { id }, bob);
    expect(asked).toHaveLength(2);
  });

  test.each([
    { wanted: "id state rows", asks: false },
    { wanted: "...Known", asks: false },
    { wanted: "rows: files { url }", asks: true },
    { wanted: "...Files", asks: true },
    { wanted: "... on CompanyExport { percent: files { url } }", asks: true },
  ])("is told without a question to the lake where it asks for no files: $wanted", async ({ wanted, asks }) => {
    const id = newId();
    const { run, report, asked } = companiesApi(({ field }) =>
      field === "companyExport"
        ? { status: "failed", errorType: "Error", errorMessage: "down" }
        : succeeded(started(id)),
    );
    await run(start, { input: {} }, ada);
    await report(progress(id, { state: "SUCCEEDED", percent: 100 }));
    const fragments = ["Known on CompanyExport { state id }", "Files on CompanyExport { files { url } }"];
    const used = fragments.filter((text) => wanted === `...${text.split(" ", 1).join()}`);
    const query = `query ($id: ID!) { companyExport(id: $id) { ${wanted} } }`;
    const answer = await run([query, ...used.map((text) => `fragment ${text}`)].join(" "), { id }, ada);
    expect(asked.slice(1)).toMatchObject(asks ? [{ field: "companyExport" }] : []);
    if (asks) expect(answer).toHaveProperty("errors");
    else expect(answer).toMatchObject({ data: { companyExport: { id, state: "SUCCEEDED" } } });
  });

  test("whose files are refused now says why", async () => {
    const id = newId();
    const message = "This export was made with column address, which is withheld from you now.";
    const { run, report } = companiesApi(({ field }) =>
      field === "companyExport"
        ? { status: "succeeded", payload: { error: { type: "Unauthorized", message } } }
        : succeeded(started(id)),
    );
    await run(start, { input: {} }, ada);
    await report(progress(id, { state: "SUCCEEDED", percent: 100 }));
    expect(await run(show, { id }, ada)).toMatchObject({
      data: { companyExport: null },
      errors: [{ errorType: "Unauthorized", message }],
    });
  });
});

describe("reports of an export", () => {
  const at = (state: string, percent: number) => ({ state, percent });

  test.each([
    {
      reports: [at("QUEUED", 0), at("RUNNING", 0), at("RUNNING", 40), at("SUCCEEDED", 100)],
      expected: at("SUCCEEDED", 100),
    },
    { reports: [at("RUNNING", 40), at("RUNNING", 20)], expected: at("RUNNING", 40) },
    { reports: [at("RUNNING", 40), at("QUEUED", 0)], expected: at("RUNNING", 40) },
    { reports: [at("SUCCEEDED", 100), at("RUNNING", 99)], expected: at("SUCCEEDED", 100) },
    { reports: [at("SUCCEEDED", 100), at("FAILED", 3)], expected: at("SUCCEEDED", 100) },
    { reports: [at("RUNNING", 60), at("FAILED", 3)], expected: at("FAILED", 60) },
    { reports: [at("CANCELLED", 10)], expected: at("CANCELLED", 10) },
  ])("$reports leave $expected", async ({ reports, expected }) => {
    const id = newId();
    const { report } = companiesApi(silent);
    let last: unknown;
    for (const each of reports) last = await report(progress(id, each));
    expect(last).toMatchObject({ data: { reportCompanyExport: { id, ...expected } } });
    expect(last).not.toHaveProperty("errors");
  });

  test("take rows that are known only after the success, once, and of nothing else", async () => {
    const id = newId();
    const { report } = companiesApi(silent);
    for (const { state, rows, kept } of [
      { state: "SUCCEEDED", rows: "", kept: null },
      { state: "FAILED", rows: "7", kept: null },
      { state: "SUCCEEDED", rows: "0", kept: 0 },
      { state: "SUCCEEDED", rows: "9", kept: 0 },
    ]) {
      expect(await report(progress(id, { state, percent: 100, rows }))).toMatchObject({
        data: { reportCompanyExport: { state: "SUCCEEDED", percent: 100, rows: kept } },
      });
    }
  });

  const seed = 310;
  test(`never go back, in whatever order they come and however often (seed ${seed})`, async () => {
    const ranks: Readonly<Record<string, number>> = { QUEUED: 0, RUNNING: 1, SUCCEEDED: 2, FAILED: 2, CANCELLED: 2 };
    const reported = fc.record({
      state: fc.constantFrom("QUEUED", "RUNNING", "RUNNING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"),
      percent: fc.integer({ min: 0, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(reported, { minLength: 1, maxLength: 8 }), fc.nat(8), async (reports, startAt) => {
        const id = newId();
        const { report, run, publications } = companiesApi(() => succeeded(started(id)));
        for (const [index, each] of reports.entries()) {
          if (index === startAt) await run(start, { input: {} }, ada);
          await report(progress(id, each));
        }
        const seen = reportsIn(publications).map((value) => ({
          rank: ranks[String(value["state"])] ?? -1,
          state: value["state"],
          percent: Number(value["percent"]),
        }));
        expect(seen).toHaveLength(reports.length);
        for (const [index, now] of seen.entries()) {
          const before = seen[index - 1];
          if (before === undefined) continue;
          expect(now.rank).toBeGreaterThanOrEqual(before.rank);
          expect(now.percent).toBeGreaterThanOrEqual(before.percent);
          if (before.rank === 2) expect(now).toEqual(before);
        }
        const final = reports.find(({ state }) => ranks[state] === 2);
        if (final !== undefined) expect(seen.at(-1)).toMatchObject({ state: final.state });
      }),
      { seed, numRuns: 25 },
    );
  });

  test("are taken from the event bus alone, and not when they make no sense", async () => {
    const { report, run } = companiesApi(silent);
    const asUser = await run(publishedOperation("reportCompanyExport"), { input: progress(newId()) }, ada);
    expect(asUser).toMatchObject({ errors: [{ errorType: "Unauthorized" }] });
    expect(await report(progress(newId(), { rows: "many" }))).toMatchObject({
      errors: [{ errorType: "InvalidInput", message: expect.stringContaining("rows: expected") as string }],
    });
  });
});

describe("onCompanyExport", () => {
  async function filterFor(principal: Principal, args = "") {
    const { api } = companiesApi(silent);
    const plan = await api.planner.plan(
      { query: `subscription { onCompanyExport${args} { id } }`, variables: {} },
      principal,
      {},
    );
    if (plan.filter === undefined) throw new Error("Expected a filter, got none: everything would come through.");
    return compileFilter(plan.filter);
  }

  test("lets through what the published mutation says of the caller's exports, and nothing else", async () => {
    const id = newId();
    const { run, report, publications } = companiesApi(() => succeeded(started(id)));
    await report(progress(id, { percent: 1 }));
    await run(start, { input: {} }, ada);
    await report(progress(id, { percent: 2 }));
    const [ownerless, ofAda] = reportsIn(publications);
    if (ownerless === undefined || ofAda === undefined) throw new Error("Expected two reports.");
    expect(ofAda).toMatchObject({ owner: "sub-ada", percent: 2 });

    const forAda = await filterFor(ada);
    expect([passes(forAda, ofAda), passes(forAda, ownerless)]).toEqual([true, false]);
    const forBob = await filterFor(bob);
    expect([passes(forBob, ofAda), passes(forBob, ownerless)]).toEqual([false, false]);
  });

  test.each([
    { args: `(id: "one")`, passing: ["one"] },
    { args: "(id: null)", passing: ["one", "two"] },
    { args: `(id: "")`, passing: ["one", "two"] },
  ])("with $args lets through $passing of the caller, and nothing of others", async ({ args, passing }) => {
    const filter = await filterFor(ada, args);
    const events = ["one", "two"].flatMap((id) => ["sub-ada", "sub-bob", null].map((owner) => ({ id, owner })));
    expect(events.filter((event) => passes(filter, event))).toEqual(passing.map((id) => ({ id, owner: "sub-ada" })));
  });

  test("refuses callers that are nobody", async () => {
    const { bus } = companiesApi(silent);
    await expect(filterFor(bus)).rejects.toMatchObject({ errorType: "Unauthorized" });
  });
});

describe("announceCompanies", () => {
  const announce = publishedOperation("announceCompanies");

  test("tells subscribers when the lake was crawled", async () => {
    const { run, api, bus, publications } = companiesApi(silent);
    await run(announce, { input: { time: "2024-01-25T13:00:00+01:00" } }, bus);
    expect(publications).toMatchObject([
      { mutation: "announceCompanies", value: { __typename: "CompaniesUpdate", time: "2024-01-25T12:00:00.000Z" } },
    ]);
    const plan = await api.planner.plan(
      { query: "subscription { onCompaniesUpdate { time } }", variables: {} },
      bob,
      {},
    );
    expect(plan).toMatchObject({ mutations: ["announceCompanies"], filter: undefined, arguments: {} });
  });

  test("takes a time only", async () => {
    const { run, bus } = companiesApi(silent);
    expect(await run(announce, { input: { time: "now" } }, bus)).toMatchObject({
      errors: [{ errorType: "InvalidInput", message: expect.stringContaining("time: expected") as string }],
    });
  });
});
