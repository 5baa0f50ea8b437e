import { describe, expect, it } from "vitest";
import type { AthenaApi } from "./athena-api.js";
import { queryRunner, type QueryRunner } from "./query-runner.js";
import { sql } from "./sql-fragment.js";

interface Scene {
  readonly runner: QueryRunner;
  readonly waits: number[];
  readonly stopped: string[];
}

/** A runner in front of an Athena whose queries go through states; each query has its own. */
function scene(
  states: Readonly<Record<string, readonly (readonly [state: string, reason?: string])[]>>,
  changes: Partial<AthenaApi> = {},
): Scene {
  let now = 1_000_000;
  const waits: number[] = [];
  const stopped: string[] = [];
  const asked = new Map<string, number>();
  const athena: AthenaApi = {
    start: async ({ text }) => text,
    async get(id) {
      const step = asked.get(id) ?? 0;
      asked.set(id, step + 1);
      const ofQuery = states[id] ?? [];
      const [state, reason] = ofQuery[Math.min(step, ofQuery.length - 1)] ?? ["SUCCEEDED"];
      return { state, reason, query: undefined, workGroup: undefined, outputLocation: undefined, completed: undefined };
    },
    results: async () => ({ rows: [["name"], ["a"], [null], [""]], nextToken: undefined }),
    async stop(id) {
      stopped.push(id);
    },
    ...changes,
  };
  const runner = queryRunner({
    athena,
    database: "lake",
    workGroup: "queries",
    now: () => now,
    since: now - 400,
    async wait(milliseconds) {
      waits.push(milliseconds);
      now += milliseconds;
    },
    log: () => undefined,
  });
  return { runner, waits, stopped };
}

describe("queryRunner", () => {
  it("gives rows without the names; no value is null, an empty text is empty", async () => {
    const { runner, waits } = scene({});
    expect(await runner.rows(sql("q"), ["name"])).toEqual([["a"], [null], [""]]);
    expect(waits).toEqual([20]);
  });

  it("refuses results that begin with other names than asked for", async () => {
    await expect(scene({}).runner.rows(sql("q"), ["other"])).rejects.toThrow("expected the names other");
    const { runner } = scene({}, { results: async () => ({ rows: [], nextToken: undefined }) });
    await expect(runner.rows(sql("q"), ["name"])).rejects.toThrow("expected the names name");
  });

  it("waits longer each time, and stops the query after 25 seconds of the request", async () => {
    const { runner, waits, stopped } = scene({ q: [["QUEUED"], ["RUNNING"]] });
    await expect(runner.rows(sql("q"), ["name"])).rejects.toMatchObject({
      type: "QueryFailed",
      message: expect.stringContaining("25 seconds") as string,
    });
    expect(waits.slice(0, 16).map((wait) => Math.round(wait))).toEqual([
      20, 23, 26, 30, 35, 40, 46, 53, 61, 70, 81, 93, 107, 123, 142, 163,
    ]);
    expect(Math.max(...waits)).toBe(1_000);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeCloseTo(25_000 - 400);
    expect(stopped).toEqual(["q"]);
  });

  it("stops a query of which it cannot be told how far it is", async () => {
    const busy = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    const { runner, stopped } = scene({}, { get: () => Promise.reject(busy) });
    await expect(runner.rows(sql("q"), ["name"])).rejects.toBe(busy);
    expect(stopped).toEqual(["q"]);
  });

  it("gives up also where the query cannot be stopped", async () => {
    const { runner } = scene({ q: [["RUNNING"]] }, { stop: () => Promise.reject(new Error("no")) });
    await expect(runner.rows(sql("q"), ["name"])).rejects.toMatchObject({ type: "QueryFailed" });
  });

  it.each([
    { reason: "COLUMN_NOT_FOUND: line 1:8: Column 'first_name' cannot be resolved", expected: "NotGranted" },
    { reason: "INSUFFICIENT_LAKE_FORMATION_PERMISSIONS: 'Ada' secret", expected: "NotGranted" },
    { reason: "Insufficient Lake Formation permission(s): Required Select on companies", expected: "NotGranted" },
    { reason: "Bytes scanned limit was exceeded", expected: "QueryFailed" },
    { reason: "GENERIC_INTERNAL_ERROR: 'COLUMN_NOT_FOUND'", expected: undefined },
    { reason: undefined, expected: undefined },
  ])("takes $reason for $expected, and shows nothing of it", async ({ reason, expected }) => {
    const { runner } = scene({ q: [["RUNNING"], reason === undefined ? ["FAILED"] : ["FAILED", reason]] });
    const failure: unknown = await runner.rows(sql("q"), ["name"]).catch((error: unknown) => error);
    expect(failure).toMatchObject(expected === undefined ? { name: "QueryNotFinished" } : { type: expected });
    if (expected !== undefined) expect((failure as Error).message).not.toMatch(/first_name|Ada|companies$|line 1/);
  });

  it("stops what runs besides a query that failed, and tells that failure", async () => {
    const { runner, stopped } = scene({ slow: [["RUNNING"]], bad: [["RUNNING"], ["FAILED", "COLUMN_NOT_FOUND: x"]] });
    const both = await Promise.allSettled([runner.rows(sql("slow"), ["name"]), runner.rows(sql("bad"), ["name"])]);
    expect(stopped).toEqual(["slow"]);
    for (const one of both) {
      expect(one).toMatchObject({ status: "rejected", reason: { type: "NotGranted" } });
    }
  });
});
