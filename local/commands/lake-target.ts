import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { CrawlerRunningException, GetCrawlerCommand, GlueClient, StartCrawlerCommand } from "@aws-sdk/client-glue";
import { DeleteObjectCommand, paginateListObjectsV2, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import type { LakeBucket } from "../lake-files/replace-dataset.js";
import { readSandboxOutputs, sandboxCredentials } from "./sandbox-outputs.js";

/** The data lake of a running sandbox, as its commands use it: by the SDK, through the sandbox's own front doors. */
export interface LakeTarget {
  readonly bucketName: string;
  readonly bucket: LakeBucket;
  /** Starts a crawl unless one runs; false where one runs. */
  startCrawl(): Promise<boolean>;
  crawls(): Promise<boolean>;
  /** Runs a query of one row of counts. @throws Error with the reason when it fails */
  counts(sql: string): Promise<readonly number[]>;
  close(): void;
}

const lakeOutputs = z.object({
  data: z.object({ aws_region: z.string() }),
  custom: z.object({
    local: z.object({ awsEndpoint: z.url() }),
    lake: z.object({
      bucketName: z.string(),
      databaseName: z.string(),
      /** By group, one at least. */
      queryWorkGroups: z
        .record(z.string(), z.string())
        .transform((byGroup) => Object.values(byGroup))
        .pipe(z.tuple([z.string()], z.string())),
      crawlerName: z.string(),
    }),
  }),
});

/**
 * @param url of the sandbox
 * @param pause resolves after so many milliseconds
 * @throws CommandError when no sandbox listens there
 */
export async function findLake(url: string, pause: (milliseconds: number) => Promise<void>): Promise<LakeTarget> {
  const { data, custom } = await readSandboxOutputs(
    url,
    lakeOutputs,
    "a data lake with a work group under custom.lake",
  );
  const { bucketName, databaseName, queryWorkGroups, crawlerName } = custom.lake;
  // The administrator, who asks here, may ask in any.
  const [workGroup] = queryWorkGroups;
  const settings = { endpoint: custom.local.awsEndpoint, region: data.aws_region, credentials: sandboxCredentials };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const glue = new GlueClient(settings);
  const athena = new AthenaClient(settings);

  async function finished(id: string): Promise<void> {
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      const state = QueryExecution?.Status?.State;
      if (state === "SUCCEEDED") return;
      if (state !== "QUEUED" && state !== "RUNNING") {
        throw new Error(QueryExecution?.Status?.StateChangeReason ?? `The query ended ${String(state)}.`);
      }
      await pause(100);
    }
  }

  return {
    bucketName,
    bucket: {
      async put(Key, file) {
        const { size } = await stat(file);
        await s3.send(
          new PutObjectCommand({ Bucket: bucketName, Key, Body: createReadStream(file), ContentLength: size }),
        );
      },
      async list(Prefix) {
        const keys: string[] = [];
        for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucketName, Prefix })) {
          keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        }
        return keys;
      },
      async delete(Key) {
        await s3.send(new DeleteObjectCommand({ Bucket: bucketName, Key }));
      },
    },
    async startCrawl() {
      try {
        await glue.send(new StartCrawlerCommand({ Name: crawlerName }));
        return true;
      } catch (error) {
        if (error instanceof CrawlerRunningException) return false;
        throw error;
      }
    },
    async crawls() {
      const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: crawlerName }));
      return Crawler?.State !== "READY";
    },
    async counts(QueryString) {
      const { QueryExecutionId } = await athena.send(
        new StartQueryExecutionCommand({
          QueryString,
          WorkGroup: workGroup,
          QueryExecutionContext: { Database: databaseName },
        }),
      );
      if (QueryExecutionId === undefined) throw new Error("Athena gave no id for the query.");
      await finished(QueryExecutionId);
      const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
      return (ResultSet?.Rows?.[1]?.Data ?? []).map(({ VarCharValue }) => Number(VarCharValue));
    },
    close() {
      for (const client of [s3, glue, athena]) client.destroy();
    },
  };
}
