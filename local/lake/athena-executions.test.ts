import {
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  ListWorkGroupsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
} from "@aws-sdk/client-athena";
import { beforeAll, describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import { fillSampleLake, runningLake, startLake, type RunningLake } from "./running-lake.js";
import { bucketName, databaseName } from "./sample-lake.js";

let lake: RunningLake;
beforeAll(async () => {
  lake = await startLake();
  await fillSampleLake(lake);
  return () => lake.dispose();
});

/** Minutes of work that cannot be guessed away. */
const endless = "SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(1000000) b";

async function start(input: Partial<StartQueryExecutionCommandInput>, role = "analyst", where = lake): Promise<string> {
  const { QueryExecutionId } = await where
    .athena(role)
    .send(new StartQueryExecutionCommand({ QueryString: "SELECT 1", WorkGroup: "queries", ...input }));
  return String(QueryExecutionId);
}

async function statusOf(id: string, where = lake) {
  const { QueryExecution } = await where.athena().send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
  return QueryExecution?.Status;
}

function eventsOf(id: string): unknown[] {
  return lake.events.filter(({ detail }) => detail["queryExecutionId"] === id).map(({ detail }) => detail);
}

describe("a query's states", () => {
  test("are told on the bus, in order and numbered", async () => {
    const id = await start({});
    await lake.lake.idle();
    const shared = { versionId: "0", statementType: "DML", queryExecutionId: id, workgroupName: "queries" };
    expect(eventsOf(id)).toEqual([
      { ...shared, currentState: "QUEUED", sequenceNumber: "1" },
      { ...shared, currentState: "RUNNING", previousState: "QUEUED", sequenceNumber: "2" },
      { ...shared, currentState: "SUCCEEDED", previousState: "RUNNING", sequenceNumber: "3" },
    ]);
    expect(lake.events.at(-1)).toMatchObject({
      source: "aws.athena",
      "detail-type": "Athena Query State Change",
      resources: [],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
  });

  test("a failure tells Athena's error", async () => {
    const id = await start({ QueryString: "SELECT nofunc()" });
    await lake.lake.idle();
    expect(eventsOf(id).at(-1)).toMatchObject({
      currentState: "FAILED",
      athenaError: {
        errorCategory: 2,
        errorType: 1303,
        retryable: false,
        errorMessage: "FUNCTION_NOT_FOUND: line 1:8: Function 'nofunc' not registered",
      },
    });
    await expect(
      lake.athena("analyst").send(new GetQueryResultsCommand({ QueryExecutionId: id })),
    ).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Query did not finish successfully. Final query state: FAILED",
    });
  });

  test("two run at once that answer below one folder, more wait, and a stopped one makes room", async () => {
    const ids = [await start({ QueryString: endless }), await start({ QueryString: endless }), await start({})];
    // Another work group for the same.
    ids.push(await start({ WorkGroup: "small" }));
    const [first = "", second = "", third = ""] = ids;
    await expect
      .poll(async () => (await Promise.all(ids.map((id) => statusOf(id)))).map((status) => status?.State))
      .toEqual(["RUNNING", "RUNNING", "QUEUED", "QUEUED"]);
    await expect(
      lake.athena("analyst").send(new GetQueryResultsCommand({ QueryExecutionId: first })),
    ).rejects.toMatchObject({
      message: "Query has not yet finished. Current state: RUNNING",
    });
    // What answers below another folder has room of its own.
    const other = await start({ WorkGroup: "exports" });
    const stop = (id: string) => lake.athena("analyst").send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    await stop(first);
    await stop(first);
    expect(await statusOf(first)).toMatchObject({ State: "CANCELLED", StateChangeReason: "Query cancelled by user" });
    await stop(second);
    await lake.lake.idle();
    expect((await statusOf(third))?.State).toBe("SUCCEEDED");
    expect((await statusOf(other))?.State).toBe("SUCCEEDED");
    expect(eventsOf(first).map((detail) => (detail as { currentState: string }).currentState)).toEqual([
      "QUEUED",
      "RUNNING",
      "CANCELLED",
    ]);
    await expect(
      lake.athena("analyst").send(new GetQueryResultsCommand({ QueryExecutionId: first })),
    ).rejects.toMatchObject({
      message: "Could not find results",
    });
    expect(lake.objects.list(bucketName, `query-results/${first}`)).toEqual([]);
  });

  test("quick ones come one after another, as they were asked for", async () => {
    const clock = manualClock(Date.parse("2026-11-27T12:00:00Z"));
    const own = await runningLake({ clock });
    const stop = (id: string) => own.athena("analyst").send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    const slow = await start({ QueryString: endless }, "analyst", own);
    const quick = [await start({}, "analyst", own), await start({}, "analyst", own)];
    clock.advance(199);
    for (const id of quick) expect((await statusOf(id, own))?.State).toBe("QUEUED");
    // Nobody waits longer for one that is slow.
    clock.advance(1);
    await expect.poll(async () => (await statusOf(quick[1] ?? "", own))?.State).toBe("SUCCEEDED");
    const order = own.events.filter(({ detail }) => detail["queryExecutionId"] !== slow);
    expect(
      order.map(({ detail }) => [quick.indexOf(String(detail["queryExecutionId"])), detail["currentState"]]),
    ).toEqual([
      [0, "QUEUED"],
      [1, "QUEUED"],
      [0, "RUNNING"],
      [0, "SUCCEEDED"],
      [1, "RUNNING"],
      [1, "SUCCEEDED"],
    ]);
    await stop(slow);
    clock.advance(1_000);
    await own.lake.idle();
  });

  test("one that waits can be stopped, too", async () => {
    const running = [await start({ QueryString: endless }), await start({ QueryString: endless })];
    const waiting = await start({});
    for (const id of [waiting, ...running]) {
      await lake.athena("analyst").send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    }
    await lake.lake.idle();
    expect(eventsOf(waiting).map((detail) => (detail as { currentState: string }).currentState)).toEqual([
      "QUEUED",
      "CANCELLED",
    ]);
  });
});

describe("a client's token", () => {
  const token = "0123456789abcdef0123456789abcdef";
  const mismatch = { name: "InvalidRequestException", message: "Idempotent parameters do not match" };

  test("makes repeated requests one query", async () => {
    const request = { QueryString: "SELECT 2", ClientRequestToken: token };
    const [one, other] = await Promise.all([start(request), start(request)]);
    expect(other).toBe(one);
    await lake.lake.idle();
    expect(await start(request)).toBe(one);
    await expect(start(request, "developer")).rejects.toMatchObject(mismatch);
  });

  // "An error is returned if a parameter, such as QueryString, has changed"
  // (https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html)
  test.each<{ what: string; change: Partial<StartQueryExecutionCommandInput> }>([
    { what: "another query", change: { QueryString: "SELECT 3 + ? + ?" } },
    { what: "another parameter", change: { ExecutionParameters: ["1", "3"] } },
    { what: "parameters in another order", change: { ExecutionParameters: ["2", "1"] } },
    { what: "more parameters", change: { ExecutionParameters: ["1", "2", "3"] } },
    { what: "one parameter that reads like two", change: { ExecutionParameters: ["1,2"] } },
    { what: "no parameters", change: { ExecutionParameters: undefined } },
    { what: "another work group", change: { WorkGroup: "small" } },
    { what: "no database", change: { QueryExecutionContext: undefined } },
    { what: "a catalog", change: { QueryExecutionContext: { Database: databaseName, Catalog: "AwsDataCatalog" } } },
    { what: "a place", change: { ResultConfiguration: { OutputLocation: `s3://${bucketName}/exports/other` } } },
  ])("is refused with $what", async ({ change }) => {
    const request = {
      QueryString: "SELECT ? + ?",
      ExecutionParameters: ["1", "2"],
      QueryExecutionContext: { Database: databaseName },
      ClientRequestToken: `${token}-of-changes`,
    };
    await start(request);
    await expect(start({ ...request, ...change })).rejects.toMatchObject(mismatch);
    await lake.lake.idle();
  });

  test("has 32 to 128 characters", async () => {
    await expect(start({ ClientRequestToken: "short" })).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: expect.stringContaining("greater than or equal to 32") as string,
    });
  });
});

