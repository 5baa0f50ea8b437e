import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { build } from "esbuild";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { testServer } from "../aws-json/test-server.js";
import { manualClock } from "../manual-clock.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { longestLine, mostLines } from "./runtime/output-lines.js";
import { sampleFunction, sampleLambda } from "./sample-functions.js";
import { sampleRole } from "./sample-model.js";

let directory: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
});

async function started(
  code: string,
  change: Parameters<typeof sampleFunction>[3] = {},
  settings: Parameters<typeof sampleLambda>[1] = {},
) {
  const model = sampleFunction(directory, "f", code, change);
  const sample = await sampleLambda([model], settings);
  return {
    ...sample,
    arn: model.arn,
    call: async (payload?: unknown): Promise<unknown> => {
      const result = await sample.lambda.invoke(model.arn, payload);
      return result.status === "succeeded" ? result.payload : result;
    },
  };
}

describe("what a function finds around it", () => {
  test("the environment of Lambda and its own variables, and nothing of the sandbox's", async () => {
    const { call, sessions } = await started(
      "export const handler = async () => process.env;",
      { environment: { CRAWLER_NAME: "companies", TZ: "Europe/Berlin", AWS_REGION: "mars-north-1" } },
      { endpoint: "http://127.0.0.1:4300/aws" },
    );
    const environment = (await call()) as Readonly<Record<string, string>>;
    const text = expect.any(String) as string;
    expect(environment).toEqual({
      CRAWLER_NAME: "companies",
      TZ: "Europe/Berlin",
      LANG: "en_US.UTF-8",
      PATH: "/usr/local/bin:/usr/bin:/bin:/opt/bin",
      _HANDLER: "index.handler",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EXECUTION_ENV: expect.stringMatching(/^AWS_Lambda_nodejs\d+\.x$/) as string,
      AWS_LAMBDA_FUNCTION_NAME: "f",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/f",
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/) as string,
      AWS_ACCESS_KEY_ID: text,
      AWS_SECRET_ACCESS_KEY: text,
      AWS_SESSION_TOKEN: text,
      LAMBDA_TASK_ROOT: join(directory, "f"),
      AWS_ENDPOINT_URL: "http://127.0.0.1:4300/aws",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    expect(sessions.find(environment["AWS_ACCESS_KEY_ID"] ?? "")).toMatchObject({
      role: { arn: sampleRole.arn },
      sessionName: "f",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"],
      sessionToken: environment["AWS_SESSION_TOKEN"],
    });
  });

  test("Lambda's context object", async () => {
    const { call, arn } = await started(
      "export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });",
    );
    const context = (await call()) as { readonly left: number; readonly awsRequestId: string };
    expect(context).toEqual({
      functionName: "f",
      functionVersion: "$LATEST",
      invokedFunctionArn: arn,
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/f",
      logStreamName: expect.any(String) as string,
      callbackWaitsForEmptyEventLoop: true,
      awsRequestId: expect.stringMatching(/^[-0-9a-f]{36}$/) as string,
      left: expect.any(Number) as number,
    });
    expect(context.left).toBeGreaterThan(1_000);
    expect(context.left).toBeLessThanOrEqual(3_000);
    expect(await call()).not.toMatchObject({ awsRequestId: context.awsRequestId });
  });

  test("an unmodified SDK client reaches the sandbox, with the credentials of the function's role", async () => {
    const requests: IncomingMessage[] = [];
    const origin = await testServer((request, response) => {
      requests.push(request);
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end('{"EventBuses":[{"Name":"one"}]}');
    });
    const model = sampleFunction(directory, "f", "");
    await build({
      stdin: {
        contents: `import { ${EventBridgeClient.name}, ${ListEventBusesCommand.name} } from "@aws-sdk/client-eventbridge";
          const client = new EventBridgeClient();
          export const handler = async () => (await client.send(new ListEventBusesCommand())).EventBuses;`,
        resolveDir: import.meta.dirname,
      },
      outfile: join(model.codeDirectory, "index.mjs"),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      // As Amplify's own shim does for what is CommonJS in a bundle.
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    });
    const { lambda, sessions } = await sampleLambda([model], { endpoint: `${origin}/aws` });
    expect(await lambda.invoke(model.arn, {})).toEqual({ status: "succeeded", payload: [{ Name: "one" }] });
    const [request] = requests;
    expect(request?.url).toBe("/aws/");
    const key = /Credential=([^/]+)\/\d+\/us-east-1\/events\/aws4_request/.exec(
      request?.headers.authorization ?? "",
    )?.[1];
    expect(sessions.find(key ?? "")).toMatchObject({ role: { arn: sampleRole.arn } });
    expect(request?.headers["x-amz-security-token"]).toBe(sessions.find(key ?? "")?.sessionToken);
  });
});

describe("what a function writes", () => {
  test("is on the sandbox's log line by line, with its name and nothing that moves the cursor", async () => {
    const { call, log } = await started(`export const handler = async () => {
      console.log("one", { two: 2 }); console.error("three\\nfour"); process.stdout.write("fi"); process.stdout.write(Buffer.from("ve\\n"));
      console.warn("\\u001b[2J\\rsix"); process.emitWarning("seven"); process.emitWarning("NodeVersionSupportWarning: upgrade"); process.stdout.write("eight");
      await new Promise(setImmediate); };`);
    await call();
    expect(log.infos).toEqual(["f: one { two: 2 }", "f: five", "f: eight"]);
    expect(log.errors).toEqual(["f: three", "f: four", "f: \uFFFD[2J ⏎ six", "f: Warning: seven"]);
  });

  test("at the very end is not lost", async () => {
    const { call, log } = await started(
      'export const handler = async () => { console.log("last words"); process.exit(1); };',
    );
    await call();
    expect(log.infos).toEqual(["f: last words"]);
  });

  test("is bounded, per line and per call", async () => {
    const { call, log } = await started(
      'export const handler = async (n) => { console.log("x".repeat(5000)); for (let i = 0; i < n; i += 1) console.log(i); };',
    );
    await call(100_000);
    expect(log.infos).toHaveLength(mostLines + 1);
    expect(log.infos[0]).toBe(`f: ${"x".repeat(longestLine)}… (${5000 - longestLine} more characters)`);
    expect(log.infos.at(-1)).toBe("f: (more than 500 lines: the rest of this call's is left out)");
    await call(1);
    expect(log.infos.at(-1)).toBe("f: 0");
  });
});

describe("workers", () => {
  /** Tells workers apart, and can be held. */
  const counting =
    "const id = Math.random(); export const handler = async (ms) => { await new Promise((r) => setTimeout(r, ms)); return id; };";

  test("are used again", async () => {
    const { call } = await started(counting);
    const first = await call(0);
    expect(await call(0)).toBe(first);
  });

  test("are as many as there are calls at once, ten at most, and two at most start together", async () => {
    const held: ServerResponse[] = [];
    let starting = 0;
    const most = { starting: 0, held: 0 };
    const origin = await testServer((request, response) => {
      if (request.url === "/start") {
        starting += 1;
        most.starting = Math.max(most.starting, starting);
        setTimeout(() => {
          starting -= 1;
          response.end();
        }, 20);
        return;
      }
      held.push(response);
      most.held = Math.max(most.held, held.length);
      // Until ten calls are under way none of them ends.
      if (held.length === 10) for (const each of held.splice(0)) each.end();
    });
    const { call } = await started(
      `const { AWS_ENDPOINT_URL: url } = process.env; const id = Math.random(); await fetch(url + "/start");
       export const handler = async () => { await fetch(url + "/call"); return id; };`,
      { timeout: 60 },
      { endpoint: origin },
    );
    const ids = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(new Set(ids).size).toBe(10);
    expect(most).toEqual({ starting: expect.toSatisfy((count: number) => count <= 2) as number, held: 10 });
  });

  test("that cannot start fail one call each, and no more than that", async () => {
    const file = join(directory, "starts");
    const { call } = await started(
      `import { appendFileSync, readFileSync } from "node:fs"; const file = ${JSON.stringify(file)};
       appendFileSync(file, "."); if (readFileSync(file).length <= 2) throw new Error("not yet");
       export const handler = async () => "well";`,
    );
    const results = [await call(), await call(), await call()];
    expect(results).toEqual([
      expect.objectContaining({ errorMessage: "not yet" }),
      expect.objectContaining({ errorMessage: "not yet" }),
      "well",
    ]);
  });

  test("of one function are none of another's", async () => {
    const models = ["f", "g"].map((name) =>
      sampleFunction(
        directory,
        name,
        "globalThis.n = (globalThis.n ?? 0) + 1; export const handler = async () => [process.env.AWS_LAMBDA_FUNCTION_NAME, globalThis.n];",
      ),
    );
    const { lambda } = await sampleLambda(models);
    const results = await Promise.all(models.map(({ arn }) => lambda.invoke(arn, {})));
    expect(results.map((result) => result.status === "succeeded" && result.payload)).toEqual([
      ["f", 1],
      ["g", 1],
    ]);
  });

  test("end when nobody has called them for five minutes", async () => {
    const clock = manualClock(0);
    const { call } = await started(counting, {}, { clock });
    const first = await call(0);
    clock.advance(299_999);
    expect(await call(0)).toBe(first);
    clock.advance(300_000);
    expect(await call(0)).not.toBe(first);
  });

  test("are replaced before their credentials expire, but never during a call", async () => {
    const clock = manualClock(Date.parse("2026-02-01T08:00:00Z"));
    const { call, sessions } = await started(
      "const id = Math.random(); export const handler = async () => [id, process.env.AWS_ACCESS_KEY_ID];",
      { timeout: 900 },
      { clock },
    );
    const [first, key] = (await call()) as [number, string];
    for (let minute = 0; minute < 48; minute += 4) {
      clock.advance(4 * 60_000);
      expect(await call()).toEqual([first, key]);
    }
    clock.advance(2 * 60_000);
    const [second, otherKey] = (await call()) as [number, string];
    expect(second).not.toBe(first);
    expect(otherKey).not.toBe(key);
    // 50 minutes old, a call of 15 minutes begun at the end: still good.
    expect(sessions.find(key)?.expiration).toBeGreaterThan(clock.now() + 15 * 60_000);
  });

  test("that were ended by a timeout leave their place", async () => {
    const { call } = await started(counting, { timeout: 1 });
    const late = await Promise.all(Array.from({ length: 10 }, () => call(60_000)));
    expect(late).toEqual(
      Array.from({ length: 10 }, () => expect.objectContaining({ errorType: "Sandbox.Timedout" }) as unknown),
    );
    expect(typeof (await call(0))).toBe("number");
  });

  test("end with the sandbox, and so do the calls", async () => {
    const { lambda, arn, log, call } = await started(counting, { timeout: 900 });
    await call(0);
    const calls = Array.from({ length: 12 }, () => lambda.invoke(arn, 600_000));
    await Promise.all([
      lambda.dispose(),
      ...calls.map(async (call) => {
        expect(await call).toMatchObject({ status: "failed", errorType: "Sandbox.Ended" });
      }),
    ]);
    await lambda.dispose();
    expect(log.warnings).toEqual([]);
    expect(log.errors).toEqual([]);
  });
});
