import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryDirectory } from "./temporary-directory.js";
import { openWebServer, PortInUseError, type WebServer } from "./web-server.js";

let web: WebServer;

beforeEach(async () => {
  web = await openWebServer("127.0.0.1", 0);
});

afterEach(() => web.dispose());

function serve(): void {
  web.serve({
    graphql: (_request, response) => response.end("graphql"),
    aws: (_request, response) => response.end("aws"),
    jwks: (userPoolId) => (userPoolId === "us-east-1_Pool" ? { keys: [] } : undefined),
    outputs: (authority) => ({ authority }),
    webAppDir: undefined,
  });
}

/** Status and body of a GET; fetch would not let a test choose the Host header. */
function get(path: string, host = `127.0.0.1:${web.port}`): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: web.port, path, headers: { host } }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode, body });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

const paths = [
  { path: "/graphql", expected: { status: 200, body: "graphql" } },
  { path: "/graphql?query=x", expected: { status: 200, body: "graphql" } },
  { path: "/aws", expected: { status: 200, body: "aws" } },
  { path: "/aws/anything", expected: { status: 200, body: "aws" } },
  { path: "//", expected: { status: 404, body: "Nothing here: //\n" } },
  { path: "//[", expected: { status: 404, body: "Nothing here: //[\n" } },
  { path: "/elsewhere", expected: { status: 404, body: "Nothing here: /elsewhere\n" } },
];

test.each(paths)("$path", async ({ path, expected }) => {
  serve();
  expect(await get(path)).toEqual(expected);
});

test("is not there before it has something to serve, and says so", async () => {
  expect(await get("/graphql")).toEqual({ status: 503, body: "The sandbox is starting.\n" });
});

test("tells every client the address that this client used", async () => {
  serve();
  expect(JSON.parse((await get("/amplify_outputs.json", "localhost:8080")).body)).toEqual({
    authority: "localhost:8080",
  });
});

test("answers to no foreign name while it listens on loopback only", async () => {
  serve();
  const answer = await get("/amplify_outputs.json", "evil.example:4300");
  expect(answer.status).toBe(421);
  expect(answer.body).toContain("got evil.example");
});

test("a port in use is an error that names the port and what to do", async () => {
  const second = openWebServer("127.0.0.1", web.port);
  await expect(second).rejects.toThrow(PortInUseError);
  await expect(second).rejects.toThrow(`npm start -- --port ${web.port + 1}`);
});

test("a request that its handler cannot read is answered, and the server goes on", async () => {
  web.serve({
    graphql: () => {
      throw new TypeError("Invalid URL");
    },
    aws: (_request, response) => response.end("aws"),
    jwks: (userPoolId) => (userPoolId === "us-east-1_Pool" ? { keys: [] } : undefined),
    outputs: () => ({}),
    webAppDir: undefined,
  });
  expect((await get("/graphql")).status).toBe(400);
  expect((await get("/aws")).status).toBe(200);
});

test("the web app: files with a hash in their name may be kept for ever, all else is asked for again", async () => {
  const webAppDir = await temporaryDirectory();
  await mkdir(join(webAppDir, "assets"));
  for (const name of ["index.html", "service-worker.js", "version.json", "assets/index-abc.js"]) {
    await writeFile(join(webAppDir, name), name);
  }
  web.serve({
    graphql: (_request, response) => response.end("graphql"),
    aws: (_request, response) => response.end("aws"),
    jwks: () => undefined,
    outputs: () => ({}),
    webAppDir,
  });
  const answerTo = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${web.port}${path}`);
    return [answer.status, await answer.text(), answer.headers.get("cache-control")];
  };
  const again = "no-cache";
  // Below the root, so that its scope is the whole app; asked for again at every visit, so that a new one is found.
  expect(await answerTo("/service-worker.js")).toEqual([200, "service-worker.js", again]);
  expect(await answerTo("/version.json")).toEqual([200, "version.json", again]);
  expect(await answerTo("/departures?terminal=A")).toEqual([200, "index.html", again]);
  expect(await answerTo("/assets/index-abc.js")).toEqual([
    200,
    "assets/index-abc.js",
    "public, max-age=31536000, immutable",
  ]);
  // A page in the place of a script that is gone would be kept for ever.
  expect((await answerTo("/assets/index-old.js"))[0]).toBe(404);
});
