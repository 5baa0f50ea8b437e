import { randomBytes, randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { companiesTable } from "../amplify/lake/tables.js";
import { systemClock } from "./clock.js";
import { loadSigningKey } from "./cognito/signing-key.js";
import { createTokenIssuer } from "./cognito/token-issuer.js";
import { createAccessKeyStore } from "./iam/access-key-store.js";
import { evaluatePolicy } from "./iam/policy.js";
import { startLocal, type LocalSandbox } from "./start.js";
import type { BackendModel } from "./synth/backend-model.js";
import { loadBackendModel } from "./synth/load-backend-model.js";

/** The charts' columns, and what the charts are called. */
const charts = { category_code: "category", status: "status", continent: "continent" } as const;
type ChartColumn = keyof typeof charts;
const chartColumns = Object.keys(charts) as ChartColumn[];
/** One that is open in the project, and personal in the edited copy. */
const marked =
  chartColumns.find((name) =>
    [...companiesTable.columns, ...companiesTable.partitionKeys].some((one) => one.name === name && !one.personal),
  ) ?? "status";

/** A synthesis and a start take 10 s on a free machine; tests share theirs with others. */
const startTimeout = 120_000;
const pollTimeout = { timeout: 20_000, interval: 50 };

let workDir: string;
let model: BackendModel;
let sandbox: LocalSandbox;
/** SDK settings of whoever may assume the groups' roles. */
let functionKey: { readonly accessKeyId: string; readonly secretAccessKey: string };

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(workDir, "amplify", file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after, `the edit of ${file} has to change it`).not.toBe(before);
  await writeFile(path, after);
}

function roleOf(group: string): string {
  const found = model.userPools.flatMap(({ groups }) => groups).find(({ groupName }) => groupName === group);
  return found?.roleArn ?? "";
}

beforeAll(async () => {
  const projectDir = join(import.meta.dirname, "..");
  // Inside node_modules, so that a copied definition finds its imports.
  const parent = join(projectDir, "node_modules", ".cache");
  await mkdir(parent, { recursive: true });
  workDir = await mkdtemp(join(parent, "airside-edited-"));
  await cp(join(projectDir, "amplify"), join(workDir, "amplify"), { recursive: true });
  await edit("data/schema.graphql", (text) => text.replace(/type StatusUpdate [^{]*\{\n/, "$&  aircraft: String\n"));
  await edit("events/flight-event.ts", (text) =>
    text.replace(
      "  FlightArrived: {",
      '  FlightDeIced: { detailType: "Operations: Flight de-iced", direction: "DEPARTURE" },\n  FlightArrived: {',
    ),
  );
  await edit("data/tables.ts", (text) => text.replace('"Flights"', '"Movements"'));
  await edit("lake/tables.ts", (text) =>
    text.replace(new RegExp(`(name: "${marked}".*)\\.\\.\\.open`), "$1...personal"),
  );

  const log = (): void => undefined;
  model = await loadBackendModel({ projectDir: workDir, cacheDir: join(workDir, ".airside"), log });
  const stateDir = join(workDir, "sandbox");
  const functionRoles = model.functions.map(({ roleArn }) => roleArn);
  const reader = model.roles.find(({ arn }) => arn === roleOf("businessAnalyst"));
  const queryLake = reader?.trustedPrincipals.find((arn) => functionRoles.includes(arn)) ?? "";
  functionKey = createAccessKeyStore(join(stateDir, "state"), randomBytes).forRole(queryLake);
  sandbox = await startLocal({
    projectDir: workDir,
    webAppDir: stateDir,
    stateDir,
    host: "127.0.0.1",
    port: 0,
    reset: false,
    sampleDay: false,
    heartbeat: false,
    sampleLake: true,
    log,
  });
}, startTimeout);

afterAll(async () => {
  await sandbox.dispose();
  await rm(workDir, { recursive: true, force: true });
});

test("a new field, a new event in the rules and a renamed table are in the model", () => {
  expect(model.graphqlApi.schema).toMatch(/type StatusUpdate [^{]*\{\n {2}aircraft: String\n/);
  expect(JSON.stringify(model.rules.map(({ eventPattern }) => eventPattern))).toContain('"FlightDeIced"');
  const names = model.tables.map(({ tableName }) => tableName);
  expect(names).toContain("data-Movements");
  expect(names).not.toContain("data-Flights");
});

/** What GraphQL answers somebody of a group over HTTP. */
async function ask(group: string, query: string, variables: object = {}) {
  const [pool] = model.userPools;
  const issuer = createTokenIssuer({
    region: model.region,
    userPoolId: pool?.userPoolId ?? "",
    signingKey: loadSigningKey(join(workDir, "sandbox", "state")),
    clock: systemClock,
    randomId: randomUUID,
  });
  const sub = "5f0c7a0e-6a3f-4a55-9f0e-1d1f0c0b0a09";
  const authorization = issuer.accessToken({ sub, username: sub, groups: [group] }, pool?.clients[0]?.clientId ?? "");
  const response = await fetch(sandbox.urls.graphql, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as {
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { readonly errorType: string; readonly message: string }[];
  };
}

const pageQuery = `query Page($filter: CompanyFilter, $sort: [CompanySort!]) {
  companies(filter: $filter, sort: $sort, limit: 20) {
    items { company_id ${marked} } totalCount visibleColumns { name } withheldColumns { name reason }
  }
}`;

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly totalCount: number;
  readonly visibleColumns: readonly { readonly name: string }[];
  readonly withheldColumns: readonly { readonly name: string; readonly reason: string }[];
}

async function pageOf(group: string): Promise<Page> {
  const { data, errors } = await ask(group, pageQuery);
  expect(errors).toBeUndefined();
  return data?.["companies"] as Page;
}

/** SDK settings in the session of a group's role, as the function has them. */
async function sessionOf(group: string) {
  const common = { endpoint: sandbox.urls.aws, region: model.region, maxAttempts: 1 };
  const sts = new STSClient({ ...common, credentials: functionKey });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleOf(group), RoleSessionName: "followed-definition" }),
  );
  sts.destroy();
  return {
    ...common,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  };
}

/** The work groups in which a group's role may ask. */
function workGroupsOf(group: string): readonly string[] {
  const { statements = [] } = model.roles.find(({ arn }) => arn === roleOf(group)) ?? {};
  return model.lake.workGroups
    .filter(({ arn }) => evaluatePolicy(statements, "athena:StartQueryExecution", arn) === "Allowed")
    .map(({ name }) => name);
}

/** A query of a group's role that has come to its end in Athena. */
async function ended(group: string, sql: string, [WorkGroup] = workGroupsOf(group)) {
  const client = new AthenaClient(await sessionOf(group));
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup,
      QueryExecutionContext: { Database: companies().databaseName },
    }),
  );
  const execution = await vi.waitFor(async () => {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    expect(QueryExecution?.Status?.State).toMatch(/SUCCEEDED|FAILED/);
    return QueryExecution;
  }, pollTimeout);
  client.destroy();
  return execution;
}

