import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Principal } from "./identity.js";
import { principals, type SampleApi } from "./sample-api.js";
import {
  byAccessToken,
  byIdToken,
  dataOf,
  errorTypesOf,
  startOperationsBackend,
  type OperationsBackend,
} from "./sample-operations-api.js";

const second = 1_000;
const ada = byIdToken("ada", "operations");
/** Every field: subscribers receive only what the mutation selects. */
const fields = `id address version digest rows rowsBeyond connection feedAliveAt flightsAsOf takeoverId takeoverPaintedAt
  clockOffset width height startedAt reportedAt`;
const report = `mutation ($input: DisplayReportInput!) { reportDisplay(input: $input) { ${fields} } }`;
const fleet = `query ($limit: Int, $nextToken: String) { displays(limit: $limit, nextToken: $nextToken) { items { ${fields} } nextToken } }`;

let backend: OperationsBackend;
let api: SampleApi;

beforeAll(async () => {
  backend = await startOperationsBackend();
}, 120_000);
beforeEach(async () => {
  api = await backend.fresh();
});
afterAll(() => backend.dispose());

const display = (number: number): string => `display-${String(number).padStart(12, "0")}`;
const input = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: display(1),
  address: "/departures?terminal=B",
  version: "1.4.0",
  digest: "9F86D081884C7D65",
  rows: 38,
  rowsBeyond: 2,
  connection: "LIVE",
  feedAliveAt: "2024-01-25T12:59:58+01:00",
  clockOffset: -1250,
  width: 1920,
  height: 1080,
  startedAt: "2024-01-25T06:00:00Z",
  ...change,
});

const send = (change: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
  api.run(report, { input: input(change) });
const shows = (takeoverId: string) => ({ takeoverId, takeoverPaintedAt: "2024-01-25T12:00:00Z" });

async function page(
  variables: Record<string, unknown> = {},
): Promise<{ items: Record<string, unknown>[]; nextToken: string | null }> {
  return dataOf(await api.run(fleet, variables, ada)) as { items: Record<string, unknown>[]; nextToken: string | null };
}

describe("a report", () => {
  test("is kept in one form, with the service's time, and forgotten a day later", async () => {
    const expected = {
      ...input(),
      digest: "9f86d081884c7d65",
      feedAliveAt: "2024-01-25T11:59:58.000Z",
      flightsAsOf: null,
      takeoverId: null,
      takeoverPaintedAt: null,
      startedAt: "2024-01-25T06:00:00.000Z",
      reportedAt: "2024-01-25T12:00:00.000Z",
    };
    expect(dataOf(await send())).toEqual(expected);
    expect(await page()).toEqual({ items: [expected], nextToken: null });
    const [item] = await backend.items("Displays");
    expect(item).toMatchObject({ expires: Date.parse("2024-01-26T12:00:00Z") / 1000 });
    expect(Object.keys(item ?? {})).not.toContain("takeoverId");
    expect(JSON.stringify(item).length).toBeLessThan(1_000);
  });

  test("replaces the one before, and what that knew more", async () => {
    await send({ flightsAsOf: "2024-01-25T11:00:00Z", ...shows("t1") });
    api.clock.advance(5 * second);
    await send({ connection: "OFFLINE", feedAliveAt: null });
    expect((await page()).items).toMatchObject([
      {
        connection: "OFFLINE",
        feedAliveAt: null,
        flightsAsOf: null,
        takeoverId: null,
        reportedAt: "2024-01-25T12:00:05.000Z",
      },
    ]);
  });

  test("is refused for what is wrong in it, and nothing is kept", async () => {
    expect(await send({ address: "//evil.example" })).toMatchObject({
      data: { reportDisplay: null },
      errors: [{ errorType: "InvalidInput", message: expect.stringContaining("address: expected") as string }],
    });
    expect(await backend.items("Displays")).toEqual([]);
    expect(api.publications).toEqual([]);
  });

  test("that is as large as can be takes two kilobytes, two write units", async () => {
    const change = {
      id: "i".repeat(64),
      address: `/${"a".repeat(511)}`,
      version: "v".repeat(64),
      digest: "f".repeat(128),
      connection: "RECONNECTING",
      flightsAsOf: "2024-01-25T12:00:00Z",
      ...shows("t".repeat(64)),
      clockOffset: -2147483648,
    };
    dataOf(await send(change));
    const [item] = await backend.items("Displays");
    // Names and values, as DynamoDB counts an item: well below its JSON text.
    expect(JSON.stringify(item).length).toBeLessThan(2 * 1024);
  });
});

describe("a report within five seconds of the one before", () => {
  test("is refused, with the time to try again, and heard by nobody", async () => {
    await send();
    api.clock.advance(4_999);
    expect(await send({ rows: 1 })).toEqual({
      data: { reportDisplay: null },
      errors: [
        {
          path: ["reportDisplay"],
          data: null,
          errorType: "Throttled",
          errorInfo: { tryAgainAt: "2024-01-25T12:00:05.000Z" },
          locations: expect.any(Array) as unknown,
          message:
            "This display reported at 2024-01-25T12:00:00.000Z, and one report is taken in 5 seconds. Try again at " +
            "2024-01-25T12:00:05.000Z; a takeover that begins or ends is taken at once.",
        },
      ],
    });
    expect(api.publications).toHaveLength(1);
    expect((await page()).items).toMatchObject([{ rows: 38, reportedAt: "2024-01-25T12:00:00.000Z" }]);
    // Refused reports do not put off the next.
    api.clock.advance(1);
    expect(dataOf(await send({ rows: 2 }))).toMatchObject({ rows: 2, reportedAt: "2024-01-25T12:00:05.000Z" });
  });

  test("is taken from another display", async () => {
    await send();
    expect(errorTypesOf(await send({ id: display(2) }))).toEqual([]);
    expect((await page()).items).toHaveLength(2);
  });

  test.each([
    { before: {}, after: shows("t1"), expected: [], why: "a takeover begins" },
    { before: shows("t1"), after: shows("t2"), expected: [], why: "another takes its place" },
    { before: shows("t1"), after: {}, expected: [], why: "it ends" },
    { before: shows("t1"), after: shows("t1"), expected: ["Throttled"], why: "the same goes on" },
    {
      before: { takeoverId: "t1" },
      after: shows("t1"),
      expected: ["Throttled"],
      why: "the same, painted by now",
    },
    { before: {}, after: {}, expected: ["Throttled"], why: "none goes on" },
    { before: {}, after: { takeoverId: "" }, expected: ["Throttled"], why: "an empty id is none" },
  ])("$why: $expected", async ({ before, after, expected }) => {
    await send(before);
    api.clock.advance(1);
    expect(errorTypesOf(await send(after))).toEqual(expected);
  });

  test("and of many at once, one is taken", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => send({ rows: index })));
    const taken = answers.filter((answer) => errorTypesOf(answer).length === 0);
    expect(answers.flatMap(errorTypesOf)).toEqual(Array.from({ length: 7 }, () => "Throttled"));
    expect(taken).toHaveLength(1);
    expect((await page()).items).toEqual([dataOf(taken[0])]);
  });
});

