import { beforeEach, expect, test } from "vitest";
import { CompaniesError, type ExportFile, type ExportRequest } from "../api/companies-api";
import { createFakeCompanies } from "../api/companies-api-fake";
import type { ExportStatus } from "../companies/export-status";
import { createManualClock, settlePromises } from "../flights/manual-clock";
import { createCompaniesEvents } from "./companies-events";
import { ADDRESSES_SHOWN_MS, createExportList, exportStorageKey, POLL_MS } from "./export-list";

const request: ExportRequest = {
  filter: { status: { in: ["closed"] } },
  sort: [],
  columns: ["company_name"],
  format: "CSV",
};
const file = (name: string): ExportFile => ({ name, url: `https://files.example/${name}?signed`, bytes: 1_000 });

beforeEach(() => {
  sessionStorage.clear();
});

function setUp() {
  const clock = createManualClock(0);
  const api = createFakeCompanies([], []);
  const events = createCompaniesEvents(api, clock, document);
  const saved: string[] = [];
  const reported: string[] = [];
  let keys = 0;
  const list = createExportList({
    api,
    events,
    clock,
    newId: () => {
      keys += 1;
      return `key-${String(keys)}`;
    },
    storage: sessionStorage,
    storageKey: exportStorageKey("ada"),
    save: ({ url }) => saved.push(url),
    report: (message) => reported.push(message),
  });
  const stopEvents = events.start();
  const stopList = list.run();
  const stop = () => {
    stopList();
    stopEvents();
  };
  const tell = (fields: Partial<ExportStatus>) => {
    for (const listener of api.listeners) {
      listener.exported({
        id: "export-1",
        state: "RUNNING",
        percent: 0,
        rows: null,
        message: null,
        updatedAt: "",
        ...fields,
      });
    }
  };
  const connect = () => {
    for (const listener of api.listeners) listener.connected();
  };
  const entry = () => list.state.getState()[0];
  const looks = () => api.asked.filter(({ what }) => what === "exportStatus").length;
  return { clock, api, list, saved, reported, stop, tell, connect, entry, looks };
}

test("follows an export by what the backend tells, never backwards", async () => {
  const { list, tell, entry } = setUp();
  await list.start(request, 833);
  expect(entry()).toMatchObject({ expectedRows: 833, status: { state: "QUEUED", percent: 0 } });
  tell({ percent: 60 });
  tell({ percent: 40 });
  expect(entry()?.status).toMatchObject({ state: "RUNNING", percent: 60 });
  tell({ id: "somebody's other one", percent: 90 });
  expect(entry()?.status?.percent).toBe(60);
  tell({ state: "SUCCEEDED", percent: 100, rows: 833 });
  tell({ percent: 99 });
  expect(entry()?.status).toMatchObject({ state: "SUCCEEDED", rows: 833 });
});

