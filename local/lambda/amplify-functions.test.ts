import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { testServer } from "../aws-json/test-server.js";
import type { FunctionModel } from "../synth/backend-model.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { sampleLambda } from "./sample-functions.js";
import { sampleModel } from "./sample-model.js";

const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "query-lake": {
    USER_POOL_ID: "us-east-1_Pool00001",
    DATABASE_NAME: "lake",
    QUERIES_WORK_GROUP_DEVELOPER: "queries",
    EXPORTS_WORK_GROUP_DEVELOPER: "exports",
    QUERIES_WORK_GROUP_BUSINESSANALYST: "queries",
    EXPORTS_WORK_GROUP_BUSINESSANALYST: "exports",
    LAKE_BUCKET: "lake",
  },
  "start-crawler": { CRAWLER_NAME: "companies", LAKE_BUCKET: "lake" },
  "watch-export": { EXPORT_WORK_GROUPS: "exports", LAKE_BUCKET: "lake" },
};

/** A function of `amplify/functions`, bundled with the options and the additions of Amplify's defineFunction. */
async function bundled(name: string): Promise<FunctionModel> {
  const shims = join(dirname(createRequire(import.meta.url).resolve("@aws-amplify/backend-function")), "lambda-shims");
  const banner = await Promise.all(
    ["resolve_ssm_params.js", "invoke_ssm_shim.js"].map((file) => readFile(join(shims, file), "utf8")),
  );
  const model = {
    ...sampleModel(await temporaryDirectory(), name),
    environment: environments[name] ?? {},
    timeout: 60,
  };
  await build({
    entryPoints: [fileURLToPath(new URL(`../../amplify/functions/${name}/handler.ts`, import.meta.url))],
    outfile: join(model.codeDirectory, "index.mjs"),
    inject: [join(shims, "cjs_shim.js")],
    banner: {
      js: banner
        .join("")
        .replace(/\/\/.*$/gm, "")
        .replaceAll("\n", ""),
    },
    bundle: true,
    minify: true,
    sourcemap: "inline",
    platform: "node",
    target: "node22",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  return model;
}

describe("the functions of amplify/, unmodified", () => {
  test("query-lake answers, and refuses a caller without a user", async () => {
    const model = await bundled("query-lake");
    const { lambda, log } = await sampleLambda([model]);
    const request = { field: "companies", identity: null, selection: ["totalCount"], arguments: {} };
    const result = await lambda.invoke(model.arn, request);
    expect(result).toMatchObject({ status: "succeeded", payload: { error: { type: "Unauthorized" } } });
    expect(log.errors).toEqual([]);
  });

  test("start-crawler starts the crawler for an object of a table", async () => {
    const targets: unknown[] = [];
    const origin = await testServer((request, response) => {
      targets.push(request.headers["x-amz-target"]);
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}");
    });
    const model = await bundled("start-crawler");
    const { lambda, log } = await sampleLambda([model], { endpoint: `${origin}/aws` });
    lambda.start();
    await lambda.invokeAsync(model.arn, {
      source: "aws.s3",
      "detail-type": "Object Created",
      detail: { bucket: { name: "lake" }, object: { key: "companies/continent=Europe/a.csv" } },
    });
    await lambda.idle();
    expect(targets).toEqual(["AWSGlue.StartCrawler"]);
    expect(log.infos).toEqual([expect.stringMatching(/^start-crawler: .*Started the crawler/)]);
    expect(log.errors).toEqual([]);
  });

  test("watch-export says what it does not take", async () => {
    const model = await bundled("watch-export");
    const { lambda } = await sampleLambda([model]);
    expect(await lambda.invoke(model.arn, {})).toMatchObject({
      status: "failed",
      errorMessage: expect.stringContaining("expected Athena Query State Change of work group exports") as string,
    });
  });
});