describe("the fleet", () => {
  test("comes in pages, each display once", async () => {
    for (let number = 0; number < 7; number += 1) await send({ id: display(number) });
    const seen: unknown[] = [];
    let nextToken: string | null = null;
    let pages = 0;
    do {
      const found: Awaited<ReturnType<typeof page>> = await page({ limit: 3, nextToken });
      expect(found.items.length).toBeLessThanOrEqual(3);
      seen.push(...found.items.map(({ id }) => id));
      nextToken = found.nextToken;
      pages += 1;
    } while (nextToken !== null);
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, number) => display(number)));
    expect(pages).toBeGreaterThanOrEqual(3);
  });

  test.each([0, 1001])("refuses a page of %s", async (limit) => {
    expect(errorTypesOf(await api.run(fleet, { limit }, ada))).toEqual(["InvalidInput"]);
  });

  test("leaves out who has not reported for a day, even where the item is there still", async () => {
    await send();
    api.clock.advance(24 * 3600 * second - 1);
    expect((await page()).items).toHaveLength(1);
    api.clock.advance(1);
    expect((await page()).items).toEqual([]);
    expect(await backend.items("Displays")).toHaveLength(1);
  });

  const others: Readonly<Record<string, Principal>> = {
    "a display": principals.apiKey,
    "a developer": byIdToken("dev", "developer", "businessAnalyst"),
    "a user without groups": byAccessToken("nobody"),
  };

  test("is for operations alone, as its reports are", async () => {
    await send();
    const request = { query: `subscription { onDisplayReport { id reportedAt } }`, variables: {} };
    for (const [who, principal] of Object.entries(others)) {
      expect(await api.run(fleet, {}, principal), who).toMatchObject({
        data: null,
        errors: [{ errorType: "Unauthorized", message: "Not Authorized to access displays on type Query" }],
      });
      await expect(api.api.planner.plan(request, principal, {}), who).rejects.toMatchObject({
        errorType: "Unauthorized",
      });
    }
    const plan = await api.api.planner.plan(request, ada, {});
    expect(plan).toMatchObject({ mutations: ["reportDisplay"], filter: undefined });
    expect(api.publications.map((publication) => plan.project(publication))).toEqual([
      { data: { onDisplayReport: { id: display(1), reportedAt: "2024-01-25T12:00:00.000Z" } } },
    ]);
  });

  test("takes reports from displays, not from signed-in users", async () => {
    for (const principal of [ada, others["a developer"]]) {
      expect(errorTypesOf(await api.run(report, { input: input() }, principal))).toEqual(["Unauthorized"]);
    }
    expect(await backend.items("Displays")).toEqual([]);
  });
});
