import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { exportReportOf, reportWriteOf, type ExportReport, type ProgressInput } from "./export-report.js";

const running: ProgressInput = {
  id: "0d6bd0ba-6c1b-4b0e-8b3b-5d8f4f3a3f10",
  state: "RUNNING",
  percent: 40,
  rows: "",
  message: "",
  time: "2024-01-25T16:58:37Z",
};

describe("exportReportOf", () => {
  it("takes the texts of an input transformer", () => {
    expect(exportReportOf(running)).toEqual({
      id: running.id,
      state: "RUNNING",
      percent: 40,
      rows: undefined,
      message: undefined,
      time: "2024-01-25T16:58:37.000Z",
    });
    expect(exportReportOf({ ...running, state: "SUCCEEDED", rows: "2266", message: null })).toMatchObject({
      rows: 2266,
    });
  });

  it.each<{ input: Partial<ProgressInput>; problem: string }>([
    { input: { id: "" }, problem: "id: expected a query execution id, 1 to 128 characters" },
    { input: { id: "x".repeat(129) }, problem: "id: expected a query execution id, 1 to 128 characters" },
    { input: { percent: 101 }, problem: "percent: expected a number from 0 to 100, got 101" },
    { input: { percent: -1 }, problem: "percent: expected a number from 0 to 100, got -1" },
    { input: { rows: "1e3" }, problem: "rows: expected a whole number of up to 9 digits" },
    { input: { rows: "4000000000" }, problem: "rows: expected a whole number of up to 9 digits" },
    { input: { time: "2024-01-25T16:58:37" }, problem: "time: expected an ISO 8601 time with zone" },
  ])("refuses $input", ({ input, problem }) => {
    const report = exportReportOf({ ...running, ...input });
    expect(isProblem(report) ? report.problem : "taken").toContain(problem);
  });

  it("cuts messages that nobody reads to the end", () => {
    const report = exportReportOf({ ...running, state: "FAILED", message: "m".repeat(600) });
    expect(isProblem(report) ? 0 : report.message?.length).toBe(500);
  });
});

describe("reportWriteOf", () => {
  const report = (change: Partial<ExportReport>): ExportReport => ({
    id: running.id,
    state: "RUNNING",
    percent: 40,
    rows: undefined,
    message: undefined,
    time: "2024-01-25T16:58:37.000Z",
    ...change,
  });

  // Whether they have this effect in DynamoDB is tested where the resolvers run: local/appsync/company-export.test.ts.
  it.each([
    { state: "QUEUED", percent: 40, written: 0, set: "if_not_exists(#percent, :percent)" },
    { state: "RUNNING", percent: 40, written: 40, set: "#percent = :percent" },
    { state: "SUCCEEDED", percent: 99, written: 100, set: "#percent = :percent" },
    { state: "FAILED", percent: 40, written: 40, set: "if_not_exists(#percent, :percent)" },
    { state: "CANCELLED", percent: 0, written: 0, set: "if_not_exists(#percent, :percent)" },
  ] as const)("$state at $percent percent writes $written", ({ state, percent, written, set }) => {
    const write = reportWriteOf(report({ state, percent }), 1_706_000_000);
    expect(write.values[":percent"]).toBe(written);
    expect(write.expression).toContain(set);
  });

  it.each([
    { state: "QUEUED", rows: 3 },
    { state: "RUNNING", rows: 3 },
    { state: "SUCCEEDED", rows: 3 },
    { state: "SUCCEEDED", rows: undefined },
  ] as const)("of $state with $rows rows names exactly what it uses", ({ state, rows }) => {
    const write = reportWriteOf(report({ state, rows, message: "m" }), 1_706_000_000);
    const used = (text: string, sign: string) => [...new Set(text.match(new RegExp(`${sign}\\w+`, "g")) ?? [])].sort();
    expect(Object.keys(write.names).sort()).toEqual(used(write.expression, "#"));
    expect(Object.keys(write.values).sort()).toEqual(used(write.expression, ":"));
    expect(Object.keys(write.condition.names).sort()).toEqual(used(write.condition.expression, "#"));
    expect(Object.keys(write.condition.values).sort()).toEqual(used(write.condition.expression, ":"));
  });
});
