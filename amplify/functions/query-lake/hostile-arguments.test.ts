import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { companyColumns, visibilityOf } from "../../lake/visibility.js";
import type { CompanyPage } from "./company-answers.js";
import type { LakeRequest, LakeResponse } from "./lake-request.js";
import { sortOf, totalOrder } from "./row-order.js";
import { counted, expectedRows } from "./testing/company-oracle.js";
import { startDuckDbAthena, type DuckDbAthena } from "./testing/duckdb-athena.js";
import { hostileTexts, hostileValues } from "./testing/hostile-texts.js";
import { dataOf, everything, lakeHarness, userIn, type LakeHarness } from "./testing/lake-harness.js";
import { sampleLake, type SampleLake } from "./testing/sample-lake.js";

const made = sampleLake(7, 30);
/**
 * Every hostile text that can be asked for is also a value of a row: what is found must be that, literally. (DuckDB's
 * client for Node.js takes a byte order mark off the texts that it gives.)
 */
const lake: SampleLake = {
  ...made,
  companies: [
    ...made.companies,
    ...hostileTexts
      .filter((text) => !/\p{Surrogate}|^\ufeff/u.test(text))
      .map((text, index) => ({ company_id: text, company_name: text, index: 1_000 + index })),
  ],
};
const analyst = visibilityOf("businessAnalyst");
const refusals = ["BadRequest", "Unauthorized"];

let athena: DuckDbAthena;
let harness: LakeHarness;

beforeAll(async () => {
  athena = await startDuckDbAthena(lake);
  harness = lakeHarness({ athena: athena.api });
});

beforeEach(() => {
  athena.started.length = 0;
});

afterAll(() => {
  athena.dispose();
});

type Arguments = Record<string, unknown>;

/** What AppSync would never let through, too: the function checks for itself. */
async function ask(field: LakeRequest["field"], given: Arguments, selection = everything): Promise<LakeResponse> {
  const request = { field, identity: userIn("businessAnalyst"), selection, arguments: given };
  return harness.answer(request as unknown as LakeRequest);
}

/** The texts of the SQL that ran; values are in the parameters. */
function ranTexts(): readonly string[] {
  return athena.started.map(({ text }) => text).sort();
}

/** Says whether the function refused; the refusal must say so properly and not have asked the lake. */
function isRefused(response: LakeResponse): boolean {
  if (!("error" in response)) return false;
  expect(refusals).toContain(response.error.type);
  expect(response.error.message.length).toBeLessThan(600);
  expect(ranTexts()).toEqual([]);
  return true;
}

/** A value in the place of a name. */
function nameOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

const textColumns = analyst.visible.filter(({ type }) => type === "string").map(({ name }) => name);
const numberColumns = analyst.visible.filter(({ type }) => type === "bigint").map(({ name }) => name);