describe("work groups", () => {
  test("that are enforced overrule where the client wants its result", async () => {
    const wanted = { ResultConfiguration: { OutputLocation: `s3://${bucketName}/exports/mine` } };
    const place = async (input: Partial<StartQueryExecutionCommandInput>) => {
      const id = await start({ ...input, ...wanted });
      await lake.lake.idle();
      const { QueryExecution } = await lake.athena().send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      return QueryExecution?.ResultConfiguration?.OutputLocation?.replace(id, "<id>");
    };
    expect(await place({})).toBe(`s3://${bucketName}/query-results/<id>.csv`);
    expect(await place({ WorkGroup: "free" })).toBe(`s3://${bucketName}/exports/mine/<id>.csv`);
  });

  test("end queries over their limit", async () => {
    // Engine version 3 cancels such a query (https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html).
    const { Status, Statistics } = await lake.query("SELECT count(*) FROM owners", {
      role: "analyst",
      workGroup: "small",
    });
    expect(Status).toMatchObject({ State: "CANCELLED", StateChangeReason: "Bytes scanned limit was exceeded" });
    expect(Statistics?.DataScannedInBytes).toBe(20);
    expect((await lake.query("SELECT 1", { role: "analyst", workGroup: "small" })).Status?.State).toBe("SUCCEEDED");
  });

  test.each([
    ["missing", "WorkGroup is not found."],
    ["off", "WorkGroup off is disabled."],
  ])("%s", async (WorkGroup, message) => {
    await expect(start({ WorkGroup })).rejects.toMatchObject({ name: "InvalidRequestException", message });
  });

  test("are described", async () => {
    const { WorkGroup } = await lake.athena("analyst").send(new GetWorkGroupCommand({ WorkGroup: "small" }));
    expect(WorkGroup).toMatchObject({
      Name: "small",
      State: "ENABLED",
      Configuration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 20 },
    });
    const { WorkGroups } = await lake.athena().send(new ListWorkGroupsCommand({}));
    expect(WorkGroups?.map(({ Name }) => Name)).toEqual(["queries", "exports", "free", "small", "off"]);
  });
});

