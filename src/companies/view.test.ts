import { describe, expect, test } from "vitest";
import { columnInfo, everyColumn } from "./company-samples";
import { columnLabel, shownColumns } from "./columns";
import { isFinal, laterStatus, type ExportStatus } from "./export-status";
import { fileDate, formatBytes, formatCompanies, formatRange, formatShare, inOneLine } from "./formats";
import { describeNews } from "./news";
import { initialView, withColumnMoved, withColumnToggled, withSortToggled, withWidth, type SortBy } from "./view";

const up = (column: SortBy["column"]): SortBy => ({ column, direction: "ASC" });
const down = (column: SortBy["column"]): SortBy => ({ column, direction: "DESC" });

describe("clicks on headers", () => {
  test.each<{ before: readonly SortBy[]; column: SortBy["column"]; add: boolean; after: readonly SortBy[] }>([
    { before: [], column: "status", add: false, after: [up("status")] },
    { before: [], column: "company_name", add: false, after: [down("company_name")] },
    { before: [up("status")], column: "status", add: false, after: [down("status")] },
    { before: [down("status")], column: "status", add: false, after: [] },
    { before: [up("status"), up("age")], column: "age", add: false, after: [down("age")] },
    { before: [up("status")], column: "age", add: true, after: [up("status"), up("age")] },
    { before: [up("status"), up("age")], column: "status", add: true, after: [down("status"), up("age")] },
    { before: [down("status"), up("age")], column: "status", add: true, after: [up("age")] },
    { before: [], column: "age", add: true, after: [up("age")] },
    {
      before: [up("status"), up("age"), up("gender"), up("index"), up("address")],
      column: "owner_id",
      add: true,
      after: [up("status"), up("age"), up("gender"), up("index"), up("owner_id")],
    },
  ])("$before, $column, add: $add", ({ before, column, add, after }) => {
    const view = withSortToggled({ ...initialView, sort: before, firstRow: 101 }, column, add);
    expect(view).toEqual({ ...initialView, sort: after, firstRow: undefined });
  });
});

describe("columns", () => {
  const visible = ["company_name", "status", "age"] as const;
  const infos = visible.map((name) => columnInfo(name));

  test("a hidden one comes back to its place, and then the address need not name them", () => {
    const hidden = withColumnToggled(initialView, infos, infos, "status");
    expect(hidden.columns).toEqual(["company_name", "age"]);
    const shown = shownColumns(infos, hidden.columns);
    expect(withColumnToggled(hidden, infos, shown, "status").columns).toBeUndefined();
  });
  test("one comes back at the end where others were moved", () => {
    const moved = withColumnMoved(initialView, infos.slice(0, 2), "status", -1);
    expect(moved.columns).toEqual(["status", "company_name"]);
    expect(withColumnToggled(moved, infos, shownColumns(infos, moved.columns), "age").columns).toEqual([
      "status",
      "company_name",
      "age",
    ]);
  });
  test("the last one stays", () => {
    expect(withColumnToggled(initialView, infos, infos.slice(0, 1), "company_name")).toBe(initialView);
  });
  test("nothing moves beyond the ends", () => {
    expect(withColumnMoved(initialView, infos, "company_name", -1)).toBe(initialView);
    expect(withColumnMoved(initialView, infos, "company_name", 9).columns?.at(-1)).toBe("company_name");
  });
  test("chosen ones that are withheld are left out; all are shown where nothing is left", () => {
    const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);
    expect(names(shownColumns(infos, ["last_name", "age"]))).toEqual(["age"]);
    expect(names(shownColumns(infos, ["last_name"]))).toEqual([...visible]);
    expect(shownColumns(everyColumn, undefined)).toHaveLength(13);
  });
  test("a width goes back to the usual one", () => {
    const wide = withWidth(initialView, "age", 200);
    expect([wide.widths, withWidth(wide, "age", undefined).widths]).toEqual([{ age: 200 }, {}]);
  });
  test("names for people", () => {
    expect([columnLabel("company_name"), columnLabel("owner_id")]).toEqual(["Company name", "Owner ID"]);
  });
});