describe("hostile texts in arguments", () => {
  it.each(["equals", "contains", "in", "from", "to"])("are compared literally by %s", async (question) => {
    let found = 0;
    const columns = { equals: textColumns, contains: ["company_id", ...numberColumns] }[question] ?? ["company_id"];
    for (const column of columns) {
      const condition = (text: string) => ({ [column]: { [question]: question === "in" ? [text, "other"] : text } });
      await ask("companies", { filter: condition("harmless"), limit: 1_000 });
      const harmless = ranTexts();
      for (const text of hostileTexts) {
        athena.started.length = 0;
        const filter = condition(text);
        const response = await ask("companies", { filter, limit: 1_000 });
        if (isRefused(response)) continue;
        // The SQL is the same, whatever the text.
        expect(ranTexts()).toEqual(harmless);
        const page = dataOf<CompanyPage>(response);
        const expected = expectedRows(lake, filter, analyst);
        expect(page.totalCount).toBe(expected.length);
        found += expected.length;
        const shown = page.items.map((item) =>
          Object.fromEntries(analyst.visible.map(({ name }) => [name, item[name] ?? null])),
        );
        expect(counted(shown)).toEqual(counted(expected));
      }
    }
    expect(found).toBeGreaterThan(10);
  });

  it("are refused as numbers, names of columns, directions, formats, limits and ids", async () => {
    for (const value of hostileValues) {
      const places: readonly (readonly [LakeRequest["field"], Arguments])[] = [
        ...numberColumns.flatMap((column) =>
          ["equals", "from", "to"].map(
            (question) => ["companies", { filter: { [column]: { [question]: value } } }] as const,
          ),
        ),
        ...numberColumns.map((column) => ["companyFacets", { filter: { [column]: { in: [value] } } }] as const),
        ["companies", { filter: { status: { missing: value } } }],
        ["companies", { filter: { age: { contains: [value] } } }],
        ["companies", { filter: { [nameOf(value)]: { equals: "x" } } }],
        ["companies", { filter: { status: { [nameOf(value)]: "x" } } }],
        ["companies", { sort: [{ column: value }] }],
        ["companies", { sort: [{ column: "status", direction: value }] }],
        ["companies", { sort: [value] }],
        ["companies", { limit: value }],
        ["companies", { nextToken: value }],
        ["companies", { [nameOf(value)]: value }],
        ["companyFacets", { filter: { [nameOf(value)]: { equals: "x" } } }],
        ["startCompanyExport", { input: { columns: [value] } }],
        ["startCompanyExport", { input: { format: value } }],
        ["startCompanyExport", { input: { sort: [{ column: value }] } }],
        ["startCompanyExport", { input: { [nameOf(value)]: value } }],
        ["companyExport", { id: value, format: "CSV" }],
        ["companyExport", { id: "0f0e0d0c-0b0a-4908-8706-050403020100", format: value }],
      ];
      for (const [field, given] of places) {
        // -0 is 0, and true is what `missing` takes.
        if (Object.is(value, -0) || JSON.stringify(given).includes('"missing":true')) continue;
        const response = await ask(field, given);
        expect([given, isRefused(response)]).toEqual([given, true]);
      }
    }
  });

  it("are refused as whole arguments", async () => {
    for (const value of hostileValues) {
      if (typeof value === "object" && !Array.isArray(value) && Object.keys(value as object).length === 0) continue;
      const isList = Array.isArray(value) && value.length === 0;
      for (const [field, given] of [
        ["companies", { filter: value }],
        ["companyFacets", { filter: value }],
        ["startCompanyExport", { input: value }],
        ...(isList ? [] : ([["companies", { sort: value }]] as const)),
        ["startCompanyExport", { input: { columns: value } }],
      ] as const) {
        expect([given, isRefused(await ask(field, given))]).toEqual([given, true]);
      }
    }
  });

  it("leave the lake as it was", async () => {
    for (const text of hostileTexts) {
      await ask("companies", { filter: { company_id: { equals: text } } });
      await ask("companyFacets", { filter: { continent: { contains: text } } });
    }
    const page = dataOf<CompanyPage>(await ask("companies", {}));
    expect(page.totalCount).toBe(expectedRows(lake, {}, analyst).length);
  });
});

