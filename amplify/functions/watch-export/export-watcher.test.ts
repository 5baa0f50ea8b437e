import { describe, expect, it } from "vitest";
import { lakeTables } from "../../lake/tables.js";
import { exportMessage } from "./export-message.js";
import { progressPublisher } from "./export-publisher.js";
import { exportWatcher, type ExportProgress, type ExportQuery } from "./export-watcher.js";

const id = "01234567-0123-0123-0123-012345678901";
const noFailure = { reason: undefined, category: undefined, type: undefined };
const minute = 60_000;

/** As https://docs.aws.amazon.com/athena/latest/ug/athena-events.html shows it. */
function athenaEvent(currentState: string, workgroupName = "exports"): unknown {
  return {
    version: "0",
    id: "abcdef00-1234-5678-9abc-def012345678",
    "detail-type": "Athena Query State Change",
    source: "aws.athena",
    account: "123456789012",
    time: "2026-11-23T09:30:10Z",
    region: "us-east-1",
    resources: [],
    detail: {
      versionId: "0",
      currentState,
      previousState: "QUEUED",
      statementType: "DML",
      queryExecutionId: id,
      workgroupName,
      sequenceNumber: "2",
    },
  };
}

interface Scene {
  /** What GetQueryExecution says, one after another; the last stays. */
  readonly queries: readonly Partial<ExportQuery>[];
  readonly rows?: number | Error;
  /** Milliseconds that the invocation has. */
  readonly lasts?: number;
  /** Bytes of the objects of the tables. */
  readonly bytes?: number;
  readonly refuses?: boolean;
}

function watcher({ queries, rows, lasts = 15 * minute, bytes = 1_000, refuses = false }: Scene) {
  const start = Date.parse("2026-11-23T09:30:10Z");
  let now = start;
  let asked = 0;
  const published: ExportProgress[] = [];
  const log: string[] = [];
  const watch = exportWatcher({
    athena: {
      async get() {
        const query = queries[Math.min(asked, queries.length - 1)];
        asked += 1;
        return { state: undefined, bytesScanned: undefined, completed: undefined, failure: noFailure, ...query };
      },
      outputRows: () => (rows instanceof Error ? Promise.reject(rows) : Promise.resolve(rows)),
    },
    async *objects(prefix) {
      yield { key: `${prefix}1`, bytes: bytes / 4, lastModified: undefined };
      yield { key: `${prefix}2`, bytes: bytes / 4, lastModified: undefined };
    },
    tables: lakeTables,
    workGroups: ["exports", "other-exports"],
    async publish(progress) {
      if (refuses) throw new Error("The event bus did not take it");
      published.push(progress);
    },
    now: () => now,
    async wait(milliseconds) {
      now += milliseconds;
    },
    log: (message) => {
      log.push(message);
    },
  });
  const handle = (event: unknown) => watch(event, () => start + lasts - now);
  return { handle, published, log, asked: () => asked, passed: () => now - start };
}

const running = (bytesScanned?: number) => ({ state: "RUNNING", bytesScanned });
const completed = new Date("2026-11-23T09:31:00Z");

describe("a running export", () => {
  it("is told whenever its percentage changes, second by second, to its end", async () => {
    const scene = watcher({
      queries: [
        running(),
        running(0),
        running(119),
        running(119),
        running(500),
        running(1_000),
        running(5_000),
        { state: "SUCCEEDED", bytesScanned: 5_000, completed },
      ],
      rows: 2_266,
    });
    await scene.handle(athenaEvent("RUNNING"));
    expect(
      scene.published.map(({ state, percent, rows, message, time }) => [state, percent, rows, message, time]),
    ).toEqual([
      ["RUNNING", 0, "", "", "2026-11-23T09:30:10.000Z"],
      ["RUNNING", 11, "", "", "2026-11-23T09:30:12.000Z"],
      ["RUNNING", 50, "", "", "2026-11-23T09:30:14.000Z"],
      ["RUNNING", 99, "", "", "2026-11-23T09:30:15.000Z"],
      ["SUCCEEDED", 100, "2266", "", "2026-11-23T09:31:00.000Z"],
    ]);
    expect(scene.passed()).toBe(7_000);
  });

  it("never goes back, and is 0 in an empty lake", async () => {
    const back = watcher({ queries: [running(500), running(100), running(510), { state: "FAILED" }] });
    await back.handle(athenaEvent("RUNNING"));
    expect(back.published.map(({ percent }) => percent)).toEqual([50, 51, 0]);
    const empty = watcher({ bytes: 0, queries: [running(500), { state: "CANCELLED" }] });
    await empty.handle(athenaEvent("RUNNING"));
    expect(empty.published.map(({ percent }) => percent)).toEqual([0, 0]);
  });

  it("is left to its own end when the invocation nears its own", async () => {
    const scene = watcher({ queries: [running(10)], lasts: 30_000 });
    await scene.handle(athenaEvent("RUNNING"));
    // 10 seconds are kept.
    expect(scene.passed()).toBe(20_000);
    expect(scene.published.length).toBe(1);
    expect(scene.log).toEqual(["The query runs longer than this invocation; its end will be told"]);
  });

  it("is an error where the bus refuses or Athena says what nobody knows", async () => {
    await expect(watcher({ queries: [running()], refuses: true }).handle(athenaEvent("RUNNING"))).rejects.toThrow(
      "bus",
    );
    await expect(watcher({ queries: [{ state: "PAUSED" }] }).handle(athenaEvent("RUNNING"))).rejects.toThrow("PAUSED");
  });
});