/** How a query of a group's role ends in Athena. */
async function endOf(group: string, sql: string) {
  return (await ended(group, sql))?.Status;
}

function companies(): BackendModel["lake"]["tables"][number] {
  const found = model.lake.tables.find(({ name }) => name === "companies");
  if (found === undefined) throw new Error("There is no table companies.");
  return found;
}

describe(`the column ${marked}, marked personal in tables.ts and nowhere else`, () => {
  beforeAll(async () => {
    await vi.waitFor(async () => {
      expect((await pageOf("businessAnalyst")).totalCount).toBe(5_000);
    }, pollTimeout);
  }, startTimeout);

  test("is listed as withheld, with the reason; its cells are empty, also under another name", async () => {
    const page = await pageOf("businessAnalyst");
    expect(page.items).toHaveLength(20);
    expect(page.items.filter((item) => item[marked] !== null)).toEqual([]);
    expect(page.visibleColumns.map(({ name }) => name)).not.toContain(marked);
    expect(page.withheldColumns).toContainEqual({
      name: marked,
      reason: "Personal data, not granted to businessAnalyst",
    });
    const query = `{ companies(limit: 3) { items { value: ${marked} } } getAll { value: ${marked} } }`;
    const { data } = await ask("businessAnalyst", query);
    const rows = [...(data?.["companies"] as { items: unknown[] }).items, ...(data?.["getAll"] as unknown[])];
    expect(rows).toEqual(Array.from({ length: 43 }, () => ({ value: null })));
  });

  test("is refused by name in filters, sorts and exports; its chart is empty, and no export has it", async () => {
    const filter = { [marked]: { equals: "web" } };
    const facets = `query ($filter: CompanyFilter) { companyFacets(filter: $filter) { ${Object.values(charts)
      .map((chart) => `${chart} { value count }`)
      .join(" ")} } }`;
    const start = `mutation ($input: CompanyExportInput!) { startCompanyExport(input: $input) { id } }`;
    for (const [query, variables] of [
      [pageQuery, { filter }],
      [pageQuery, { sort: [{ column: marked }] }],
      [facets, { filter }],
      [start, { input: { filter } }],
      [start, { input: { columns: ["company_id", marked] } }],
      [start, { input: { sort: [{ column: marked }] } }],
    ] as const) {
      const { data, errors } = await ask("businessAnalyst", query, variables);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(errors?.map(({ errorType }) => errorType)).toEqual(["Unauthorized"]);
      expect(errors?.[0]?.message).toContain(`column ${marked} is withheld from you`);
    }
    const counts = (await ask("businessAnalyst", facets)).data?.["companyFacets"] as Record<string, unknown>;
    expect(counts[charts[marked]]).toBeNull();
    expect(Object.values(counts).filter((value) => value !== null).length).toBeGreaterThan(0);

    const { data } = await ask("businessAnalyst", start, { input: {} });
    const { id } = data?.["startCompanyExport"] as { id: string };
    const read = `query ($id: ID!) { companyExport(id: $id) { state files { url } } }`;
    const url = await vi.waitFor(async () => {
      const answer = (await ask("businessAnalyst", read, { id })).data?.["companyExport"];
      const { state, files } = answer as { state: string; files: { url: string }[] | null };
      expect(state).toBe("SUCCEEDED");
      return files?.[0]?.url ?? "";
    }, pollTimeout);
    const [header = ""] = (await (await fetch(url)).text()).split("\n");
    expect(header).toContain('"company_id"');
    expect(header).not.toContain(marked);
  });

  test("does not exist for the analysts' role in Athena and in the catalog, and does for the developers'", async () => {
    const sql = `SELECT max("${marked}") FROM companies`;
    expect(await endOf("businessAnalyst", sql)).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringMatching(/^COLUMN_NOT_FOUND: /) as string,
    });
    expect((await endOf("businessAnalyst", "SELECT max(company_id) FROM companies"))?.State).toBe("SUCCEEDED");
    expect((await endOf("developer", sql))?.State).toBe("SUCCEEDED");

    const glue = new GlueClient(await sessionOf("businessAnalyst"));
    const { databaseName, name } = companies();
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: databaseName, Name: name }));
    glue.destroy();
    const columns = [...(Table?.StorageDescriptor?.Columns ?? []), ...(Table?.PartitionKeys ?? [])];
    expect(columns.map(({ Name }) => Name)).toContain("company_id");
    expect(columns.map(({ Name }) => Name)).not.toContain(marked);
  });

  test("is the developers' as before", async () => {
    const page = await pageOf("developer");
    expect(page.withheldColumns).toEqual([]);
    expect(page.items.filter((item) => item[marked] !== null).length).toBeGreaterThan(0);
  });
});