describe("hostile tokens", () => {
  /** Holds every hostile text, as the other one does. */
  const named = textColumns.includes("company_name") ? "company_name" : "company_id";
  const sort = [{ column: named, direction: "ASC" }] as const;
  const order = totalOrder(sortOf(sort, analyst.visible), analyst.visible);

  /** The parts of a token that the function made. */
  async function genuine(): Promise<unknown[]> {
    const page = dataOf<CompanyPage>(await ask("companies", { sort, limit: 2 }));
    return JSON.parse(Buffer.from(page.nextToken ?? "", "base64url").toString()) as unknown[];
  }

  const encoded = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");

  it("are taken only as this function makes them", async () => {
    const parts = await genuine();
    const key = parts[3] as unknown[];
    // The number of the row after so many is an Int: at most 2 ** 31 - 1.
    const counts = [0, 2 ** 31 - 2];
    for (const taken of [parts, ...counts.flatMap((count) => [parts.with(5, count), parts.with(6, count)])]) {
      const response = await ask("companies", { sort, nextToken: encoded(taken) });
      expect([taken, "data" in response]).toEqual([taken, true]);
    }
    const values = [...hostileValues, ...counts, -1, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER];
    const changed: unknown[] = values.flatMap((value) =>
      [0, 1, 2, 3, 4, 5, 6]
        .filter((index) => index < 5 || !counts.some((count) => count === value))
        .map((index) => parts.with(index, value)),
    );
    const numberAt = order.findIndex(({ column }) => column.type === "bigint");
    const shapes = [
      parts.slice(1),
      [...parts, 1],
      {},
      null,
      "x",
      1,
      parts.with(3, key.slice(1)),
      parts.with(3, [...key, "x"]),
    ];
    const numbers = ["1.0", "01", "1 OR 1=1", "9223372036854775808", "", " 1", "1e3", "+1", "-0"].map((value) =>
      parts.with(3, key.with(numberAt, value)),
    );
    for (const forged of [...changed, ...shapes, ...numbers]) {
      athena.started.length = 0;
      const response = await ask("companies", { sort, nextToken: encoded(forged) });
      expect([forged, isRefused(response)]).toEqual([forged, true]);
    }
    for (const text of [encoded(parts).slice(1), `${encoded(parts)}=`, ` ${encoded(parts)}`, "e30", "", "%"]) {
      athena.started.length = 0;
      expect([text, isRefused(await ask("companies", { sort, nextToken: text }))]).toEqual([text, true]);
    }
  });

  it("carry values into parameters alone, of any length", async () => {
    const parts = await genuine();
    const key = parts[3] as unknown[];
    const all = expectedRows(lake, {}, analyst);
    for (const text of hostileTexts) {
      athena.started.length = 0;
      // First of the key: the column by which rows are ordered.
      const nextToken = encoded(parts.with(3, key.with(0, text)));
      const response = await ask("companies", { sort, nextToken, limit: 1_000 }, ["items"]);
      if (isRefused(response)) {
        expect(text).toMatch(/\p{Surrogate}/u);
        continue;
      }
      // Where texts of our own would begin, there is nothing: not one quote.
      expect(ranTexts().join("")).toMatch(/^[^']+$/);
      const names = dataOf<CompanyPage>(response).items.map((item) => item[named] ?? null);
      const bytes = Buffer.from(text);
      expect(names.every((name) => name === null || Buffer.compare(Buffer.from(String(name)), bytes) >= 0)).toBe(true);
      const beyond = all.filter(({ [named]: name }) => {
        return name == null || Buffer.compare(Buffer.from(String(name)), bytes) > 0;
      });
      expect(names.length).toBeGreaterThanOrEqual(beyond.length);
    }
  });

  it("of another filter, sort or role start over", async () => {
    const developer = await harness.answer({
      field: "companies",
      identity: userIn("developer"),
      selection: everything,
      arguments: { limit: 2 },
    });
    const own = dataOf<CompanyPage>(await ask("companies", { limit: 2 })).nextToken;
    const [text = "", number = ""] = [textColumns.at(-1), numberColumns.at(-1)];
    for (const given of [
      { nextToken: dataOf<CompanyPage>(developer).nextToken },
      { nextToken: own, filter: { [text]: { missing: true } } },
      { nextToken: own, sort: [{ column: text, direction: "DESC" }] },
      { nextToken: own, sort: [{ column: number }] },
    ]) {
      expect(await ask("companies", given)).toEqual({
        error: { type: "BadRequest", message: expect.stringContaining("Start from the first page") as string },
      });
    }
    // The same question in other words is the same question, and the size of a page may change.
    const same = { nextToken: own, limit: 5, sort: [], filter: { [text]: null, [number]: {} } };
    expect(dataOf<CompanyPage>(await ask("companies", same)).firstRow).toBe(3);
  });
});

it("knows every column of the schema", () => {
  expect([...textColumns, ...numberColumns].length + analyst.withheld.length).toBe(companyColumns.length);
});
