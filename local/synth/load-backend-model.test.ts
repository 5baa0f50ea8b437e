import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownersTable } from "../../amplify/lake/tables.js";
import type { BackendModel } from "./backend-model.js";
import { loadBackendModel } from "./load-backend-model.js";
import { synthesize } from "./synthesize.js";

const projectDir = join(import.meta.dirname, "..", "..");
/** A synthesis takes 4 s on a free machine; tests share theirs with others. */
const synthesisTimeout = 120_000;

let workDir: string;
beforeAll(async () => {
  // Inside node_modules, so that a copied definition finds its imports.
  const parent = join(projectDir, "node_modules", ".cache");
  await mkdir(parent, { recursive: true });
  workDir = await mkdtemp(join(parent, "airside-synth-"));
});
afterAll(() => rm(workDir, { recursive: true, force: true }));

const silent = (): void => undefined;

/** What the grants let a group select of a table. */
function selectable({ userPools, lake }: BackendModel, group: string, table: string): "all" | ReadonlySet<string> {
  const role = userPools.flatMap(({ groups }) => groups).find(({ groupName }) => groupName === group)?.roleArn;
  const grants = lake.grants.filter(
    ({ principalArn, tableName, permissions }) =>
      principalArn === role && tableName === table && permissions.includes("SELECT"),
  );
  if (grants.some(({ columns }) => columns === "all")) return "all";
  return new Set(grants.flatMap(({ columns }) => columns));
}

describe("the project's own definition", () => {
  let model: BackendModel;
  beforeAll(async () => {
    model = await loadBackendModel({ projectDir, cacheDir: join(workDir, "cache"), log: silent });
  }, synthesisTimeout);

  test("runs in the sandbox: every resource is of a known type, every feature modelled", () => {
    expect(model.tables.length).toBeGreaterThan(0);
    expect(model.rules.length).toBeGreaterThan(0);
    expect(model.graphqlApi.resolvers.length).toBeGreaterThan(0);
    expect(model.graphqlApi.schema).toContain("type StatusUpdate");
    expect(model.functions.length).toBeGreaterThan(0);
    expect(model.lake.tables.length).toBeGreaterThan(0);
  });

  test("points nowhere but into itself", () => {
    const roles = new Set(model.roles.map(({ arn }) => arn));
    const tables = new Set(model.tables.map(({ tableName }) => tableName));
    const functions = new Set(model.functions.map(({ arn }) => arn));
    for (const { arn, roleArn } of model.rules.flatMap(({ targets }) => targets)) {
      if (roleArn === undefined) expect(functions).toContain(arn);
      else expect(roles).toContain(roleArn);
    }
    for (const source of model.graphqlApi.dataSources) {
      if (source.type === "NONE") continue;
      if (source.type === "AMAZON_DYNAMODB") expect(tables).toContain(source.tableName);
      else expect(functions).toContain(source.functionArn);
      expect(roles).toContain(source.roleArn);
    }
    for (const { roleArn } of model.functions) expect(roles).toContain(roleArn);
  });

  test("lets the function that asks the lake take the roles of the groups that are granted anything", () => {
    const groupRoles = new Map(model.userPools.flatMap(({ groups }) => groups.map((group) => [group.roleArn, group])));
    const granted = new Set(model.lake.grants.map(({ principalArn }) => principalArn));
    const readers = model.roles.filter(({ arn }) => granted.has(arn) && groupRoles.has(arn));
    const functionRoles = model.functions.map(({ roleArn }) => roleArn);
    expect(readers.length).toBeGreaterThan(1);
    for (const { trustedPrincipals } of readers) {
      expect(trustedPrincipals.filter((principal) => functionRoles.includes(principal))).toHaveLength(1);
    }
  });

  test("grants a group without full access the columns that are not personal, and no others", () => {
    expect(selectable(model, "businessAnalyst", "owners")).toEqual(
      new Set(ownersTable.columns.filter(({ personal }) => !personal).map(({ name }) => name)),
    );
    expect(selectable(model, "developer", "owners")).toBe("all");
  });

  test("gives Amplify's own client configuration", () => {
    expect(model.clientConfig).toMatchObject({
      version: "1.4",
      auth: { user_pool_id: model.userPools[0]?.userPoolId },
      data: { url: model.graphqlApi.url, api_key: model.graphqlApi.apiKeys[0]?.placeholder, aws_region: "us-east-1" },
      custom: { eventBusName: model.eventBuses[0]?.name },
    });
  });

  test("comes from the cache the second time, equal and without a child", async () => {
    const said: string[] = [];
    const again = await loadBackendModel({
      projectDir,
      cacheDir: join(workDir, "cache"),
      log: (line) => said.push(line),
    });
    expect(said).toEqual([]);
    expect(again).toEqual(model);
  });
});

describe("a definition that cannot be synthesized", () => {
  async function failureOf(name: string, source: string | undefined): Promise<Error> {
    const broken = join(workDir, name);
    await mkdir(join(broken, "amplify"), { recursive: true });
    await writeFile(join(broken, "package.json"), '{ "type": "module" }');
    if (source !== undefined) await writeFile(join(broken, "amplify", "backend.ts"), source);
    const cacheDir = join(workDir, `${name}-cache`);
    const failure: unknown = await synthesize({ projectDir: broken, cacheDir, log: silent }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (source !== undefined) expect(await readdir(join(cacheDir, "synth"))).toEqual([]);
    if (failure instanceof Error) return failure;
    throw new Error(`expected ${name} to fail`);
  }

  test.each([
    { name: "does-not-compile", source: "const a = ;", expected: ["amplify/backend.ts:1:10", "Unexpected"] },
    {
      name: "throws",
      source: 'throw new Error("no airport", { cause: new Error("file missing") });',
      expected: ["no airport\nCause: file missing\nAt amplify/backend.ts:1:7", "Mend the definition in amplify/"],
    },
    { name: "imports-nothing", source: 'import "./gone.js";', expected: ["gone.js", "amplify/backend.ts"] },
    { name: "defines-nothing", source: "export {};", expected: ["made no backend", "defineBackend"] },
    { name: "has-no-backend", source: undefined, expected: ["There is no amplify/backend.ts in"] },
  ])(
    "$name: says what and where, and leaves nothing in the cache",
    async ({ name, source, expected }) => {
      const failure = await failureOf(name, source);
      expect(failure).toMatchObject({ name: "SynthError", code: "SYNTHESIS_FAILED" });
      for (const part of expected) expect(failure.message).toContain(part);
    },
    synthesisTimeout,
  );

  test("is given up when aborted", async () => {
    const abort = new AbortController();
    const synthesis = synthesize({
      projectDir,
      cacheDir: join(workDir, "aborted"),
      log: () => {
        abort.abort();
      },
      signal: abort.signal,
    });
    await expect(synthesis).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(join(workDir, "aborted", "synth"))).toEqual([]);
  });
});