describe("what a developer has asked", () => {
  const results = { queries: "query-results/", exports: "exports/" } as const;

  test.each(Object.entries(results))(
    "in the work group for %s is not for analysts: no result below %s, no query",
    async (kind, folder) => {
      const [workGroup = ""] = workGroupsOf("developer").filter((name) => name.includes(kind));
      const execution = await ended("developer", "SELECT first_name, address FROM owners", [workGroup]);
      const { QueryExecutionId } = execution ?? {};
      const [, Bucket = "", Key = ""] =
        /^s3:\/\/([^/]+)\/(.+)$/.exec(execution?.ResultConfiguration?.OutputLocation ?? "") ?? [];
      expect(Key).toMatch(new RegExp(`^${folder}`));

      const clients = async (group: string) => {
        const session = await sessionOf(group);
        const s3 = new S3Client({ ...session, forcePathStyle: true });
        const athena = new AthenaClient(session);
        onTestFinished(() => {
          for (const client of [s3, athena]) client.destroy();
        });
        return {
          read: () => s3.send(new GetObjectCommand({ Bucket, Key })),
          list: (Prefix?: string) => s3.send(new ListObjectsV2Command({ Bucket, Prefix })),
          look: () => athena.send(new GetQueryExecutionCommand({ QueryExecutionId })),
          fetch: () => athena.send(new GetQueryResultsCommand({ QueryExecutionId })),
          start: () => athena.send(new StartQueryExecutionCommand({ QueryString: "SELECT 1", WorkGroup: workGroup })),
        };
      };
      const analyst = await clients("businessAnalyst");
      const place = Key.slice(0, Key.lastIndexOf("/") + 1);
      const attempts = [
        analyst.read,
        ...[undefined, "", folder, place, Key, companiesTable.prefix].map((prefix) => () => analyst.list(prefix)),
        analyst.look,
        analyst.fetch,
        analyst.start,
      ];
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) as string });
      }
      const developer = await clients("developer");
      expect(await (await developer.read()).Body?.transformToString()).toContain('"first_name","address"');
      expect((await developer.list(place)).Contents?.map((object) => object.Key)).toContain(Key);
      expect((await developer.fetch()).ResultSet?.Rows?.length).toBeGreaterThan(1);
    },
  );
});
