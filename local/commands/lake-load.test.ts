import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { runProgram } from "./program.js";
import { recordedTerminal } from "./recorded-terminal.js";

/** Says of itself what a sandbox does, and has no AWS services. */
async function outputsOnly(queryWorkGroups: Record<string, string> = { developer: "queries" }): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.end(
      JSON.stringify({
        data: { aws_region: "us-east-1" },
        custom: {
          local: { awsEndpoint: "http://127.0.0.1:1/aws" },
          lake: {
            bucketName: "lake",
            databaseName: "lake",
            queryWorkGroups,
            crawlerName: "crawler",
          },
        },
      }),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return `http://127.0.0.1:${String(address.port)}`;
}

test("lake generate writes a data set of the size that was asked for", async () => {
  const terminal = recordedTerminal(await temporaryDirectory());
  expect(await runProgram("lake generate --companies 60 --owners 7 --to made".split(" "), terminal)).toBe(0);
  expect(terminal.output.join("\n")).toContain("Wrote 60 rows of companies and 7 of owners");
  expect(await readdir(path.join(terminal.directory, "made"))).toEqual(["companies", "owners"]);
});

test("lake load tells in a line what is wrong with the files", async () => {
  const terminal = recordedTerminal(await temporaryDirectory());
  expect(await runProgram(["lake", "load", "nowhere", "--url", await outputsOnly()], terminal)).toBe(1);
  expect(terminal.errors.join("\n")).toMatch(
    /^error: .*nowhere: expected the folders companies\/ and owners\/ .*found none/,
  );
});

test("lake load says how to start the sandbox where none runs", async () => {
  const terminal = recordedTerminal(await temporaryDirectory());
  expect(await runProgram(["lake", "load", ".", "--url", "http://127.0.0.1:1"], terminal)).toBe(1);
  expect(terminal.errors.join("\n")).toContain("Start the sandbox with `npm start`");
});

test("lake load says what a sandbox must name where it has no work group to ask in", async () => {
  const terminal = recordedTerminal(await temporaryDirectory());
  expect(await runProgram(["lake", "load", "nowhere", "--url", await outputsOnly({})], terminal)).toBe(1);
  expect(terminal.errors.join("\n")).toContain("does not name a data lake with a work group under custom.lake");
});