describe("the end of an export", () => {
  it.each([
    { rows: 0, expected: "0" },
    { rows: 2_266, expected: "2266" },
    { rows: undefined, expected: "" },
    { rows: new Error("AccessDenied"), expected: "" },
  ])("tells its rows: $expected", async ({ rows, expected }) => {
    const scene = watcher({ queries: [{ state: "SUCCEEDED", completed }], ...(rows === undefined ? {} : { rows }) });
    await scene.handle(athenaEvent("SUCCEEDED"));
    const time = "2026-11-23T09:31:00.000Z";
    expect(scene.published).toEqual([{ id, state: "SUCCEEDED", percent: 100, rows: expected, message: "", time }]);
    expect(scene.log.length).toBe(rows instanceof Error ? 1 : 0);
  });

  it("tells a failure without a word of SQL or values", async () => {
    const failure = { reason: "COLUMN_NOT_FOUND: line 1:8: 'Ada Lovelace'", category: 2, type: 1_006 };
    const scene = watcher({ queries: [{ state: "FAILED", bytesScanned: 500, completed, failure }] });
    await scene.handle(athenaEvent("FAILED"));
    const message =
      "The export failed (COLUMN_NOT_FOUND, Athena error 2/1006). Start it again; if it fails again, show this message to support.";
    const time = "2026-11-23T09:31:00.000Z";
    expect(scene.published).toEqual([{ id, state: "FAILED", percent: 50, rows: "", message, time }]);
  });

  it("has every field, as input transformers need them", async () => {
    const scene = watcher({ queries: [running(), { state: "CANCELLED" }] });
    await scene.handle(athenaEvent("RUNNING"));
    await scene.handle(athenaEvent("CANCELLED"));
    for (const progress of scene.published) {
      expect(Object.keys(progress).sort()).toEqual(["id", "message", "percent", "rows", "state", "time"]);
      expect(Object.values(progress)).not.toContain(undefined);
    }
  });
});

describe("exportMessage", () => {
  it.each([
    { reason: undefined, category: undefined, type: undefined, shown: "The export failed. Start" },
    { reason: "Ada: x", category: 1, type: undefined, shown: "failed (Athena error 1/?). Start" },
    { reason: "'X': y", category: undefined, type: undefined, shown: "failed. Start" },
    {
      reason: "GENERIC_INTERNAL_ERROR: Ada",
      category: undefined,
      type: 5,
      shown: "failed (GENERIC_INTERNAL_ERROR). Start",
    },
    { reason: "Query exhausted resources", category: 1, type: 233, shown: "failed (Athena error 1/233). Start" },
  ])("shows codes alone: $reason", ({ shown, ...failure }) => {
    expect(exportMessage("FAILED", failure)).toContain(shown);
    expect(exportMessage("CANCELLED", failure)).toBe(
      "The export was cancelled before it was complete. Start it again.",
    );
  });
});

describe("other events", () => {
  it("of a query that waits tell nothing", async () => {
    const scene = watcher({ queries: [{ state: "QUEUED" }] });
    await scene.handle(athenaEvent("QUEUED"));
    expect([scene.published, scene.asked()]).toEqual([[], 0]);
  });

  it.each([
    null,
    {},
    athenaEvent("RUNNING", "queries"),
    athenaEvent("PAUSED"),
    { ...(athenaEvent("RUNNING") as object), source: "my.app" },
    { ...(athenaEvent("RUNNING") as object), detail: { currentState: "RUNNING", workgroupName: "exports" } },
  ])("are refused: %j", async (event) => {
    const scene = watcher({ queries: [running()] });
    await expect(scene.handle(event)).rejects.toThrow(
      "event: expected Athena Query State Change of work group exports or other-exports",
    );
    expect(scene.asked()).toBe(0);
  });
});

describe("progressPublisher", () => {
  const progress: ExportProgress = { id, state: "RUNNING", percent: 5, rows: "", message: "", time: "t" };

  it("puts one event on the default bus", async () => {
    const put: unknown[] = [];
    await progressPublisher(async (entries) => {
      put.push(...entries);
      return { FailedEntryCount: 0, Entries: [{ EventId: "1" }] };
    })(progress);
    expect(put).toEqual([
      { Source: "airside.lake", DetailType: "Company export progress", Detail: JSON.stringify(progress) },
    ]);
  });

  it("fails where the bus answers that it did not take it", async () => {
    const publish = progressPublisher(async () => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: "InternalFailure", ErrorMessage: "later" }],
    }));
    await expect(publish(progress)).rejects.toThrow(`progress of export ${id}: InternalFailure: later`);
  });
});
