/**
 * A process for the crash test: crawls and queries a lake at argv[2], then says `ready` with the ids of a query that
 * has succeeded and of one that runs for ever, and waits to be killed.
 */
import { StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { fillSampleLake, startLake } from "./running-lake.js";

const lake = await startLake({ directory: process.argv[2] ?? "" });
await fillSampleLake(lake);
const { QueryExecutionId: done } = await lake.query("SELECT count(*) AS n FROM companies", { role: "analyst" });
const endless = "SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(1000000) b";
const { QueryExecutionId: running } = await lake
  .athena("analyst")
  .send(new StartQueryExecutionCommand({ QueryString: endless, WorkGroup: "queries" }));
process.stdout.write(`ready ${String(done)} ${String(running)}\n`);
setInterval(() => undefined, 60_000);
