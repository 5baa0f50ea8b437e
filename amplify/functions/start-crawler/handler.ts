import { setTimeout as wait } from "node:timers/promises";
import { GetCrawlerCommand, GlueClient, StartCrawlerCommand } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { lakeTables } from "../../lake/tables.js";
import { environmentVariable } from "../environment.js";
import { bucketObjects } from "../lake-objects.js";
import { jsonLog } from "../log.js";
import { crawlerStarter } from "./crawler-starter.js";

const glue = new GlueClient({});
const bucket = environmentVariable("LAKE_BUCKET");

/** Takes the events of the lake's bucket and of its crawler from the default event bus. */
export const handler = crawlerStarter({
  glue: {
    async start(name) {
      await glue.send(new StartCrawlerCommand({ Name: name }));
    },
    async get(name) {
      const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: name }));
      return { state: Crawler?.State, lastStart: Crawler?.LastCrawl?.StartTime };
    },
  },
  objects: bucketObjects(new S3Client({}), bucket),
  crawlerName: environmentVariable("CRAWLER_NAME"),
  bucket,
  tables: lakeTables,
  now: Date.now,
  pause: (milliseconds) => wait(milliseconds),
  log: jsonLog,
});