describe("of two reports on an export the later one counts, whichever comes first", () => {
  const status = (state: ExportStatus["state"], percent: number): ExportStatus => ({
    id: "x",
    state,
    percent,
    rows: null,
    message: null,
    updatedAt: "2026-11-23T10:00:00Z",
  });
  test.each([
    { known: status("QUEUED", 0), heard: status("RUNNING", 0), later: "heard" },
    { known: status("RUNNING", 60), heard: status("QUEUED", 0), later: "known" },
    { known: status("RUNNING", 60), heard: status("RUNNING", 40), later: "known" },
    { known: status("RUNNING", 60), heard: status("RUNNING", 80), later: "heard" },
    { known: status("RUNNING", 60), heard: status("FAILED", 0), later: "heard" },
    { known: status("SUCCEEDED", 100), heard: status("RUNNING", 80), later: "known" },
    { known: status("FAILED", 10), heard: status("SUCCEEDED", 100), later: "known" },
  ] as const)("$known.state $known.percent, $heard.state $heard.percent", ({ known, heard, later }) => {
    expect(laterStatus(known, heard)).toBe(later === "known" ? known : heard);
  });
  test("what the file goes without is known from the first report on", () => {
    const known: ExportStatus = { ...status("RUNNING", 60), withheld: ["address"] };
    expect(laterStatus(known, status("SUCCEEDED", 100))).toEqual({
      ...status("SUCCEEDED", 100),
      withheld: ["address"],
    });
    expect(laterStatus(status("QUEUED", 0), known)).toBe(known);
  });
  test("rows that are known only after the success are taken", () => {
    const known = status("SUCCEEDED", 100);
    const heard: ExportStatus = { ...known, rows: 0 };
    expect(laterStatus(known, heard)).toBe(heard);
    expect(laterStatus(heard, { ...known, rows: 9 })).toBe(heard);
    expect(laterStatus(status("FAILED", 100), heard)).toEqual(status("FAILED", 100));
  });
  test("final states", () => {
    const states = ["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;
    expect(states.map(isFinal)).toEqual([false, false, true, true, true]);
  });
});

test("figures for people", () => {
  expect(formatRange(401, 100, 5_000)).toBe("401–500 of 5,000");
  expect(formatRange(1, 0, 0)).toBe("0 of 0");
  expect([formatCompanies(1), formatCompanies(5_000)]).toEqual(["1 company", "5,000 companies"]);
  expect([0, 999, 1_000, 1_234_567, 5e13].map(formatBytes)).toEqual([
    "0 bytes",
    "999 bytes",
    "1 kB",
    "1.2 MB",
    "50 TB",
  ]);
  expect([formatShare(1, 8), formatShare(0, 0), formatShare(1, 1_000_000)]).toEqual(["12.5%", "0%", "<0.1%"]);
  expect(fileDate(new Date(2026, 0, 9, 23, 59).getTime())).toBe("2026-01-09");
  expect(inOneLine("1 High St \r\n London\n\nUK")).toBe("1 High St ↵ London ↵ UK");
});

test.each([
  { shown: 5_000, counted: 5_014, changed: false, news: "14 new companies" },
  { shown: 5_000, counted: 5_001, changed: true, news: "1 new company" },
  { shown: 5_000, counted: 4_997, changed: false, news: "3 companies fewer" },
  { shown: 5_000, counted: 4_999, changed: false, news: "1 company fewer" },
  { shown: 5_000, counted: 5_000, changed: false, news: undefined },
  { shown: 5_000, counted: 5_000, changed: true, news: "Companies changed" },
])("$shown, then $counted, changed: $changed: $news", ({ shown, counted, changed, news }) => {
  expect(describeNews(shown, counted, changed)).toBe(news);
});