test.each([
  { what: "its end", told: { state: "SUCCEEDED", percent: 100, rows: 833 }, again: false },
  { what: "how far it is, when tried again", told: { state: "RUNNING", percent: 60 }, again: true },
] as const)("hears of $what before the answer to the start", async ({ told, again }) => {
  const { api, list, tell, entry, looks } = setUp();
  if (again) {
    api.failures.push({ what: "startExport", error: new CompaniesError("throttled", "Too many exports") });
    await list.start(request, 833);
  }
  let answer: () => void = () => undefined;
  api.gates.set(
    "startExport",
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const started = again ? list.retry("key-1") : list.start(request, 833);
  tell(told);
  tell({ id: "somebody's other one", percent: 90 });
  answer();
  await started;
  expect(entry()?.status).toMatchObject({ id: "export-1", ...told });
  expect(looks()).toBe(0);
});

test("asks how far it is while nothing is told, often without a connection, at once with a new one, and not at the end", async () => {
  const { clock, api, list, connect, tell, looks } = setUp();
  await list.start(request, 1);
  await clock.advance(POLL_MS.disconnected);
  expect(looks()).toBe(1);
  api.exported.set("export-1", {
    id: "export-1",
    state: "RUNNING",
    percent: 70,
    rows: null,
    message: null,
    updatedAt: "",
  });
  connect();
  await settlePromises();
  expect(looks()).toBe(2);
  expect(list.state.getState()[0]?.status?.percent).toBe(70);
  await clock.advance(POLL_MS.connected - 1);
  expect(looks()).toBe(2);
  await clock.advance(1);
  expect(looks()).toBe(3);
  tell({ state: "FAILED", message: "no" });
  await clock.advance(10 * POLL_MS.connected);
  expect(looks()).toBe(3);
});

test("a question that is not answered changes nothing", async () => {
  const { clock, api, list, entry, reported } = setUp();
  await list.start(request, 1);
  api.failures.push({ what: "exportStatus", error: new CompaniesError("network", "no network") });
  await clock.advance(POLL_MS.disconnected);
  expect(entry()?.status?.state).toBe("QUEUED");
  expect(reported).toEqual(["cannot find out how far an export is: CompaniesError: no network"]);
});

test("survives a reload, and is asked about at once", async () => {
  const before = setUp();
  await before.list.start(request, 833);
  before.tell({ percent: 30 });
  before.stop();
  const after = setUp();
  expect(after.entry()).toMatchObject({ request, expectedRows: 833, status: { id: "export-1", percent: 30 } });
  expect(after.looks()).toBe(1);
  // The new backend knows none, as AWS would after a month.
  await settlePromises();
  expect(after.entry()?.status).toMatchObject({ state: "FAILED", message: "There is no such export any more." });
});

test("what is in the storage and was not written here is left out", () => {
  for (const text of [
    "{",
    "null",
    "[1]",
    '[{"key":"a"}]',
    '[{"key":"a","request":{},"expectedRows":1,"status":{"id":7}}]',
  ]) {
    sessionStorage.setItem(exportStorageKey("ada"), text);
    expect(setUp().list.state.getState()).toEqual([]);
  }
});

test("after the end, for instance of another user's coming, nothing lands any more", async () => {
  const { api, list, stop } = setUp();
  let open: () => void = () => undefined;
  api.gate = new Promise((resolve) => {
    open = resolve;
  });
  const started = list.start(request, 1);
  stop();
  sessionStorage.clear();
  open();
  await started;
  expect(sessionStorage.length).toBe(0);
  expect(list.state.getState()[0]?.status).toBeUndefined();
});

test("one that cannot be started says why, and starts when tried again", async () => {
  const { api, list, entry } = setUp();
  api.failures.push({ what: "startExport", error: new CompaniesError("throttled", "Too many exports") });
  await list.start(request, 1);
  expect(entry()).toMatchObject({ status: undefined, problem: "Too many exports" });
  await list.retry("key-1");
  expect(entry()).toMatchObject({ status: { state: "QUEUED" }, problem: undefined });
});

test("one that failed is a new one when tried again", async () => {
  const { list, tell, entry } = setUp();
  await list.start(request, 1);
  tell({ state: "FAILED", message: "scan limit" });
  await list.retry("key-1");
  expect(entry()?.status).toMatchObject({ id: "export-2", state: "QUEUED" });
});

test("asks for the address at the click, and saves the file", async () => {
  const { api, list, tell, saved } = setUp();
  await list.start(request, 1);
  tell({ state: "SUCCEEDED", percent: 100 });
  api.exported.set("export-1", {
    id: "export-1",
    state: "SUCCEEDED",
    percent: 100,
    rows: 1,
    message: null,
    updatedAt: "",
  });
  api.files = [file("companies.csv")];
  const asked = () => api.asked.filter(({ what }) => what === "export").length;
  expect(asked()).toBe(0);
  await list.download("key-1");
  expect(asked()).toBe(1);
  expect(saved).toEqual(["https://files.example/companies.csv?signed"]);
});

test("shows the addresses of several files for as long as they are good", async () => {
  const { clock, api, list, tell, saved, entry } = setUp();
  await list.start({ ...request, format: "PARQUET" }, 1);
  tell({ state: "SUCCEEDED", percent: 100 });
  api.exported.set("export-1", {
    id: "export-1",
    state: "SUCCEEDED",
    percent: 100,
    rows: 1,
    message: null,
    updatedAt: "",
  });
  api.files = [file("1.parquet"), file("2.parquet")];
  await list.download("key-1");
  expect(saved).toEqual([]);
  expect(entry()?.files).toHaveLength(2);
  await clock.advance(ADDRESSES_SHOWN_MS);
  expect(entry()?.files).toBeUndefined();
});

test("says so where the file is gone or cannot be asked for", async () => {
  const { api, list, tell, entry } = setUp();
  await list.start(request, 1);
  tell({ state: "SUCCEEDED", percent: 100 });
  await list.download("key-1");
  expect(entry()).toMatchObject({ fetching: false, problem: "The file is no longer kept. Start the export again." });
  api.failures.push({ what: "export", error: new CompaniesError("network", "no network") });
  await list.download("key-1");
  expect(entry()).toMatchObject({ fetching: false, problem: "no network" });
});

test.each([
  { format: "PARQUET", rows: 0, updatedAt: "1969-01-01T00:00:00Z", isEmpty: true },
  { format: "PARQUET", rows: null, updatedAt: "1969-12-31T23:30:00Z", isEmpty: true },
  { format: "PARQUET", rows: null, updatedAt: "1969-12-31T22:30:00Z", isEmpty: false },
  { format: "PARQUET", rows: 7, updatedAt: "1969-12-31T23:30:00Z", isEmpty: false },
  { format: "CSV", rows: null, updatedAt: "1969-12-31T23:30:00Z", isEmpty: false },
] as const)("tells no rows ($isEmpty) from files that are gone: $format, $rows, $updatedAt", async (given) => {
  const { api, list, tell, entry } = setUp();
  await list.start({ ...request, format: given.format }, undefined);
  tell({ state: "SUCCEEDED", percent: 100, updatedAt: given.updatedAt });
  const { rows, updatedAt } = given;
  api.exported.set("export-1", { id: "export-1", state: "SUCCEEDED", percent: 100, rows, message: null, updatedAt });
  await list.download("key-1");
  expect(entry()?.fetching).toBe(false);
  if (given.isEmpty) expect(entry()).toMatchObject({ problem: undefined, status: { rows: 0 } });
  else
    expect(entry()).toMatchObject({ problem: expect.stringContaining("no longer kept") as string, status: { rows } });
});

test("is removed when told to", async () => {
  const { list, entry } = setUp();
  await list.start(request, 1);
  list.dismiss("key-1");
  expect(entry()).toBeUndefined();
  expect(sessionStorage.getItem(exportStorageKey("ada"))).toBe("[]");
});
