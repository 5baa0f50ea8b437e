import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { GetQueryExecutionCommand, GetQueryResultsCommand } from "@aws-sdk/client-athena";
import { GetCrawlerCommand } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { runningLake } from "./running-lake.js";
import { crawlerName } from "./sample-lake.js";

describe("after kill -9", () => {
  test("results stay readable, unfinished queries have failed and say so, a crawl that was under way is begun anew", async () => {
    const directory = await temporaryDirectory();
    const [done = "", running = ""] = await killedWhileRunning(directory);
    const lake = await runningLake({ directory });
    await lake.lake.idle();

    const { QueryExecution } = await lake.athena().send(new GetQueryExecutionCommand({ QueryExecutionId: running }));
    expect(QueryExecution?.Status).toMatchObject({
      State: "FAILED",
      StateChangeReason: "The sandbox was restarted",
      AthenaError: { ErrorCategory: 1, Retryable: true },
    });
    expect(lake.events.map(({ detail }) => [detail["queryExecutionId"], detail["currentState"]])).toContainEqual([
      running,
      "FAILED",
    ]);
    const { ResultSet } = await lake.athena("analyst").send(new GetQueryResultsCommand({ QueryExecutionId: done }));
    expect(ResultSet?.Rows?.[1]?.Data).toEqual([{ VarCharValue: "3" }]);
    expect(await lake.rows("SELECT count(*) FROM companies", { role: "analyst" })).toEqual([["4"]]);
    expect(lake.events.filter(({ source }) => source === "aws.glue").map(({ detail }) => detail)).toMatchObject([
      { state: "Started" },
      { state: "Succeeded", partitionsCreated: "1" },
    ]);
    const { Crawler } = await lake.glue().send(new GetCrawlerCommand({ Name: crawlerName }));
    expect(Crawler).toMatchObject({ State: "READY", LastCrawl: { Status: "SUCCEEDED" } });
    expect(lake.log.errors).toEqual([]);

    await lake.dispose();
    const again = await runningLake({ directory });
    await again.lake.idle();
    expect(again.events).toEqual([]);
  });
});

async function killedWhileRunning(directory: string): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("killed-lake.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  let ids: readonly string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, ...found] = line.split(" ");
    if (word !== "ready") continue;
    ids = found;
    child.kill("SIGKILL");
  }
  await closed;
  return ids;
}
