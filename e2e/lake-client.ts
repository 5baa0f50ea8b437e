import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "@playwright/test";
import { stringify } from "csv-stringify/sync";
import { ask, companiesQuery, pageOf } from "./companies-client.js";
import type { SandboxProcess } from "./sandbox.js";

/** A company as a CSV object of the lake holds it; its continent is in the object's key. */
export interface LakeCompany {
  readonly index: number;
  readonly company_id: string;
  readonly company_name: string;
  readonly category_code: string;
  readonly status: string;
  readonly owner_id: number;
}

/** The unmodified S3 client, which sends what `aws s3api` sends. To be destroyed. */
export function s3Client(sandbox: SandboxProcess): S3Client {
  return new S3Client({
    endpoint: sandbox.outputs.custom.local.awsEndpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

/** Puts an object with these companies into the lake. `continent`: name of the partition. */
export async function putCompanies(
  sandbox: SandboxProcess,
  continent: string,
  name: string,
  companies: readonly LakeCompany[],
): Promise<void> {
  const client = s3Client(sandbox);
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: sandbox.outputs.custom.lake.bucketName,
        Key: `companies/continent=${continent}/${name}.csv`,
        Body: stringify([...companies], {
          header: true,
          columns: ["index", "company_id", "company_name", "category_code", "status", "owner_id"],
        }),
        ContentType: "text/csv",
      }),
    );
  } finally {
    client.destroy();
  }
}

/** Waits until the crawler has found so many companies. `headers`: who asks. */
export async function expectTotal(
  sandbox: SandboxProcess,
  headers: Readonly<Record<string, string>>,
  total: number,
): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await ask(sandbox, headers, companiesQuery, { limit: 1 });
      // Until the first crawl there is no table to ask.
      return answer.errors.length > 0 ? answer.text : pageOf(answer).totalCount;
    })
    .toBe(total);
}
