import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { AwsJsonService } from "./aws-json/aws-json-handler.js";
import { systemClock } from "./clock.js";
import { loadSigningKey } from "./cognito/signing-key.js";
import { openUserPools } from "./cognito/user-pools.js";
import { eventBusOperations } from "./event-bus/event-bus-operations.js";
import { createRoleDirectory } from "./iam/role-directory.js";
import { openLake } from "./lake/lake.js";
import { memoryLog } from "./memory-log.js";
import { s3Operations } from "./s3/s3-operations.js";
import { sqsOperations } from "./sqs/sqs-operations.js";
import { fidelityTable } from "./synth/resource-types.js";
import { temporaryDirectory } from "./temporary-directory.js";

const here = dirname(fileURLToPath(import.meta.url));
const readmeFile = join(here, "README.md");
const readme = readFileSync(readmeFile, "utf8");
const howToUpdate = "local/README.md is out of date. Update it with: npx vitest run local/readme.test.ts -u";

/** Cells of the rows of the table whose header begins with `firstHeader`. */
function tableRows(firstHeader: string): readonly (readonly string[])[] {
  const lines = readme.split("\n");
  const header = lines.findIndex((line) => line.startsWith(`| ${firstHeader} `));
  if (header < 0) throw new Error(`local/README.md: expected a table whose first column is ${firstHeader}`);
  const end = lines.findIndex((line, index) => index > header && !line.startsWith("|"));
  return lines.slice(header + 2, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

describe("the table of resource types", () => {
  test("is the one of local/synth/resource-types.ts", async () => {
    const between = /(<!-- fidelity:begin -->\n)[^]*(<!-- fidelity:end -->)/;
    expect(readme, "expected the markers fidelity:begin and fidelity:end").toMatch(between);
    const options = { ...(await resolveConfig(readmeFile)), parser: "markdown" };
    const table = await format(fidelityTable(), options);
    const upToDate = readme.replace(between, (_all, begin: string, end: string) => `${begin}\n${table}\n${end}`);
    await expect(upToDate, howToUpdate).toMatchFileSnapshot(readmeFile);
  });
});

describe("the table of folders", () => {
  test("has every folder below local/, and no other", () => {
    const folders = readdirSync(here, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `\`${relative(here, join(entry.parentPath, entry.name)).split(sep).join("/")}/\``);
    const named = tableRows("Folder").map(([folder]) => folder);
    expect([...named].sort(), "Name each folder in the folder table of local/README.md").toEqual(folders.sort());
  });
});

describe("links", () => {
  const links = new Set([...readme.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = ""]) => link));
  test.each([...links])("%s leads to a file", (link) => {
    expect(existsSync(resolve(here, link))).toBe(true);
  });
});

describe("operations", () => {
  const model = { accountId: "000000000000", region: "us-east-1", buses: [], rules: [] };
  const ofEventBus = eventBusOperations(model, async () => []);
  const store = {
    queues: [],
    send: () => Promise.reject(new Error("not sent")),
    noteReceived: () => undefined,
    remove: async () => undefined,
    purge: async () => undefined,
  };
  const ofSqs = sqsOperations({ accountId: model.accountId, clock: systemClock, newId: () => "" }, store);

  /** Operations that the section of a service does not name. */
  function missingIn(section: string, operations: readonly string[]): readonly string[] {
    const start = readme.indexOf(`### ${section}\n`);
    expect(start, `expected the section ${section}`).toBeGreaterThan(-1);
    const text = readme.slice(start, readme.indexOf("\n### ", start + 1));
    return operations.filter((operation) => !text.includes(`\`${operation}\``));
  }

  function namesOf(service: AwsJsonService): readonly string[] {
    return "operations" in service ? Object.keys(service.operations) : [];
  }

  test.each([
    { section: "EventBridge", operations: Object.keys(ofEventBus) },
    { section: "SQS", operations: Object.keys(ofSqs) },
    { section: "S3", operations: Object.keys(s3Operations) },
  ])("of $section are all named in its section", ({ section, operations }) => {
    expect(missingIn(section, operations)).toEqual([]);
  });

  test("of Cognito, Glue and Athena are all named in their sections", async () => {
    const directory = await temporaryDirectory();
    const place = {
      accountId: model.accountId,
      region: model.region,
      clock: systemClock,
      newId: randomUUID,
      log: memoryLog(),
    };
    const userPools = await openUserPools({
      ...place,
      userPools: [],
      signingKey: loadSigningKey(directory),
      directory: join(directory, "cognito"),
      randomBytes,
    });
    const lake = await openLake({
      ...place,
      model: { databases: [], tables: [], crawlers: [], registeredLocations: [], grants: [], workGroups: [] },
      objects: { head: () => undefined, list: () => [], put: () => Promise.reject(new Error("not stored")) },
      roles: createRoleDirectory(model.accountId, []),
      readerArns: [],
      publish: async () => undefined,
      directory: join(directory, "lake"),
    });
    try {
      const services = {
        Cognito: userPools.service,
        "Glue and Lake Formation": lake.glue,
        Athena: lake.athena,
      };
      for (const [section, service] of Object.entries(services)) {
        const names = namesOf(service);
        expect(names.length, `${section} has operations`).toBeGreaterThan(0);
        expect(missingIn(section, names), section).toEqual([]);
      }
    } finally {
      await lake.dispose();
      await userPools.dispose();
    }
  });
});

describe("conformance", () => {
  /** Columns of the table, by what the cases say. */
  const levels = ["aws-recorded", "aws-docs", "aws-simulator-test", "aws-docs-derived", "derived"];
  const cases = z.array(z.object({ evidence: z.string() }));
  // Cases beside the project, when present; the tests that run them hold that all pass.
  const present = [
    { area: "Event patterns", file: "event-patterns.json" },
    { area: "Input transformers", file: "input-transformers.json" },
    { area: "AppSync utilities", file: "appsync-utils.json" },
  ].flatMap(({ area, file }) => {
    const path = resolve(here, "../../shared/conformance", file);
    return existsSync(path) ? [{ area, found: cases.parse(JSON.parse(readFileSync(path, "utf8"))) }] : [];
  });

  test("numbers of cases add up to the last column", () => {
    const rows = tableRows("Cases").map((row) => row.slice(1).map(Number));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.at(-1)).toBe(row.slice(0, -1).reduce((sum, count) => sum + count, 0));
  });

  for (const { area, found } of present) {
    test(`${area}: the numbers are those of the ${found.length} cases`, () => {
      const counts = levels.map((level) => found.filter(({ evidence }) => evidence === level).length);
      const row = tableRows("Cases").find(([name]) => name === area);
      expect(row).toEqual([area, ...counts, found.length].map(String));
    });
  }

  test("RT01 to RT30 of the real-time protocol each have a test", () => {
    const folder = join(here, "appsync", "realtime");
    const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
    const text = tests.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
    const all = Array.from({ length: 30 }, (_, index) => `RT${String(index + 1).padStart(2, "0")}`);
    expect(all.filter((id) => !text.includes(id))).toEqual([]);
  });
});
