/**
 * A process for the crash test: crawls and queries a lake at argv[2], then says `ready` with the ids of a query that
 * has succeeded and of one that runs for ever, in the middle of a crawl of a new partition, and waits to be killed.
 */
import { StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { StartCrawlerCommand } from "@aws-sdk/client-glue";
import { companiesHeader, fillSampleLake, startLake } from "./running-lake.js";
import { crawlerName } from "./sample-lake.js";

let crawls = 0;
let saySecondStarted: () => void = () => undefined;
const secondStarted = new Promise<void>((resolve) => {
  saySecondStarted = resolve;
});
const lake = await startLake({
  directory: process.argv[2] ?? "",
  onEvent: async ({ detail }) => {
    if (detail["state"] !== "Started") return;
    crawls += 1;
    if (crawls === 1) return;
    saySecondStarted();
    // It goes no further.
    await new Promise<never>(() => undefined);
  },
});
await fillSampleLake(lake);
const { QueryExecutionId: done } = await lake.query("SELECT count(*) AS n FROM companies", { role: "analyst" });
const endless = "SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(1000000) b";
const { QueryExecutionId: running } = await lake
  .athena("analyst")
  .send(new StartQueryExecutionCommand({ QueryString: endless, WorkGroup: "queries" }));
await lake.put("companies/continent=oceania/late.csv", `${companiesHeader}900,c:900,Late,web,operating,1\n`);
await lake.glue().send(new StartCrawlerCommand({ Name: crawlerName }));
await secondStarted;
process.stdout.write(`ready ${String(done)} ${String(running)}\n`);
setInterval(() => undefined, 60_000);