describe("who may", () => {
  const denied = { name: "AccessDeniedException" };

  test("use a work group: whom IAM lets", async () => {
    await expect(start({}, "outsider")).rejects.toMatchObject({
      ...denied,
      message: expect.stringMatching(
        /outsider is not authorized to perform: athena:StartQueryExecution on resource: .*workgroup\/queries/,
      ) as string,
    });
    const id = await start({});
    await expect(
      lake.athena("outsider").send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
    ).rejects.toMatchObject(denied);
  });

  test("read a result: the role that asked, and the administrator", async () => {
    const { QueryExecutionId } = await lake.query("SELECT last_name FROM owners", { role: "developer" });
    const read = (role: string | undefined) => lake.athena(role).send(new GetQueryResultsCommand({ QueryExecutionId }));
    await expect(read("analyst")).rejects.toMatchObject(denied);
    expect((await read("developer")).ResultSet?.Rows).toHaveLength(4);
    expect((await read(undefined)).ResultSet?.Rows).toHaveLength(4);
  });

  test("see the lake: whom Lake Formation grants something", async () => {
    const { Status } = await lake.query("SELECT gender FROM owners", { role: "stranger" });
    expect(Status).toMatchObject({
      State: "FAILED",
      StateChangeReason: expect.stringMatching(
        /^INSUFFICIENT_LAKE_FORMATION_PERMISSIONS: Insufficient Lake Formation permission\(s\)/,
      ) as string,
    });
  });
});

describe("lists of queries", () => {
  test("come newest first, in pages, by work group", async () => {
    const made = [
      await start({ WorkGroup: "free" }),
      await start({ WorkGroup: "free" }),
      await start({ WorkGroup: "free" }),
    ];
    await lake.lake.idle();
    const list = (NextToken?: string) =>
      lake.athena("analyst").send(
        new ListQueryExecutionsCommand({
          WorkGroup: "free",
          MaxResults: 2,
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
    const first = await list();
    expect(first.QueryExecutionIds).toEqual([made[2], made[1]]);
    expect((await list(first.NextToken)).QueryExecutionIds?.[0]).toBe(made[0]);
    const batch = await lake
      .athena("analyst")
      .send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...made, "nobody"] }));
    expect(batch.QueryExecutions?.map(({ QueryExecutionId }) => QueryExecutionId)).toEqual(made);
    expect(batch.UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: "nobody" }]);
  });

  test("unknown ids and tokens of other queries are refused", async () => {
    const { QueryExecutionId } = await lake.query("SELECT r.range FROM range(5) r", { role: "analyst" });
    const client = lake.athena("analyst");
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 2 }));
    const other = await lake.query("SELECT 1", { role: "analyst" });
    const foreign = new GetQueryResultsCommand({ QueryExecutionId: other.QueryExecutionId, NextToken: page.NextToken });
    await expect(client.send(foreign)).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(client.send(new GetQueryExecutionCommand({ QueryExecutionId: "nobody" }))).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "QueryExecution nobody was not found",
    });
  });
});
